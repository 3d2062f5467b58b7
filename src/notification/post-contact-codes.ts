import { Injectable } from '@nestjs/common';
import { CODES_AN_HOUR } from '../core/notification/contact.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Handlers, type EventHandler, type HandledEvent } from '../platform/deed/handlers.js';
import { codesSentTo, contactById } from './contact.store.js';
import { deliveriesDue } from './delivery-due.js';
import { insertDeliveries, settleDeliveries } from './delivery.store.js';

const HOUR_MS = 3_600_000;

/** Sends the code by which somebody shows that an address is theirs; an address that was asked for too often gets none, whoever asks. */
@Injectable()
export class PostContactCodes implements EventHandler {
  constructor(private readonly handlers: Handlers, private readonly ids: Ids, private readonly clock: Clock) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    await this.handlers.once('PostContactCodes', events, async (tx, fresh) => {
      const now = this.clock.now();
      for (const id of new Set(fresh.map((event) => event.subjectId))) {
        const contact = await contactById(tx, id);
        if (contact === null || contact.confirmedAt !== null || contact.codeSentAt === null) continue;
        const { organisationId, subscriberId, channel, nonce: about, addressName } = contact;
        const sentLately = await codesSentTo(tx, addressName, new Date(now.getTime() - HOUR_MS));
        const [queued] = await insertDeliveries(tx, [{
          id: this.ids.next('noticeDelivery'), organisationId, subscriberId, channel, purpose: 'CODE', about, kind: 'OTHER', addressName, fallbackOf: null,
          dueAt: now, wokenAt: now, createdAt: now,
        }]);
        if (queued === undefined) continue;
        if (sentLately < CODES_AN_HOUR) tx.announce(...deliveriesDue([queued.id]));
        else await settleDeliveries(tx, [{ id: queued.id, state: 'FAILED', code: 'TOO_MANY_CODES', dueAt: null, tried: false, settledAt: now }]);
      }
    });
  }
}
