import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import { writeOutbox } from '../platform/outbox/outbox.js';
import { forgetDeliveriesOfNone, forgetWebhookDeliveries, giveUpDeliveries, noteToldGivenUp } from './webhook-sending.store.js';
import { isToldAgain, webhookTroubled } from './webhook-trouble.js';
import { forgetOldSecrets } from './webhook.store.js';

/** What was delivered is looked at within days, when something is amiss. */
const KEPT_MS = 30 * 86_400_000;
const AT_ONCE = 1_000;
const TRACE = 'sweep-webhooks';

/**
 * Sweep: gives up what waited too long for a webhook that is held, forgets what was settled a month ago, what belonged to webhooks that
 * were taken away, and secrets that sign no more. Harmless to run at any time, twice at once, and to be killed within.
 */
@Injectable()
export class SweepWebhooks implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly clock: Clock) {}

  async handle(): Promise<void> {
    const now = this.clock.now();
    const before = new Date(now.getTime() - KEPT_MS);
    await this.database.transaction(SYSTEM_SCOPE, (tx) => forgetOldSecrets(tx, now));
    const steps = [
      (tx: Tx) => this.giveUp(tx, now), (tx: Tx) => forgetWebhookDeliveries(tx, before, AT_ONCE), (tx: Tx) => forgetDeliveriesOfNone(tx, AT_ONCE),
    ];
    for (const step of steps) while (await this.database.transaction(SYSTEM_SCOPE, step) === AT_ONCE);
  }

  /** Who paused a webhook, or ended it, knows what follows. */
  private async giveUp(tx: Tx, now: Date): Promise<number> {
    const { count, webhooks } = await giveUpDeliveries(tx, now, AT_ONCE);
    const told = webhooks.filter((one) => one.state === 'PAUSED_BY_BREAKER' && isToldAgain(one.toldGivenUpAt, now));
    await noteToldGivenUp(tx, told.map((one) => one.webhookId), now);
    await writeOutbox(tx, told.map(({ webhookId, organisationId, name }) => webhookTroubled(webhookId, organisationId, name, 'NOTICE_WEBHOOK_GIVEN_UP')), TRACE);
    return count;
  }
}
