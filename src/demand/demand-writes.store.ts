import { In } from 'typeorm';
import type { DemandId, DemandLineId, OrganisationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { DemandEntity, type DemandLineEntity } from './demand.entity.js';

/** The tenant's own demands with their lines, locked until the transaction ends; read after the lock, so that they are as the last holder left them. */
export async function ownDemandsForChange(tx: Tx, ownerId: OrganisationId, ids: readonly DemandId[]): Promise<Map<DemandId, DemandEntity>> {
  if (ids.length === 0) return new Map();
  const locked = await tx.query<{ id: DemandId }>('select id from demand_demand where owner_id = $1 and id = any($2) order by id for update', [ownerId, ids]);
  const own = locked.map((row) => row.id);
  if (own.length === 0) return new Map();
  await tx.query('select id from demand_line where demand_id = any($1) order by id for update', [own]);
  const rows = await tx.manager.find(DemandEntity, { where: { id: In(own) as never }, relations: { lines: true }, order: { lines: { number: 'ASC' } } });
  return new Map(rows.map((row) => [row.id, row]));
}

/** The tenant's own demands that these lines stand on, with all their lines, locked until the transaction ends. */
export async function ownDemandsOfLines(tx: Tx, ownerId: OrganisationId, lineIds: readonly DemandLineId[]): Promise<DemandEntity[]> {
  const rows = await tx.query<{ id: DemandId }>('select distinct demand_id as id from demand_line where owner_id = $1 and id = any($2)', [ownerId, lineIds]);
  return [...(await ownDemandsForChange(tx, ownerId, rows.map((row) => row.id))).values()];
}

/** The tenant's own demands under these numbers of its own software, keyed by them, with their lines, locked until the transaction ends. */
export async function ownDemandsByRefs(tx: Tx, ownerId: OrganisationId, refs: readonly string[]): Promise<Map<string, DemandEntity>> {
  const rows = await tx.query<{ id: DemandId }>('select id from demand_demand where owner_id = $1 and external_ref = any($2)', [ownerId, refs]);
  const own = await ownDemandsForChange(tx, ownerId, rows.map(({ id }) => id));
  return new Map([...own.values()].flatMap((demand) => (demand.externalRef === null ? [] : [[demand.externalRef, demand]])));
}

/** Which of these numbers of the owner's own software stand on a demand of theirs already. */
export async function takenExternalRefs(tx: Tx, ownerId: OrganisationId, refs: readonly string[]): Promise<Set<string>> {
  if (refs.length === 0) return new Set();
  const rows = await tx.query<{ ref: string }>('select external_ref as ref from demand_demand where owner_id = $1 and external_ref = any($2)', [ownerId, refs]);
  return new Set(rows.map((row) => row.ref));
}

export async function insertDemands(tx: Tx, demands: readonly DemandEntity[]): Promise<void> {
  if (demands.length === 0) return;
  await tx.manager.insert(DemandEntity, demands.map(({ lines: _lines, ...demand }) => demand) as never);
  await insertLines(tx, demands.flatMap((demand) => demand.lines));
}

/** Writes new lines in one statement, at most 1,000. */
export async function insertLines(tx: Tx, lines: readonly DemandLineEntity[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `insert into demand_line (id, demand_id, owner_id, owner_branch, visibility, number, wants, class_ids, item_id, words, quantity, unit, requirements,
       energy_grade_at_most, budget_cny, retires, equipment_ids, renewal_reason, software_class_ids, software_waiver, state, revision)
     select id, "demandId", "ownerId", "ownerBranch", visibility, number, wants, array(select jsonb_array_elements_text("classIds")), "itemId", words, quantity, unit,
       requirements, "energyGradeAtMost", "budgetCny", retires, array(select jsonb_array_elements_text("equipmentIds")), "renewalReason",
       array(select jsonb_array_elements_text("softwareClassIds")), "softwareWaiver", state, revision
     from jsonb_to_recordset($1::jsonb) as l(id text, "demandId" text, "ownerId" text, "ownerBranch" ltree, visibility text, number integer, wants text,
       "classIds" jsonb, "itemId" text, words text, quantity numeric, unit text, requirements jsonb, "energyGradeAtMost" smallint, "budgetCny" numeric,
       retires jsonb, "equipmentIds" jsonb, "renewalReason" text, "softwareClassIds" jsonb, "softwareWaiver" text, state text, revision integer)`, [JSON.stringify(lines)]);
}

/** Writes the heads of demands: what a deed may change of them beside their state. */
export async function saveDemandHeads(tx: Tx, demands: readonly DemandEntity[]): Promise<void> {
  if (demands.length === 0) return;
  await tx.query(
    `update demand_demand d set title = c.title, words = c.words, region_code = c."regionCode", budget_cny = c."budgetCny", needed_by = c."neededBy",
       external_ref = c."externalRef", task_id = c."taskId", no_state_secret_confirmed = c."noStateSecretConfirmed", updated_at = c."updatedAt"
     from jsonb_to_recordset($1::jsonb) as c(id text, title text, words text, "regionCode" text, "budgetCny" numeric, "neededBy" date, "externalRef" text,
       "taskId" text, "noStateSecretConfirmed" boolean, "updatedAt" timestamptz) where d.id = c.id`,
    [JSON.stringify(demands.map(({ lines: _lines, ...demand }) => demand))]);
}

/** Writes the state of demands and of all their lines. */
export async function saveDemandStates(tx: Tx, demands: readonly DemandEntity[]): Promise<void> {
  if (demands.length === 0) return;
  await tx.query(
    `update demand_demand d set published_at = c."publishedAt", updated_at = c."updatedAt"
     from jsonb_to_recordset($1::jsonb) as c(id text, "publishedAt" timestamptz, "updatedAt" timestamptz) where d.id = c.id`,
    [JSON.stringify(demands.map(({ id, publishedAt, updatedAt }) => ({ id, publishedAt, updatedAt })))]);
  await tx.query(
    `update demand_line l set state = c.state, state_reason = c."stateReason", published_at = c."publishedAt"
     from jsonb_to_recordset($1::jsonb) as c(id text, state text, "stateReason" text, "publishedAt" timestamptz) where l.id = c.id`,
    [JSON.stringify(demands.flatMap((demand) => demand.lines).map(({ id, state, stateReason, publishedAt }) => ({ id, state, stateReason, publishedAt })))]);
}

/** Writes who may read demands and their lines, and by that who learns whose they are. */
export async function saveDemandVisibility(tx: Tx, demands: readonly DemandEntity[]): Promise<void> {
  if (demands.length === 0) return;
  const changed = JSON.stringify(demands.map(({ id, visibility, updatedAt }) => ({ id, visibility, updatedAt })));
  await tx.query(
    `update demand_demand d set visibility = c.visibility, updated_at = c."updatedAt"
     from jsonb_to_recordset($1::jsonb) as c(id text, visibility text, "updatedAt" timestamptz) where d.id = c.id`, [changed]);
  await tx.query('update demand_line l set visibility = c.visibility from jsonb_to_recordset($1::jsonb) as c(id text, visibility text) where l.demand_id = c.id', [changed]);
}

/** Writes what revised lines say now; their state stays. */
export async function saveLineContents(tx: Tx, lines: readonly DemandLineEntity[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `update demand_line l set wants = c.wants, class_ids = array(select jsonb_array_elements_text(c."classIds")), item_id = c."itemId", words = c.words,
       quantity = c.quantity, unit = c.unit, requirements = c.requirements, energy_grade_at_most = c."energyGradeAtMost", budget_cny = c."budgetCny",
       retires = c.retires, equipment_ids = array(select jsonb_array_elements_text(c."equipmentIds")), renewal_reason = c."renewalReason",
       software_class_ids = array(select jsonb_array_elements_text(c."softwareClassIds")), software_waiver = c."softwareWaiver", revision = c.revision
     from jsonb_to_recordset($1::jsonb) as c(id text, wants text, "classIds" jsonb, "itemId" text, words text, quantity numeric, unit text, requirements jsonb,
       "energyGradeAtMost" smallint, "budgetCny" numeric, retires jsonb, "equipmentIds" jsonb, "renewalReason" text, "softwareClassIds" jsonb, "softwareWaiver" text, revision integer) where l.id = c.id`, [JSON.stringify(lines)]);
}

export interface LineRevisionRow {
  readonly id: string;
  readonly lineId: string;
  readonly ownerId: string;
  readonly revision: number;
  readonly content: unknown;
  readonly at: Date;
}

/** Writes immutable revisions; a revision that is there already is an error, never an overwrite. */
export async function insertLineRevisions(tx: Tx, rows: readonly LineRevisionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into demand_line_revision (id, line_id, owner_id, revision, content, at)
     select id, "lineId", "ownerId", revision, content, at
     from jsonb_to_recordset($1::jsonb) as r(id text, "lineId" text, "ownerId" text, revision integer, content jsonb, at timestamptz)`,
    [JSON.stringify(rows)]);
}
