import { likest } from '../../../core/search/likeness.js';
import type { Specs } from '../../../core/policy/class-definition.js';
import type { Tx } from '../../db/tx.js';
import type { Normaliser } from '../normaliser.js';
import { SearchIndex, type GoneProduct, type IndexedVersion, type SearchAnswer, type SearchDocument, type SearchFacets, type SearchRequest } from '../search-index.port.js';
import { allTerms, LIVE } from './conditions.js';
import { matchesAny, readCount, readFacets, readHits, readUnranked } from './read.js';
import type { Taken } from './relation.js';
import { asTyped, takeLooseCharacters, takeOtherwise, type Reading } from './take.js';
import { deleteDocuments, lockEntries, openNextGeneration, readVersions, useNextGeneration, writeDocuments } from './write.js';

export interface PostgresSearchOptions {
  /** Milliseconds one statement of a search may take before the answer goes on without ranking, count and facets. */
  readonly budgetMs: number;
}

const COMPARED = 500;

/** The search index in PostgreSQL: the default, and what answers when another engine is away. */
export class PostgresSearch extends SearchIndex {
  constructor(readonly normaliser: Normaliser, private readonly options: PostgresSearchOptions = { budgetMs: 1_500 }) {
    super();
  }

  async index(tx: Tx, documents: readonly SearchDocument[], order: 'NEWER' | 'ANY' = 'NEWER'): Promise<void> {
    if (documents.length > 0) await writeDocuments(tx, documents, this.normaliser, order === 'ANY');
  }

  async delete(tx: Tx, entries: readonly GoneProduct[], order: 'NEWER' | 'ANY' = 'NEWER'): Promise<void> {
    if (entries.length > 0) await deleteDocuments(tx, entries, order === 'ANY');
  }

  async query(tx: Tx, request: SearchRequest): Promise<SearchAnswer> {
    const asked = this.normaliser.query(request.text);
    const answered = await tx.within(this.options.budgetMs, async () => {
      const typed = asTyped(asked);
      const [{ reading, hits }, expected] = await Promise.all([this.read(tx, request, typed), this.spread(tx, request, typed)]);
      return { reading, hits, degraded: false, ...(reading.taken === typed ? expected : await this.spread(tx, request, reading.taken)) };
    });
    const { reading, ...rest } = answered ?? await this.unranked(tx, request, asTyped(asked));
    const { taken, didYouMean } = reading;
    const words = taken.how === 'ALL' || taken.how === 'PARTLY' ? taken.query.terms.map((term) => term.text) : [];
    return { ...rest, didYouMean, partly: taken.how === 'PARTLY', words };
  }

  async suggest(tx: Tx, prefix: string, first: number): Promise<string[]> {
    const start = this.normaliser.text(prefix).replace(/\s+/gu, '');
    if (start === '') return [];
    const words = await tx.query<{ word: string }>(
      'select word from platform_search_word where word >= $1 and word < $1 || chr(1114111) order by closes_names desc, length(word), word limit 40', [start]);
    const asked = words.flatMap(({ word }) => {
      const { terms } = this.normaliser.query(word);
      return terms.length === 0 ? [] : [{ word, query: allTerms(terms) }];
    });
    const found = await tx.query<{ word: string }>(
      `select asked.word from unnest($1::text[], $2::text[]) with ordinality as asked(word, query, place)
       where exists (select from platform_search_product s where ${LIVE} and s.words @@ asked.query::tsquery) order by place limit $3`,
      [asked.map(({ word }) => word), asked.map(({ query }) => query), first]);
    return found.map(({ word }) => word);
  }

  async similar(tx: Tx, id: string, first: number): Promise<string[]> {
    const rows = await tx.query<{ id: string; name: string; specs: Specs }>(
      `with own as (select s.class_ids[1] as class_id from platform_search_product s where ${LIVE} and s.product_id = $1)
       select s.product_id as id, s.name, s.specs from platform_search_product s
       where ${LIVE} and s.class_ids @> array[(select class_id from own)] order by (s.product_id = $1) desc, s.published_ms desc limit ${COMPARED + 1}`, [id]);
    const [own, ...others] = rows;
    return own === undefined || own.id !== id ? [] : likest(own, others).slice(0, first).map((other) => other.id);
  }

  versions(tx: Tx, range: { readonly after: string; readonly upTo: string | null; readonly limit: number }): Promise<IndexedVersion[]> {
    return readVersions(tx, range, this.normaliser.edition);
  }

  hold(tx: Tx, ids: readonly string[]): Promise<void> {
    return lockEntries(tx, ids);
  }

  startNext(tx: Tx): Promise<void> {
    return openNextGeneration(tx);
  }

  swap(tx: Tx): Promise<void> {
    return useNextGeneration(tx);
  }

  /** Count and spread of what matches, as far as they are asked for. */
  private async spread(tx: Tx, { withCount, withFacets, filter }: SearchRequest, taken: Taken): Promise<Pick<SearchAnswer, 'count' | 'facets'>> {
    const [count, facets] = await Promise.all([withCount ? readCount(tx, taken, filter) : null, withFacets ? readFacets(tx, taken, filter) : null]);
    return { count, facets };
  }

  /** Hits of the query as typed; when no product at all carries its words, of what it was probably meant to say. */
  private async read(tx: Tx, request: SearchRequest, typed: Taken): Promise<{ reading: Reading; hits: SearchAnswer['hits'] }> {
    // Without a page nothing but this tells whether the words find anything; asked at once, it goes with the count.
    const [hits, known] = await Promise.all([readHits(tx, typed, request), request.first === 0 && typed.how === 'ALL' ? matchesAny(tx, typed) : null]);
    if (typed.how !== 'ALL') return { reading: { taken: typed, didYouMean: null }, hits };
    // Without hits a filter or the last page may be why: other words are tried only where these find nothing at all.
    const reading = hits.length > 0 || (known ?? await matchesAny(tx, typed))
      ? await takeLooseCharacters(tx, typed.query, this.normaliser)
      : await takeOtherwise(tx, typed.query, this.normaliser);
    return reading === null ? { reading: { taken: typed, didYouMean: null }, hits } : { reading, hits: await readHits(tx, reading.taken, request) };
  }

  private async unranked(tx: Tx, request: SearchRequest, taken: Taken) {
    const hits = await readUnranked(tx, taken, request);
    return { reading: { taken, didYouMean: null }, hits, count: null, facets: null as SearchFacets | null, degraded: true };
  }
}
