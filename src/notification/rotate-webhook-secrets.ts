import { Injectable } from '@nestjs/common';
import type { WebhookId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { newWebhookSecret } from '../platform/webhook/sign-webhook.js';
import { changeable } from './subscriber.js';
import { withSecrets, type SealedWebhook, type WebhookWithSecret } from './webhook-secret.js';
import { saveWebhook, webhookForChange } from './webhook.store.js';

/** How long the secret before signs as well, so that receivers can change over at their own time. */
const OLD_SIGNS_MS = 24 * 3_600_000;

/**
 * Gives webhooks of the viewer's organisation another secret, shown this once. For a day messages carry the signature of the secret
 * before as well; one before that signs no more at once.
 */
@Injectable()
export class RotateWebhookSecrets {
  constructor(private readonly deeds: Deeds, private readonly sealer: Sealer) {}

  async run(request: DeedRequest, ids: readonly WebhookId[]): Promise<Outcome<WebhookWithSecret>[]> {
    const { viewer, receivedAt } = request;
    const outcomes = await this.deeds.perform(request, 'rotateWebhookSecrets', ids, async (tx, wanted) => {
      const subscriber = changeable(viewer, 'ORGANISATION');
      if (!subscriber.ok) return wanted.map(() => subscriber);
      const all: Outcome<SealedWebhook>[] = [];
      for (const id of wanted) {
        const known = await webhookForChange(tx, subscriber.value.organisationId, id);
        if (known === null) {
          all.push(notFound('webhookId'));
          continue;
        }
        const { sealedSecret: sealedOldSecret, sealedOldSecret: _older, ...shown } = known;
        const [sealedSecret, webhook] = [this.sealer.seal(newWebhookSecret(), id), { ...shown, oldSecretUntil: new Date(receivedAt.getTime() + OLD_SIGNS_MS), updatedAt: receivedAt }];
        await saveWebhook(tx, { ...webhook, sealedSecret, sealedOldSecret });
        all.push(done({ id, webhook, sealedSecret }));
      }
      return all;
    });
    return withSecrets(outcomes, this.sealer);
  }
}
