import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer, type Role } from '../core/access/viewer.js';
import { INVITATION_DAYS, INVITATIONS_OPEN_MAX } from '../core/organisation/invitation.js';
import { ownerOnlyFault } from '../core/organisation/membership.js';
import { displayNameRefusal, rolesRefusal } from '../core/organisation/person.js';
import { maskedMobile, mobileNumber } from '../core/organisation/phone.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { AccessKey } from '../platform/access/access-key.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { insertInvitation, openInvitations, type InvitationRow } from './invitation.store.js';

export interface MemberToInvite {
  readonly roles: readonly Role[];
  /** One of the two at least: whom the link is for. */
  readonly displayName: string | null;
  readonly phone: string | null;
}

/**
 * Invites people into the organisation that asks, by a link that is good once and for a week. Its token follows from the id and
 * the kept key: it is told to who invites, a job sends it to the telephone, and it rests nowhere.
 */
@Injectable()
export class InviteMembers {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly key: AccessKey) {}

  run(request: DeedRequest, inputs: readonly MemberToInvite[]): Promise<Outcome<InvitationRow>[]> {
    return this.deeds.perform(request, 'inviteMembers', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('organisationId'));
      let open = await openInvitations(tx, viewer.organisationId, request.receivedAt);
      const outcomes: Outcome<InvitationRow>[] = [];
      for (const input of wanted) {
        const fault = faultOf(viewer, input) ?? (open >= INVITATIONS_OPEN_MAX ? refused('STATE', 'INVITATIONS_TOO_MANY', null, { max: INVITATIONS_OPEN_MAX }) : null);
        if (fault === null) open++;
        outcomes.push(fault ?? done(await this.invite(tx, viewer, input, request.receivedAt)));
      }
      return outcomes;
    });
  }

  /** The token of an invitation, for who made it and for the job that sends it. */
  tokenOf(id: string): string {
    return this.key.token('invitation', id);
  }

  private async invite(tx: ActingTx, { organisationId, memberId }: MemberViewer, { roles, displayName, phone }: MemberToInvite, at: Date): Promise<InvitationRow> {
    const number = phone === null ? null : mobileNumber(phone);
    const row: InvitationRow = {
      id: this.ids.next('invitation'), organisationId, roles: [...roles], displayName: displayName?.trim() ?? null, phone: number === null ? null : maskedMobile(number),
      invitedBy: memberId, createdAt: at, expiresAt: new Date(at.getTime() + INVITATION_DAYS * 86_400_000), sentAt: null, withdrawnAt: null, acceptedAt: null,
    };
    await insertInvitation(tx, row, number, this.key.digest('invitation', this.tokenOf(row.id)));
    tx.announce({ type: 'MemberInvited', subjectId: row.id, organisationId });
    return row;
  }
}

function faultOf(viewer: MemberViewer, { roles, displayName, phone }: MemberToInvite): Refused | null {
  if (displayName === null && phone === null) return refused('INPUT', 'INVITED_WHOM', 'displayName');
  if (displayName !== null) {
    const fault = displayNameRefusal(displayName, 'displayName');
    if (fault !== null) return fault;
  }
  if (phone !== null && mobileNumber(phone) === null) return refused('INPUT', 'PHONE_MALFORMED', 'phone');
  return rolesRefusal(viewer.kind, roles) ?? ownerOnlyFault(viewer.roles, [], roles, 'roles');
}
