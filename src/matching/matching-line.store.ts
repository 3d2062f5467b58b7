import type { DemandId, DemandLineId } from '../core/ids/ids.js';
import type { WantedLine } from '../core/matching/pair.js';
import type { Tx } from '../platform/db/tx.js';

/** A line as matching keeps it: what the rule reads, what notices say of it, and what is known of its supply. */
export interface ProjectedLine {
  readonly lineId: string;
  readonly organisationId: string;
  /** Classes by which a product can answer it. */
  readonly classIds: readonly string[];
  /** Open, of an owner who may trade. */
  readonly active: boolean;
  readonly wanted: WantedLine;
  /** Of its demand. */
  readonly title: string;
  readonly planNamesMaker: boolean;
  /** Of the demand item that the line wants, null when it wants classes. */
  readonly itemId: string | null;
}

/** Copies lines, at most 1,000, under `lockProjecting`; those that differ in what the rule reads are noted as pending, equal ones are not touched. What they were is kept for replays. */
export async function saveProjectedLines(tx: Tx, rows: readonly ProjectedLine[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `with differing as (
       select r.* from jsonb_to_recordset($1::jsonb) as r("lineId" text, "organisationId" text, "classIds" text[], active boolean, wanted jsonb, title text, "planNamesMaker" boolean, "itemId" text)
       left join matching_line known on known.line_id = r."lineId"
       where known.line_id is null or (known.class_ids, known.active, known.wanted, known.title, known.plan_names_maker, known.item_id)
         is distinct from (r."classIds", r.active, r.wanted, r.title, r."planNamesMaker", r."itemId")),
     past as (
       insert into matching_line_past (line_id, active, wanted, changed)
       select l.line_id, l.active, l.wanted, l.changed from differing d join matching_line l on l.line_id = d."lineId")
     insert into matching_line as l (line_id, demand_id, organisation_id, class_ids, active, wanted, title, plan_names_maker, item_id, pending)
     select r."lineId", r.wanted->>'demandId', r."organisationId", r."classIds", r.active, r.wanted, r.title, r."planNamesMaker", r."itemId", true
     from differing r
     on conflict (line_id) do update set
       class_ids = excluded.class_ids, active = excluded.active, wanted = excluded.wanted, title = excluded.title, plan_names_maker = excluded.plan_names_maker, item_id = excluded.item_id,
       pending = l.pending or (l.class_ids, l.active, l.wanted) is distinct from (excluded.class_ids, excluded.active, excluded.wanted), changed = pg_current_xact_id()`, [JSON.stringify(rows)]);
}

export interface LockedLine {
  readonly lineId: string;
  readonly organisationId: string;
  readonly classIds: string[];
  readonly active: boolean;
  readonly pending: boolean;
  readonly wanted: WantedLine;
  readonly title: string;
  readonly supplied: boolean;
  readonly madeInProvince: boolean;
}

/** These lines, in the order of their ids, locked until the transaction ends: one at a time decides what is recommended for a line. */
export async function lockLines(tx: Tx, ids: readonly string[], pendingOnly: boolean): Promise<LockedLine[]> {
  return tx.query<LockedLine>(
    `select line_id as "lineId", organisation_id as "organisationId", class_ids as "classIds", active, pending, wanted, title, supplied, made_in_province as "madeInProvince"
     from matching_line where line_id = any($1) and (pending or not $2) order by line_id for update`, [ids, pendingOnly]);
}

/** Ids of the open lines that want one of these classes. */
export async function openLinesOfClasses(tx: Tx, classIds: readonly string[]): Promise<string[]> {
  if (classIds.length === 0) return [];
  const rows = await tx.query<{ line_id: string }>('select line_id from matching_line where active and class_ids && $1::text[]', [classIds]);
  return rows.map((row) => row.line_id);
}

/** Which of these lines are still to be judged, those of a class together, so that a chunk reads the same products. */
export async function pendingLines(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ line_id: string }>('select line_id from matching_line where line_id = any($1) and pending order by class_ids, line_id', [ids]);
  return rows.map((row) => row.line_id);
}

/** Ids of all lines of these demands that were copied. */
export async function linesOfDemands(tx: Tx, demandIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ line_id: string }>('select line_id from matching_line where demand_id = any($1)', [demandIds]);
  return rows.map((row) => row.line_id);
}

export interface JudgedLine {
  readonly lineId: string;
  readonly pending: boolean;
  readonly supplied: boolean;
  readonly madeInProvince: boolean;
}

/** Writes what a look at these lines found out; lines for which nothing changed are left out by the caller. */
export async function settleLines(tx: Tx, lines: readonly JudgedLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `update matching_line l set pending = j.pending, supplied = j.supplied, made_in_province = j."madeInProvince"
     from jsonb_to_recordset($1::jsonb) as j("lineId" text, pending boolean, supplied boolean, "madeInProvince" boolean) where l.line_id = j."lineId"`,
    [JSON.stringify(lines)]);
}

/** One page of the ids of demands with lines held to be open. */
export async function pageOfHeldDemands(tx: Tx, limit: number, after: string | null): Promise<string[]> {
  const rows = await tx.query<{ demand_id: string }>(
    'select distinct demand_id from matching_line where active and ($2::text is null or demand_id > $2) order by demand_id limit $1', [limit, after]);
  return rows.map((row) => row.demand_id);
}

