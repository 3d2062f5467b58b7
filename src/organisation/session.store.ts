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
}

/** The session with this token hash and whom it stands for; read before there is a tenant. */
export async function sessionByHash(tx: Tx, tokenHash: string): Promise<SessionRow | null> {
  const [row] = await tx.query<SessionRow>(
    `select session_id as "sessionId", account_id as "accountId", member_id as "memberId", organisation_id as "organisationId",
            kind, branch, state, roles, created_at as "createdAt", last_seen_at as "lastSeenAt", revoked_at as "revokedAt"
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
    `insert into organisation_session (id, token_hash, account_id, member_id, organisation_id, created_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [session.id, session.tokenHash, session.accountId, session.memberId, session.organisationId, session.createdAt, session.lastSeenAt]);
}

/** When the tenant's own session was opened; null when there is no such session of the tenant. */
export async function sessionOpenedAt(tx: Tx, id: SessionId): Promise<Date | null> {
  const [row] = await tx.query<{ created_at: Date }>('select created_at from organisation_session where id = $1', [id]);
  return row?.created_at ?? null;
}

/** Ends a session; a session that has ended keeps the time of its end. */
export async function revokeSession(tx: Tx, id: SessionId, at: Date): Promise<void> {
  await tx.query('update organisation_session set revoked_at = $2 where id = $1 and revoked_at is null', [id, at]);
}
