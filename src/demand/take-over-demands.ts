import { Injectable } from '@nestjs/common';
import type { AccountId, MemberId, SessionId } from '../core/ids/ids.js';
import type { MemberViewer } from '../core/access/viewer.js';
import { within } from '../core/demand/line-content.js';
import type { RefusalData } from '../core/outcome/outcome.js';
import type { OrganisationEntity } from '../organisation/index.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { CreateDemands } from './create-demands.js';
import type { DemandOnBehalfEntity } from './on-behalf.entity.js';
import { saveDemandsOnBehalf } from './on-behalf.store.js';
import { PublishDemands } from './publish-demands.js';

/** Something confirmed cannot be kept: everything that was written with it is undone, and its sender told why. */
export class NotKept extends Error {
  override readonly name = 'NotKept';

  constructor(readonly refusal: RefusalData) {
    super(refusal.code);
  }
}

/**
 * Makes demands of what an approved enterprise has confirmed, in its name, and publishes those that have a class; one of words
 * alone stays a draft. Runs inside a deed of the platform on a transaction bound to the owner.
 */
@Injectable()
export class TakeOverDemands {
  constructor(private readonly deeds: Deeds, private readonly creating: CreateDemands, private readonly publishing: PublishDemands) {}

  /** Throws `NotKept` when the law of demands refuses one, its field below `demands.<index>`. */
  async within(tx: ActingTx, request: DeedRequest, owner: OrganisationEntity, rows: readonly DemandOnBehalfEntity[]): Promise<DemandOnBehalfEntity[]> {
    if (rows.length === 0) return [];
    const asOwner: DeedRequest = { ...request, viewer: ownerViewer(owner), idempotencyKey: null };
    const created = await this.deeds.performWithin(tx, request, 'createDemands', rows.map((row) => row.content), (acting, wanted) => this.creating.within(acting, asOwner, wanted));
    const taken = created.map((outcome, index): DemandOnBehalfEntity => {
      const row = rows[index];
      if (!outcome.ok) throw new NotKept(within(`demands.${index}`, outcome).refusal);
      if (row === undefined) throw new Error('More demands were created than were confirmed.');
      return { ...row, state: 'TAKEN_OVER', demandId: outcome.value.id };
    });
    const ready = created.flatMap((outcome) => (outcome.ok && outcome.value.lines.every((line) => line.wants !== 'WORDS') ? [outcome.value.id] : []));
    const published = await this.deeds.performWithin(tx, request, 'publishDemands', ready, (acting, wanted) => this.publishing.within(acting, asOwner, wanted));
    const refusal = published.find((outcome) => !outcome.ok);
    if (refusal?.ok === false) throw new NotKept(refusal.refusal);
    await saveDemandsOnBehalf(tx, taken);
    return taken;
  }
}

/** The enterprise itself, with no person: whoever holds the link has no account. */
function ownerViewer({ id, branch }: OrganisationEntity): MemberViewer {
  return {
    kind: 'ENTERPRISE', organisationId: id, branch, roles: ['PURCHASING'], approved: true,
    accountId: '' as AccountId, memberId: '' as MemberId, sessionId: '' as SessionId,
  };
}
