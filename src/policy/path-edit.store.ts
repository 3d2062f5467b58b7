import type { Id, OrganisationId } from '../core/ids/ids.js';
import type { PathChange } from '../core/policy/path-edit.js';
import type { UpgradePath } from '../core/policy/reference.js';
import type { Tx } from '../platform/db/tx.js';

/** One edit of a path, as it was made; never changed afterwards. */
export interface PathEditRow {
  readonly id: Id<'pathEdit'>;
  readonly demandItemId: string;
  readonly classId: string;
  readonly change: PathChange;
  /** Null when there was none. */
  readonly before: UpgradePath | null;
  /** Null when it ended. */
  readonly after: UpgradePath | null;
  readonly reason: string;
  readonly at: Date;
  readonly editedBy: OrganisationId;
  readonly memberId: string;
}

const EDIT = `id, demand_item_id as "demandItemId", class_id as "classId", change, path_before as before, path_after as after, reason, at, edited_by as "editedBy", member_id as "memberId"`;

/** Edits of one item's paths take turns: the second reads what the first has left. */
export async function lockItems(tx: Tx, itemIds: readonly string[]): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('policy_upgrade_path ' || id, 0)) from unnest($1::text[]) as id order by id`, [[...new Set(itemIds)].sort()]);
}

export async function insertPathEdits(tx: Tx, rows: readonly PathEditRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into policy_path_edit (id, demand_item_id, class_id, change, path_before, path_after, reason, at, edited_by, member_id)
     select e.id, e."demandItemId", e."classId", e.change, nullif(e.before, 'null'), nullif(e.after, 'null'), e.reason, e.at, e."editedBy", e."memberId"
     from rows from (jsonb_to_recordset($1::jsonb) as (id text, "demandItemId" text, "classId" text, change text, before jsonb, after jsonb, reason text,
       at timestamptz, "editedBy" text, "memberId" text)) with ordinality as e(id, "demandItemId", "classId", change, before, after, reason, at, "editedBy", "memberId", n)
     order by e.n`, [JSON.stringify(rows)]);
}

/** Puts the last of several edits of a path into force. */
export async function applyPathEdits(tx: Tx, rows: readonly Pick<PathEditRow, 'demandItemId' | 'classId' | 'after'>[]): Promise<void> {
  const last = [...new Map(rows.map((row) => [`${row.demandItemId} ${row.classId}`, row])).values()];
  if (last.length === 0) return;
  await tx.query(
    `delete from policy_upgrade_path p using jsonb_to_recordset($1::jsonb) as e("demandItemId" text, "classId" text)
     where p.demand_item_id = e."demandItemId" and p.class_id = e."classId"`, [JSON.stringify(last)]);
  await tx.query(
    `insert into policy_upgrade_path (demand_item_id, class_id, relation, strength, because_zh, because_en)
     select "demandItemId", "classId", relation, strength, "becauseZh", "becauseEn"
     from jsonb_to_recordset($1::jsonb) as p("demandItemId" text, "classId" text, relation text, strength smallint, "becauseZh" text, "becauseEn" text)`,
    [JSON.stringify(last.flatMap(({ after }) => after ?? []))]);
}

/** The latest edit of each path that was ever edited. */
export async function latestPathEdits(tx: Tx): Promise<PathEditRow[]> {
  return tx.query<PathEditRow>(`select distinct on (demand_item_id, class_id) ${EDIT} from policy_path_edit order by demand_item_id, class_id, number desc`);
}

export interface PathEditFilter {
  readonly demandItemId: string | null;
  readonly classId: string | null;
}

/** One page of edits, the latest first. `after`: the last id of the page before, or null. */
export async function pageOfPathEdits(tx: Tx, filter: PathEditFilter, limit: number, after: string | null): Promise<PathEditRow[]> {
  return tx.query<PathEditRow>(
    `select ${EDIT} from policy_path_edit
     where ($1::text is null or demand_item_id = $1) and ($2::text is null or class_id = $2) and ($3::text is null or id < $3) order by id desc limit $4`,
    [filter.demandItemId, filter.classId, after, limit]);
}
