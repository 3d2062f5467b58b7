import type { OrganisationId, WebhookId } from '../core/ids/ids.js';
import type { WebhookEvent } from '../core/notification/webhook-events.js';
import type { WebhookState } from '../core/notification/webhook-health.js';
import type { Tx } from '../platform/db/tx.js';

/** A webhook as its owner sees it; its secret is sealed and never among what a resolver holds. */
export interface ShownWebhook {
  readonly id: WebhookId;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly WebhookEvent[];
  readonly state: WebhookState;
  /** Failures since the last success. */
  readonly failures: number;
  readonly probeAt: Date | null;
  /** Until when the secret before this one signs as well; null when it does no more. */
  readonly oldSecretUntil: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** With what opens under its id alone. */
export interface KeptWebhook extends ShownWebhook {
  readonly sealedSecret: string;
  readonly sealedOldSecret: string | null;
}

const SHOWN = `id, organisation_id as "organisationId", name, url, event_types as "eventTypes", state, failures, probe_at as "probeAt", old_secret_until as "oldSecretUntil",
  created_at as "createdAt", updated_at as "updatedAt"`;
const KEPT = `${SHOWN}, sealed_secret as "sealedSecret", sealed_old_secret as "sealedOldSecret"`;

/** Lets one change of an organisation's webhooks at a time decide, so that two at once do not both see room for one more. */
export async function lockWebhooksOf(tx: Tx, organisationId: OrganisationId): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('notification_webhook ' || $1, 0))`, [organisationId]);
}

export async function countWebhooks(tx: Tx, organisationId: OrganisationId): Promise<number> {
  const [row] = await tx.query<{ count: number }>('select count(*)::integer as count from notification_webhook where organisation_id = $1', [organisationId]);
  return row?.count ?? 0;
}

/** One page of an organisation's webhooks, the latest first. `after`: the last id of the page before, or null. */
export async function pageOfWebhooks(tx: Tx, organisationId: string, limit: number, after: string | null): Promise<ShownWebhook[]> {
  return tx.query<ShownWebhook>(
    `select ${SHOWN} from notification_webhook where organisation_id = $1 and ($2::text is null or id < $2) order by id desc limit $3`, [organisationId, after, limit]);
}

/** A webhook that the tenant may change, locked until the transaction ends. */
export async function webhookForChange(tx: Tx, organisationId: OrganisationId, id: WebhookId): Promise<KeptWebhook | null> {
  const [row] = await tx.query<KeptWebhook>(`select ${KEPT} from notification_webhook where id = $1 and organisation_id = $2 for update`, [id, organisationId]);
  return row ?? null;
}

/** Writes a new webhook, or everything that its owner may change of one that is there. */
export async function saveWebhook(tx: Tx, webhook: KeptWebhook): Promise<void> {
  const { id, organisationId, name, url, eventTypes, state, failures, probeAt, sealedSecret, sealedOldSecret, oldSecretUntil, createdAt, updatedAt } = webhook;
  await tx.query(
    `insert into notification_webhook (id, organisation_id, name, url, event_types, state, failures, probe_at, sealed_secret, sealed_old_secret, old_secret_until, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (id) do update set name = excluded.name, url = excluded.url, event_types = excluded.event_types, state = excluded.state, failures = excluded.failures,
       probe_at = excluded.probe_at, sealed_secret = excluded.sealed_secret, sealed_old_secret = excluded.sealed_old_secret, old_secret_until = excluded.old_secret_until,
       updated_at = excluded.updated_at`,
    [id, organisationId, name, url, eventTypes, state, failures, probeAt, sealedSecret, sealedOldSecret, oldSecretUntil, createdAt, updatedAt]);
}

/** Takes a webhook away; its deliveries are found by nobody from then on, and a sweep takes them. */
export async function deleteWebhook(tx: Tx, id: WebhookId): Promise<void> {
  await tx.query('delete from notification_webhook where id = $1', [id]);
}

/** Webhooks that anybody of these organisations has for any of these events, but for those whose receiver wants no more. */
export async function webhooksFor(tx: Tx, organisationIds: readonly string[], eventTypes: readonly string[]): Promise<Pick<ShownWebhook, 'id' | 'organisationId' | 'eventTypes'>[]> {
  return tx.query(
    `select id, organisation_id as "organisationId", event_types as "eventTypes" from notification_webhook
     where organisation_id = any($1) and event_types && $2::text[] and state <> 'GONE' order by id`, [organisationIds, eventTypes]);
}

/** Gives the webhooks of one organisation to another, as they are: those of a sandbox that was emptied. */
export async function moveWebhooks(tx: Tx, from: OrganisationId, to: OrganisationId): Promise<void> {
  await tx.query('update notification_webhook set organisation_id = $2 where organisation_id = $1', [from, to]);
}

/** Forgets old secrets whose time is up. */
export async function forgetOldSecrets(tx: Tx, now: Date): Promise<void> {
  await tx.query('update notification_webhook set sealed_old_secret = null, old_secret_until = null where old_secret_until <= $1', [now]);
}
