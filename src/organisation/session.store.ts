import type { OrganisationKind, Role } from '../core/access/viewer.js';
import type { AccountId, MemberId, OrganisationId, SessionId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import type { OrganisationState, SessionEntity } from './organisation.entity.js';

export interface SessionRow {
  readonly sessionId: SessionId;
  readonly accountId: AccountId;
  readonly memberId: MemberId;
  readonly organisationId: OrganisationId;
  readonly kind: OrganisationKind;
  readonly branch: string;
  readonly state: OrganisationState;
  readonly roles: Role[];
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly revokedAt: Date | null;
  readonly secondFactorAt: Date | null;
  /** The account has an authenticator. */
  readonly totp: boolean;
}

/** The session with this token hash and whom it stands for; read before there is a tenant. */
export async function sessionByHash(tx: Tx, tokenHash: string): Promise<SessionRow | null> {
  const [row] = await tx.query<SessionRow>(
    `select session_id as "sessionId", account_id as "accountId", member_id as "memberId", organisation_id as "organisationId",
            kind, branch, state, roles, created_at as "createdAt", last_seen_at as "lastSeenAt", revoked_at as "revokedAt",
            second_factor_at as "secondFactorAt", totp
     from organisation_session_of($1)`, [tokenHash]);
  return row ?? null;
}

export async function touchSession(tx: Tx, tokenHash: string, seenAt: Date): Promise<void> {
  await tx.query('select organisation_session_seen($1, $2)', [tokenHash, seenAt]);
}

export interface AccountRow {
  readonly accountId: AccountId;
  readonly passwordHash: string;
  readonly disabled: boolean;
}

/** The account with this login; null when there is none. */
export async function accountByLogin(tx: Tx, login: string): Promise<AccountRow | null> {
  const [row] = await tx.query<AccountRow>(
    'select account_id as "accountId", password_hash as "passwordHash", disabled from organisation_account_of($1) limit 1', [login]);
  return row ?? null;
}

export interface MembershipRow {
  readonly memberId: MemberId;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly kind: OrganisationKind;
  readonly roles: Role[];
}

/** All organisations this account may act for, at most 100. */
export async function membershipsOf(tx: Tx, accountId: AccountId): Promise<MembershipRow[]> {
  return tx.query<MembershipRow>(
    `select member_id as "memberId", organisation_id as "organisationId", organisation_name as "organisationName", kind, roles
     from organisation_memberships_of($1)`, [accountId]);
}

export async function insertSession(tx: Tx, session: SessionEntity): Promise<void> {
  await tx.query(
    `insert into organisation_session (id, token_hash, account_id, member_id, organisation_id, created_at, last_seen_at, device, first_factor, second_factor_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [session.id, session.tokenHash, session.accountId, session.memberId, session.organisationId, session.createdAt, session.lastSeenAt,
      session.device, session.firstFactor, session.secondFactorAt]);
}

/** How the tenant's own session was opened; null when there is no such session of the tenant. */
export async function ownSession(tx: Tx, id: SessionId): Promise<Pick<SessionEntity, 'createdAt' | 'device' | 'firstFactor' | 'secondFactorAt'> | null> {
  const [row] = await tx.query<Pick<SessionEntity, 'createdAt' | 'device' | 'firstFactor' | 'secondFactorAt'>>(
    `select created_at as "createdAt", device, first_factor as "firstFactor", second_factor_at as "secondFactorAt" from organisation_session where id = $1`, [id]);
  return row ?? null;
}

/** Ends a session; a session that has ended keeps the time of its end. */
export async function revokeSession(tx: Tx, id: SessionId, at: Date): Promise<void> {
  await tx.query('update organisation_session set revoked_at = $2 where id = $1 and revoked_at is null', [id, at]);
}

export interface OwnSessionRow {
  readonly id: SessionId;
  readonly organisationId: OrganisationId;
  readonly device: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

/** When a session must have been opened, and used, to be alive. */
export interface AliveSince {
  readonly opened: Date;
  readonly used: Date;
}

/** One page of the account's sessions that are alive, newest first, whatever organisation they act for. `after`: the last id of the page before, or null. */
export async function pageOfOwnSessions(tx: Tx, accountId: AccountId, since: AliveSince, limit: number, after: string | null): Promise<OwnSessionRow[]> {
  return tx.query<OwnSessionRow>(
    `select id, organisation_id as "organisationId", device, created_at as "createdAt", last_seen_at as "lastSeenAt"
     from organisation_session
     where account_id = $1 and revoked_at is null and created_at >= $2 and last_seen_at >= $3 and ($5::text is null or id < $5)
     order by id desc limit $4`, [accountId, since.opened, since.used, limit, after]);
}

/** Ends those of these sessions that are the account's own; answers the ids of those that are, ended now or before. */
export async function revokeOwnSessions(tx: Tx, accountId: AccountId, ids: readonly SessionId[], at: Date): Promise<Set<SessionId>> {
  const rows = await tx.query<{ id: SessionId }>(
    `update organisation_session set revoked_at = coalesce(revoked_at, $3) where account_id = $1 and id = any($2) returning id`, [accountId, ids, at]);
  return new Set(rows.map((row) => row.id));
}

/** Ends all sessions of the account but one, or all where none is to stay; answers how many were open. */
export async function revokeSessionsOfAccount(tx: Tx, accountId: AccountId, but: SessionId | null, at: Date): Promise<number> {
  const rows = await tx.query(
    `update organisation_session set revoked_at = $3 where account_id = $1 and revoked_at is null and ($2::text is null or id <> $2) returning id`, [accountId, but, at]);
  return rows.length;
}

/** Ends all sessions of a member of the tenant. */
export async function revokeSessionsOfMember(tx: Tx, memberId: MemberId, at: Date): Promise<void> {
  await tx.query('update organisation_session set revoked_at = $2 where member_id = $1 and revoked_at is null', [memberId, at]);
}

/** The session has done its second step; the first time counts. */
export async function markSecondFactor(tx: Tx, id: SessionId, at: Date): Promise<void> {
  await tx.query('update organisation_session set second_factor_at = coalesce(second_factor_at, $2) where id = $1', [id, at]);
}

/** Ends every session there is, for a restore: one that was ended after the backup must not come to life. Answers how many were open. */
export async function endEverySession(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ ended: number }>(
    'with ended as (update organisation_session set revoked_at = clock_timestamp() where revoked_at is null returning 1) select count(*)::integer as ended from ended');
  return row?.ended ?? 0;
}
