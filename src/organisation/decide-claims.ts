import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { ClaimId } from '../core/ids/ids.js';
import { decisionFault, type FormerOwners } from '../core/organisation/claim.js';
import { answersFor } from '../core/organisation/on-behalf/read-region.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import type { ClaimEntity } from './claim.entity.js';
import { claimsForChange, closeClaim, demoteMembers, makeOwner, ownersOf } from './claim.store.js';
import { isProvincial } from './enter-enterprises.js';
import type { MemberEntity, OrganisationEntity } from './organisation.entity.js';
import { organisationsByIds, organisationsForChange, setOrganisationState } from './organisation.store.js';

export interface ClaimDecision {
  readonly claimId: ClaimId;
  readonly approve: boolean;
  /** Needed for a refusal; the claimant reads it. */
  readonly reason: string | null;
  /** Needed for an approval where somebody owns the enterprise. */
  readonly formerOwners: FormerOwners | null;
}

/** What an owner finds who was never asked about the record: it is handed in again as it is, or corrected. */
const TO_BE_CHECKED = '内容由主管部门代填报，请核对，如有不符请更正，然后提交';

/**
 * A department decides claims. On approval the claimant becomes an owner, the former owners become what the decision says, and
 * the sessions of those who lose rights end. A record that its enterprise never confirmed goes to its new owner to be checked.
 * Refuses a claim that is decided and one of a place the department does not answer for.
 */
@Injectable()
export class DecideClaims {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, inputs: readonly ClaimDecision[]): Promise<Outcome<ClaimEntity>[]> {
    return this.deeds.perform(request, 'decideClaims', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      const [bureau] = isMember(viewer) && viewer.kind === 'DEPARTMENT' ? await organisationsByIds(tx, [viewer.organisationId]) : [];
      if (bureau === undefined) return wanted.map(() => notFound('claimId'));
      const claims = await claimsForChange(tx, wanted.map((decision) => decision.claimId));
      const enterprises = await organisationsForChange(tx, [...claims.values()].map((claim) => claim.organisationId));
      const outcomes: Outcome<ClaimEntity>[] = [];
      for (const decision of wanted) {
        const claim = claims.get(decision.claimId);
        const enterprise = claim === undefined ? undefined : enterprises.get(claim.organisationId);
        if (claim === undefined || enterprise === undefined || !(isProvincial(bureau) || answersFor(bureau.regionCode, enterprise.regionCode))) outcomes.push(notFound('claimId'));
        else {
          const outcome = await this.decide(tx, request, claim, enterprise, decision);
          if (outcome.ok) claims.set(claim.id, outcome.value);
          outcomes.push(outcome);
        }
      }
      return outcomes;
    });
  }

  private async decide(tx: ActingTx, request: DeedRequest, claim: ClaimEntity, enterprise: OrganisationEntity, decision: ClaimDecision): Promise<Outcome<ClaimEntity>> {
    if (claim.state !== 'OPEN') return refused('STATE', 'CLAIM_NOT_OPEN', 'claimId');
    const { approve, reason, formerOwners } = decision;
    const former = (await ownersOf(tx, enterprise.id)).filter((one) => one.accountId !== claim.accountId);
    const fault = decisionFault(approve, reason, formerOwners, former.length);
    if (fault !== null) return fault;
    const viewer = request.viewer;
    const decided: ClaimEntity = {
      ...claim, state: approve ? 'APPROVED' : 'REFUSED', decisionReason: reason?.trim() || null, formerOwners: approve && former.length > 0 ? formerOwners : null,
      claimantName: null, decidedAt: request.receivedAt, decidedBy: isMember(viewer) ? viewer.memberId : null,
    };
    if (approve) await this.handOver(tx, request, decided, enterprise, former);
    // Last: with the claim open the department reaches the people of the enterprise, afterwards no more.
    await closeClaim(tx, decided);
    const told = [enterprise.id, ...(claim.claimantId === null || claim.claimantId === enterprise.id ? [] : [claim.claimantId])];
    const recipients = claim.kind === 'CLAIM' && !approve ? told.slice(1) : told;
    tx.announce({
      type: 'ClaimDecided', subjectId: enterprise.id, organisationId: enterprise.id, refs: { claimId: claim.id },
      ...(recipients.length === 0 ? {} : { notice: { recipients, code: approve ? 'NOTICE_CLAIM_APPROVED' : 'NOTICE_CLAIM_REFUSED', params: { name: enterprise.name } } }),
    });
    return done(decided);
  }

  private async handOver(tx: ActingTx, request: DeedRequest, claim: ClaimEntity, enterprise: OrganisationEntity, former: readonly MemberEntity[]): Promise<void> {
    const at = request.receivedAt;
    const ids = former.map((one) => one.id);
    if (claim.formerOwners === 'VIEWER') await demoteMembers(tx, ids, ['VIEWER'], at);
    if (claim.formerOwners === 'REMOVE') await demoteMembers(tx, ids, null, at);
    await makeOwner(tx, this.ids.next('member'), claim.accountId, enterprise.id, at);
    if (enterprise.state === 'REGISTERED') await setOrganisationState(tx, enterprise.id, 'RETURNED', TO_BE_CHECKED, null);
  }
}
