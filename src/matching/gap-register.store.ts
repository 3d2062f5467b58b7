import type { DemandId, DemandLineId } from '../core/ids/ids.js';
import type { GapKind } from '../core/matching/topic.js';
import type { Tx } from '../platform/db/tx.js';

/** What is missing, and the open demands that show it. */
export interface GapEntry {
  readonly what: 'ITEM' | 'CLASS';
  /** Of the item or class. */
  readonly id: string;
  readonly lines: number;
  readonly demands: number;
  readonly buyers: number;
  /** The latest, at most 100. */
  readonly lineIds: DemandLineId[];
}

/** The line wants nothing that anybody offers here; nothing that anybody makes in the province. Two facts, see core/matching/supply-gap.ts. */
const MISSING: Readonly<Record<GapKind, string>> = {
  PLATFORM: `(class_ids = '{}' or not supplied)`, PROVINCE: `(class_ids = '{}' or not (plan_names_maker or made_in_province))`,
};

/** A line of an item shows that the item is missing; another one that each class it would take is. */
const subjects = (kind: GapKind): string =>
  `select case when l.item_id is null then 'CLASS' else 'ITEM' end as what, coalesce(l.item_id, c.id) as id, l.line_id, l.demand_id, l.organisation_id
   from matching_line l left join lateral unnest(l.class_ids) as c(id) on l.item_id is null
   where l.active and not l.pending and ${MISSING[kind]} and coalesce(l.item_id, c.id) is not null`;

/** One page of what is missing, that which most lines want first. `after`: lines and id of the last one. */
export async function pageOfGapEntries(tx: Tx, kind: GapKind, limit: number, after: readonly [number, string] | null): Promise<GapEntry[]> {
  return tx.query<GapEntry>(
    `select what, id, lines, demands, buyers, "lineIds" from (
       select what, id, count(*)::integer as lines, count(distinct demand_id)::integer as demands, count(distinct organisation_id)::integer as buyers,
              (array_agg(line_id::text order by line_id desc))[1:100] as "lineIds"
       from (${subjects(kind)}) s group by what, id) e
     where $2::integer is null or lines < $2 or (lines = $2 and id > $3) order by lines desc, id limit $1`, [limit, after?.[0] ?? null, after?.[1] ?? null]);
}

/** The open lines that show that this item or class is missing, the latest first. */
export async function gapLines(tx: Tx, kind: GapKind, subjectId: string, limit: number): Promise<{ lineId: DemandLineId; demandId: DemandId }[]> {
  return tx.query(`select line_id as "lineId", demand_id as "demandId" from (${subjects(kind)}) s where id = $1 order by line_id desc limit $2`, [subjectId, limit]);
}
