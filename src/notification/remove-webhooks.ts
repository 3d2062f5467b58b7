import { Injectable } from '@nestjs/common';
import type { WebhookId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { changeable } from './subscriber.js';
import { deleteWebhook, webhookForChange } from './webhook.store.js';

/** Takes webhooks of the viewer's organisation away, with all that waits for them; an attempt under way may still arrive. */
@Injectable()
export class RemoveWebhooks {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly WebhookId[]): Promise<Outcome<{ readonly id: WebhookId }>[]> {
    return this.deeds.perform(request, 'removeWebhooks', ids, async (tx, wanted) => {
      const subscriber = changeable(request.viewer, 'ORGANISATION');
      if (!subscriber.ok) return wanted.map(() => subscriber);
      const outcomes: Outcome<{ readonly id: WebhookId }>[] = [];
      for (const id of wanted) {
        const known = await webhookForChange(tx, subscriber.value.organisationId, id);
        if (known !== null) await deleteWebhook(tx, id);
        outcomes.push(known === null ? notFound('webhookId') : done({ id }));
      }
      return outcomes;
    });
  }
}
