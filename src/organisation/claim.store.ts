import { In } from 'typeorm';
import type { Role } from '../core/access/viewer.js';
import type { AccountId, MemberId, OrganisationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { ClaimEntity } from './claim.entity.js';
import { MemberEntity } from './organisation.entity.js';

export async function insertClaim(tx: Tx, claim: ClaimEntity): Promise<void> {
  await tx.manager.insert(ClaimEntity, claim as never);
}

/** Claims with these ids, locked in the order of their ids, as the last holder left them. */
export async function claimsForChange(tx: Tx, ids: readonly string[]): Promise<Map<string, ClaimEntity>> {
  await tx.query('select id from organisation_claim where id = any($1) order by id for update', [[...ids]]);
  const rows = await tx.manager.findBy(ClaimEntity, { id: In([...ids]) as never });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Accounts that have an open claim to this enterprise. */
export async function openClaimantsOf(tx: Tx, organisationId: string): Promise<string[]> {
  const rows = await tx.query<{ account_id: string }>(`select account_id from organisation_claim where organisation_id = $1 and state = 'OPEN'`, [organisationId]);
  return rows.map((row) => row.account_id);
}

/** Closes a claim and its case; whose name it was is not needed any more. */
export async function closeClaim(tx: Tx, claim: ClaimEntity): Promise<void> {
  const { id, state, decisionReason, formerOwners, decidedAt, decidedBy } = claim;
  await tx.query(
    `update organisation_review set state = $2, decided_at = $3, decided_by = $4 where case_id = $1 and case_kind in ('CLAIM', 'TAKEOVER')`,
    [id, state === 'APPROVED' ? 'APPROVED' : 'RETURNED', decidedAt, decidedBy]);
  await tx.query(
    'update organisation_claim set state = $2, decision_reason = $3, former_owners = $4, decided_at = $5, decided_by = $6, claimant_name = null where id = $1',
    [id, state, decisionReason, formerOwners, decidedAt, decidedBy]);
}

/** Members who answer for this organisation now. */
export async function ownersOf(tx: Tx, organisationId: string): Promise<MemberEntity[]> {
  return tx.manager.createQueryBuilder(MemberEntity, 'm')
    .where(`m.organisationId = :organisationId and m.disabledAt is null and 'OWNER' = any(m.roles)`, { organisationId }).orderBy('m.id').getMany();
}

/** Makes the account an owner: a new member, or one that was there with other roles or had left. */
export async function makeOwner(tx: Tx, id: MemberId, accountId: AccountId, organisationId: OrganisationId, at: Date): Promise<void> {
  const known = await tx.query(
    `update organisation_member set roles = array(select distinct unnest(roles || '{OWNER}'::text[])), disabled_at = null
     where account_id = $1 and organisation_id = $2 returning id`, [accountId, organisationId]);
  if (known.length > 0) return;
  await tx.query('insert into organisation_member (id, account_id, organisation_id, roles, created_at) values ($1, $2, $3, $4, $5)', [id, accountId, organisationId, ['OWNER'], at]);
}

/** Gives members these roles, or lets them leave (null); their sessions for this organisation end either way. */
export async function demoteMembers(tx: Tx, ids: readonly string[], roles: readonly Role[] | null, at: Date): Promise<void> {
  if (ids.length === 0) return;
  if (roles === null) await tx.query('update organisation_member set disabled_at = $2 where id = any($1)', [[...ids], at]);
  else await tx.query('update organisation_member set roles = $2 where id = any($1)', [[...ids], [...roles]]);
  await tx.query('update organisation_session set revoked_at = $2 where member_id = any($1) and revoked_at is null', [[...ids], at]);
}

/** Open claims to enterprises whose region begins so (empty: all), the one due first at the top. `after`: due date and id of the last row before, or null. */
export async function pageOfClaims(tx: Tx, region: string, limit: number, after: readonly [dueOn: string, id: string] | null): Promise<ClaimEntity[]> {
  const query = tx.manager.createQueryBuilder(ClaimEntity, 'c').where(`c.state = 'OPEN'`).orderBy('c.dueOn').addOrderBy('c.id').take(limit);
  if (region !== '') query.andWhere('exists (select from organisation o where o.id = c.organisation_id and starts_with(o.region_code, :region))', { region });
  if (after !== null) query.andWhere('(c.dueOn, c.id) > (:due, :id)', { due: after[0], id: after[1] });
  return query.getMany();
}

/** The latest claims that members of this organisation made, newest first. */
export async function claimsOf(tx: Tx, claimantId: string, limit: number): Promise<ClaimEntity[]> {
  return tx.manager.createQueryBuilder(ClaimEntity, 'c').where('c.claimantId = :claimantId', { claimantId }).orderBy('c.id', 'DESC').take(limit).getMany();
}

/** Puts the row of an organisation under lock, so that two claims to it are judged one after the other; false when there is none. */
export async function lockOrganisation(tx: Tx, id: string): Promise<boolean> {
  return (await tx.query('select id from organisation where id = $1 for update', [id])).length > 0;
}
