import { Injectable } from '@nestjs/common';
import { webhookPayload } from '../core/notification/webhook-events.js';
import { AT_ONCE } from '../core/notification/webhook-turns.js';
import { Clock } from '../platform/clock/clock.js';
import { MatcherDatabase } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { Webhooks, type WebhookAnswer } from '../platform/webhook/webhooks.port.js';
import { WebhookLedger } from './webhook-ledger.js';
import type { ClaimedWebhookDelivery } from './webhook-sending.store.js';

/** How long one job begins attempts; what is due then is another job's, so that a worker that is told to stop soon may. */
const RUN_MS = 5_000;

/**
 * Sends whatever is due, many at once and nobody before their turn. One job of a process sends for all: another that comes meanwhile
 * only has it look again, so that slow receivers hold one job of the lane and not every one. Also run by the clock, which
 * finds what rested between two tries and what a lost worker left.
 */
@Injectable()
export class SendWebhooks implements EventHandler {
  private running = false;
  private asked = 0;
  private lookAgain: () => void = () => undefined;

  constructor(
    private readonly database: MatcherDatabase, private readonly ledger: WebhookLedger, private readonly webhooks: Webhooks, private readonly sealer: Sealer, private readonly clock: Clock,
  ) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    this.asked++;
    this.lookAgain();
    if (this.running) return;
    this.running = true;
    try {
      await this.run(events[0]?.traceId ?? 'send-webhooks');
    } finally {
      this.running = false;
    }
  }

  private async run(traceId: string): Promise<void> {
    const until = performance.now() + RUN_MS;
    const underWay = new Set<Promise<void>>();
    const faults: unknown[] = [];
    const isOver = (): boolean => faults.length > 0 || performance.now() >= until;
    for (;;) {
      const asked = this.asked;
      const begun = isOver() ? [] : await this.ledger.begin(this.database, AT_ONCE - underWay.size).catch((error: unknown) => { faults.push(error); return []; });
      for (const delivery of begun) {
        const sending: Promise<void> = this.send(delivery, traceId).catch((error: unknown) => void faults.push(error)).finally(() => underWay.delete(sending));
        underWay.add(sending);
      }
      if (underWay.size > 0) await this.oneOf(underWay, asked, isOver());
      else if (isOver() || asked === this.asked) break;
    }
    if (faults.length > 0) throw faults[0];
    if (isOver()) await this.ledger.passOn(this.database, traceId);
  }

  /** Until one of these has ended, or somebody asks to look again while there is time to. */
  private async oneOf(underWay: ReadonlySet<Promise<void>>, asked: number, over: boolean): Promise<void> {
    const again = new Promise<void>((resolve) => { this.lookAgain = resolve; });
    if (!over && asked !== this.asked) return;
    await Promise.race(over ? underWay : [...underWay, again]);
  }

  private async send(delivery: ClaimedWebhookDelivery, traceId: string): Promise<void> {
    const at = this.clock.now();
    await this.ledger.settle(this.database, { delivery, at, answer: await this.attempt(delivery, at), traceId });
  }

  private async attempt({ id, webhookId, organisationId, eventType, subjectId, happenedAt, url, sealedSecret, sealedOldSecret }: ClaimedWebhookDelivery, at: Date): Promise<WebhookAnswer> {
    const secrets = [sealedSecret, sealedOldSecret].flatMap((sealed) => (sealed === null ? [] : this.sealer.open(sealed, webhookId) ?? []));
    // The installation's own secret was changed: a message that nobody can verify is worse than none.
    if (secrets.length === 0) return { statusCode: null, retryAfter: null, code: 'WEBHOOK_SECRET_UNREADABLE', latencyMs: 0 };
    return this.webhooks.post({ url, id, at, body: JSON.stringify(webhookPayload(id, eventType, subjectId, organisationId, happenedAt)), secrets });
  }
}
