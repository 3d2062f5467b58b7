import { partialMatch, type TermKnowledge } from '../../../core/search/query-plan.js';
import { LONG_QUERY, type SearchQuery } from '../../../core/search/query-terms.js';
import type { Tx } from '../../db/tx.js';
import type { Normaliser } from '../normaliser.js';
import { allTerms, LIVE, operand, termQuery } from './conditions.js';
import { modelCorrections, wordCorrections, type Correction } from './correct.js';
import { matchesAny } from './read.js';
import type { Taken } from './relation.js';

/** How a query is taken, and its text when it was taken otherwise than typed. */
export interface Reading {
  readonly taken: Taken;
  readonly didYouMean: string | null;
}

/** Products counted of a term: enough to tell rare from usual. */
const LOOKED_AT = 2_000;

/** The query as typed: all its terms, or everything when nothing was typed. */
export function asTyped(query: SearchQuery): Taken {
  if (query.terms.length > 0) return { how: 'ALL', query };
  return { how: query.text.trim() === '' ? 'EVERYTHING' : 'NOTHING' };
}

/**
 * How to take a query that as typed finds nothing whatever the filter: with a misspelling corrected, or else by what most of
 * its words find. Answers NOTHING when too little of it is known.
 */
export async function takeOtherwise(tx: Tx, query: SearchQuery, normaliser: Normaliser): Promise<Reading> {
  const corrections = [...await modelCorrections(tx, query.terms), ...await wordCorrections(tx, query, normaliser)];
  for (const correction of corrections) {
    const corrected = apply(query, correction, normaliser);
    const taken = asTyped(corrected);
    if (taken.how === 'ALL' && (correction.certain || othersRemain(corrected, correction)) && await matchesAny(tx, taken)) return { taken, didYouMean: corrected.text };
  }
  const certain = corrections.find((correction) => correction.certain && (correction.unknown || query.terms.length >= LONG_QUERY));
  return takePartly(tx, certain === undefined ? query : apply(query, certain, normaliser), certain !== undefined, normaliser);
}

/**
 * How to take a query that finds something while its loose characters stand in no name found: corrected (离心蹦 finds all that
 * is 离心), or else in part, where what it closes with counts (清水螺 is no pump). Null when they do stand there.
 */
export async function takeLooseCharacters(tx: Tx, query: SearchQuery, normaliser: Normaliser): Promise<Reading | null> {
  const loose = query.terms.filter((term) => term.kind === 'CHARACTER' && !term.required);
  if (loose.length === 0 || await namesHold(tx, query, loose.map(({ text }) => text))) return null;
  for (const correction of await wordCorrections(tx, query, normaliser)) {
    const corrected = apply(query, correction, normaliser);
    const taken = asTyped(corrected);
    if (correction.certain && taken.how === 'ALL' && await matchesAny(tx, taken)) return { taken, didYouMean: corrected.text };
  }
  return takePartly(tx, { ...query, terms: query.terms.map((term) => (loose.includes(term) ? { ...term, required: true } : term)) }, false, normaliser);
}

async function takePartly(tx: Tx, query: SearchQuery, corrected: boolean, normaliser: Normaliser): Promise<Reading> {
  const match = partialMatch(await knowledgeOf(tx, query, normaliser), await indexedProducts(tx));
  if (match === null) return { taken: { how: 'NOTHING' }, didYouMean: null };
  return { taken: { how: 'PARTLY', query, match }, didYouMean: corrected ? query.text : null };
}

/** Whether one of the characters stands in a name found; of very many names the first tell. */
async function namesHold(tx: Tx, { terms }: SearchQuery, characters: readonly string[]): Promise<boolean> {
  const [row] = await tx.query<{ found: boolean }>(
    `select exists (select from (select s.name from platform_search_product s where ${LIVE} and s.words @@ $1::tsquery limit ${LOOKED_AT}) found
     where found.name like any($2::text[])) as found`,
    [allTerms(terms.filter((term) => term.required)), characters.map((character) => `%${character}%`)]);
  return row?.found === true;
}

/** Two characters of which one is wrong may have meant much: only words beside them that fit tell. */
function othersRemain({ terms }: SearchQuery, { right }: Correction): boolean {
  const required = terms.filter((term) => term.required);
  return required.some(({ word }) => word === right) && required.some(({ word }) => word !== right);
}

function apply(query: SearchQuery, { wrong, right }: Correction, normaliser: Normaliser): SearchQuery {
  if (query.text.includes(wrong)) return normaliser.query(query.text.replace(wrong, right));
  // A model number was typed with separators: its term is what was looked up.
  return { text: right, terms: query.terms.map((term) => (term.text === wrong ? { ...term, text: right, units: [right] } : term)) };
}

async function knowledgeOf(tx: Tx, { terms }: SearchQuery, normaliser: Normaliser): Promise<TermKnowledge[]> {
  const asked = terms.flatMap((term) => [termQuery(term), ...term.units.map((unit) => operand(unit, term.prefix))]);
  const counts = await tx.query<{ products: string }>(
    `select (select count(*) from (select from platform_search_product s where ${LIVE} and s.words @@ asked.query::tsquery limit ${LOOKED_AT}) found) as products
     from unnest($1::text[]) with ordinality asked(query, place) order by place`, [asked]);
  const words = await tx.query<{ word: string }>(
    'select word from platform_search_word where closes_names and word = any($1::text[])', [terms.flatMap(({ word, text }) => [word, text])]);
  const closing = new Set(words.map(({ word }) => word));
  let place = 0;
  const next = (): number => Number(counts[place++]?.products ?? 0);
  return terms.map((term) => ({ term, products: next(), unitProducts: term.units.map(next), namesGoods: [term.word, term.text].some((word) => closing.has(word) || normaliser.synonyms.has(word)) }));
}

/** About how many products the index holds; PostgreSQL's own estimate, since it only weighs words. */
async function indexedProducts(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ n: string }>(`select greatest(reltuples, 1)::bigint as n from pg_class where relname = 'platform_search_product'`);
  return Math.max(Number(row?.n ?? 1), LOOKED_AT);
}
