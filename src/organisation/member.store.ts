import type { Role } from '../core/access/viewer.js';
import type { AccountId, MemberId, OrganisationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';

export interface WorkingMember {
  readonly id: MemberId;
  readonly accountId: AccountId;
  readonly roles: Role[];
}

/** All members of the organisation who have not left, locked in the order of their ids: who is the last owner is decided once. */
export async function membersForChange(tx: Tx, organisationId: OrganisationId): Promise<WorkingMember[]> {
  return tx.query<WorkingMember>(
    'select id, account_id as "accountId", roles from organisation_member where organisation_id = $1 and disabled_at is null order by id for update', [organisationId]);
}

export async function setRoles(tx: Tx, id: MemberId, roles: readonly Role[]): Promise<void> {
  await tx.query('update organisation_member set roles = $2 where id = $1', [id, roles]);
}

export async function disableMember(tx: Tx, id: MemberId, at: Date): Promise<void> {
  await tx.query('update organisation_member set disabled_at = $2 where id = $1', [id, at]);
}

/** The membership of an account in an organisation, whether it has left or not, for the platform itself; null when it never joined. */
export async function membershipIn(tx: Tx, accountId: AccountId, organisationId: OrganisationId): Promise<{ readonly id: MemberId; readonly disabledAt: Date | null } | null> {
  const [row] = await tx.query<{ id: MemberId; disabledAt: Date | null }>(
    'select id, disabled_at as "disabledAt" from organisation_member where account_id = $1 and organisation_id = $2 for update', [accountId, organisationId]);
  return row ?? null;
}

/** Somebody who had left is back, with these roles. */
export async function restoreMember(tx: Tx, id: MemberId, roles: readonly Role[]): Promise<void> {
  await tx.query('update organisation_member set disabled_at = null, roles = $2 where id = $1', [id, roles]);
}
