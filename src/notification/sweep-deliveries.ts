import { Injectable } from '@nestjs/common';
import { cadenceOf, nextDigest } from '../core/notification/digest-period.js';
import { afterQuiet } from '../core/notification/quiet-hours.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import { writeOutbox } from '../platform/outbox/outbox.js';
import { deliveriesDue } from './delivery-due.js';
import { forgetDeliveries, insertDeliveries, wakeDeliveries } from './delivery.store.js';
import { dueDigests, forgetItems, gatherItems, moveItems, type DueDigest } from './digest.store.js';

const DIGESTS_AT_ONCE = 200;
const WOKEN_AT_ONCE = 500;
/** Longer than the queue tries a job: what was woken before this and waits still has lost its job. */
const LOST_MS = 20 * 60_000;
/** Receipts are looked at within weeks, if at all; whom we told what by telephone is not to lie here for years. */
const KEPT_MS = 180 * 86_400_000;
const FORGOTTEN_AT_ONCE = 1_000;
const TRACE = 'sweep-deliveries';

/**
 * Sweep: digests whose time has come become messages, one for each subscriber, channel and period; messages whose time has
 * come, or whose job was lost, are woken; what was settled half a year ago is forgotten. Harmless to run at any time, twice at once, and to be killed within.
 */
@Injectable()
export class SweepDeliveries implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly ids: Ids, private readonly clock: Clock) {}

  async handle(): Promise<void> {
    while (await this.database.transaction(SYSTEM_SCOPE, (tx) => this.gather(tx)) === DIGESTS_AT_ONCE);
    while (await this.database.transaction(SYSTEM_SCOPE, (tx) => this.wake(tx)) === WOKEN_AT_ONCE);
    const before = new Date(this.clock.now().getTime() - KEPT_MS);
    for (const forget of [forgetDeliveries, forgetItems]) {
      while (await this.database.transaction(SYSTEM_SCOPE, (tx) => forget(tx, before, FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE);
    }
  }

  /** The unique key of a message decides whose digest it is; who comes second finds nothing left to gather or to move. */
  private async gather(tx: Tx): Promise<number> {
    const now = this.clock.now();
    const due = await dueDigests(tx, now, DIGESTS_AT_ONCE);
    const made = await insertDeliveries(tx, due.map(({ subscriberId, organisationId, channel, period, quiet }) => ({
      id: this.ids.next('noticeDelivery'), organisationId, subscriberId, channel, purpose: 'DIGEST', about: period, kind: 'OTHER', addressName: null, fallbackOf: null,
      dueAt: afterQuiet(now, quiet), wokenAt: null, createdAt: now,
    })));
    await gatherItems(tx, made.map(({ id, subscriberId, channel, about }) => ({ subscriberId, channel, period: about, deliveryId: id })));
    const late = due.filter((one) => !made.some((delivery) => isOf(one, delivery)));
    await moveItems(tx, late.map(({ subscriberId, channel, period }) => {
      const next = nextDigest(cadenceOf(period), now);
      return { subscriberId, channel, period, nextPeriod: next.key, nextDueAt: next.dueAt };
    }));
    return due.length;
  }

  private async wake(tx: Tx): Promise<number> {
    const now = this.clock.now();
    const woken = await wakeDeliveries(tx, now, new Date(now.getTime() - LOST_MS), WOKEN_AT_ONCE);
    await writeOutbox(tx, deliveriesDue(woken), TRACE);
    return woken.length;
  }
}

function isOf({ subscriberId, channel, period }: DueDigest, delivery: { readonly subscriberId: string; readonly channel: string; readonly about: string }): boolean {
  return delivery.subscriberId === subscriberId && delivery.channel === channel && delivery.about === period;
}
