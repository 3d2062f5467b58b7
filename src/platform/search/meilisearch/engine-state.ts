import type { Tx } from '../../db/tx.js';

/** How far the engine's copy has followed, as whoever asks needs to know. */
export interface EngineStanding {
  /** Name of the index in the engine that may answer; null while none may. */
  readonly copy: string | null;
  /** Milliseconds since the copy held everything; null: never. */
  readonly behindMs: number | null;
}

export async function engineStanding(tx: Tx): Promise<EngineStanding> {
  const [row] = await tx.query<EngineStanding>(
    `select copy, (extract(epoch from clock_timestamp() - followed_at) * 1000)::float8 as "behindMs" from platform_search_engine`);
  if (row === undefined) throw new Error('The standing of the search engine is missing.');
  return row;
}

/** Entries that the copy has not taken yet; all of them while there is no copy. */
export async function entriesBehind(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ n: string }>(
    `select count(*) as n from platform_search_product p, platform_search_engine e
     where p.generation = (select live from platform_search_generation) and (e.followed is null or e.copy is null
       or (p.changed >= pg_snapshot_xmin(e.followed) and not pg_visible_in_snapshot(p.changed, e.followed)))`);
  return Number(row?.n ?? 0);
}
