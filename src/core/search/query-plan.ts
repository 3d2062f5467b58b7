import { LONG_QUERY, type QueryTerm } from './query-terms.js';

/** How often the index holds a term, and whether its word names goods. */
export interface TermKnowledge {
  readonly term: QueryTerm;
  /** Products that hold all units of the term, counted up to a limit. */
  readonly products: number;
  /** The same for each unit, in the order of `term.units`. */
  readonly unitProducts: readonly number[];
  /** True when the word that the term belongs to closes names: it names goods and is no mere attribute. */
  readonly namesGoods: boolean;
}

interface WeightedUnit {
  readonly unit: string;
  readonly prefix: boolean;
  /** What it adds to how much of the query a product covers. */
  readonly share: number;
  /** What it adds to the rank: rare units say more. */
  readonly weight: number;
}

/** What a product must have when none has everything. */
export interface PartialMatch {
  /** All terms of one of these must be there: the goods themselves. */
  readonly anchors: readonly (readonly QueryTerm[])[];
  readonly units: readonly WeightedUnit[];
  /** Sum of shares from which on a product counts. */
  readonly leastShare: number;
}

type Word = readonly TermKnowledge[];

/** Goods say more than what they are to be like, and what is wanted more than what there is. */
const ANCHOR_WEIGHT = 2;
/** Shorter model numbers are everywhere: x10, v6. */
const TELLING_MODEL = 5;

/**
 * What to look for when no product carries all terms of a query; null when nothing of it says enough. A product must hold the
 * goods that the query names and half of its words: 途观电动支架 (a car's phone holder) must not find a roof support because
 * of 支架. Of a whole sentence the goods suffice, those said to be wanted if there are any, and the rest ranks.
 */
export function partialMatch(knowledge: readonly TermKnowledge[], indexed: number): PartialMatch | null {
  const required = knowledge.filter(({ term }) => term.required);
  const long = required.length >= LONG_QUERY;
  const words = [...new Set(required.map(({ term }) => term.word))].map((word) => required.filter(({ term }) => term.word === word));
  // Of a compound that no product holds its head may do: 防弹玻璃 is still 玻璃.
  const known = words.map((parts) => (parts.every(({ products }) => products > 0) ? parts : parts.slice(-1)))
    .filter((parts) => parts.every(({ products }) => products > 0));
  const anchors = anchorsOf(known, long);
  if (anchors.length === 0) return null;
  const anchored = new Set(anchors.flat().map(({ term }) => term));
  const units = required.flatMap((one) => one.term.units.map((unit, index) => {
    const share = shareOf(one) / one.term.units.length;
    const products = one.unitProducts[index] ?? 0;
    const weight = share * rarity(products, indexed) * (anchored.has(one.term) ? ANCHOR_WEIGHT : 1);
    return { unit, prefix: one.term.prefix, share, weight, held: products > 0 };
  }));
  const half = units.reduce((sum, unit) => sum + unit.share, 0) / 2;
  return {
    anchors: anchors.map((parts) => parts.map(({ term }) => term)), units: units.filter((unit) => unit.held),
    leastShare: long ? 0 : Math.round(half * 1000) / 1000,
  };
}

/** The words that a product must hold one of; none when the query names nothing that there is. */
function anchorsOf(known: readonly Word[], long: boolean): readonly Word[] {
  const goods = known.filter((parts) => parts.some(({ term, namesGoods }) =>
    (namesGoods && (long || term.closing)) || (term.kind === 'MODEL' && term.text.length >= TELLING_MODEL)));
  const wanted = goods.filter((parts) => parts.some(({ term }) => term.wanted));
  if (goods.length > 0) return wanted.length > 0 ? wanted : goods;
  // No goods by name: what a sentence says to be wanted, or in a short query at least a number that is known (立加 850).
  if (long) return known.filter((parts) => parts.some(({ term }) => term.wanted));
  return known.some((parts) => parts.some(({ term }) => term.kind === 'MODEL' && term.text.length >= 3)) ? known : [];
}

/** Words weigh by their length; letters and bare numbers little, unless they are known to be goods or long enough to be a model. */
function shareOf({ term, namesGoods }: TermKnowledge): number {
  if (term.kind === 'WORD' || term.kind === 'CHARACTER') return Math.max(1, term.text.length - 1);
  if (term.kind === 'LATIN') return namesGoods ? 2 : 0.8;
  return /^\d+$/u.test(term.text) ? 1 : 2;
}

function rarity(products: number, indexed: number): number {
  return 1 + Math.log10(Math.max(1, indexed) / Math.max(1, products));
}