/** One page of the ids of an organisation's demands with copied lines, by id. */
export async function pageOfBuyersDemands(tx: Tx, organisationId: string, limit: number, after: string | null): Promise<string[]> {
  const rows = await tx.query<{ demand_id: string }>(
    'select distinct demand_id from matching_line where organisation_id = $1 and ($3::text is null or demand_id > $3) order by demand_id limit $2', [organisationId, limit, after]);
  return rows.map((row) => row.demand_id);
}

/** One page of the ids of lines still to be judged. */
export async function pageOfPendingLines(tx: Tx, limit: number, after: string | null): Promise<string[]> {
  const rows = await tx.query<{ line_id: string }>(
    'select line_id from matching_line where pending and ($2::text is null or line_id > $2) order by line_id limit $1', [limit, after]);
  return rows.map((row) => row.line_id);
}

/** Notes lines as pending that were needed by a day before `today` and still have recommendations, at most 1,000. */
export async function noteOverdueLines(tx: Tx, today: string): Promise<void> {
  await tx.query(
    `update matching_line set pending = true
     where line_id in (select l.line_id from matching_line l where l.active and not l.pending and l.wanted->>'neededBy' < $1
       and exists (select from matching_recommendation r where r.line_id = l.line_id and r.retired_at is null) limit 1000)`, [today]);
}

export interface LineSupply {
  readonly lineId: DemandLineId;
  readonly demandId: DemandId;
  readonly classIds: string[];
  readonly planNamesMaker: boolean;
  readonly supplied: boolean;
  readonly madeInProvince: boolean;
}

const SUPPLY = `line_id as "lineId", demand_id as "demandId", class_ids as "classIds", plan_names_maker as "planNamesMaker", supplied, made_in_province as "madeInProvince"`;

/** What is known of the supply of these lines, of those that are open and the tenant's own, or all of them for a department. */
export async function supplyOfLines(tx: Tx, lineIds: readonly string[]): Promise<LineSupply[]> {
  return tx.query<LineSupply>(`select ${SUPPLY} from matching_line where line_id = any($1) and active`, [lineIds]);
}

/** One page of the open lines for which something is missing, newest first. `after`: the last id of the page before. */
export async function pageOfGaps(tx: Tx, limit: number, after: string | null): Promise<LineSupply[]> {
  return tx.query<LineSupply>(
    `select ${SUPPLY} from matching_line
     where active and not pending and (class_ids = '{}' or not supplied or not (plan_names_maker or made_in_province)) and ($2::text is null or line_id < $2)
     order by line_id desc limit $1`, [limit, after]);
}

/** The next ids of open lines that want one of these classes, after `after`, at most `limit`. */
export async function pageOfLinesWanting(tx: Tx, classIds: readonly string[], limit: number, after: string | null): Promise<string[]> {
  const rows = await tx.query<{ line_id: string }>(
    'select line_id from matching_line where active and class_ids && $1::text[] and ($3::text is null or line_id > $3) order by line_id limit $2', [classIds, limit, after]);
  return rows.map((row) => row.line_id);
}

/** Tells these lines, at most 1,000, what is on the market of their classes now; those that know it already are not touched. */
export async function tellSupply(tx: Tx, lineIds: readonly string[]): Promise<void> {
  await tx.query(
    `with held as (select line_id, class_ids from matching_line where line_id = any($1) order by line_id for update),
     supply as (
       select c as class_id, exists (select from matching_product where active and class_id = c and not starts_with(organisation_id, 'sbx_')) as supplied,
              exists (select from matching_product where active and provincial_maker and class_id = c and not starts_with(organisation_id, 'sbx_')) as made
       from (select distinct unnest(class_ids) as c from held) wanted),
     told as (select h.line_id, coalesce(bool_or(s.supplied), false) as supplied, coalesce(bool_or(s.made), false) as made from held h left join supply s on s.class_id = any(h.class_ids) group by h.line_id)
     update matching_line l set supplied = t.supplied, made_in_province = t.made from told t
     where l.line_id = t.line_id and (l.supplied, l.made_in_province) is distinct from (t.supplied, t.made)`, [lineIds]);
}

/** The latest open lines as the rule reads them, the newest first. */
export async function latestOpenLines(tx: Tx, limit: number): Promise<WantedLine[]> {
  return (await tx.query<{ wanted: WantedLine }>('select wanted from matching_line where active order by line_id desc limit $1', [limit])).map(({ wanted }) => wanted);
}

/** One page of the ids of open lines. */
export async function pageOfActiveLines(tx: Tx, limit: number, after: string | null): Promise<string[]> {
  const rows = await tx.query<{ line_id: string }>(
    'select line_id from matching_line where active and ($2::text is null or line_id > $2) order by line_id limit $1', [limit, after]);
  return rows.map((row) => row.line_id);
}

/** Notes these lines, at most 1,000, as still to be judged. */
export async function noteLinesPending(tx: Tx, lineIds: readonly string[]): Promise<void> {
  await tx.query('update matching_line set pending = true where line_id in (select line_id from matching_line where line_id = any($1) and not pending order by line_id for update)', [lineIds]);
}
