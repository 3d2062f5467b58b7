import type { OrganisationId } from '../core/ids/ids.js';
import type { NotificationKind } from '../core/notification/kinds.js';
import type { Cadence, Channel, Preference } from '../core/notification/preference.js';
import type { QuietHours } from '../core/notification/quiet-hours.js';
import type { Locale } from '../platform/deed/deed-request.js';
import type { Tx } from '../platform/db/tx.js';
import type { Subscriber, SubscriberId } from './subscriber.js';

export interface Manner {
  readonly language: Locale;
  readonly quiet: QuietHours | null;
}

interface MannerRow {
  readonly language: Locale | null;
  readonly quiet_from: number | null;
  readonly quiet_to: number | null;
}

/** In Chinese and at any hour, where nothing was chosen. */
export function mannerOf({ language, quiet_from: from, quiet_to: to }: MannerRow): Manner {
  return { language: language ?? 'zh-CN', quiet: from === null || to === null ? null : { from, to } };
}

/** How a subscriber wants to be told, as far as the tenant may see. */
export async function readManner(tx: Tx, id: SubscriberId): Promise<Manner> {
  const [row] = await tx.query<MannerRow>('select language, quiet_from, quiet_to from notification_subscriber where subscriber_id = $1', [id]);
  return mannerOf(row ?? { language: null, quiet_from: null, quiet_to: null });
}

export async function saveQuietHours(tx: Tx, { id, organisationId }: Subscriber, quiet: QuietHours | null, at: Date): Promise<void> {
  await tx.query(
    `insert into notification_subscriber (subscriber_id, organisation_id, quiet_from, quiet_to, updated_at) values ($1, $2, $3, $4, $5)
     on conflict (subscriber_id) do update set quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, updated_at = excluded.updated_at`,
    [id, organisationId, quiet?.from ?? null, quiet?.to ?? null, at]);
}

export async function saveLanguage(tx: Tx, { id, organisationId }: Subscriber, language: Locale, at: Date): Promise<void> {
  await tx.query(
    `insert into notification_subscriber (subscriber_id, organisation_id, language, updated_at) values ($1, $2, $3, $4)
     on conflict (subscriber_id) do update set language = excluded.language, updated_at = excluded.updated_at`, [id, organisationId, language, at]);
}

/** What a subscriber chose, by kind; kinds without a choice are not there. */
export async function readPreferences(tx: Tx, id: SubscriberId): Promise<Map<NotificationKind, Preference>> {
  const rows = await tx.query<{ kind: NotificationKind; channels: Channel[]; cadence: Cadence }>(
    'select kind, channels, cadence from notification_preference where subscriber_id = $1', [id]);
  return new Map(rows.map(({ kind, channels, cadence }) => [kind, { channels, cadence }]));
}

export async function savePreferences(tx: Tx, { id, organisationId }: Subscriber, kinds: readonly NotificationKind[], preference: Preference, at: Date): Promise<void> {
  await tx.query(
    `insert into notification_preference (subscriber_id, kind, organisation_id, channels, cadence, updated_at)
     select $1, kind, $2, $4, $5, $6 from unnest($3::text[]) as kind order by kind
     on conflict (subscriber_id, kind) do update set channels = excluded.channels, cadence = excluded.cadence, updated_at = excluded.updated_at`,
    [id, organisationId, kinds, preference.channels, preference.cadence, at]);
}

/** A subscriber with at least one confirmed address, and everything that decides how it is told. */
export interface Reachable extends Subscriber, Manner {
  readonly addressed: readonly Channel[];
  readonly preferences: Readonly<Partial<Record<NotificationKind, Preference>>>;
}

/** Everybody who may be told of what these organisations are told: the organisations themselves and their members. */
export async function reachableOf(tx: Tx, organisationIds: readonly OrganisationId[]): Promise<Reachable[]> {
  const rows = await tx.query<MannerRow & Pick<Reachable, 'id' | 'organisationId' | 'addressed'> & { preferences: Reachable['preferences'] | null }>(
    `select c.subscriber_id as id, c.organisation_id as "organisationId", array_agg(c.channel) as addressed, s.language, s.quiet_from, s.quiet_to,
       (select jsonb_object_agg(p.kind, jsonb_build_object('channels', p.channels, 'cadence', p.cadence)) from notification_preference p where p.subscriber_id = c.subscriber_id) as preferences
     from notification_contact c left join notification_subscriber s on s.subscriber_id = c.subscriber_id
     where c.organisation_id = any($1) and c.confirmed_at is not null
     group by c.subscriber_id, c.organisation_id, s.language, s.quiet_from, s.quiet_to order by c.subscriber_id`, [organisationIds]);
  return rows.map(({ id, organisationId, addressed, preferences, ...manner }) => ({ id, organisationId, addressed, preferences: preferences ?? {}, ...mannerOf(manner) }));
}
