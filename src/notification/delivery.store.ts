import type { ContactId, NoticeDeliveryId, OrganisationId } from '../core/ids/ids.js';
import type { NotificationKind } from '../core/notification/kinds.js';
import type { Channel } from '../core/notification/preference.js';
import type { ReceiptState } from '../core/notification/receipt.js';
import type { Tx } from '../platform/db/tx.js';
import { mannerOf, type Manner } from './subscriber.store.js';
import type { SubscriberId } from './subscriber.js';

export type Purpose = 'NOTICE' | 'DIGEST' | 'CODE';

/** One message to one subscriber by one channel, before it is sent. */
export interface NewDelivery {
  readonly id: NoticeDeliveryId;
  readonly organisationId: OrganisationId;
  readonly subscriberId: SubscriberId;
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** The notice, the period of the digest, or the nonce of the code: once by each channel. */
  readonly about: string;
  readonly kind: NotificationKind;
  readonly addressName: string | null;
  readonly fallbackOf: NoticeDeliveryId | null;
  readonly dueAt: Date;
  /** Null when a sweep shall wake it. */
  readonly wokenAt: Date | null;
  readonly createdAt: Date;
}

/** Writes messages that wait; one that its subscriber has by that channel already is left as it is. Answers the new ones. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<NewDelivery[]> {
  if (deliveries.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `insert into notification_delivery (id, organisation_id, subscriber_id, channel, purpose, about, kind, state, address_name, fallback_of, due_at, woken_at, created_at)
     select id, "organisationId", "subscriberId", channel, purpose, about, kind, 'QUEUED', "addressName", "fallbackOf", "dueAt", "wokenAt", "createdAt"
     from jsonb_to_recordset($1::jsonb) as d(id text, "organisationId" text, "subscriberId" text, channel text, purpose text, about text, kind text, "addressName" text,
       "fallbackOf" text, "dueAt" timestamptz, "wokenAt" timestamptz, "createdAt" timestamptz)
     order by "subscriberId", about, channel on conflict (subscriber_id, channel, about) do nothing returning id`, [JSON.stringify(deliveries)]);
  const written = new Set(rows.map((row) => row.id));
  return deliveries.filter((delivery) => written.has(delivery.id));
}

const LOCKS = 7_240_015;
const BUCKETS = 64;

/** Until the transaction ends nobody else plans for these subscribers: two at once would each see the limit not yet reached. */
export async function lockSubscribers(tx: Tx, ids: readonly SubscriberId[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock($1, bucket)
     from (select distinct abs(hashtext(id)) % $2 as bucket from unnest($3::text[]) as id order by bucket) as buckets`, [LOCKS, BUCKETS, ids]);
}

export interface TimedMessage {
  readonly subscriberId: SubscriberId;
  readonly channel: Channel;
  readonly dueAt: Date;
}

/** Messages of their own for these subscribers that were or are due after a moment. */
export async function messagesAfter(tx: Tx, ids: readonly SubscriberId[], after: Date): Promise<TimedMessage[]> {
  return tx.query<TimedMessage>(
    `select subscriber_id as "subscriberId", channel, due_at as "dueAt" from notification_delivery
     where subscriber_id = any($1) and purpose = 'NOTICE' and due_at > $2`, [ids, after]);
}

/** A message that an attempt has begun for, with all that it takes; read when it is sent, so that what changed meanwhile counts. */
export interface ClaimedDelivery extends Manner, Omit<NewDelivery, 'addressName' | 'fallbackOf' | 'dueAt' | 'wokenAt' | 'createdAt'> {
  /** This one's number, from 1. */
  readonly attempts: number;
  /** Null when the address was taken away, or was confirmed no more. */
  readonly contact: { readonly id: ContactId; readonly sealedAddress: string } | null;
  readonly notice: { readonly code: string; readonly params: Readonly<Record<string, string | number>> } | null;
  /** Of a digest: how many notices of each kind. */
  readonly counts: Readonly<Partial<Record<NotificationKind, number>>>;
}

/** Begins an attempt for each of these messages that waits, is due and is in nobody's hands, until `until`. */
export async function claimDeliveries(tx: Tx, ids: readonly string[], now: Date, until: Date): Promise<ClaimedDelivery[]> {
  const claimed = await tx.query<{ id: string }>(
    `update notification_delivery set attempts = attempts + 1, claimed_until = $3 where id in (
       select id from notification_delivery where id = any($1) and state = 'QUEUED' and due_at <= $2 and (claimed_until is null or claimed_until <= $2) order by id for update)
     returning id`, [ids, now, until]);
  const rows = await tx.query<Omit<ClaimedDelivery, keyof Manner> & Parameters<typeof mannerOf>[0]>(
    `select d.id, d.organisation_id as "organisationId", d.subscriber_id as "subscriberId", d.channel, d.purpose, d.about, d.kind, d.attempts, s.language, s.quiet_from, s.quiet_to,
       case when c.id is not null then jsonb_build_object('id', c.id, 'sealedAddress', c.sealed_address) end as contact,
       case when n.id is not null then jsonb_build_object('code', n.code, 'params', n.params) end as notice,
       coalesce((select jsonb_object_agg(kind, count) from (select i.kind, count(*) from notification_digest_item i where i.delivery_id = d.id group by i.kind) as by_kind), '{}') as counts
     from notification_delivery d
     left join notification_contact c on c.subscriber_id = d.subscriber_id and c.channel = d.channel
       and (case when d.purpose = 'CODE' then c.nonce = d.about else c.confirmed_at is not null end)
     left join notification_subscriber s on s.subscriber_id = d.subscriber_id
     left join notification_notice n on d.purpose = 'NOTICE' and n.id = d.about
     where d.id = any($1) order by d.id`, [claimed.map((row) => row.id)]);
  return rows.map(({ language, quiet_from, quiet_to, ...row }) => ({ ...row, ...mannerOf({ language, quiet_from, quiet_to }) }));
}

/** What became of an attempt. A message that waits again has no `settledAt`; `attempts` is given back when nothing was tried. */
export interface Settlement {
  readonly id: NoticeDeliveryId;
  readonly state: ReceiptState;
  readonly code: string | null;
  readonly dueAt: Date | null;
  readonly tried: boolean;
  readonly settledAt: Date | null;
}

/** Writes what became of attempts; of a message that was settled meanwhile the first word stays. */
export async function settleDeliveries(tx: Tx, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;
  await tx.query(
    `update notification_delivery d set state = s.state, code = s.code, claimed_until = null, settled_at = s."settledAt", due_at = coalesce(s."dueAt", d.due_at),
       woken_at = case when s."dueAt" is null then d.woken_at end, attempts = d.attempts - (case when s.tried then 0 else 1 end)
     from jsonb_to_recordset($1::jsonb) as s(id text, state text, code text, "dueAt" timestamptz, tried boolean, "settledAt" timestamptz)
     where d.id = s.id and d.state = 'QUEUED'`, [JSON.stringify(settlements)]);
}

/** Which other ways there are for one message: channels with a confirmed address, and those that have had it. */
export async function waysOf(tx: Tx, subscriberId: SubscriberId, about: string): Promise<{ readonly addressed: Channel[]; readonly had: Channel[] }> {
  const [row] = await tx.query<{ addressed: Channel[]; had: Channel[] }>(
    `select array(select channel from notification_contact where subscriber_id = $1 and confirmed_at is not null) as addressed,
            array(select channel from notification_delivery where subscriber_id = $1 and about = $2) as had`, [subscriberId, about]);
  return row ?? { addressed: [], had: [] };
}

/**
 * Takes up to `limit` messages that are due and asleep, or that somebody began and never settled, for waking; two sweeps at once
 * take different ones. `lostBefore`: woken before this and still waiting means that its job is lost.
 */
export async function wakeDeliveries(tx: Tx, now: Date, lostBefore: Date, limit: number): Promise<NoticeDeliveryId[]> {
  const rows = await tx.query<{ id: NoticeDeliveryId }>(
    `update notification_delivery set woken_at = $1 where id in (
       select id from notification_delivery
       where state = 'QUEUED' and due_at <= $1 and (woken_at is null or woken_at <= $2 or (claimed_until <= $1 and woken_at < claimed_until))
       order by due_at, id limit $3 for update skip locked) returning id`, [now, lostBefore, limit]);
  return rows.map((row) => row.id);
}

/** Forgets up to `limit` messages that were settled before a moment; answers how many. */
export async function forgetDeliveries(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.query<{ id: string }>(
    `delete from notification_delivery where id in (select id from notification_delivery where settled_at < $1 order by settled_at limit $2 for update skip locked) returning id`,
    [before, limit]);
  return rows.length;
}

export interface ShownDelivery {
  readonly noticeId: string;
  readonly subscriberId: SubscriberId;
  readonly channel: Channel;
  readonly state: ReceiptState;
  readonly code: string | null;
  readonly dueAt: Date;
  readonly settledAt: Date | null;
}

/** Receipts of messages about these notices of an organisation to these subscribers, as far as the tenant may see; oldest first. */
export async function deliveriesOf(tx: Tx, organisationId: OrganisationId, noticeIds: readonly string[], subscriberIds: readonly SubscriberId[]): Promise<ShownDelivery[]> {
  return tx.query<ShownDelivery>(
    `select about as "noticeId", subscriber_id as "subscriberId", channel, state, code, due_at as "dueAt", settled_at as "settledAt"
     from notification_delivery where organisation_id = $1 and about = any($2) and subscriber_id = any($3) and purpose = 'NOTICE' order by id`, [organisationId, noticeIds, subscriberIds]);
}
