import type { SearchQuery } from '../../../core/search/query-terms.js';
import type { Tx } from '../../db/tx.js';
import type { Normaliser } from '../normaliser.js';
import type { PostgresSearch } from '../postgres/postgres-search.js';
import { asTyped, takeLooseCharacters } from '../postgres/take.js';
import { SearchIndex, type GoneProduct, type IndexedVersion, type SearchAnswer, type SearchDocument, type SearchKey, type SearchRequest, type SearchSort } from '../search-index.port.js';
import { Breaker, type BreakerTimes } from './breaker.js';
import { facetsOf } from './engine-facets.js';
import { engineQuestion, placeAfter, placeKey } from './engine-question.js';
import { COUNTED } from './engine-settings.js';
import { engineStanding } from './engine-state.js';
import type { Engine } from './engine.js';

export interface MeilisearchOptions {
  /** So far may the copy lag behind before PostgreSQL answers. */
  readonly lagMaxMs: number;
  /** So long a process trusts what it read of the copy's standing; much shorter than a copy is kept after its use. */
  readonly standingMs: number;
  readonly breaker: BreakerTimes;
  /** Who answered; `degraded`: PostgreSQL, in the engine's place. */
  readonly onAnswer: (by: 'meilisearch' | 'postgresql' | 'degraded') => void;
  readonly onFault: (error: unknown) => void;
}

export const MEILISEARCH_TIMES = { lagMaxMs: 30_000, standingMs: 500, breaker: { failures: 3, restMs: 2_000 } } as const;

type Found = Pick<SearchAnswer, 'hits' | 'count' | 'facets'>;

/**
 * Meilisearch behind the port, beside PostgreSQL's own index, from which one writer in the worker feeds it. Both compare the same
 * words, so that they find the same. PostgreSQL answers, marked as degraded, while the engine is away, slow, wiped or behind; and
 * it answers by itself what the engine has no means for: misspelt words, words in part, the search box, likeness.
 */
export class MeilisearchSearch extends SearchIndex {
  readonly normaliser: Normaliser;
  private readonly breaker: Breaker;
  private standing: { readonly at: number; readonly copy: string | null } = { at: -Infinity, copy: null };

  constructor(private readonly postgres: PostgresSearch, private readonly engine: Engine, private readonly options: MeilisearchOptions) {
    super();
    this.normaliser = postgres.normaliser;
    this.breaker = new Breaker(options.breaker);
  }

  index(tx: Tx, documents: readonly SearchDocument[], order: 'NEWER' | 'ANY' = 'NEWER'): Promise<void> {
    return this.postgres.index(tx, documents, order);
  }

  delete(tx: Tx, entries: readonly GoneProduct[], order: 'NEWER' | 'ANY' = 'NEWER'): Promise<void> {
    return this.postgres.delete(tx, entries, order);
  }

  async query(tx: Tx, request: SearchRequest): Promise<SearchAnswer> {
    const place = request.after === null ? 0 : placeAfter(request.after);
    const typed = asTyped(this.normaliser.query(request.text));
    // What begins in PostgreSQL goes on there; so do pages that the engine does not count to. Sandboxes are not in the engine at all.
    if (place === null || place + request.first > COUNTED || typed.how === 'NOTHING' || request.sandboxed === true) return this.byPostgres(tx, request, place, false);
    const query = typed.how === 'ALL' ? typed.query : null;
    const copy = await this.copy(tx);
    if (copy === null) return this.byPostgres(tx, request, place, true);
    // 离心蹦 finds all that is 离心: whether another word was meant, the words in PostgreSQL tell.
    if (query !== null && await takeLooseCharacters(tx, query, this.normaliser) !== null) return this.byPostgres(tx, request, place, false);
    const found = await this.breaker.attempt(() => this.ask(copy, query, request, place), this.options.onFault);
    if (found === null) return this.byPostgres(tx, request, place, true);
    if (found === 'NOTHING') return this.byPostgres(tx, request, place, false);
    this.options.onAnswer('meilisearch');
    return { ...found, didYouMean: null, partly: false, words: query === null ? [] : query.terms.map(({ text }) => text), degraded: false };
  }

  override isKey(sort: SearchSort, key: SearchKey): boolean {
    return placeAfter(key) !== null || super.isKey(sort, key);
  }

  suggest(tx: Tx, prefix: string, first: number): Promise<string[]> {
    return this.postgres.suggest(tx, prefix, first);
  }

  similar(tx: Tx, id: string, first: number): Promise<string[]> {
    return this.postgres.similar(tx, id, first);
  }

  versions(tx: Tx, range: { readonly after: string; readonly upTo: string | null; readonly limit: number }): Promise<IndexedVersion[]> {
    return this.postgres.versions(tx, range);
  }

  hold(tx: Tx, ids: readonly string[]): Promise<void> {
    return this.postgres.hold(tx, ids);
  }

  startNext(tx: Tx): Promise<void> {
    return this.postgres.startNext(tx);
  }

  /** The writer sees that another index is in use and fills a copy of it. */
  swap(tx: Tx): Promise<void> {
    return this.postgres.swap(tx);
  }

  /** NOTHING: no product carries the words, whatever the reason; PostgreSQL looks for it and for what was meant. */
  private async ask(copy: string, query: SearchQuery | null, request: SearchRequest, place: number): Promise<Found | 'NOTHING'> {
    const question = engineQuestion(query, request);
    const counting = request.withCount || request.withFacets || (request.first === 0 && query !== null);
    const [ids, counted] = await Promise.all([
      request.first === 0 ? [] : this.engine.ids(copy, question, { offset: place, limit: request.first }),
      counting ? this.engine.count(copy, question, request.withFacets) : null,
    ]);
    if (query !== null && place === 0 && ids.length === 0 && (counted?.count ?? 0) === 0) return 'NOTHING';
    return {
      hits: ids.map((id, n) => ({ id, key: placeKey(place + n, id) })),
      count: request.withCount && counted !== null ? { count: Math.min(counted.count, COUNTED), exact: counted.count <= COUNTED } : null,
      facets: request.withFacets && counted !== null ? facetsOf(counted.spread) : null,
    };
  }

  /** The answer of PostgreSQL. A page that began in the engine goes on at the same place: in sorted order exactly, by relevance nearly. */
  private async byPostgres(tx: Tx, request: SearchRequest, place: number | null, degraded: boolean): Promise<SearchAnswer> {
    this.options.onAnswer(degraded ? 'degraded' : 'postgresql');
    const started = place === null || request.after === null
      ? await this.postgres.query(tx, request)
      : skipping(await this.postgres.query(tx, { ...request, after: null, first: place + request.first }), place);
    return degraded ? { ...started, degraded } : started;
  }

  /** The copy that may answer; null while there is none, or it lags behind. */
  private async copy(tx: Tx): Promise<string | null> {
    if (performance.now() - this.standing.at > this.options.standingMs) {
      const { copy, behindMs } = await engineStanding(tx);
      this.standing = { at: performance.now(), copy: behindMs !== null && behindMs <= this.options.lagMaxMs ? copy : null };
    }
    return this.standing.copy;
  }
}

function skipping(answer: SearchAnswer, places: number): SearchAnswer {
  return { ...answer, hits: answer.hits.slice(places) };
}
