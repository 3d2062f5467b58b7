import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../core/ids/ids.js';
import { safeParams } from '../core/notification/safe-params.js';
import { organisationsByIds } from '../organisation/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { Handlers, type EventHandler, type HandledEvent } from '../platform/deed/handlers.js';
import { noticesOf, type AnnouncedNotice } from '../platform/outbox/outbox.js';
import type { NoticeEntity } from './notice.entity.js';
import { insertNotices } from './notice.store.js';

/**
 * Puts the notice of an event into the inbox of every organisation it names, once, and announces each one posted, so that who
 * watches live is told. Prices and personal data that got into a parameter are taken out here, before anything is kept.
 */
@Injectable()
export class PostNotices implements EventHandler {
  constructor(private readonly handlers: Handlers, private readonly ids: Ids, private readonly clock: Clock) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    await this.handlers.once('PostNotices', events, async (tx, fresh) => {
      const announced = await noticesOf(tx, fresh.map((event) => event.id));
      const open = await openOrganisations(tx, announced.flatMap((one) => one.notice.recipients));
      const posted = await insertNotices(tx, announced.flatMap((one) => this.notices(one, open)));
      tx.announce(...posted.map((notice) => ({
        type: 'NoticePosted' as const, subjectId: notice.id, organisationId: null, refs: { recipientId: notice.organisationId },
      })));
    });
  }

  private notices({ outboxId, type, subjectId, notice }: AnnouncedNotice, open: ReadonlySet<OrganisationId>): NoticeEntity[] {
    const recipients = [...new Set(notice.recipients as readonly OrganisationId[])].filter((id) => open.has(id));
    return recipients.map((organisationId) => ({
      id: this.ids.next('notice'), organisationId, outboxId, eventType: type, subjectId, code: notice.code, params: safeParams(notice.params),
      createdAt: this.clock.now(), readAt: null,
    }));
  }
}

/** Recipients that are there and not closed: nobody reads the inbox of the others. */
async function openOrganisations(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<OrganisationId>> {
  const organisations = await organisationsByIds(tx, [...new Set(ids)]);
  return new Set(organisations.filter((one) => one.state !== 'CLOSED').map((one) => one.id));
}
