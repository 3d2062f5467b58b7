import { Injectable } from '@nestjs/common';
import type { WebhookEvent } from '../core/notification/webhook-events.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { tidy } from '../core/text/fold.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { newWebhookSecret } from '../platform/webhook/sign-webhook.js';
import { Webhooks } from '../platform/webhook/webhooks.port.js';
import { changeable, type Subscriber } from './subscriber.js';
import { askedFor, withSecrets, type SealedWebhook, type WebhookWithSecret } from './webhook-secret.js';
import { countWebhooks, lockWebhooksOf, saveWebhook } from './webhook.store.js';

/** Webhooks that an organisation may have at a time. */
const MOST_OF_ONE = 10;

export interface WebhookToCreate {
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly WebhookEvent[];
}

/**
 * Lets an organisation be told of its events at an address of its own, from now on. The secret is made here and shown this once (a
 * repeat under the same idempotency key is the same once: what is kept of the answer is sealed). Refuses an address that is not one of
 * the public internet or of the networks that the installation allows; names are looked up before the transaction begins.
 */
@Injectable()
export class CreateWebhooks {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly sealer: Sealer, private readonly webhooks: Webhooks) {}

  async run(request: DeedRequest, inputs: readonly WebhookToCreate[]): Promise<Outcome<WebhookWithSecret>[]> {
    const subscriber = changeable(request.viewer, 'ORGANISATION');
    if (!subscriber.ok) return inputs.map(() => subscriber);
    const urls = await Promise.all(inputs.map(({ url }) => this.webhooks.check(url)));
    const outcomes = await this.deeds.perform(request, 'createWebhooks', inputs, async (tx, wanted) => {
      await lockWebhooksOf(tx, subscriber.value.organisationId);
      const all: Outcome<SealedWebhook>[] = [];
      for (const [index, input] of wanted.entries()) {
        const checked = urls[index];
        if (checked === undefined || checked.fault !== null) all.push(refused('INPUT', checked?.fault ?? 'WEBHOOK_URL_MALFORMED', 'url'));
        else all.push(await this.create(tx, subscriber.value, { ...input, url: checked.url }, request.receivedAt));
      }
      return all;
    });
    return withSecrets(outcomes, this.sealer);
  }

  private async create(tx: ActingTx, { organisationId }: Subscriber, { name, url, eventTypes }: WebhookToCreate, at: Date): Promise<Outcome<SealedWebhook>> {
    if (tidy(name) === '') return refused('INPUT', 'WEBHOOK_NAME_MISSING', 'name');
    if (await countWebhooks(tx, organisationId) >= MOST_OF_ONE) return refused('STATE', 'WEBHOOKS_TOO_MANY', null, { most: MOST_OF_ONE });
    const id = this.ids.next('webhook');
    const sealedSecret = this.sealer.seal(newWebhookSecret(), id);
    const webhook = {
      id, organisationId, name: tidy(name), url, eventTypes: askedFor(eventTypes), state: 'ACTIVE' as const, failures: 0, probeAt: null, oldSecretUntil: null, createdAt: at, updatedAt: at,
    };
    await saveWebhook(tx, { ...webhook, sealedSecret, sealedOldSecret: null });
    return done({ id, webhook, sealedSecret });
  }
}
