import { Injectable } from '@nestjs/common';
import { isUrgent, kindOf } from '../core/notification/kinds.js';
import { planDelivery } from '../core/notification/plan-delivery.js';
import type { Channel } from '../core/notification/preference.js';
import { afterQuiet } from '../core/notification/quiet-hours.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Handlers, type EventHandler, type HandledEvent } from '../platform/deed/handlers.js';
import { deliveriesDue } from './delivery-due.js';
import { insertDeliveries, lockSubscribers, messagesAfter, type NewDelivery, type TimedMessage } from './delivery.store.js';
import { insertDigestItems, type DigestItem } from './digest.store.js';
import type { NoticeEntity } from './notice.entity.js';
import { noticesByIds } from './notice.store.js';
import { reachableOf, type Reachable } from './subscriber.store.js';

const HOUR_MS = 3_600_000;

/**
 * A notice in an inbox becomes messages by every channel that its organisation and their members chose, each with its time, or
 * a place in a digest. Once for each notice and channel, however often the event comes and whichever notice comes first.
 */
@Injectable()
export class PlanDeliveries implements EventHandler {
  constructor(private readonly handlers: Handlers, private readonly ids: Ids, private readonly clock: Clock) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    await this.handlers.once('PlanDeliveries', events, async (tx, fresh) => {
      const notices = await noticesByIds(tx, fresh.map((event) => event.subjectId));
      const reachable = await reachableOf(tx, [...new Set(notices.map((notice) => notice.organisationId))]);
      if (reachable.length === 0) return;
      const ids = reachable.map((one) => one.id);
      await lockSubscribers(tx, ids);
      const now = this.clock.now();
      const plan = new Plan(now, await messagesAfter(tx, ids, new Date(now.getTime() - HOUR_MS)), this.ids);
      for (const notice of notices) for (const one of reachable) if (one.organisationId === notice.organisationId) plan.add(notice, one);
      await insertDigestItems(tx, plan.items);
      tx.announce(...deliveriesDue((await insertDeliveries(tx, plan.deliveries)).flatMap(({ id, wokenAt }) => (wokenAt === null ? [] : [id]))));
    });
  }
}

/** What is to be written for one batch of notices; counts what it adds itself against the limits. */
class Plan {
  readonly deliveries: NewDelivery[] = [];
  readonly items: DigestItem[] = [];
  private readonly messages: TimedMessage[];

  constructor(private readonly now: Date, messages: readonly TimedMessage[], private readonly ids: Ids) {
    this.messages = [...messages];
  }

  add({ id: noticeId, organisationId, eventType }: NoticeEntity, { id: subscriberId, addressed, preferences, quiet }: Reachable): void {
    const kind = kindOf(eventType);
    const lately = this.lately(subscriberId, isUrgent(kind) ? this.now : afterQuiet(this.now, quiet));
    for (const { channel, ...planned } of planDelivery(kind, this.now, { addressed, preference: preferences[kind] ?? null, quiet, lately })) {
      if (planned.digest !== null) {
        this.items.push({ subscriberId, channel, noticeId, organisationId, kind, period: planned.digest.key, dueAt: planned.digest.dueAt });
        continue;
      }
      const { dueAt } = planned;
      this.messages.push({ subscriberId, channel, dueAt });
      this.deliveries.push({
        id: this.ids.next('noticeDelivery'), organisationId, subscriberId, channel, purpose: 'NOTICE', about: noticeId, kind, addressName: null, fallbackOf: null,
        dueAt, wokenAt: dueAt <= this.now ? this.now : null, createdAt: this.now,
      });
    }
  }

  /** Messages by channel within the hour before a moment. */
  private lately(subscriberId: string, dueAt: Date): Partial<Record<Channel, number>> {
    const counts: Partial<Record<Channel, number>> = {};
    for (const message of this.messages) {
      if (message.subscriberId === subscriberId && message.dueAt.getTime() > dueAt.getTime() - HOUR_MS) counts[message.channel] = (counts[message.channel] ?? 0) + 1;
    }
    return counts;
  }
}
