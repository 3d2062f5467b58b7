import { In, type SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../core/access/viewer.js';
import { BY_SETTLEMENT, type LineState } from '../core/demand/demand-state.js';
import { visibleDemand, visibleLine, type VisibleDemandOf, type VisibleLineOf } from '../core/demand/visible-demand.js';
import type { DemandId, DemandLineId, OrganisationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { DemandEntity, DemandLineEntity } from './demand.entity.js';

/** A demand as its viewer may see it: owner, budgets and the owner's own remarks are taken out before any resolver holds it. */
export type VisibleDemand = VisibleDemandOf<DemandEntity>;
export type VisibleLine = VisibleLineOf<DemandLineEntity>;

/** Demands with their lines that the viewer may see, in the order of the ids; at most 1,000. */
export async function visibleDemands(tx: Tx, viewer: Viewer, ids: readonly DemandId[]): Promise<VisibleDemand[]> {
  if (ids.length === 0) return [];
  const rows = await tx.manager.find(DemandEntity, { where: { id: In([...ids]) as never }, relations: { lines: true } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [visibleDemand(viewer, row)];
  });
}

/** Lines that the viewer may see, in the order of the ids; at most 1,000. */
export async function visibleLines(tx: Tx, viewer: Viewer, ids: readonly DemandLineId[]): Promise<VisibleLine[]> {
  if (ids.length === 0) return [];
  const rows = await tx.manager.find(DemandLineEntity, { where: { id: In([...ids]) as never } });
  const lines = new Map(rows.map((row) => [row.id, visibleLine(viewer, row)]));
  return ids.flatMap((id) => lines.get(id) ?? []);
}

/** One page of the owner's own demands, newest first. `after`: the last id of the page before. */
export async function pageOfOwnDemands(tx: Tx, viewer: Viewer, ownerId: OrganisationId, limit: number, after: string | null): Promise<VisibleDemand[]> {
  return pageOf(tx, viewer, byId(tx, limit, after).andWhere('d.ownerId = :ownerId', { ownerId }));
}

/** One page of all demands that the viewer may see, newest first: the department's list. */
export async function pageOfDemands(
  tx: Tx, viewer: Viewer, filter: { readonly state: LineState | null; readonly ownerId: string | null }, limit: number, after: string | null,
): Promise<VisibleDemand[]> {
  const query = byId(tx, limit, after);
  if (filter.ownerId !== null) query.andWhere('d.ownerId = :ownerId', { ownerId: filter.ownerId });
  if (filter.state !== null) {
    query.andWhere('(select min(array_position(:order::text[], l.state)) from demand_line l where l.demand_id = d.id) = array_position(:order::text[], :state::text)',
      { order: [...BY_SETTLEMENT], state: filter.state });
  }
  return pageOf(tx, viewer, query);
}

/** One page of demands with a published line, newly published first. `classIds`: null for all. `after`: publishedAt (ISO 8601) and id of the last one. */
export async function pageOfOpenDemands(
  tx: Tx, viewer: Viewer, classIds: readonly string[] | null, limit: number, after: readonly [string, string] | null,
): Promise<VisibleDemand[]> {
  const query = tx.manager.createQueryBuilder(DemandEntity, 'd').select('d.id').where('d.publishedAt is not null')
    .andWhere(`exists (select from demand_line l where l.demand_id = d.id and l.state = 'PUBLISHED' and (:classIds::text[] is null or l.class_ids && :classIds::text[]))`,
      { classIds: classIds === null ? null : [...classIds] })
    .orderBy('d.publishedAt', 'DESC').addOrderBy('d.id', 'DESC').limit(limit);
  if (after !== null) query.andWhere('(d.publishedAt, d.id) < (:at::timestamptz, :id::text)', { at: after[0], id: after[1] });
  return pageOf(tx, viewer, query);
}

function byId(tx: Tx, limit: number, after: string | null): SelectQueryBuilder<DemandEntity> {
  const query = tx.manager.createQueryBuilder(DemandEntity, 'd').select('d.id').orderBy('d.id', 'DESC').limit(limit);
  return after === null ? query.where('true') : query.where('d.id < :after', { after });
}

async function pageOf(tx: Tx, viewer: Viewer, query: SelectQueryBuilder<DemandEntity>): Promise<VisibleDemand[]> {
  return visibleDemands(tx, viewer, (await query.getMany()).map((row) => row.id));
}

/** Lines of these demands with their demand, unfiltered by column: for job handlers, never for a resolver. */
export async function linesWithDemand(tx: Tx, demandIds: readonly DemandId[]): Promise<DemandLineEntity[]> {
  if (demandIds.length === 0) return [];
  return tx.manager.find(DemandLineEntity, { where: { demandId: In([...demandIds]) as never }, relations: { demand: true }, order: { id: 'ASC' } });
}

/** One line with its demand, unfiltered by column, as row-level security shows it to the tenant. */
export async function lineWithDemand(tx: Tx, id: DemandLineId): Promise<DemandLineEntity | null> {
  return tx.manager.findOne(DemandLineEntity, { where: { id: id as never }, relations: { demand: true } });
}

/**
 * One page of lines that products are looked for (published, or in a running request for quotations) with their demand, in the
 * order of their ids, unfiltered by column: for sweeps. `after`: the last id of the page before.
 */
export async function pageOfOpenLines(tx: Tx, limit: number, after: DemandLineId | null): Promise<DemandLineEntity[]> {
  const query = tx.manager.createQueryBuilder(DemandLineEntity, 'l').innerJoinAndSelect('l.demand', 'd')
    .where(`l.state in ('PUBLISHED', 'SOURCING')`).orderBy('l.id').limit(limit);
  if (after !== null) query.andWhere('l.id > :after', { after });
  return query.getMany();
}

export interface OverdueDemand {
  readonly id: DemandId;
  readonly ownerId: OrganisationId;
  /** All its lines, whatever their state. */
  readonly lines: number;
}

/** One page of demands with a published line that were needed by a day before `today`, by owner, then id. */
export async function pageOfOverdueDemands(tx: Tx, today: string, limit: number, after: Pick<OverdueDemand, 'id' | 'ownerId'> | null): Promise<OverdueDemand[]> {
  return tx.query<OverdueDemand>(
    `select d.id, d.owner_id as "ownerId", (select count(*)::integer from demand_line l where l.demand_id = d.id) as lines
     from demand_demand d
     where d.published_at is not null and d.needed_by < $1::date and ($3::text is null or (d.owner_id, d.id) > ($3::text, $4::text))
       and exists (select from demand_line l where l.demand_id = d.id and l.state = 'PUBLISHED')
     order by d.owner_id, d.id limit $2`, [today, limit, after?.ownerId ?? null, after?.id ?? null]);
}
