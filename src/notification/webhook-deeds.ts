import { Injectable } from '@nestjs/common';
import { CreateWebhooks } from './create-webhooks.js';
import { RemoveWebhooks } from './remove-webhooks.js';
import { ReviseWebhooks } from './revise-webhooks.js';
import { RotateWebhookSecrets } from './rotate-webhook-secrets.js';

/** Everything that can be done about a webhook itself. */
@Injectable()
export class WebhookDeeds {
  constructor(readonly creating: CreateWebhooks, readonly revising: ReviseWebhooks, readonly removing: RemoveWebhooks, readonly rotating: RotateWebhookSecrets) {}
}
