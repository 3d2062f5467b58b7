import { Injectable } from '@nestjs/common';
import { isUrgent } from '../core/notification/kinds.js';
import { afterQuiet } from '../core/notification/quiet-hours.js';
import { ATTEMPTS_MAX, verdictOf } from '../core/notification/receipt.js';
import { Clock } from '../platform/clock/clock.js';
import { MatcherDatabase } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { CarryMessages } from './carry-messages.js';
import { ComposeMessages } from './compose-messages.js';
import { DeliveryLedger, type Claimed, type Finding } from './delivery-ledger.js';

/** Messages under way at once: a carrier that does not answer holds up few others. */
const AT_ONCE = 5;

/**
 * Sends messages that are due and keeps their receipts. What a carrier does not take now throws at the end, so that the queue
 * brings the job again after a rest; what was sent is not sent again, since it waits no longer.
 */
@Injectable()
export class SendDeliveries implements EventHandler {
  constructor(
    private readonly database: MatcherDatabase, private readonly ledger: DeliveryLedger, private readonly composing: ComposeMessages,
    private readonly carrying: CarryMessages, private readonly clock: Clock,
  ) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const traceId = events[0]?.traceId ?? '';
    const ids = [...new Set(events.map((event) => event.subjectId))];
    const refused: string[] = [];
    // Begun in the same small numbers in which they are sent: a claim runs while its message does.
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const findings = await Promise.all((await this.ledger.begin(this.database, ids.slice(from, from + AT_ONCE))).map((delivery) => this.attempt(delivery)));
      await this.ledger.settle(this.database, findings, traceId);
      refused.push(...findings.flatMap((finding) => (finding.state === 'RETRY' ? [finding.code] : [])));
    }
    if (refused.length > 0) throw new Error(`${refused.length} of ${ids.length} messages were not taken: ${[...new Set(refused)].join(', ')}`);
  }

  private async attempt(delivery: Claimed): Promise<Finding> {
    if (delivery.memberLeft) return { delivery, state: 'POINTLESS', code: 'MEMBER_LEFT' };
    if (delivery.contact === null) return { delivery, state: 'POINTLESS', code: 'ADDRESS_GONE' };
    const dueAt = this.quietUntil(delivery);
    if (dueAt !== null) return { delivery, state: 'LATER', dueAt };
    // Every attempt so far died with its worker.
    if (delivery.attempts > ATTEMPTS_MAX) return { delivery, state: 'FAILED', code: 'NO_RECEIPT' };
    const message = this.composing.compose(delivery);
    if (message === null) return { delivery, state: 'POINTLESS', code: 'NOTHING_TO_SAY' };
    return { delivery, ...verdictOf(await this.carrying.carry(delivery, message), delivery.attempts) };
  }

  /** When the quiet hours end that the message came into while it waited; a code was asked for by whoever is awake. */
  private quietUntil({ purpose, kind, quiet }: Claimed): Date | null {
    if (purpose === 'CODE' || (purpose === 'NOTICE' && isUrgent(kind))) return null;
    const now = this.clock.now();
    const after = afterQuiet(now, quiet);
    return after > now ? after : null;
  }
}
