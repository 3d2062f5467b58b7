import type { ContactId, OrganisationId } from '../core/ids/ids.js';
import type { Channel } from '../core/notification/preference.js';
import type { Tx } from '../platform/db/tx.js';
import type { SubscriberId } from './subscriber.js';

/** One address of a subscriber, sealed under the contact's id. Never for a resolver: that gets `ShownContact`. */
export interface Contact {
  readonly id: ContactId;
  readonly subscriberId: SubscriberId;
  readonly organisationId: OrganisationId;
  readonly channel: Channel;
  readonly sealedAddress: string;
  readonly addressName: string;
  readonly masked: string;
  /** What the code is made of, new with every code. */
  readonly nonce: string;
  /** Null for a robot: whoever has its address may post in its group. */
  readonly codeSentAt: Date | null;
  readonly codeTries: number;
  readonly confirmedAt: Date | null;
  readonly createdAt: Date;
}

export interface ShownContact {
  readonly channel: Channel;
  readonly masked: string;
  readonly confirmedAt: Date | null;
}

const COLUMNS = `id, subscriber_id as "subscriberId", organisation_id as "organisationId", channel, sealed_address as "sealedAddress", address_name as "addressName", masked, nonce,
  code_sent_at as "codeSentAt", code_tries as "codeTries", confirmed_at as "confirmedAt", created_at as "createdAt"`;

/** Addresses of a subscriber as people may see them. */
export async function shownContacts(tx: Tx, subscriberId: SubscriberId): Promise<ShownContact[]> {
  return tx.query<ShownContact>('select channel, masked, confirmed_at as "confirmedAt" from notification_contact where subscriber_id = $1 order by channel', [subscriberId]);
}

/** The address of a subscriber by a channel, locked until the transaction ends; null when there is none. */
export async function contactForChange(tx: Tx, subscriberId: SubscriberId, channel: Channel): Promise<Contact | null> {
  const [row] = await tx.query<Contact>(`select ${COLUMNS} from notification_contact where subscriber_id = $1 and channel = $2 for update`, [subscriberId, channel]);
  return row ?? null;
}

export async function contactById(tx: Tx, id: string): Promise<Contact | null> {
  const [row] = await tx.query<Contact>(`select ${COLUMNS} from notification_contact where id = $1`, [id]);
  return row ?? null;
}

/** Writes an address in the place of the one that the subscriber had by that channel; the id goes with the sealed address, which opens under it alone. */
export async function saveContact(tx: Tx, contact: Contact): Promise<void> {
  await tx.query(
    `insert into notification_contact (id, subscriber_id, organisation_id, channel, sealed_address, address_name, masked, nonce, code_sent_at, code_tries, confirmed_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (subscriber_id, channel) do update set id = excluded.id, sealed_address = excluded.sealed_address, address_name = excluded.address_name, masked = excluded.masked, nonce = excluded.nonce,
       code_sent_at = excluded.code_sent_at, code_tries = excluded.code_tries, confirmed_at = excluded.confirmed_at`,
    [contact.id, contact.subscriberId, contact.organisationId, contact.channel, contact.sealedAddress, contact.addressName, contact.masked, contact.nonce,
      contact.codeSentAt, contact.codeTries, contact.confirmedAt, contact.createdAt]);
}

export async function noteWrongCode(tx: Tx, id: ContactId): Promise<void> {
  await tx.query('update notification_contact set code_tries = code_tries + 1 where id = $1', [id]);
}

export async function noteConfirmed(tx: Tx, id: ContactId, at: Date): Promise<void> {
  await tx.query('update notification_contact set confirmed_at = $2 where id = $1', [id, at]);
}

/** Takes an address away; false when there was none. */
export async function deleteContact(tx: Tx, subscriberId: SubscriberId, channel: Channel): Promise<boolean> {
  const rows = await tx.query('delete from notification_contact where subscriber_id = $1 and channel = $2 returning id', [subscriberId, channel]);
  return rows.length > 0;
}

/** Addresses of members who left hold no longer: what they confirmed they confirmed for somebody else's organisation. */
export async function letContactsGo(tx: Tx, subscriberIds: readonly SubscriberId[]): Promise<void> {
  if (subscriberIds.length > 0) await tx.query('update notification_contact set confirmed_at = null where subscriber_id = any($1)', [subscriberIds]);
}

/** Codes that an organisation asked for since a moment, as far as they were queued. */
export async function codesAskedFor(tx: Tx, organisationId: OrganisationId, since: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::integer as count from notification_delivery where organisation_id = $1 and purpose = 'CODE' and created_at > $2`, [organisationId, since]);
  return row?.count ?? 0;
}

/** Codes that were on their way to one address since a moment, whoever asked. */
export async function codesSentTo(tx: Tx, addressName: string, since: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::integer as count from notification_delivery where address_name = $1 and purpose = 'CODE' and created_at > $2 and state <> 'FAILED'`, [addressName, since]);
  return row?.count ?? 0;
}
