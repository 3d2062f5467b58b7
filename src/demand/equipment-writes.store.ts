import type { DemandId, DemandLineId, OrganisationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import type { EquipmentEntity } from './equipment.entity.js';

const ROW = `id text, "ownerId" text, "ownerBranch" ltree, "assetNumber" text, "assetKey" text, name text, model text, "classId" text, "kindKey" text, maker text, "makerKey" text,
  serial text, "serialKey" text, "identityReason" text, commissioned text, quantity integer, "powerKw" numeric, specs jsonb, "specOriginals" jsonb, "energyGrade" smallint,
  site text, state text, "stateReason" text, "withdrawnOn" date, revision integer, "createdAt" timestamptz, "updatedAt" timestamptz`;

/** Writes new machines in one statement, at most 1,000. */
export async function insertEquipment(tx: Tx, machines: readonly EquipmentEntity[]): Promise<void> {
  if (machines.length === 0) return;
  await tx.query(
    `insert into demand_equipment (id, owner_id, owner_branch, asset_number, asset_key, name, model, class_id, kind_key, maker, maker_key, serial, serial_key,
       identity_reason, commissioned, quantity, power_kw, specs, spec_originals, energy_grade, site, state, state_reason, withdrawn_on, revision, created_at, updated_at)
     select id, "ownerId", "ownerBranch", "assetNumber", "assetKey", name, model, "classId", "kindKey", maker, "makerKey", serial, "serialKey", "identityReason",
       commissioned, quantity, "powerKw", specs, "specOriginals", "energyGrade", site, state, "stateReason", "withdrawnOn", revision, "createdAt", "updatedAt"
     from jsonb_to_recordset($1::jsonb) as e(${ROW})`, [JSON.stringify(machines)]);
}

/** Writes changed machines in one statement, at most 1,000. */
export async function updateEquipment(tx: Tx, machines: readonly EquipmentEntity[]): Promise<void> {
  if (machines.length === 0) return;
  await tx.query(
    `update demand_equipment e set asset_number = c."assetNumber", asset_key = c."assetKey", name = c.name, model = c.model, class_id = c."classId", kind_key = c."kindKey",
       maker = c.maker, maker_key = c."makerKey", serial = c.serial, serial_key = c."serialKey", identity_reason = c."identityReason", commissioned = c.commissioned,
       quantity = c.quantity, power_kw = c."powerKw", specs = c.specs, spec_originals = c."specOriginals", energy_grade = c."energyGrade", site = c.site,
       state = c.state, state_reason = c."stateReason", withdrawn_on = c."withdrawnOn", revision = c.revision, updated_at = c."updatedAt"
     from jsonb_to_recordset($1::jsonb) as c(${ROW}) where e.id = c.id`, [JSON.stringify(machines)]);
}

export interface EquipmentRevisionRow {
  readonly id: string;
  readonly equipmentId: string;
  readonly ownerId: string;
  readonly revision: number;
  readonly content: unknown;
  readonly at: Date;
}

/** Writes immutable revisions; a revision that is there already is an error, never an overwrite. */
export async function insertEquipmentRevisions(tx: Tx, rows: readonly EquipmentRevisionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into demand_equipment_revision (id, equipment_id, owner_id, revision, content, at)
     select id, "equipmentId", "ownerId", revision, content, at
     from jsonb_to_recordset($1::jsonb) as r(id text, "equipmentId" text, "ownerId" text, revision integer, content jsonb, at timestamptz)`, [JSON.stringify(rows)]);
}

/** A line that is not settled and names a machine. */
export interface NamingLine {
  readonly equipmentId: string;
  readonly lineId: DemandLineId;
  readonly demandId: DemandId;
  readonly title: string;
}

/** The owner's lines, drafts among them, that retire these machines and are not settled; several for a machine when it was said that it stands on several. */
export async function openLinesOf(tx: Tx, ownerId: OrganisationId, equipmentIds: readonly string[]): Promise<NamingLine[]> {
  if (equipmentIds.length === 0) return [];
  return tx.query<NamingLine & object>(
    `select named.id as "equipmentId", l.id as "lineId", d.id as "demandId", d.title
     from demand_line l join demand_demand d on d.id = l.demand_id cross join lateral unnest(l.equipment_ids) as named (id)
     where l.owner_id = $1 and l.equipment_ids && $2::text[] and l.state in ('DRAFT', 'PUBLISHED', 'SOURCING', 'AWARDED') and named.id = any($2)
     order by l.id`, [ownerId, [...equipmentIds]]);
}
