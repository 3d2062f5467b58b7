import type { Id, OrganisationId } from '../core/ids/ids.js';
import type { ClassChange } from '../core/policy/class-edit.js';
import type { Tx } from '../platform/db/tx.js';
import type { ClassRow } from './policy.store.js';

/** One edit of a class, as it was made; never changed afterwards. */
export interface ClassEditRow {
  readonly id: Id<'classEdit'>;
  readonly classId: string;
  readonly change: ClassChange;
  /** Null when it was added. */
  readonly before: ClassRow | null;
  /** Null when it was retired. */
  readonly after: ClassRow | null;
  readonly reason: string;
  readonly at: Date;
  readonly editedBy: OrganisationId;
  readonly memberId: string;
}

const EDIT = `id, class_id as "classId", change, class_before as before, class_after as after, reason, at, edited_by as "editedBy", member_id as "memberId"`;

/** Edits of classes take turns: names are unique among all, and the number of the last edit must only grow. */
export async function lockClasses(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('policy_class', 0))`);
}

/** Keeps an edit and puts it into force. */
export async function insertClassEdit(tx: Tx, edit: ClassEditRow): Promise<void> {
  if (edit.change === 'ADD') await saveEdited(tx, [edit]);
  const [row] = await tx.query<{ number: string }>(
    `insert into policy_class_edit (id, class_id, change, class_before, class_after, reason, at, edited_by, member_id)
     values ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8, $9) returning number`,
    [edit.id, edit.classId, edit.change, edit.before === null ? null : JSON.stringify(edit.before), edit.after === null ? null : JSON.stringify(edit.after),
      edit.reason, edit.at, edit.editedBy, edit.memberId]);
  await applyClassEdits(tx, [{ ...edit, number: row?.number ?? '0' }]);
}

/** Puts the last edit of each of these classes into force. */
export async function applyClassEdits(tx: Tx, edits: readonly (Pick<ClassEditRow, 'classId' | 'after' | 'at'> & { readonly number: string })[]): Promise<void> {
  await saveEdited(tx, edits);
  await tx.query(
    `update policy_class c set edit_number = e.number, retired_at = case when e.retired then e.at end
     from jsonb_to_recordset($1::jsonb) as e("classId" text, number bigint, retired boolean, at timestamptz) where c.id = e."classId"`,
    [JSON.stringify(edits.map(({ classId, number, after, at }) => ({ classId, number, retired: after === null, at })))]);
}

async function saveEdited(tx: Tx, edits: readonly Pick<ClassEditRow, 'after'>[]): Promise<void> {
  await tx.query(
    `insert into policy_class (id, origin, zh, en, clause, departments, energy_grade_kind, ancestors, definition)
     select c.definition->>'id', c.definition->>'origin', c.definition->>'zh', c.definition->>'en', c.definition->>'clause',
            array(select jsonb_array_elements_text(c.departments)), c.definition->>'energyGradeKind',
            array(select jsonb_array_elements_text(c.ancestors)), c.definition || jsonb_build_object('path', c.path)
     from jsonb_to_recordset($1::jsonb) as c(definition jsonb, departments jsonb, ancestors jsonb, path jsonb)
     where not exists (select from policy_class known where known.id = c.definition->>'id')`, [JSON.stringify(edits.flatMap(({ after }) => after ?? []))]);
  await tx.query(
    `update policy_class k set zh = c.definition->>'zh', en = c.definition->>'en', definition = c.definition || jsonb_build_object('path', c.path)
     from jsonb_to_recordset($1::jsonb) as c(definition jsonb, path jsonb) where k.id = c.definition->>'id'`, [JSON.stringify(edits.flatMap(({ after }) => after ?? []))]);
}

/** The latest edit of each class that was ever edited. */
export async function latestClassEdits(tx: Tx): Promise<(ClassEditRow & { readonly number: string })[]> {
  return tx.query(`select distinct on (class_id) ${EDIT}, number from policy_class_edit order by class_id, policy_class_edit.number desc`);
}

export interface ClassEditFilter {
  readonly classId: string | null;
}

/** One page of edits, the latest first. `after`: the last id of the page before, or null. */
export async function pageOfClassEdits(tx: Tx, { classId }: ClassEditFilter, limit: number, after: string | null): Promise<ClassEditRow[]> {
  return tx.query<ClassEditRow>(
    `select ${EDIT} from policy_class_edit where ($1::text is null or class_id = $1) and ($2::text is null or id < $2) order by id desc limit $3`, [classId, after, limit]);
}
