import type { OrganisationId, WebhookDeliveryId, WebhookId } from '../core/ids/ids.js';
import type { WebhookHealth } from '../core/notification/webhook-health.js';
import type { WaitingWebhook } from '../core/notification/webhook-turns.js';
import type { Tx } from '../platform/db/tx.js';

const LOCK = 7_240_047;
/** Webhooks looked at for whose turn it is: with one delivery each more than there are places. */
const WEBHOOKS_LOOKED_AT = 200;
const DELIVERIES_OF_EACH = 4;

const MAY_BE_SENT = `(w.state = 'ACTIVE' or (w.state = 'PAUSED_BY_BREAKER' and w.probe_at <= $1))`;
const IS_DUE = `d.webhook_id = w.id and d.state = 'WAITING' and d.due_at <= $1 and (d.claimed_until is null or d.claimed_until <= $1)`;

/** What waits for a turn, who waited longest first, and what is under way. Until the transaction ends nobody else looks. */
export async function lookForTurns(tx: Tx, now: Date): Promise<{ readonly waiting: WaitingWebhook[]; readonly underWay: Map<string, number> }> {
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK]);
  const waiting = await tx.query<WaitingWebhook>(
    `select w.id as "webhookId", w.organisation_id as "organisationId", w.slow or w.state = 'PAUSED_BY_BREAKER' as slow, due.ids as "deliveryIds",
       (select count(*)::integer from notification_webhook_delivery u where u.claimed_until > $1 and u.webhook_id = w.id) as "underWay"
     from (select * from notification_webhook w where ${MAY_BE_SENT} and exists (select from notification_webhook_delivery d where ${IS_DUE})
           order by w.served_at nulls first, w.id limit $2) w
     cross join lateral (select array_agg(id::text order by due_at, id) as ids from (
       select d.id, d.due_at from notification_webhook_delivery d where ${IS_DUE} order by d.due_at, d.id limit $3) first) due
     order by w.served_at nulls first, w.id`, [now, WEBHOOKS_LOOKED_AT, DELIVERIES_OF_EACH]);
  const rows = await tx.query<{ organisationId: string; count: number }>(
    `select organisation_id as "organisationId", count(*)::integer as count from notification_webhook_delivery where claimed_until > $1 group by organisation_id`, [now]);
  return { waiting, underWay: new Map(rows.map(({ organisationId, count }) => [organisationId, count])) };
}

/** A delivery that an attempt has begun for, with all that it takes; read when it is sent, so that what its owner changed meanwhile counts. */
export interface ClaimedWebhookDelivery {
  readonly id: WebhookDeliveryId;
  readonly webhookId: WebhookId;
  readonly organisationId: OrganisationId;
  readonly eventType: string;
  readonly subjectId: string;
  readonly happenedAt: Date;
  readonly endsAt: Date;
  /** This attempt's number, from 1, in all and since it was last asked for. */
  readonly number: number;
  readonly nth: number;
  readonly url: string;
  readonly sealedSecret: string;
  /** Null when there is none, or when its time is up. */
  readonly sealedOldSecret: string | null;
}

/** Begins an attempt for each of these; whoever dies over one leaves it to others after `until`. */
export async function claimWebhookDeliveries(tx: Tx, ids: readonly string[], now: Date, until: Date): Promise<ClaimedWebhookDelivery[]> {
  if (ids.length === 0) return [];
  const claimed = await tx.query<ClaimedWebhookDelivery>(
    `update notification_webhook_delivery d set claimed_until = $3, attempts = d.attempts + 1, tries = d.tries + 1
     from notification_webhook w where d.id = any($1) and w.id = d.webhook_id
     returning d.id, d.webhook_id as "webhookId", d.organisation_id as "organisationId", d.event_type as "eventType", d.subject_id as "subjectId", d.happened_at as "happenedAt",
       d.ends_at as "endsAt", d.attempts as number, d.tries as nth, w.url, w.sealed_secret as "sealedSecret",
       case when w.old_secret_until > $2 then w.sealed_old_secret end as "sealedOldSecret"`, [ids, now, until]);
  await tx.query('update notification_webhook set served_at = $2 where id = any($1)', [[...new Set(claimed.map((one) => one.webhookId))], now]);
  return claimed;
}

export interface WebhookStanding extends WebhookHealth {
  readonly name: string;
  readonly toldPausedAt: Date | null;
  readonly toldGivenUpAt: Date | null;
}

/** How a webhook stands, locked until the transaction ends; null when it was taken away meanwhile. */
export async function webhookStanding(tx: Tx, id: WebhookId): Promise<WebhookStanding | null> {
  const [row] = await tx.query<WebhookStanding>(
    `select state, failures, probe_at as "probeAt", name, told_paused_at as "toldPausedAt", told_given_up_at as "toldGivenUpAt" from notification_webhook where id = $1 for update`, [id]);
  return row ?? null;
}

