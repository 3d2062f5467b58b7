import type { ClassDefinition } from '../core/policy/class-definition.js';
import type { ClassGroup, DemandItem, PlacedClass, UpgradePath } from '../core/policy/reference.js';
import type { Tx } from '../platform/db/tx.js';

export interface Edition {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly basisZh: string;
  readonly basisEn: string;
}

export async function editionHashes(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.query<{ name: string; sha256: string }>('select name, sha256 from policy_edition');
  return new Map(rows.map((row) => [row.name, row.sha256]));
}

export async function saveEditions(tx: Tx, editions: readonly Edition[]): Promise<void> {
  await tx.query(
    `insert into policy_edition (name, version, sha256, basis_zh, basis_en)
     select name, version, sha256, "basisZh", "basisEn" from jsonb_to_recordset($1::jsonb) as e(name text, version text, sha256 text, "basisZh" text, "basisEn" text)
     on conflict (name) do update set version = excluded.version, sha256 = excluded.sha256, basis_zh = excluded.basis_zh,
       basis_en = excluded.basis_en, loaded_at = clock_timestamp()`, [JSON.stringify(editions)]);
}

export async function saveClasses(tx: Tx, classes: readonly PlacedClass[]): Promise<void> {
  await tx.query(
    `insert into policy_class (id, origin, zh, en, clause, departments, energy_grade_kind, software_kind, ancestors, definition)
     select c.definition->>'id', c.definition->>'origin', c.definition->>'zh', c.definition->>'en', c.definition->>'clause',
            array(select jsonb_array_elements_text(c.departments)), c.definition->>'energyGradeKind', coalesce((c.definition->>'softwareKind')::boolean, false),
            array(select jsonb_array_elements_text(c.ancestors)), c.definition || jsonb_build_object('path', c.path)
     from jsonb_to_recordset($1::jsonb) as c(definition jsonb, departments jsonb, ancestors jsonb, path jsonb)
     on conflict (id) do update set origin = excluded.origin, zh = excluded.zh, en = excluded.en, clause = excluded.clause,
       departments = excluded.departments, energy_grade_kind = excluded.energy_grade_kind, software_kind = excluded.software_kind, ancestors = excluded.ancestors, definition = excluded.definition`,
    [JSON.stringify(classes)]);
}

export async function saveDemandItems(tx: Tx, items: readonly DemandItem[]): Promise<void> {
  await tx.query(
    `insert into policy_demand_item (id, zh, en, clause, departments, task_id, direction_zh, meaning_zh, meaning_en, gap, energy_grade_kind, software_pairing)
     select id, zh, en, clause, array(select jsonb_array_elements_text(departments)), "taskId", "directionZh", "meaningZh", "meaningEn", gap, "energyGradeKind", "softwarePairing"
     from jsonb_to_recordset($1::jsonb) as i(id text, zh text, en text, clause text, departments jsonb, "taskId" text, "directionZh" text,
       "meaningZh" text, "meaningEn" text, gap boolean, "energyGradeKind" text, "softwarePairing" boolean)
     on conflict (id) do update set zh = excluded.zh, en = excluded.en, clause = excluded.clause, departments = excluded.departments,
       task_id = excluded.task_id, direction_zh = excluded.direction_zh, meaning_zh = excluded.meaning_zh, meaning_en = excluded.meaning_en,
       gap = excluded.gap, energy_grade_kind = excluded.energy_grade_kind, software_pairing = excluded.software_pairing`, [JSON.stringify(items)]);
}

export async function replacePaths(tx: Tx, paths: readonly UpgradePath[]): Promise<void> {
  await tx.query('delete from policy_upgrade_path');
  await tx.query(
    `insert into policy_upgrade_path (demand_item_id, class_id, relation, strength, because_zh, because_en)
     select "demandItemId", "classId", relation, strength, "becauseZh", "becauseEn"
     from jsonb_to_recordset($1::jsonb) as p("demandItemId" text, "classId" text, relation text, strength smallint, "becauseZh" text, "becauseEn" text)`,
    [JSON.stringify(paths)]);
}

export interface ClassRow {
  readonly definition: ClassDefinition;
  readonly departments: string[];
  readonly ancestors: string[];
  /** The groups above it from the top, with their names. */
  readonly path: ClassGroup[];
}

// Whether it is software is not for an edit to change, which replaces the definition.
const CLASS = `definition - 'path' || case when software_kind then '{"softwareKind": true}'::jsonb else '{}' end as definition, departments, ancestors, coalesce(definition->'path', '[]') as path`;

/** All classes, at most some hundreds, in the order of their ids; those that were retired say so. */
export async function allClasses(tx: Tx): Promise<(ClassRow & { readonly retired: boolean })[]> {
  return tx.query(`select ${CLASS}, retired_at is not null as retired from policy_class order by id`);
}

