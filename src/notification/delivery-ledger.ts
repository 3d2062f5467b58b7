import { Injectable } from '@nestjs/common';
import { isId, type MemberId } from '../core/ids/ids.js';
import { fallbackOf, type Verdict } from '../core/notification/receipt.js';
import { activeMembers } from '../organisation/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, SYSTEM_SCOPE, type MatcherDatabase } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import { writeOutbox } from '../platform/outbox/outbox.js';
import { letContactsGo } from './contact.store.js';
import { deliveriesDue } from './delivery-due.js';
import { claimDeliveries, insertDeliveries, settleDeliveries, waysOf, type ClaimedDelivery, type Settlement } from './delivery.store.js';
import { handItemsOver } from './digest.store.js';

/** How long an attempt may take; one that was begun and not settled by then died, and is begun again. */
const CLAIM_MS = 120_000;

/** What became of one attempt: the verdict of core, or another time, or a message that nobody is to get any more. */
export type Finding = { readonly delivery: ClaimedDelivery } & (Verdict
  | { readonly state: 'LATER'; readonly dueAt: Date }
  | { readonly state: 'POINTLESS'; readonly code: 'MEMBER_LEFT' | 'ADDRESS_GONE' | 'NOTHING_TO_SAY' });

/** A message that an attempt has begun for, and whether its member is there still. */
export type Claimed = ClaimedDelivery & { readonly memberLeft: boolean };

/**
 * Who has which message in hand, and what became of it. Beginning and settling are two short transactions: nothing is sent
 * inside one, and a crash in between leaves a claim that runs out.
 */
@Injectable()
export class DeliveryLedger {
  constructor(private readonly organisations: AppDatabase, private readonly ids: Ids, private readonly clock: Clock) {}

  async begin(database: MatcherDatabase, ids: readonly string[]): Promise<Claimed[]> {
    const now = this.clock.now();
    const claimed = await database.transaction(SYSTEM_SCOPE, (tx) => claimDeliveries(tx, ids, now, new Date(now.getTime() + CLAIM_MS)));
    if (claimed.length === 0) return [];
    const members = claimed.map((one) => one.subscriberId).filter((id): id is MemberId => isId('member', id));
    const active = new Set(await this.organisations.read(SYSTEM_SCOPE, (tx) => activeMembers(tx, [...new Set(members)])));
    return claimed.map((one) => ({ ...one, memberLeft: isId('member', one.subscriberId) && !active.has(one.subscriberId) }));
  }

  /** Writes what became of attempts, and for what failed for good a message by the next channel. */
  async settle(database: MatcherDatabase, findings: readonly Finding[], traceId: string): Promise<void> {
    if (findings.length === 0) return;
    const now = this.clock.now();
    await database.transaction(SYSTEM_SCOPE, async (tx) => {
      const settlements: Settlement[] = [];
      const woken: ReturnType<typeof deliveriesDue> = [];
      for (const finding of findings) {
        const next = finding.state === 'FAILED' && finding.delivery.purpose !== 'CODE' ? await this.fallBack(tx, finding.delivery, now) : [];
        woken.push(...next);
        settlements.push(settlement(finding, next.length > 0, now));
      }
      await settleDeliveries(tx, settlements);
      await letContactsGo(tx, findings.flatMap((one) => (one.state === 'POINTLESS' && one.code === 'MEMBER_LEFT' ? [one.delivery.subscriberId] : [])));
      await writeOutbox(tx, woken, traceId);
    });
  }

  /** At once, quiet hours or not: the one that failed was due already. */
  private async fallBack(tx: Tx, { id, organisationId, subscriberId, channel, purpose, about, kind }: ClaimedDelivery, now: Date): Promise<ReturnType<typeof deliveriesDue>> {
    const { addressed, had } = await waysOf(tx, subscriberId, about);
    const next = fallbackOf(channel, addressed, had);
    if (next === null) return [];
    const queued = await insertDeliveries(tx, [{
      id: this.ids.next('noticeDelivery'), organisationId, subscriberId, channel: next, purpose, about, kind, addressName: null, fallbackOf: id, dueAt: now, wokenAt: now, createdAt: now,
    }]);
    for (const delivery of queued) if (purpose === 'DIGEST') await handItemsOver(tx, id, delivery.id);
    return deliveriesDue(queued.map((delivery) => delivery.id));
  }
}

function settlement(finding: Finding, fellBack: boolean, now: Date): Settlement {
  const { delivery: { id }, state } = finding;
  switch (state) {
    case 'SENT':
    case 'DELIVERED': return { id, state, code: null, dueAt: null, tried: true, settledAt: now };
    case 'RETRY': return { id, state: 'QUEUED', code: finding.code, dueAt: null, tried: true, settledAt: null };
    case 'LATER': return { id, state: 'QUEUED', code: null, dueAt: finding.dueAt, tried: false, settledAt: null };
    case 'FAILED': return { id, state: fellBack ? 'FELL_BACK' : 'FAILED', code: finding.code, dueAt: null, tried: true, settledAt: now };
    case 'POINTLESS': return { id, state: 'FAILED', code: finding.code, dueAt: null, tried: true, settledAt: now };
  }
}
