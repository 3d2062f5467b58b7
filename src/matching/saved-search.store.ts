import type { MemberId, OrganisationId, ProductId, SavedSearchId } from '../core/ids/ids.js';
import type { SearchFrequency, SearchNeeds } from '../core/matching/saved-search.js';
import type { Tx } from '../platform/db/tx.js';

/** A saved search as its owner reads it. */
export interface SavedSearchRow {
  readonly id: SavedSearchId;
  readonly ownerId: OrganisationId;
  readonly name: string;
  readonly query: string;
  /** As the API took it. */
  readonly filter: object;
  readonly frequency: SearchFrequency;
  readonly pausedAt: Date | null;
  /** Products published before this are no news. */
  readonly since: Date;
  readonly toldAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewSavedSearch extends SavedSearchRow {
  readonly ownerBranch: string;
  readonly memberId: MemberId;
  readonly needs: SearchNeeds;
  readonly keys: readonly string[];
}

const SHOWN = `id, owner_id as "ownerId", name, query, filter, frequency, paused_at as "pausedAt", since, told_at as "toldAt", created_at as "createdAt", updated_at as "updatedAt"`;

/** Lets one change of an organisation's searches at a time decide, so that two at once do not both see room for one more. */
export async function lockSavedSearchesOf(tx: Tx, ownerId: OrganisationId): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('matching_saved_search ' || $1, 0))`, [ownerId]);
}

/** All searches of an organisation, at most as many as it may save, by id. */
export async function savedSearchesOf(tx: Tx, ownerId: OrganisationId): Promise<SavedSearchRow[]> {
  return tx.query<SavedSearchRow>(`select ${SHOWN} from matching_saved_search where owner_id = $1 order by id`, [ownerId]);
}

/** One page of an organisation's searches, the latest first. `after`: the last id of the page before, or null. */
export async function pageOfSavedSearches(tx: Tx, ownerId: string, limit: number, after: string | null): Promise<SavedSearchRow[]> {
  return tx.query<SavedSearchRow>(
    `select ${SHOWN} from matching_saved_search where owner_id = $1 and ($2::text is null or id < $2) order by id desc limit $3`, [ownerId, after, limit]);
}

export async function insertSavedSearch(tx: Tx, row: NewSavedSearch): Promise<void> {
  await tx.query(
    `insert into matching_saved_search (id, owner_id, owner_branch, member_id, name, query, filter, needs, keys, frequency, since, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [row.id, row.ownerId, row.ownerBranch, row.memberId, row.name, row.query, JSON.stringify(row.filter), JSON.stringify(row.needs), row.keys, row.frequency, row.since, row.createdAt, row.updatedAt]);
}

/** Writes what an owner may change. */
export async function saveSavedSearch(tx: Tx, { id, name, frequency, pausedAt, since, updatedAt }: SavedSearchRow): Promise<void> {
  await tx.query('update matching_saved_search set name = $2, frequency = $3, paused_at = $4, since = $5, updated_at = $6 where id = $1', [id, name, frequency, pausedAt, since, updatedAt]);
}

/** Takes a search away with all that it found. */
export async function deleteSavedSearch(tx: Tx, id: SavedSearchId): Promise<void> {
  await tx.query('delete from matching_saved_search where id = $1', [id]);
}

export interface SearchHitRow {
  readonly searchId: SavedSearchId;
  readonly productId: ProductId;
  readonly at: Date;
}

/** What searches found, the latest first, at most `first` for each, in the order of the searches. */
export async function hitsOfSearches(tx: Tx, ids: readonly SavedSearchId[], first: number): Promise<SearchHitRow[][]> {
  const rows = await tx.query<SearchHitRow>(
    `select h.search_id as "searchId", h.product_id as "productId", h.at from unnest($1::text[]) as s(id)
     cross join lateral (select * from matching_saved_search_hit where search_id = s.id order by at desc, product_id desc limit $2) h`, [ids, first]);
  return ids.map((id) => rows.filter(({ searchId }) => searchId === id));
}
