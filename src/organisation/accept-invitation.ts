import { Injectable } from '@nestjs/common';
import { isMember, type SystemViewer, type Viewer } from '../core/access/viewer.js';
import type { AccountId, MemberId, OrganisationId } from '../core/ids/ids.js';
import { invitationFault } from '../core/organisation/invitation.js';
import { normalLogin } from '../core/organisation/login.js';
import { apartFault } from '../core/organisation/membership.js';
import { personFault } from '../core/organisation/person.js';
import { done, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { Attempts } from '../platform/access/attempts.js';
import { AccessKey } from '../platform/access/access-key.js';
import { hashPassword } from '../platform/access/passwords.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { invitationByToken, markAccepted, type InvitationByToken } from './invitation.store.js';
import { membershipIn, restoreMember } from './member.store.js';
import { busy, loginFault, writeNewAccount } from './new-member.js';
import { NOWHERE, type Origin } from './open-session.js';
import { insertAccounts } from './organisation.store.js';
import { membershipsOf } from './session.store.js';

export interface NewAccount {
  readonly login: string;
  readonly displayName: string;
  readonly password: string;
}

export interface JoinedMember {
  readonly id: MemberId;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
}

/** Who is invited has no tenant yet: this viewer lends the deed the right to write the one membership. */
const USHER: SystemViewer = { kind: 'SYSTEM', because: 'acceptance of an invitation' };
const unknown = refused('NOT_FOUND', 'INVITATION_UNKNOWN', 'token');
const MOST_OF_AN_ADDRESS = 60;
const HOUR_SECONDS = 3_600;

/**
 * Lets somebody in by an invitation: who is signed in joins with the account it has, everybody else gets a new one. Refuses a
 * token that is forged (INVITATION_UNKNOWN), used, withdrawn or expired, a login that is taken, and who is a member already.
 */
@Injectable()
export class AcceptInvitation {
  private readonly byAddress = new Attempts(MOST_OF_AN_ADDRESS, HOUR_SECONDS);

  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly ids: Ids, private readonly key: AccessKey) {}

  /** The invitation behind a token, for who was given it to see where it leads. */
  async look(token: string, at: Date, { address }: Origin = NOWHERE): Promise<Outcome<InvitationByToken>> {
    const fault = this.tooOften(address, at);
    if (fault !== null) return fault;
    const found = await this.database.read(SYSTEM_SCOPE, (tx) => invitationByToken(tx, this.digest(token), false));
    if (found === null || found.closed) return unknown;
    return invitationFault(found, at) ?? done(found);
  }

  async run(request: DeedRequest, token: string, account: NewAccount | null, origin: Origin = NOWHERE): Promise<Outcome<JoinedMember>> {
    const invitation = await this.look(token, request.receivedAt, origin);
    if (!invitation.ok) return invitation;
    const hash = await this.prepare(request.viewer, invitation.value, account);
    if (!hash.ok) return hash;
    // In the platform's scope; a repeat of an accepted one is told INVITATION_USED.
    const [outcome] = await this.deeds.perform({ ...request, viewer: USHER, idempotencyKey: null }, 'acceptInvitation', [token], async (tx) =>
      [await this.join(tx, request, token, account, hash.value)]);
    return outcome ?? unknown;
  }

  /** Faults of the new account, and the hash of its password: that takes too long for a transaction. */
  private async prepare(viewer: Viewer, { kind, roles }: InvitationByToken, account: NewAccount | null): Promise<Outcome<string>> {
    if (account === null) return isMember(viewer) ? done('') : refused('INPUT', 'ACCOUNT_MISSING', 'account');
    if (isMember(viewer)) return refused('INPUT', 'ACCOUNT_NOT_NEEDED', 'account');
    const fault = personFault(kind, { ...account, login: normalLogin(account.login), roles }, 'account.');
    if (fault !== null) return fault;
    const hash = await hashPassword(account.password);
    return hash === null ? busy : done(hash);
  }

  private async join(tx: Tx, request: DeedRequest, token: string, account: NewAccount | null, passwordHash: string): Promise<Outcome<JoinedMember>> {
    const invitation = await invitationByToken(tx, this.digest(token), true);
    if (invitation === null || invitation.closed) return unknown;
    const fault = invitationFault(invitation, request.receivedAt);
    if (fault !== null) return fault;
    const viewer = request.viewer;
    const joined = account === null
      ? isMember(viewer) ? await this.joinWith(tx, viewer.accountId, invitation, request.receivedAt) : unknown
      : await loginFault(tx, account.login, 'account.') ?? done((await writeNewAccount(tx, this.ids, request.receivedAt, invitation.organisationId, { ...account, roles: invitation.roles }, passwordHash)).id);
    if (!joined.ok) return joined;
    await markAccepted(tx, invitation.id, joined.value, request.receivedAt);
    return done({ id: joined.value, organisationId: invitation.organisationId, organisationName: invitation.organisationName });
  }

  private async joinWith(tx: Tx, accountId: AccountId, { organisationId, roles }: InvitationByToken, at: Date): Promise<Outcome<MemberId>> {
    const before = await membershipIn(tx, accountId, organisationId);
    if (before !== null && before.disabledAt === null) return refused('CONFLICT', 'MEMBER_ALREADY', 'token');
    const elsewhere = (await membershipsOf(tx, accountId)).flatMap((one) => one.roles);
    if (apartFault(roles, elsewhere) !== null) return refused('STATE', 'ADMIN_ROLES_TOGETHER', 'token');
    if (before !== null) {
      await restoreMember(tx, before.id, roles);
      return done(before.id);
    }
    const id = this.ids.next('member');
    await insertAccounts(tx, [], [{ id, accountId, organisationId, roles: [...roles], disabledAt: null, createdAt: at }]);
    return done(id);
  }

  private tooOften(address: string | null, at: Date): Refused | null {
    if (address === null) return null;
    const seconds = this.byAddress.waitSeconds(address, at);
    if (seconds > 0) return refused('STATE', 'INVITATION_TOO_OFTEN', null, { seconds });
    this.byAddress.count(address, at);
    return null;
  }

  private digest(token: string): string {
    return this.key.digest('invitation', token);
  }
}
