import { In } from 'typeorm';
import type { EquipmentId, OrganisationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { EquipmentEntity, type EquipmentState } from './equipment.entity.js';

/** Machines that the tenant may see, in the order of the ids; at most 1,000. */
export async function equipmentByIds(tx: Tx, ids: readonly string[]): Promise<EquipmentEntity[]> {
  if (ids.length === 0) return [];
  const rows = await tx.manager.find(EquipmentEntity, { where: { id: In([...ids]) as never } });
  const byId = new Map(rows.map((row) => [String(row.id), row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export interface EquipmentFilter {
  readonly ownerId: string | null;
  readonly state: EquipmentState | null;
  readonly classIds: readonly string[] | null;
  /** Part of asset number, name, model or site; null for all. */
  readonly query: string | null;
  /** Commissioned on this day or before, those of which only the year or month is known by its first day; null for all. */
  readonly commissionedUntil: string | null;
}

/** One page of machines that the tenant may see, newly registered first. `after`: the last id of the page before. */
export async function pageOfEquipment(tx: Tx, filter: EquipmentFilter, limit: number, after: string | null): Promise<EquipmentEntity[]> {
  const query = tx.manager.createQueryBuilder(EquipmentEntity, 'e').where('true').orderBy('e.id', 'DESC').take(limit);
  if (filter.ownerId !== null) query.andWhere('e.ownerId = :ownerId', { ownerId: filter.ownerId });
  if (filter.state !== null) query.andWhere('e.state = :state', { state: filter.state });
  if (filter.classIds !== null) query.andWhere('e.classId = any(:classIds::text[])', { classIds: [...filter.classIds] });
  if (filter.query !== null) {
    query.andWhere(`position(lower(:words) in lower(concat_ws(E'\\n', e.asset_number, e.name, e.model, e.site))) > 0`, { words: filter.query });
  }
  if (filter.commissionedUntil !== null) query.andWhere('e.commissioned <= :until', { until: filter.commissionedUntil });
  if (after !== null) query.andWhere('e.id < :after', { after });
  return query.getMany();
}

/** The owner's own machines with these ids, locked until the transaction ends, in the order of their ids so that two batches cannot block each other. */
export async function ownEquipmentForChange(tx: Tx, ownerId: OrganisationId, ids: readonly string[]): Promise<Map<string, EquipmentEntity>> {
  if (ids.length === 0) return new Map();
  const locked = await tx.query<{ id: string }>('select id from demand_equipment where owner_id = $1 and id = any($2) order by id for update', [ownerId, [...new Set(ids)]]);
  return new Map((await equipmentByIds(tx, locked.map((row) => row.id))).map((row) => [row.id, row]));
}

/** Makes deeds that write an owner's machines by their numbers wait for one another: the second finds what the first one registered. */
export async function lockRegisterOf(tx: Tx, ownerId: OrganisationId): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('demand_equipment ' || $1, 0))`, [ownerId]);
}

/** The owner's own machines by their asset keys, locked as `ownEquipmentForChange` does. */
export async function ownEquipmentByKey(tx: Tx, ownerId: OrganisationId, keys: readonly string[]): Promise<Map<string, EquipmentEntity>> {
  if (keys.length === 0) return new Map();
  const locked = await tx.query<{ id: string }>('select id from demand_equipment where owner_id = $1 and asset_key = any($2) order by id for update', [ownerId, [...new Set(keys)]]);
  return new Map((await equipmentByIds(tx, locked.map((row) => row.id))).map((row) => [row.assetKey, row]));
}

/** Maker and serial of a machine, as they are compared. */
export interface MachineKey {
  readonly makerKey: string;
  readonly serialKey: string;
}

/** The owner's own machines in service that are one of these. */
export async function ownMachines(tx: Tx, ownerId: OrganisationId, machines: readonly MachineKey[]): Promise<(MachineKey & { readonly id: EquipmentId; readonly assetNumber: string })[]> {
  if (machines.length === 0) return [];
  return tx.query(
    `select e.id, e.asset_number as "assetNumber", e.maker_key as "makerKey", e.serial_key as "serialKey"
     from jsonb_to_recordset($2::jsonb) as wanted("makerKey" text, "serialKey" text)
     join demand_equipment e on e.maker_key = wanted."makerKey" and e.serial_key = wanted."serialKey"
     where e.owner_id = $1 and e.state = 'IN_SERVICE'`, [ownerId, JSON.stringify(machines)]);
}

/** Which of these machines another organisation has registered; whose they are never comes out of the database. */
export async function machinesElsewhere(tx: Tx, machines: readonly MachineKey[]): Promise<MachineKey[]> {
  if (machines.length === 0) return [];
  return tx.query<{ makerKey: string; serialKey: string }>(
    'select maker_key as "makerKey", serial_key as "serialKey" from demand_machines_elsewhere($1::text[], $2::text[])',
    [machines.map((one) => one.makerKey), machines.map((one) => one.serialKey)]);
}

/** True when the owner has a machine in service in the register. */
export async function hasRegister(tx: Tx, ownerId: OrganisationId): Promise<boolean> {
  const rows = await tx.query(`select id from demand_equipment where owner_id = $1 and state = 'IN_SERVICE' limit 1`, [ownerId]);
  return rows.length > 0;
}

/** Owners with a machine in service, in the order of their ids. `after`: the last one of the page before. */
export async function pageOfRegisterOwners(tx: Tx, limit: number, after: string | null): Promise<OrganisationId[]> {
  const rows = await tx.query<{ ownerId: OrganisationId }>(
    `select distinct owner_id as "ownerId" from demand_equipment where state = 'IN_SERVICE' and ($2::text is null or owner_id > $2) order by owner_id limit $1`, [limit, after]);
  return rows.map((row) => row.ownerId);
}

/** One page of an owner's machines in service, in the order of their ids. */
export async function pageInService(tx: Tx, ownerId: OrganisationId, limit: number, after: string | null): Promise<EquipmentEntity[]> {
  const query = tx.manager.createQueryBuilder(EquipmentEntity, 'e').where(`e.ownerId = :ownerId and e.state = 'IN_SERVICE'`, { ownerId }).orderBy('e.id').take(limit);
  if (after !== null) query.andWhere('e.id > :after', { after });
  return query.getMany();
}
