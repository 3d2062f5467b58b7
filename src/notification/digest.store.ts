import type { NoticeDeliveryId, NoticeId, OrganisationId } from '../core/ids/ids.js';
import type { NotificationKind } from '../core/notification/kinds.js';
import type { Channel } from '../core/notification/preference.js';
import type { Tx } from '../platform/db/tx.js';
import { mannerOf, type Manner } from './subscriber.store.js';
import type { SubscriberId } from './subscriber.js';

/** A notice that waits for a digest. */
export interface DigestItem {
  readonly subscriberId: SubscriberId;
  readonly channel: Channel;
  readonly noticeId: NoticeId;
  readonly organisationId: OrganisationId;
  readonly kind: NotificationKind;
  readonly period: string;
  readonly dueAt: Date;
}

/** Puts notices into digests; one that waits or was told by that channel already is left as it is. */
export async function insertDigestItems(tx: Tx, items: readonly DigestItem[]): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `insert into notification_digest_item (subscriber_id, channel, notice_id, organisation_id, kind, period, due_at)
     select "subscriberId", channel, "noticeId", "organisationId", kind, period, "dueAt"
     from jsonb_to_recordset($1::jsonb) as i("subscriberId" text, channel text, "noticeId" text, "organisationId" text, kind text, period text, "dueAt" timestamptz)
     order by "subscriberId", channel, "noticeId" on conflict do nothing`, [JSON.stringify(items)]);
}

/** A digest with something in it whose time has come. */
export interface DueDigest extends Pick<Manner, 'quiet'> {
  readonly subscriberId: SubscriberId;
  readonly organisationId: OrganisationId;
  readonly channel: Channel;
  readonly period: string;
}

/** Up to `limit` digests that are due, in the order in which they are written, so that two sweeps cannot block each other. */
export async function dueDigests(tx: Tx, now: Date, limit: number): Promise<DueDigest[]> {
  const rows = await tx.query<Omit<DueDigest, 'quiet'> & Parameters<typeof mannerOf>[0]>(
    `select i.subscriber_id as "subscriberId", i.organisation_id as "organisationId", i.channel, i.period, s.language, s.quiet_from, s.quiet_to
     from (select distinct subscriber_id, organisation_id, channel, period from notification_digest_item where delivery_id is null and due_at <= $1
           order by subscriber_id, channel, period limit $2) i
     left join notification_subscriber s on s.subscriber_id = i.subscriber_id order by i.subscriber_id, i.period, i.channel`, [now, limit]);
  return rows.map(({ subscriberId, organisationId, channel, period, ...manner }) => ({ subscriberId, organisationId, channel, period, quiet: mannerOf(manner).quiet }));
}

export interface Gathered extends Pick<DueDigest, 'subscriberId' | 'channel' | 'period'> {
  readonly deliveryId: NoticeDeliveryId;
}

/** Everything that waits for these digests is in them from now on. */
export async function gatherItems(tx: Tx, gathered: readonly Gathered[]): Promise<void> {
  if (gathered.length === 0) return;
  await tx.query(
    `update notification_digest_item i set delivery_id = g."deliveryId"
     from jsonb_to_recordset($1::jsonb) as g("subscriberId" text, channel text, period text, "deliveryId" text)
     where i.subscriber_id = g."subscriberId" and i.channel = g.channel and i.period = g.period and i.delivery_id is null`, [JSON.stringify(gathered)]);
}

export interface Moved extends Pick<DueDigest, 'subscriberId' | 'channel' | 'period'> {
  readonly nextPeriod: string;
  readonly nextDueAt: Date;
}

/** What came too late for a digest that is out waits for the next one. */
export async function moveItems(tx: Tx, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return;
  await tx.query(
    `update notification_digest_item i set period = m."nextPeriod", due_at = m."nextDueAt"
     from jsonb_to_recordset($1::jsonb) as m("subscriberId" text, channel text, period text, "nextPeriod" text, "nextDueAt" timestamptz)
     where i.subscriber_id = m."subscriberId" and i.channel = m.channel and i.period = m.period and i.delivery_id is null`, [JSON.stringify(moved)]);
}

/** What was in one message is in another, which stands in for it. */
export async function handItemsOver(tx: Tx, from: NoticeDeliveryId, to: NoticeDeliveryId): Promise<void> {
  await tx.query('update notification_digest_item set delivery_id = $2 where delivery_id = $1', [from, to]);
}

/** Forgets up to `limit` notices of digests that were due before a moment and are out; answers how many. */
export async function forgetItems(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.query<{ notice_id: string }>(
    `delete from notification_digest_item where (subscriber_id, channel, notice_id) in (
       select subscriber_id, channel, notice_id from notification_digest_item where delivery_id is not null and due_at < $1 order by due_at limit $2 for update skip locked)
     returning notice_id`, [before, limit]);
  return rows.length;
}
