import type { OrganisationId, SavedSearchId } from '../core/ids/ids.js';
import type { ListedProduct, SearchFrequency, SearchNeeds } from '../core/matching/saved-search.js';
import type { Tx } from '../platform/db/tx.js';

/** A listed product as it is kept; its words are made again of the name and the class. */
export type KeptListing = Omit<ListedProduct, 'words'> & { readonly words: readonly string[] };

/** The products as they were judged last by saved searches; those that never were are missing, null was not listed. */
export async function listingsJudged(tx: Tx, ids: readonly string[]): Promise<Map<string, KeptListing | null>> {
  const rows = await tx.query<{ product_id: string; listed: KeptListing | null }>('select product_id, listed from matching_searched_product where product_id = any($1)', [ids]);
  return new Map(rows.map((row) => [row.product_id, row.listed]));
}

/** Holds the products until the transaction ends, whether they were judged before or not, in the order of their ids: what is read after this is newer than what others kept. */
export async function holdSearchedProducts(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1 || id, 0)) from (select unnest($2::text[]) as id order by 1) as ids', ['matching_searched_product ', ids]);
}

/** Keeps products as they were judged; equal ones are not touched. */
export async function keepListings(tx: Tx, rows: readonly { readonly productId: string; readonly listed: KeptListing | null }[]): Promise<void> {
  await tx.query(
    `insert into matching_searched_product as p (product_id, listed) select r."productId", nullif(r.listed, 'null'::jsonb) from jsonb_to_recordset($1::jsonb) as r("productId" text, listed jsonb)
     on conflict (product_id) do update set listed = excluded.listed where p.listed is distinct from excluded.listed`, [JSON.stringify(rows)]);
}

export interface SearchToJudge {
  readonly id: SavedSearchId;
  readonly ownerId: OrganisationId;
  readonly name: string;
  readonly frequency: SearchFrequency;
  readonly since: Date;
  readonly needs: SearchNeeds;
  readonly keys: string[];
}

/** One page of the searches that go on and may be answered by a product with one of these keys, by id. */
export async function pageOfSearchesByKeys(tx: Tx, keys: readonly string[], limit: number, after: string | null): Promise<SearchToJudge[]> {
  return tx.query<SearchToJudge>(
    `select id, owner_id as "ownerId", name, frequency, since, needs, keys from matching_saved_search
     where paused_at is null and keys && $1::text[] and ($3::text is null or id > $3) order by id limit $2`, [keys, limit, after]);
}

export interface NewHit {
  readonly searchId: SavedSearchId;
  readonly productId: string;
  readonly ownerId: OrganisationId;
  readonly told: boolean;
}

/** Writes hits and answers those that never were before; a search that was removed meanwhile has none. */
export async function insertHits(tx: Tx, hits: readonly NewHit[], at: Date): Promise<{ searchId: SavedSearchId; productId: string }[]> {
  if (hits.length === 0) return [];
  return tx.query(
    `insert into matching_saved_search_hit (search_id, product_id, owner_id, at, told)
     select h."searchId", h."productId", h."ownerId", $2, h.told from jsonb_to_recordset($1::jsonb) as h("searchId" text, "productId" text, "ownerId" text, told boolean)
     where exists (select from matching_saved_search s where s.id = h."searchId")
     on conflict do nothing returning search_id as "searchId", product_id as "productId"`, [JSON.stringify(hits), at]);
}

/** Notes that these searches were told now. */
export async function noteTold(tx: Tx, ids: readonly SavedSearchId[], at: Date): Promise<void> {
  await tx.query('update matching_saved_search set told_at = $2 where id = any($1)', [ids, at]);
}

export interface WaitingSearch {
  readonly id: SavedSearchId;
  readonly ownerId: OrganisationId;
  readonly name: string;
  readonly frequency: SearchFrequency;
  /** When it was told last, or else since when it looks. */
  readonly last: Date;
}

/** One page of the searches that found what nobody was told of, by id; a paused one waits. */
export async function pageOfWaitingSearches(tx: Tx, limit: number, after: string | null): Promise<WaitingSearch[]> {
  return tx.query<WaitingSearch>(
    `select id, owner_id as "ownerId", name, frequency, coalesce(told_at, since) as last from matching_saved_search s
     where paused_at is null and ($2::text is null or id > $2) and exists (select from matching_saved_search_hit h where h.search_id = s.id and not h.told)
     order by id limit $1`, [limit, after]);
}

/** Marks what waits for a search as told, and answers the products; empty when another one was quicker. */
export async function takeWaiting(tx: Tx, id: SavedSearchId): Promise<string[]> {
  const rows = await tx.query<{ product_id: string }>('update matching_saved_search_hit set told = true where search_id = $1 and not told returning product_id', [id]);
  return rows.map((row) => row.product_id);
}
