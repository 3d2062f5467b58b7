import type { OrganisationKind, Viewer } from '../core/access/viewer.js';
import { organisationVisibleTo } from '../core/organisation/visible-organisation.js';
import { placeOf } from '../core/policy/region-code.js';
import type { Tx } from '../platform/db/tx.js';
import { AccountEntity, MemberEntity, OrganisationEntity, type OrganisationState } from './organisation.entity.js';

/** A place as people read it, as far as the code is known: province, in Shanxi with the city. */
export interface Region {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** An organisation as its viewer may see it, with its place in words. */
export type VisibleOrganisation = OrganisationEntity & { readonly region: Region };

export function visibleTo(viewer: Viewer, organisation: OrganisationEntity): VisibleOrganisation {
  const code = organisation.regionCode;
  return { ...organisationVisibleTo(viewer, organisation), region: { code, ...(placeOf(code) ?? { zh: code, en: code }) } };
}

export async function insertOrganisations(tx: Tx, rows: readonly OrganisationEntity[]): Promise<void> {
  if (rows.length > 0) await tx.manager.insert(OrganisationEntity, rows as OrganisationEntity[]);
}

/** Organisations with these ids that the tenant may see, in no order; at most 1,000. All columns: for deeds, never for a resolver. */
export async function organisationsByIds(tx: Tx, ids: readonly string[]): Promise<OrganisationEntity[]> {
  if (ids.length === 0) return [];
  return tx.query<OrganisationEntity>(
    `select id, kind, name, credit_code as "creditCode", parent_id as "parentId", branch, region_code as "regionCode", industry_code as "industryCode", size_class as "sizeClass", trades,
            business_phone as "businessPhone", business_phone_public as "businessPhonePublic", state, state_reason as "stateReason", approved_at as "approvedAt", external_ref as "externalRef",
            created_at as "createdAt"
     from organisation where id = any($1)`, [ids]);
}

/** Organisations with these ids as the viewer may see them, in the order of the ids; those it may not see are left out. */
export async function visibleOrganisations(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<VisibleOrganisation[]> {
  const byId = new Map((await organisationsByIds(tx, ids)).map((row) => [String(row.id), row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [visibleTo(viewer, row)];
  });
}

/** Organisations with these ids, locked until the transaction ends, in the order of their ids so that two batches cannot block each other. */
export async function organisationsForChange(tx: Tx, ids: readonly string[]): Promise<Map<string, OrganisationEntity>> {
  if (ids.length === 0) return new Map();
  const locked = await tx.query<{ id: string }>('select id from organisation where id = any($1) order by id for update', [[...ids]]);
  return new Map((await organisationsByIds(tx, locked.map((row) => row.id))).map((row) => [row.id, row]));
}

/** Credit codes out of these that are taken, as far as the tenant may see. */
export async function takenCreditCodes(tx: Tx, codes: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ credit_code: string }>('select credit_code from organisation where credit_code = any($1)', [codes]);
  return new Set(rows.map((row) => row.credit_code));
}

/** True when the installation has a department already, for the platform itself. */
export async function departmentExists(tx: Tx): Promise<boolean> {
  const rows = await tx.query(`select from organisation where kind = 'DEPARTMENT' limit 1`);
  return rows.length > 0;
}

export interface OrganisationFilter {
  readonly kind: OrganisationKind | null;
  readonly state: OrganisationState | null;
  /** Part of the name, or a whole credit code; null for all. */
  readonly query: string | null;
}

/** One page in the order of registration, newest first. `after` is the last id of the page before, or null. */
export async function pageOfOrganisations(
  tx: Tx, viewer: Viewer, filter: OrganisationFilter, limit: number, after: string | null,
): Promise<VisibleOrganisation[]> {
  const query = tx.manager.createQueryBuilder(OrganisationEntity, 'o').orderBy('o.id', 'DESC').take(limit);
  if (filter.kind !== null) query.andWhere('o.kind = :kind', { kind: filter.kind });
  if (filter.state !== null) query.andWhere('o.state = :state', { state: filter.state });
  if (filter.query !== null) query.andWhere('(position(lower(:words) in lower(o.name)) > 0 or o.creditCode = upper(:words))', { words: filter.query });
  if (after !== null) query.andWhere('o.id < :after', { after });
  return (await query.getMany()).map((row) => visibleTo(viewer, row));
}

export async function setOrganisationState(tx: Tx, id: string, state: OrganisationState, reason: string | null, approvedAt: Date | null): Promise<void> {
  await tx.query('update organisation set state = $2, state_reason = $3, approved_at = coalesce($4, approved_at) where id = $1', [id, state, reason, approvedAt]);
}

/**
 * Writes what an organisation says of itself, and its state. False when its credit code is another's: the tenant may not see
 * that row, so the unique key is asked, behind a savepoint that leaves the transaction usable.
 */
export async function saveRegistration(tx: Tx, organisation: OrganisationEntity): Promise<boolean> {
  await tx.query('savepoint credit_code');
  try {
    await tx.query(
      `update organisation set name = $2, credit_code = $3, region_code = $4, industry_code = $5, size_class = $6, trades = $7,
         business_phone = $8, business_phone_public = $9, state = $10, state_reason = $11 where id = $1`,
      [organisation.id, organisation.name, organisation.creditCode, organisation.regionCode, organisation.industryCode, organisation.sizeClass,
        organisation.trades, organisation.businessPhone, organisation.businessPhonePublic, organisation.state, organisation.stateReason]);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await tx.query('rollback to savepoint credit_code');
    return false;
  }
  await tx.query('release savepoint credit_code');
  return true;
}

function isUniqueViolation(error: unknown): boolean {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return (code ?? driverError?.code) === '23505';
}

export async function insertAccounts(tx: Tx, accounts: readonly AccountEntity[], members: readonly MemberEntity[]): Promise<void> {
  if (accounts.length > 0) await tx.manager.insert(AccountEntity, accounts as AccountEntity[]);
  if (members.length > 0) await tx.manager.insert(MemberEntity, members as MemberEntity[]);
}

/** True when this login exists in any organisation; answers through the sign-in function, since accounts are no tenant's. */
export async function loginIsTaken(tx: Tx, login: string): Promise<boolean> {
  const rows = await tx.query('select account_id from organisation_account_of($1)', [login]);
  return rows.length > 0;
}

/** True when there is an account with this id that the tenant may see. */
export async function accountExists(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query('select id from organisation_account where id = $1', [id]);
  return rows.length > 0;
}

export interface MemberRow {
  readonly id: MemberEntity['id'];
  readonly login: string;
  readonly displayName: string;
  readonly roles: MemberEntity['roles'];
  readonly createdAt: Date;
}

/** Members of the tenant's own organisation with their accounts, in the order in which they joined. */
export async function pageOfMembers(tx: Tx, organisationId: string, limit: number, after: string | null): Promise<MemberRow[]> {
  return tx.query<MemberRow>(
    `select m.id, a.login, a.display_name as "displayName", m.roles, m.created_at as "createdAt"
     from organisation_member m join organisation_account a on a.id = m.account_id
     where m.organisation_id = $1 and m.disabled_at is null and ($3::text is null or m.id > $3) order by m.id limit $2`, [organisationId, limit, after]);
}

/** One member of the tenant's own organisation, or null. */
export async function memberById(tx: Tx, id: string): Promise<MemberRow | null> {
  const [row] = await tx.query<MemberRow>(
    `select m.id, a.login, a.display_name as "displayName", m.roles, m.created_at as "createdAt"
     from organisation_member m join organisation_account a on a.id = m.account_id where m.id = $1`, [id]);
  return row ?? null;
}

/** The name that the account shows; null when the tenant may not see the account. */
export async function displayNameOf(tx: Tx, accountId: string): Promise<string | null> {
  const [row] = await tx.query<{ display_name: string }>('select display_name from organisation_account where id = $1', [accountId]);
  return row?.display_name ?? null;
}