export async function saveStanding(tx: Tx, id: WebhookId, { state, failures, probeAt, toldPausedAt, toldGivenUpAt }: WebhookStanding, slow: boolean): Promise<void> {
  await tx.query(
    'update notification_webhook set state = $2, failures = $3, probe_at = $4, told_paused_at = $5, told_given_up_at = $6, slow = $7 where id = $1',
    [id, state, failures, probeAt, toldPausedAt, toldGivenUpAt, slow]);
}

/** Notes when the owners of these webhooks were told that something was given up. */
export async function noteToldGivenUp(tx: Tx, ids: readonly WebhookId[], at: Date): Promise<void> {
  await tx.query('update notification_webhook set told_given_up_at = $2 where id = any($1)', [ids, at]);
}

/** What became of an attempt. `dueAt`: of the next one, null when the delivery is settled. */
export interface AttemptMade {
  readonly delivery: ClaimedWebhookDelivery;
  readonly at: Date;
  readonly statusCode: number | null;
  readonly code: string | null;
  readonly latencyMs: number;
  readonly state: 'WAITING' | 'DELIVERED' | 'GIVEN_UP';
  readonly dueAt: Date | null;
  readonly settledAt: Date | null;
}

/** Writes an attempt, and what follows for its delivery unless somebody settled or began that anew meanwhile. */
export async function saveAttempt(tx: Tx, { delivery, at, statusCode, code, latencyMs, state, dueAt, settledAt }: AttemptMade): Promise<void> {
  await tx.query(
    `insert into notification_webhook_attempt (delivery_id, number, organisation_id, at, status_code, code, latency_ms)
     select id, $2, organisation_id, $3, $4, $5, $6 from notification_webhook_delivery where id = $1 on conflict do nothing`, [delivery.id, delivery.number, at, statusCode, code, latencyMs]);
  await tx.query(
    `update notification_webhook_delivery set state = $3, due_at = coalesce($4, due_at), claimed_until = null, settled_at = $5, status_code = $6, code = $7, latency_ms = $8, attempted_at = $9
     where id = $1 and attempts = $2 and state = 'WAITING'`, [delivery.id, delivery.number, state, dueAt, settledAt, statusCode, code, latencyMs, at]);
}

/** A webhook of which something was given up. */
export interface GivenUp {
  readonly webhookId: WebhookId;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly state: WebhookHealth['state'];
  readonly toldGivenUpAt: Date | null;
}

/**
 * Gives up, at most `limit` at once, what waits in nobody's hands beyond its time without having had a last try (its webhook is held), and everything
 * that waits for a webhook whose receiver wants no more.
 */
export async function giveUpDeliveries(tx: Tx, now: Date, limit: number): Promise<{ readonly count: number; readonly webhooks: GivenUp[] }> {
  const rows = await tx.query<{ webhookId: WebhookId }>(
    `update notification_webhook_delivery set state = 'GIVEN_UP', settled_at = $1, claimed_until = null, code = coalesce(code, 'WEBHOOK_PAUSED') where id in (
       select d.id from notification_webhook_delivery d join notification_webhook w on w.id = d.webhook_id
       where d.state = 'WAITING' and (d.claimed_until is null or d.claimed_until <= $1)
         and (w.state = 'GONE' or (d.ends_at <= $1 and w.state in ('PAUSED', 'PAUSED_BY_BREAKER')))
       order by d.id limit $2 for update of d skip locked)
     returning webhook_id as "webhookId"`, [now, limit]);
  const webhooks = await tx.query<GivenUp>(
    `select id as "webhookId", organisation_id as "organisationId", name, state, told_given_up_at as "toldGivenUpAt" from notification_webhook where id = any($1) order by id for update`,
    [[...new Set(rows.map((row) => row.webhookId))]]);
  return { count: rows.length, webhooks };
}

/** Gives up whatever waits of an organisation that nothing can be read of any more; an attempt that is under way ends as it may. */
export async function giveUpWaiting(tx: Tx, organisationId: OrganisationId, at: Date): Promise<void> {
  await tx.query(
    `update notification_webhook_delivery set state = 'GIVEN_UP', settled_at = $2, claimed_until = null, code = 'WEBHOOK_SANDBOX_EMPTIED' where organisation_id = $1 and state = 'WAITING'`, [organisationId, at]);
}

/** Forgets up to `limit` deliveries that were settled before a moment, with their attempts; answers how many. */
export async function forgetWebhookDeliveries(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.query<{ id: string }>(
    `delete from notification_webhook_delivery where id in (
       select id from notification_webhook_delivery where settled_at < $1 order by settled_at limit $2 for update skip locked) returning id`, [before, limit]);
  return rows.length;
}

/** Forgets up to `limit` deliveries whose webhook was taken away, with their attempts; answers how many. */
export async function forgetDeliveriesOfNone(tx: Tx, limit: number): Promise<number> {
  const rows = await tx.query<{ id: string }>(
    `delete from notification_webhook_delivery where id in (
       select d.id from notification_webhook_delivery d where not exists (select from notification_webhook w where w.id = d.webhook_id) limit $1 for update of d skip locked) returning id`, [limit]);
  return rows.length;
}
