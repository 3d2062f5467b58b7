import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { InvitationId } from '../core/ids/ids.js';
import { invitationState } from '../core/organisation/invitation.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { invitationsForChange, markWithdrawn, type InvitationRow } from './invitation.store.js';

/** Takes open invitations of the organisation that asks back: their links let nobody in any more. */
@Injectable()
export class WithdrawInvitations {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly InvitationId[]): Promise<Outcome<InvitationRow>[]> {
    return this.deeds.perform(request, 'withdrawInvitations', ids, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('invitationId'));
      const own = await invitationsForChange(tx, viewer.organisationId, wanted);
      const outcomes: Outcome<InvitationRow>[] = [];
      for (const id of wanted) {
        const row = own.get(id);
        const state = row === undefined ? null : invitationState(row, request.receivedAt);
        if (row === undefined) outcomes.push(notFound('invitationId'));
        else if (state !== 'OPEN') outcomes.push(refused('STATE', 'INVITATION_NOT_OPEN', 'invitationId'));
        else {
          await markWithdrawn(tx, id, request.receivedAt);
          outcomes.push(done({ ...row, withdrawnAt: request.receivedAt }));
        }
      }
      return outcomes;
    });
  }
}
