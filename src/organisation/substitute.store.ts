import { In } from 'typeorm';
import type { Tx } from '../platform/db/tx.js';
import { SubstituteEntity } from './substitute.entity.js';

export async function insertSubstitutes(tx: Tx, rows: readonly SubstituteEntity[]): Promise<void> {
  if (rows.length > 0) await tx.manager.insert(SubstituteEntity, rows as SubstituteEntity[]);
}

/** Departments that this one stands in for on a day. */
export async function standsInFor(tx: Tx, departmentId: string, day: string): Promise<string[]> {
  const rows = await tx.query<{ department_id: string }>(
    'select distinct department_id from organisation_substitute where substitute_id = $1 and ended_at is null and $2::date between from_day and to_day', [departmentId, day]);
  return rows.map((row) => row.department_id);
}

/** The department's own namings with these ids that have not ended, locked. */
export async function substitutesForChange(tx: Tx, departmentId: string, ids: readonly string[]): Promise<Map<string, SubstituteEntity>> {
  await tx.query('select id from organisation_substitute where department_id = $1 and id = any($2) order by id for update', [departmentId, [...ids]]);
  const rows = await tx.manager.findBy(SubstituteEntity, { departmentId: departmentId as never, id: In([...ids]) as never });
  return new Map(rows.filter((row) => row.endedAt === null).map((row) => [row.id, row]));
}

export async function endSubstitute(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query('update organisation_substitute set ended_at = $2 where id = $1', [id, at]);
}

/** Who stands in for this department or for whom it does, today or later, newest first. */
export async function substitutesOf(tx: Tx, departmentId: string, day: string, limit: number): Promise<SubstituteEntity[]> {
  return tx.manager.createQueryBuilder(SubstituteEntity, 's')
    .where('(s.departmentId = :departmentId or s.substituteId = :departmentId) and s.endedAt is null and s.toDay >= :day', { departmentId, day })
    .orderBy('s.id', 'DESC').take(limit).getMany();
}
