import { In } from 'typeorm';
import type { OrganisationId, RetirementDraftId } from '../core/ids/ids.js';
import type { DateText } from '../core/time/dates.js';
import type { Tx } from '../platform/db/tx.js';
import { RetirementCauseEntity, RetirementDraftEntity, type RetirementDraftState } from './retirement-draft.entity.js';

/** Which of these causes of the owner have led to a draft already. */
export async function knownCauses(tx: Tx, ownerId: OrganisationId, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await tx.query<{ key: string }>('select cause_key as key from demand_retirement_cause where owner_id = $1 and cause_key = any($2)', [ownerId, keys]);
  return new Set(rows.map((row) => row.key));
}

/** Drafts of the owner in these states, locked, in the order of their ids. */
export async function draftsForChange(tx: Tx, ownerId: OrganisationId, states: readonly RetirementDraftState[]): Promise<RetirementDraftEntity[]> {
  const locked = await tx.query<{ id: string }>('select id from demand_retirement_draft where owner_id = $1 and state = any($2) order by id for update', [ownerId, states]);
  return locked.length === 0 ? [] : tx.manager.find(RetirementDraftEntity, { where: { id: In(locked.map((row) => row.id)) as never }, order: { id: 'ASC' } });
}

/** The owner's own drafts with these ids, locked until the transaction ends. */
export async function ownDraftsForChange(tx: Tx, ownerId: OrganisationId, ids: readonly string[]): Promise<Map<string, RetirementDraftEntity>> {
  const locked = await tx.query<{ id: string }>('select id from demand_retirement_draft where owner_id = $1 and id = any($2) order by id for update', [ownerId, [...new Set(ids)]]);
  if (locked.length === 0) return new Map();
  const rows = await tx.manager.find(RetirementDraftEntity, { where: { id: In(locked.map((row) => row.id)) as never } });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Machines of these drafts that are in service still, counted; drafts without one are left out. */
export async function machinesLeft(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; count: number }>(
    `select c.draft_id as id, count(distinct e.id)::integer as count from demand_retirement_cause c join demand_equipment e on e.id = c.equipment_id
     where c.draft_id = any($1) and e.state = 'IN_SERVICE' group by c.draft_id`, [ids]);
  return new Map(rows.map((row) => [row.id, row.count]));
}

export async function insertDrafts(tx: Tx, drafts: readonly RetirementDraftEntity[], causes: readonly RetirementCauseEntity[]): Promise<void> {
  if (drafts.length > 0) await tx.manager.insert(RetirementDraftEntity, [...drafts] as never);
  if (causes.length === 0) return;
  await tx.query(
    `insert into demand_retirement_cause (owner_id, cause_key, owner_branch, draft_id, equipment_id, code, params, at)
     select "ownerId", "causeKey", "ownerBranch", "draftId", "equipmentId", code, params, at
     from jsonb_to_recordset($1::jsonb) as c("ownerId" text, "causeKey" text, "ownerBranch" ltree, "draftId" text, "equipmentId" text, code text, params jsonb, at timestamptz)`,
    [JSON.stringify(causes)]);
}

/** Writes what became of drafts, one statement each: an owner has a handful. */
export async function saveDrafts(tx: Tx, drafts: readonly RetirementDraftEntity[]): Promise<void> {
  for (const { id, state, deferredUntil, reason, demandId, updatedAt } of drafts) {
    await tx.manager.update(RetirementDraftEntity, { id }, { state, deferredUntil, reason, demandId, updatedAt });
  }
}

/** The causes of drafts that the tenant may see, by machine; at most 200 machines each. */
export async function causesOf(tx: Tx, draftIds: readonly RetirementDraftId[]): Promise<RetirementCauseEntity[]> {
  if (draftIds.length === 0) return [];
  return tx.manager.find(RetirementCauseEntity, { where: { draftId: In([...draftIds]) as never }, order: { equipmentId: 'ASC', causeKey: 'ASC' } });
}

/** One page of the owner's drafts, newest first; of certain states when named. */
export async function pageOfDrafts(
  tx: Tx, ownerId: OrganisationId, states: readonly RetirementDraftState[] | null, limit: number, after: string | null,
): Promise<RetirementDraftEntity[]> {
  const query = tx.manager.createQueryBuilder(RetirementDraftEntity, 'd').where('d.ownerId = :ownerId', { ownerId }).orderBy('d.id', 'DESC').take(limit);
  if (states !== null) query.andWhere('d.state = any(:states::text[])', { states: [...states] });
  if (after !== null) query.andWhere('d.id < :after', { after });
  return query.getMany();
}

/** Owners whose suggestion was put off until a day before this one. */
export async function ownersOfDueDrafts(tx: Tx, today: DateText): Promise<OrganisationId[]> {
  const rows = await tx.query<{ ownerId: OrganisationId }>(
    `select distinct owner_id as "ownerId" from demand_retirement_draft where state = 'DEFERRED' and deferred_until < $1::date order by 1 limit 10000`, [today]);
  return rows.map((row) => row.ownerId);
}
