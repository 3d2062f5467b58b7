import type { OrganisationKind, Role } from '../core/access/viewer.js';
import type { InvitationId, MemberId, OrganisationId } from '../core/ids/ids.js';
import { maskedMobile } from '../core/organisation/phone.js';
import type { Tx } from '../platform/db/tx.js';

export interface InvitationRow {
  readonly id: InvitationId;
  readonly organisationId: OrganisationId;
  readonly roles: Role[];
  readonly displayName: string | null;
  /** Masked: of somebody who is no member yet a reminder is enough. The job that sends reads it in full. */
  readonly phone: string | null;
  readonly invitedBy: MemberId;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly sentAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly acceptedAt: Date | null;
}

const COLUMNS = `i.id, i.organisation_id as "organisationId", i.roles, i.display_name as "displayName", i.phone, i.invited_by as "invitedBy", i.created_at as "createdAt",
  i.expires_at as "expiresAt", i.sent_at as "sentAt", i.withdrawn_at as "withdrawnAt", i.accepted_at as "acceptedAt"`;

/** `phone`: in full, null where the token is handed on. */
export async function insertInvitation(tx: Tx, row: InvitationRow, phone: string | null, tokenDigest: string): Promise<void> {
  await tx.query(
    `insert into organisation_invitation (id, organisation_id, roles, display_name, phone, token_digest, invited_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [row.id, row.organisationId, row.roles, row.displayName, phone, tokenDigest, row.invitedBy, row.createdAt, row.expiresAt]);
}

/** How many invitations of the tenant are open; an organisation that invites without end would send texts without end. */
export async function openInvitations(tx: Tx, organisationId: OrganisationId, at: Date): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    'select count(*)::integer as n from organisation_invitation where organisation_id = $1 and accepted_at is null and withdrawn_at is null and expires_at > $2', [organisationId, at]);
  return row?.n ?? 0;
}

/** One page of the tenant's invitations, newest first, whatever became of them. */
export async function pageOfInvitations(tx: Tx, organisationId: OrganisationId, limit: number, after: string | null): Promise<InvitationRow[]> {
  const rows = await tx.query<InvitationRow>(
    `select ${COLUMNS} from organisation_invitation i where i.organisation_id = $1 and ($3::text is null or i.id < $3) order by i.id desc limit $2`, [organisationId, limit, after]);
  return rows.map(masked);
}

/** Invitations out of these that the tenant made, locked until the transaction ends. */
export async function invitationsForChange(tx: Tx, organisationId: OrganisationId, ids: readonly InvitationId[]): Promise<Map<InvitationId, InvitationRow>> {
  const rows = await tx.query<InvitationRow>(
    `select ${COLUMNS} from organisation_invitation i where i.organisation_id = $1 and i.id = any($2) order by i.id for update`, [organisationId, ids]);
  return new Map(rows.map((row) => [row.id, masked(row)]));
}

export interface InvitationByToken extends InvitationRow {
  readonly organisationName: string;
  readonly kind: OrganisationKind;
  readonly closed: boolean;
}

/** The invitation with this token, for the platform itself; null when there is none. `lock`: until the transaction ends. */
export async function invitationByToken(tx: Tx, tokenDigest: string, lock: boolean): Promise<InvitationByToken | null> {
  const [row] = await tx.query<InvitationByToken>(
    `select ${COLUMNS}, o.name as "organisationName", o.kind, o.state = 'CLOSED' as closed
     from organisation_invitation i join organisation o on o.id = i.organisation_id where i.token_digest = $1 ${lock ? 'for update of i' : ''}`, [tokenDigest]);
  return row === undefined ? null : masked(row);
}

export async function markWithdrawn(tx: Tx, id: InvitationId, at: Date): Promise<void> {
  await tx.query('update organisation_invitation set withdrawn_at = $2 where id = $1', [id, at]);
}

export async function markAccepted(tx: Tx, id: InvitationId, memberId: MemberId, at: Date): Promise<void> {
  await tx.query('update organisation_invitation set accepted_at = $3, member_id = $2 where id = $1', [id, memberId, at]);
}

export interface InvitationToSend {
  readonly id: InvitationId;
  readonly phone: string;
  readonly organisationName: string;
}

/** Invitations out of these that go to a telephone, were not sent yet and are still open. */
export async function invitationsToSend(tx: Tx, ids: readonly string[], at: Date): Promise<InvitationToSend[]> {
  return tx.query<InvitationToSend>(
    `select i.id, i.phone, o.name as "organisationName" from organisation_invitation i join organisation o on o.id = i.organisation_id
     where i.id = any($1) and i.phone is not null and i.sent_at is null and i.withdrawn_at is null and i.accepted_at is null and i.expires_at > $2 order by i.id`, [ids, at]);
}

export async function markInvitationSent(tx: Tx, id: InvitationId, at: Date): Promise<void> {
  await tx.query('update organisation_invitation set sent_at = $2 where id = $1', [id, at]);
}

function masked<R extends InvitationRow>(row: R): R {
  return row.phone === null ? row : { ...row, phone: maskedMobile(row.phone) };
}