/** Number of the last edit of any class; null when none was ever edited. A class is edited with all others waiting, so that it only grows. */
export async function lastClassEdit(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ number: string | null }>('select max(edit_number)::text as number from policy_class');
  return row?.number ?? null;
}

const PATH = 'demand_item_id as "demandItemId", class_id as "classId", relation, strength, because_zh as "becauseZh", because_en as "becauseEn"';
const ITEM = `id, zh, en, clause, departments, task_id as "taskId", direction_zh as "directionZh", meaning_zh as "meaningZh",
  meaning_en as "meaningEn", gap, energy_grade_kind as "energyGradeKind", software_pairing as "softwarePairing"`;

/** Paths of these demand items, strongest first. */
export async function pathsOfItems(tx: Tx, itemIds: readonly string[]): Promise<UpgradePath[]> {
  return tx.query<UpgradePath>(`select ${PATH} from policy_upgrade_path where demand_item_id = any($1) order by strength desc, class_id`, [itemIds]);
}

/** Paths that lead to these classes, strongest first. */
export async function pathsToClasses(tx: Tx, classIds: readonly string[]): Promise<UpgradePath[]> {
  return tx.query<UpgradePath>(`select ${PATH} from policy_upgrade_path where class_id = any($1) order by strength desc, demand_item_id`, [classIds]);
}

/** The demand items with these ids. */
export async function demandItemsByIds(tx: Tx, ids: readonly string[]): Promise<DemandItem[]> {
  return tx.query<DemandItem>(`select ${ITEM} from policy_demand_item where id = any($1)`, [ids]);
}

/** Every demand item of the plan, some two hundred, and every path, some six hundred: what the words of a demand are routed by. */
export async function allItemsAndPaths(tx: Tx): Promise<{ readonly items: DemandItem[]; readonly paths: UpgradePath[] }> {
  const [items, paths] = await Promise.all([
    tx.query<DemandItem>(`select ${ITEM} from policy_demand_item order by id`), tx.query<UpgradePath>(`select ${PATH} from policy_upgrade_path order by demand_item_id, class_id`),
  ]);
  return { items, paths };
}

export interface ItemFilter {
  readonly taskId: string | null;
  /** Part of the item's name, meaning or direction, or its id; null for all. */
  readonly query: string | null;
}

/** One page of demand items in the order of the plan. `after`: the last id of the page before, or null. */
export async function pageOfDemandItems(tx: Tx, { taskId, query }: ItemFilter, limit: number, after: string | null): Promise<DemandItem[]> {
  return tx.query<DemandItem>(
    `select ${ITEM} from policy_demand_item
     where ($1::text is null or task_id = $1) and ($3::text is null or id > $3)
       and ($2::text is null or position(lower($2) in lower(concat_ws(E'\\n', id, zh, en, direction_zh, meaning_zh, meaning_en))) > 0)
     order by id limit $4`, [taskId, query, after, limit]);
}

/** True when the plan has a task of this id. */
export async function taskExists(tx: Tx, taskId: string): Promise<boolean> {
  const rows = await tx.query('select id from policy_demand_item where task_id = $1 limit 1', [taskId]);
  return rows.length > 0;
}

export interface EditionRow extends Edition {
  readonly loadedAt: Date;
}

/** The editions in force of all reference data, some dozen, by name. */
export async function allEditions(tx: Tx): Promise<EditionRow[]> {
  return tx.query<EditionRow>(
    'select name, version, sha256, basis_zh as "basisZh", basis_en as "basisEn", loaded_at as "loadedAt" from policy_edition order by name');
}

/** Versions of what the law says, in force now: a match run records them. Behind a `+` stands the number of the last edit, where there was one. */
export interface LawVersions {
  /** Version of the path edition. */
  readonly paths: string;
  /** Digest of the editions that classes come from. */
  readonly classes: string;
  /** Digest of the editions of energy grades and of the elimination class. */
  readonly energy: string;
}

export async function lawVersions(tx: Tx): Promise<LawVersions> {
  const [row] = await tx.query<LawVersions>(
    `select coalesce(max(version) filter (where name = 'upgrade-paths') || coalesce('+' || (select max(number) from policy_path_edit), ''), 'none') as paths,
            coalesce(left(md5(string_agg(sha256, ' ' order by name) filter (where name in ('seed-taxonomy', 'class-attributes', 'extension-classes'))), 8), 'none')
              || coalesce('+' || (select max(edit_number) from policy_class), '') as classes,
            coalesce(left(md5(string_agg(sha256, ' ' order by name) filter (where name like 'energy-grades/%')), 8), 'none') as energy
     from policy_edition`);
  return row ?? { paths: 'none', classes: 'none', energy: 'none' };
}
