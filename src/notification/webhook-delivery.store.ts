import type { OrganisationId, WebhookDeliveryId, WebhookId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';

/** WAITING: due, or resting between two tries; DELIVERED: answered with 2xx; GIVEN_UP: its time is up, or the receiver wants no more. */
export const WEBHOOK_DELIVERY_STATES = ['WAITING', 'DELIVERED', 'GIVEN_UP'] as const;
export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number];

export interface NewWebhookDelivery {
  readonly id: WebhookDeliveryId;
  readonly webhookId: WebhookId;
  readonly organisationId: OrganisationId;
  /** The event of the outbox; null for a trial. */
  readonly outboxId: string | null;
  readonly eventType: string;
  readonly subjectId: string;
  readonly happenedAt: Date;
  readonly dueAt: Date;
  readonly endsAt: Date;
  readonly createdAt: Date;
}

export interface ShownWebhookDelivery {
  readonly id: WebhookDeliveryId;
  readonly webhookId: WebhookId;
  readonly eventType: string;
  readonly subjectId: string;
  readonly state: WebhookDeliveryState;
  readonly attempts: number;
  /** Of the latest attempt; null when none has been made, the status also when there was no answer. */
  readonly statusCode: number | null;
  readonly code: string | null;
  readonly latencyMs: number | null;
  readonly attemptedAt: Date | null;
  /** When it is tried next; null once it is settled. */
  readonly nextAttemptAt: Date | null;
  readonly settledAt: Date | null;
  readonly happenedAt: Date;
  readonly createdAt: Date;
}

export interface WebhookAttempt {
  readonly number: number;
  readonly at: Date;
  readonly statusCode: number | null;
  readonly code: string | null;
  readonly latencyMs: number;
}

const SHOWN = `d.id, d.webhook_id as "webhookId", d.event_type as "eventType", d.subject_id as "subjectId", d.state, d.attempts, d.status_code as "statusCode", d.code,
  d.latency_ms as "latencyMs", d.attempted_at as "attemptedAt", case when d.state = 'WAITING' then d.due_at end as "nextAttemptAt", d.settled_at as "settledAt",
  d.happened_at as "happenedAt", d.created_at as "createdAt"`;

/** Writes deliveries that wait; an event that its webhook has already is left as it is. Answers the webhooks that have new ones. */
export async function insertWebhookDeliveries(tx: Tx, deliveries: readonly NewWebhookDelivery[]): Promise<WebhookId[]> {
  if (deliveries.length === 0) return [];
  const rows = await tx.query<{ webhookId: WebhookId }>(
    `insert into notification_webhook_delivery (id, webhook_id, organisation_id, outbox_id, event_type, subject_id, happened_at, state, due_at, ends_at, created_at)
     select id, "webhookId", "organisationId", "outboxId", "eventType", "subjectId", "happenedAt", 'WAITING', "dueAt", "endsAt", "createdAt"
     from jsonb_to_recordset($1::jsonb) as d(id text, "webhookId" text, "organisationId" text, "outboxId" bigint, "eventType" text, "subjectId" text, "happenedAt" timestamptz,
       "dueAt" timestamptz, "endsAt" timestamptz, "createdAt" timestamptz)
     order by "webhookId", "outboxId" on conflict (webhook_id, outbox_id) do nothing returning webhook_id as "webhookId"`, [JSON.stringify(deliveries)]);
  return [...new Set(rows.map((row) => row.webhookId))];
}

/** Trials of a webhook that were asked for since a moment. */
export async function trialsSince(tx: Tx, webhookId: WebhookId, since: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    'select count(*)::integer as count from notification_webhook_delivery where webhook_id = $1 and outbox_id is null and created_at > $2', [webhookId, since]);
  return row?.count ?? 0;
}

/** A delivery of an organisation whose webhook is still there, locked until the transaction ends. */
export async function webhookDeliveryForChange(tx: Tx, organisationId: OrganisationId, id: WebhookDeliveryId): Promise<ShownWebhookDelivery | null> {
  const [row] = await tx.query<ShownWebhookDelivery>(`select ${SHOWN} from notification_webhook_delivery d where d.id = $1 and d.organisation_id = $2 for update`, [id, organisationId]);
  return row ?? null;
}

/** Lets a settled delivery wait again, as if it were new; its number of attempts stays. */
export async function reopenWebhookDelivery(tx: Tx, id: WebhookDeliveryId, dueAt: Date, endsAt: Date): Promise<void> {
  await tx.query(
    `update notification_webhook_delivery set state = 'WAITING', tries = 0, due_at = $2, ends_at = $3, claimed_until = null, settled_at = null where id = $1`, [id, dueAt, endsAt]);
}

export interface DeliveryFilter {
  readonly webhookId: WebhookId | null;
  readonly state: WebhookDeliveryState | null;
}

/** One page of deliveries to an organisation's webhooks, the latest first. `after`: the last id of the page before, or null. */
export async function pageOfWebhookDeliveries(tx: Tx, organisationId: string, { webhookId, state }: DeliveryFilter, limit: number, after: string | null): Promise<ShownWebhookDelivery[]> {
  return tx.query<ShownWebhookDelivery>(
    `select ${SHOWN} from notification_webhook_delivery d
     where d.organisation_id = $1 and ($2::text is null or d.webhook_id = $2) and ($3::text is null or d.state = $3) and ($4::text is null or d.id < $4)
       and exists (select from notification_webhook w where w.id = d.webhook_id)
     order by d.id desc limit $5`, [organisationId, webhookId, state, after, limit]);
}

/** The latest attempts of these deliveries, at most `limit` of each, latest first, as far as the tenant may see. */
export async function attemptsOf(tx: Tx, deliveryIds: readonly string[], limit: number): Promise<Map<string, WebhookAttempt[]>> {
  const rows = await tx.query<WebhookAttempt & { deliveryId: string }>(
    `select a.delivery_id as "deliveryId", a.number, a.at, a.status_code as "statusCode", a.code, a.latency_ms as "latencyMs"
     from unnest($1::text[]) as wanted(id) cross join lateral (
       select * from notification_webhook_attempt where delivery_id = wanted.id order by number desc limit $2) a
     order by a.delivery_id, a.number desc`, [deliveryIds, limit]);
  const byDelivery = new Map<string, WebhookAttempt[]>();
  for (const { deliveryId, ...attempt } of rows) byDelivery.set(deliveryId, [...(byDelivery.get(deliveryId) ?? []), attempt]);
  return byDelivery;
}
