import { Injectable } from '@nestjs/common';
import { namedOrganisations } from '../core/events/named-organisations.js';
import { isWebhookEvent } from '../core/notification/webhook-events.js';
import { WEBHOOK_LIFE_MS } from '../core/notification/webhook-tries.js';
import { organisationsByIds } from '../organisation/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import { Handlers, type EventHandler, type HandledEvent } from '../platform/deed/handlers.js';
import { eventsOf, type AnnouncedEvent } from '../platform/outbox/outbox.js';
import { insertWebhookDeliveries, type NewWebhookDelivery } from './webhook-delivery.store.js';
import { webhooksDue } from './webhook-trouble.js';
import { webhooksFor, type ShownWebhook } from './webhook.store.js';

type Asking = Pick<ShownWebhook, 'id' | 'organisationId' | 'eventTypes'>;

/**
 * An event becomes a delivery to every webhook of the organisations that it names which asks for its kind; once for each webhook and
 * event, however often the event comes. Who hears of an event is decided as for live push.
 */
@Injectable()
export class PlanWebhooks implements EventHandler {
  constructor(private readonly handlers: Handlers, private readonly database: MatcherDatabase, private readonly ids: Ids, private readonly clock: Clock) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const ids = events.filter((event) => isWebhookEvent(event.type)).map((event) => event.id);
    // Nearly always nobody asks: that costs a look, and no row of the inbox.
    const asking = await this.database.read(SYSTEM_SCOPE, async (tx) => askingFor(tx, await eventsOf(tx, ids)));
    if (asking.length === 0) return;
    await this.handlers.once('PlanWebhooks', events, async (tx, fresh) => {
      const announced = await eventsOf(tx, fresh.map((event) => event.id));
      const webhooks = await askingFor(tx, announced);
      const planned = announced.flatMap((event) => this.planned(event, webhooks));
      tx.announce(...webhooksDue(await insertWebhookDeliveries(tx, planned)));
    });
  }

  private planned(event: AnnouncedEvent, webhooks: readonly Asking[]): NewWebhookDelivery[] {
    const named = new Set(namedOrganisations(event));
    const now = this.clock.now();
    return webhooks.filter(({ organisationId, eventTypes }) => named.has(organisationId) && eventTypes.some((type) => type === event.type)).map(({ id: webhookId, organisationId }) => ({
      id: this.ids.next('webhookDelivery'), webhookId, organisationId, outboxId: event.outboxId, eventType: event.type, subjectId: event.subjectId, happenedAt: event.at,
      dueAt: now, endsAt: new Date(now.getTime() + WEBHOOK_LIFE_MS), createdAt: now,
    }));
  }
}

/** Webhooks that ask for any of these events, of organisations that are not closed. */
async function askingFor(tx: Tx, events: readonly AnnouncedEvent[]): Promise<Asking[]> {
  if (events.length === 0) return [];
  const webhooks = await webhooksFor(tx, [...new Set(events.flatMap(namedOrganisations))], [...new Set(events.map((event) => event.type))]);
  if (webhooks.length === 0) return [];
  const organisations = await organisationsByIds(tx, [...new Set(webhooks.map((one) => one.organisationId))]);
  const open = new Set(organisations.filter((one) => one.state !== 'CLOSED').map((one) => one.id));
  return webhooks.filter((one) => open.has(one.organisationId));
}
