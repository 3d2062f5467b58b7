import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer, type Role } from '../core/access/viewer.js';
import type { MemberId } from '../core/ids/ids.js';
import { apartFault, lastOwnerFault, ownerOnlyFault } from '../core/organisation/membership.js';
import { rolesRefusal } from '../core/organisation/person.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { disableMember, membersForChange, setRoles, type WorkingMember } from './member.store.js';
import { membershipsOf, revokeSessionsOfMember } from './session.store.js';

export interface RoleChange {
  readonly memberId: MemberId;
  readonly roles: readonly Role[];
}

export interface MemberRemoval {
  readonly memberId: MemberId;
  /** Kept in the audit trail; 1 to 500 characters. */
  readonly reason: string;
}

export interface ChangedMember {
  readonly id: MemberId;
  readonly because?: string;
}

/**
 * Gives members of the organisation that asks other roles, or ends their membership and with it their sessions there. Nobody
 * unmakes the last owner, and only an owner makes or unmakes owners; of the three administrators no person becomes two.
 */
@Injectable()
export class ChangeMembers {
  constructor(private readonly deeds: Deeds) {}

  changeRoles(request: DeedRequest, inputs: readonly RoleChange[]): Promise<Outcome<ChangedMember>[]> {
    return this.each(request, 'changeMemberRoles', inputs, async (tx, viewer, members, { memberId, roles }) => {
      const fault = judge(viewer, members, memberId, roles) ?? rolesRefusal(viewer.kind, roles) ?? await elsewhereFault(tx, viewer, members, memberId, roles);
      if (fault !== null) return fault;
      await setRoles(tx, memberId, roles);
      members.splice(0, members.length, ...members.map((one) => (one.id === memberId ? { ...one, roles: [...roles] } : one)));
      return done({ id: memberId });
    });
  }

  remove(request: DeedRequest, inputs: readonly MemberRemoval[]): Promise<Outcome<ChangedMember>[]> {
    return this.each(request, 'removeMembers', inputs, async (tx, viewer, members, { memberId, reason }) => {
      const fault = reason.trim() === '' ? refused('INPUT', 'REASON_MISSING', 'reason') : judge(viewer, members, memberId, []);
      if (fault !== null) return fault;
      await disableMember(tx, memberId, request.receivedAt);
      // Ended here and not by the membership alone: who is invited again must not find old sessions alive.
      await revokeSessionsOfMember(tx, memberId, request.receivedAt);
      members.splice(0, members.length, ...members.filter((one) => one.id !== memberId));
      return done({ id: memberId, because: reason.trim() });
    });
  }

  private each<I>(
    request: DeedRequest, deed: string, inputs: readonly I[],
    change: (tx: Tx, viewer: MemberViewer, members: WorkingMember[], input: I) => Promise<Outcome<ChangedMember>>,
  ): Promise<Outcome<ChangedMember>[]> {
    return this.deeds.perform(request, deed, inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('memberId'));
      const members = await membersForChange(tx, viewer.organisationId);
      const outcomes: Outcome<ChangedMember>[] = [];
      for (const input of wanted) outcomes.push(await change(tx, viewer, members, input));
      return outcomes;
    });
  }
}

function judge(viewer: MemberViewer, members: readonly WorkingMember[], memberId: MemberId, roles: readonly Role[]): Refused | null {
  const member = members.find(({ id }) => id === memberId);
  if (member === undefined) return notFound('memberId');
  return ownerOnlyFault(viewer.roles, member.roles, roles, 'memberId') ?? lastOwnerFault(members, memberId, roles);
}

async function elsewhereFault(tx: Tx, { organisationId }: MemberViewer, members: readonly WorkingMember[], memberId: MemberId, roles: readonly Role[]): Promise<Refused | null> {
  const member = members.find(({ id }) => id === memberId);
  if (member === undefined) return null;
  const elsewhere = (await membershipsOf(tx, member.accountId)).filter((one) => one.organisationId !== organisationId).flatMap((one) => one.roles);
  return apartFault(roles, elsewhere);
}
