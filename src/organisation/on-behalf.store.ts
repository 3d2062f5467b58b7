import { In } from 'typeorm';
import type { OrganisationId } from '../core/ids/ids.js';
import type { Correctable } from '../core/organisation/on-behalf/confirmation.js';
import type { Tx } from '../platform/db/tx.js';
import { ConfirmationLinkEntity, OnBehalfEntity, type OnBehalfState } from './on-behalf.entity.js';
import { OrganisationEntity } from './organisation.entity.js';

/** Organisations with these credit codes that the tenant may see, by code; at most 1,000. */
export async function organisationsByCreditCodes(tx: Tx, codes: readonly string[]): Promise<Map<string, OrganisationEntity>> {
  if (codes.length === 0) return new Map();
  const rows = await tx.manager.findBy(OrganisationEntity, { creditCode: In([...codes]) });
  return new Map(rows.flatMap((row) => (row.creditCode === null ? [] : [[row.creditCode, row]])));
}

export async function insertOnBehalf(tx: Tx, rows: readonly OnBehalfEntity[]): Promise<void> {
  if (rows.length > 0) await tx.manager.insert(OnBehalfEntity, rows as OnBehalfEntity[]);
}

/** What was entered for these organisations, by organisation. */
export async function onBehalfOf(tx: Tx, organisationIds: readonly string[]): Promise<Map<string, OnBehalfEntity>> {
  if (organisationIds.length === 0) return new Map();
  const rows = await tx.manager.findBy(OnBehalfEntity, { organisationId: In([...organisationIds]) as never });
  return new Map(rows.map((row) => [row.organisationId, row]));
}

export interface OnBehalfFilter {
  readonly state: OnBehalfState | null;
  /** Entered by this department; null for all. */
  readonly enteredBy: OrganisationId | null;
}

/** One page of what was entered, newest first. `after`: the last organisation of the page before, or null. */
export async function pageOfOnBehalf(tx: Tx, filter: OnBehalfFilter, limit: number, after: string | null): Promise<OnBehalfEntity[]> {
  const query = tx.manager.createQueryBuilder(OnBehalfEntity, 'b').orderBy('b.organisationId', 'DESC').take(limit);
  if (filter.state !== null) query.andWhere('b.state = :state', { state: filter.state });
  if (filter.enteredBy !== null) query.andWhere('b.enteredBy = :enteredBy', { enteredBy: filter.enteredBy });
  if (after !== null) query.andWhere('b.organisationId < :after', { after });
  return query.getMany();
}

/** Keeps what the enterprise has confirmed; whom to send the link to is not needed any more, so it is gone. */
export async function confirmOnBehalfRow(tx: Tx, organisationId: string, corrected: readonly Correctable[], at: Date): Promise<void> {
  await tx.query(
    `update organisation_on_behalf set state = 'CONFIRMED', corrected = $2, confirmed_at = $3, contact_name = null, contact_phone = null where organisation_id = $1`,
    [organisationId, [...corrected], at]);
}

/** The link with this token hash, for the platform alone; `lock`: until the transaction ends, so that of two uses one comes second. */
export async function linkByHash(tx: Tx, tokenHash: string, lock = false): Promise<ConfirmationLinkEntity | null> {
  if (lock) await tx.query('select id from organisation_confirmation_link where token_hash = $1 for update', [tokenHash]);
  return tx.manager.findOneBy(ConfirmationLinkEntity, { tokenHash });
}

/** The newest link of each of these organisations. */
export async function latestLinks(tx: Tx, organisationIds: readonly string[]): Promise<Map<string, ConfirmationLinkEntity>> {
  if (organisationIds.length === 0) return new Map();
  const newest = await tx.query<{ id: string }>('select max(id) as id from organisation_confirmation_link where organisation_id = any($1) group by organisation_id', [[...organisationIds]]);
  const rows = await tx.manager.findBy(ConfirmationLinkEntity, { id: In(newest.map((row) => row.id)) as never });
  return new Map(rows.map((row) => [row.organisationId, row]));
}

/** Ends the links of these organisations that wait, and writes new ones. */
export async function replaceLinks(tx: Tx, links: readonly ConfirmationLinkEntity[], at: Date): Promise<void> {
  if (links.length === 0) return;
  await tx.query('update organisation_confirmation_link set ended_at = $2 where organisation_id = any($1) and used_at is null and ended_at is null', [links.map((link) => link.organisationId), at]);
  await tx.manager.insert(ConfirmationLinkEntity, links as ConfirmationLinkEntity[]);
}

export async function markLinkUsed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query('update organisation_confirmation_link set used_at = $2 where id = $1', [id, at]);
}
