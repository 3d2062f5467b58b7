import type { Tx } from '../platform/db/tx.js';
import { MatchRunEntity } from './match-run.entity.js';

export async function insertRun(tx: Tx, run: MatchRunEntity): Promise<void> {
  await tx.manager.insert(MatchRunEntity, run);
}

/** One page of runs, newest first. `after`: the last id of the page before. */
export async function pageOfRuns(tx: Tx, limit: number, after: string | null): Promise<MatchRunEntity[]> {
  const query = tx.manager.createQueryBuilder(MatchRunEntity, 'r').orderBy('r.id', 'DESC').limit(limit);
  if (after !== null) query.where('r.id < :after', { after });
  return query.getMany();
}
