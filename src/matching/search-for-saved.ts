import { Injectable } from '@nestjs/common';
import { isNews, keysOfProduct, type ListedProduct } from '../core/matching/saved-search.js';
import { Clock } from '../platform/clock/clock.js';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { writeOutbox } from '../platform/outbox/outbox.js';
import { savedSearchAnswered } from './saved-search-answered.js';
import {
  holdSearchedProducts, insertHits, keepListings, listingsJudged, noteTold, pageOfSearchesByKeys, type KeptListing, type NewHit, type SearchToJudge,
} from './searched-product.store.js';
import { SearchedProducts, type ListingNow } from './searched-products.js';

/** Products judged together: what they find for one search is told in one notice. */
const TOGETHER = 50;
/** Searches that one transaction writes hits of. */
const PAGE = 200;

/** A product now and as it was judged last. */
interface Change {
  readonly now: ListedProduct & { readonly publishedAt: number };
  readonly before: ListedProduct | null;
  readonly keys: ReadonlySet<string>;
}

/**
 * Published and revised products: finds the saved searches that they newly answer, and tells their owners. A product is looked up by
 * its keys, so that it is judged against few of all searches. Without an inbox: a pair is found once, by its key, and told in the
 * transaction that finds it; a product counts as judged only when it is still what was judged, so that handlers may overtake each other.
 */
@Injectable()
export class SearchForSaved implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly products: SearchedProducts, private readonly clock: Clock) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const ids = [...new Set(events.map(({ subjectId }) => subjectId))].sort();
    for (let from = 0; from < ids.length; from += TOGETHER) {
      for (let open: readonly string[] = ids.slice(from, from + TOGETHER); open.length > 0;) open = await this.judge(open, events[0]?.traceId ?? '');
    }
  }

  /** Judges these products and keeps them as judged; answers those that changed meanwhile. */
  private async judge(ids: readonly string[], traceId: string): Promise<string[]> {
    const { now, before } = await this.database.read(SYSTEM_SCOPE, async (tx) => ({ now: await this.products.now(tx, ids), before: await listingsJudged(tx, ids) }));
    const changes = [...now.values()].flatMap((listing): Change[] => (listing === null ? [] : [changeOf(listing, before.get(listing.id) ?? null)]));
    const keys = [...new Set(changes.flatMap((change) => [...change.keys]))];
    for (let after: string | null = null; keys.length > 0;) {
      const searches: SearchToJudge[] = await this.database.read(SYSTEM_SCOPE, (tx) => pageOfSearchesByKeys(tx, keys, PAGE, after));
      const hits = searches.flatMap((search) => hitsOf(search, changes));
      if (hits.length > 0) await this.tell(searches, hits, traceId);
      if (searches.length < PAGE) break;
      after = searches.at(-1)?.id ?? null;
    }
    return this.database.transaction(SYSTEM_SCOPE, async (tx) => {
      await holdSearchedProducts(tx, ids);
      const later = await this.products.now(tx, ids);
      const same = ids.filter((id) => JSON.stringify(later.get(id)) === JSON.stringify(now.get(id)));
      await keepListings(tx, same.map((productId) => ({ productId, listed: now.get(productId) ?? null })));
      return ids.filter((id) => !same.includes(id));
    });
  }

  /** Writes hits and tells the owners of searches that wait for no day. */
  private async tell(searches: readonly SearchToJudge[], hits: readonly NewHit[], traceId: string): Promise<void> {
    const at = this.clock.now();
    await this.database.transaction(SYSTEM_SCOPE, async (tx) => {
      const found = await insertHits(tx, hits, at);
      const told = searches.filter(({ id, frequency }) => frequency === 'AT_ONCE' && found.some(({ searchId }) => searchId === id));
      const events = [];
      for (const search of told) {
        const products = found.filter(({ searchId }) => searchId === search.id).map(({ productId }) => productId).sort();
        events.push(savedSearchAnswered(search, products.length, await this.products.named(tx, products.at(-1) ?? '')));
      }
      await noteTold(tx, told.map(({ id }) => id), at);
      await writeOutbox(tx, events, traceId);
    });
  }
}

function changeOf(listing: ListingNow, before: KeptListing | null): Change {
  const now = { ...listing, words: new Set(listing.words) };
  return { now, before: before === null ? null : { ...before, words: new Set(before.words) }, keys: new Set(keysOfProduct(now)) };
}

function hitsOf(search: SearchToJudge, changes: readonly Change[]): NewHit[] {
  return changes.filter(({ now, before, keys }) => search.keys.some((key) => keys.has(key)) && isNews(now, before, { ...search.needs, ownerId: search.ownerId, since: search.since }))
    .map(({ now }) => ({ searchId: search.id, productId: now.id, ownerId: search.ownerId, told: search.frequency === 'AT_ONCE' }));
}
