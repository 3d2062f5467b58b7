import { Injectable } from '@nestjs/common';
import type { WebhookId } from '../core/ids/ids.js';
import { TEST_EVENT } from '../core/notification/webhook-events.js';
import { WEBHOOK_LIFE_MS } from '../core/notification/webhook-tries.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { changeable, type Subscriber } from './subscriber.js';
import { insertWebhookDeliveries, trialsSince, webhookDeliveryForChange, type ShownWebhookDelivery } from './webhook-delivery.store.js';
import { webhooksDue } from './webhook-trouble.js';
import { saveWebhook, webhookForChange } from './webhook.store.js';

const HOUR_MS = 3_600_000;
const TRIALS_AN_HOUR = 20;

/**
 * Sends a trial to webhooks of the viewer's organisation, as an event would be sent. One that the breaker holds is tried at once, with
 * what waits longest. Refuses one that its owner paused or its receiver ended, and more than 20 within an hour.
 */
@Injectable()
export class SendTestEvents {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, ids: readonly WebhookId[]): Promise<Outcome<ShownWebhookDelivery>[]> {
    return this.deeds.perform(request, 'sendTestEvents', ids, async (tx, wanted) => {
      const subscriber = changeable(request.viewer, 'ORGANISATION');
      if (!subscriber.ok) return wanted.map(() => subscriber);
      const outcomes: Outcome<ShownWebhookDelivery>[] = [];
      for (const id of wanted) outcomes.push(await this.send(tx, subscriber.value, id, request.receivedAt));
      return outcomes;
    });
  }

  private async send(tx: ActingTx, { organisationId }: Subscriber, webhookId: WebhookId, at: Date): Promise<Outcome<ShownWebhookDelivery>> {
    const webhook = await webhookForChange(tx, organisationId, webhookId);
    if (webhook === null) return notFound('webhookId');
    if (webhook.state === 'PAUSED' || webhook.state === 'GONE') return refused('STATE', 'WEBHOOK_NOT_ACTIVE', 'webhookId');
    if (await trialsSince(tx, webhookId, new Date(at.getTime() - HOUR_MS)) >= TRIALS_AN_HOUR) return refused('STATE', 'WEBHOOK_TRIALS_USED_UP', 'webhookId', { most: TRIALS_AN_HOUR });
    if (webhook.state === 'PAUSED_BY_BREAKER') await saveWebhook(tx, { ...webhook, probeAt: at });
    const id = this.ids.next('webhookDelivery');
    await insertWebhookDeliveries(tx, [{
      id, webhookId, organisationId, outboxId: null, eventType: TEST_EVENT, subjectId: webhookId, happenedAt: at, dueAt: at, endsAt: new Date(at.getTime() + WEBHOOK_LIFE_MS), createdAt: at,
    }]);
    tx.announce(...webhooksDue([webhookId]));
    const written = await webhookDeliveryForChange(tx, organisationId, id);
    return written === null ? notFound('webhookId') : done(written);
  }
}
