import { Injectable } from '@nestjs/common';
import { healthAfter, type AttemptVerdict } from '../core/notification/webhook-health.js';
import { retryAfter } from '../core/notification/retry-after.js';
import { nextTry } from '../core/notification/webhook-tries.js';
import { nextTurns, SLOW_MS } from '../core/notification/webhook-turns.js';
import { Clock } from '../platform/clock/clock.js';
import { SYSTEM_SCOPE, type MatcherDatabase } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import { writeOutbox } from '../platform/outbox/outbox.js';
import type { WebhookAnswer } from '../platform/webhook/webhooks.port.js';
import { claimWebhookDeliveries, lookForTurns, saveAttempt, saveStanding, webhookStanding, type ClaimedWebhookDelivery, type WebhookStanding } from './webhook-sending.store.js';
import { isToldAgain, webhooksDue, webhookTroubled } from './webhook-trouble.js';

/** Longer than an attempt may take; one that was begun and not settled by then died, and is begun again. */
const CLAIM_MS = 60_000;
/** The answer of a receiver that wants nothing more (RFC 9110 §15.5.11; Standard Webhooks 1.0). */
const GONE = 410;

/**
 * Whose turn it is, and what became of it. Beginning and settling are two short transactions: nothing is sent inside one, and a
 * crash in between leaves a claim that runs out, after which the same message is sent again under the same id.
 */
@Injectable()
export class WebhookLedger {
  constructor(private readonly clock: Clock) {}

  /** Begins attempts for at most `free` deliveries. */
  begin(database: MatcherDatabase, free: number): Promise<ClaimedWebhookDelivery[]> {
    const now = this.clock.now();
    return database.transaction(SYSTEM_SCOPE, async (tx) => {
      const { waiting, underWay } = await lookForTurns(tx, now);
      return claimWebhookDeliveries(tx, nextTurns(waiting, underWay, free), now, new Date(now.getTime() + CLAIM_MS));
    });
  }

  /** Writes what became of an attempt, what follows for the webhook, and tells its owner what has to be told. */
  settle(database: MatcherDatabase, { delivery, at, answer, traceId }: Answered): Promise<void> {
    const verdict = answer.code === null ? 'DELIVERED' : answer.statusCode === GONE ? 'GONE' : 'FAILED';
    const now = this.clock.now();
    const dueAt = verdict === 'FAILED' ? nextTry(delivery.nth, now, delivery.endsAt, Math.random(), retryAfter(answer.statusCode, answer.retryAfter, now)) : null;
    const state = verdict === 'DELIVERED' ? 'DELIVERED' : dueAt === null ? 'GIVEN_UP' : 'WAITING';
    return database.transaction(SYSTEM_SCOPE, async (tx) => {
      const before = await webhookStanding(tx, delivery.webhookId);
      if (before === null) return;
      await saveAttempt(tx, { delivery, at, ...answer, state, dueAt, settledAt: dueAt === null ? now : null });
      await this.follow(tx, delivery, before, { verdict, givenUp: state === 'GIVEN_UP', slow: answer.code !== null || answer.latencyMs > SLOW_MS, traceId });
    });
  }

  /** Wakes the sending again by an event, for whoever runs next. */
  async passOn(database: MatcherDatabase, traceId: string): Promise<void> {
    const now = this.clock.now();
    await database.transaction(SYSTEM_SCOPE, async (tx) => {
      const { waiting } = await lookForTurns(tx, now);
      await writeOutbox(tx, webhooksDue(waiting.slice(0, 1).map((one) => one.webhookId as ClaimedWebhookDelivery['webhookId'])), traceId);
    });
  }

  private async follow(tx: Tx, { webhookId, organisationId }: ClaimedWebhookDelivery, before: WebhookStanding, facts: Facts): Promise<void> {
    const now = this.clock.now();
    const health = healthAfter(before, facts.verdict, now);
    const held = health.state === 'PAUSED_BY_BREAKER' && before.state !== 'PAUSED_BY_BREAKER' && isToldAgain(before.toldPausedAt, now);
    const gone = health.state === 'GONE' && before.state !== 'GONE';
    const givenUp = facts.givenUp && !gone && isToldAgain(before.toldGivenUpAt, now);
    await saveStanding(tx, webhookId, { ...before, ...health, toldPausedAt: held ? now : before.toldPausedAt, toldGivenUpAt: givenUp ? now : before.toldGivenUpAt }, facts.slow);
    const tell = (code: Parameters<typeof webhookTroubled>[3]) => webhookTroubled(webhookId, organisationId, before.name, code);
    await writeOutbox(tx, [
      ...(held ? [tell('NOTICE_WEBHOOK_PAUSED')] : []), ...(gone ? [tell('NOTICE_WEBHOOK_GONE')] : []), ...(givenUp ? [tell('NOTICE_WEBHOOK_GIVEN_UP')] : []),
    ], facts.traceId);
  }
}

/** An attempt and what it was answered. */
export interface Answered {
  readonly delivery: ClaimedWebhookDelivery;
  readonly at: Date;
  readonly answer: WebhookAnswer;
  readonly traceId: string;
}

interface Facts {
  readonly verdict: AttemptVerdict;
  readonly givenUp: boolean;
  readonly slow: boolean;
  readonly traceId: string;
}
