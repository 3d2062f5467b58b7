import type { DateText } from '../time/dates.js';
import { judgePair, matchesForLine, type Match } from './judge-pair.js';
import { BEST_PER_LINE } from './line-changes.js';
import { rank } from './order.js';
import type { OfferedProduct, WantedLine } from './pair.js';
import { rulesBy, type Weights } from './rules.js';

/** A line or a product as a run read it, or as it is read today; not open or not on the market when `active` is false. */
export interface LineThen {
  readonly active: boolean;
  readonly wanted: WantedLine;
}
export interface ProductThen {
  readonly active: boolean;
  readonly offered: OfferedProduct;
}

/** By what pairs are judged. */
export interface Judging {
  readonly weights: Weights;
  readonly asOf: DateText;
}

/**
 * Judges lines against products that come page by page, as a run does: forward a line keeps its best, in reverse a product keeps
 * every line. The order of pages and of products within them decides nothing.
 */
export class Replaying {
  private readonly kept = new Map<string, Match[]>();

  constructor(private readonly direction: 'FORWARD' | 'REVERSE', private readonly lines: readonly LineThen[], private readonly judging: Judging) {}

  take(products: readonly ProductThen[]): void {
    const offered = products.filter(({ active }) => active).map((product) => product.offered);
    const limit = this.direction === 'FORWARD' ? BEST_PER_LINE : Number.MAX_SAFE_INTEGER;
    for (const { active, wanted } of this.lines) {
      if (!active) continue;
      const found = matchesForLine(wanted, offered, rulesBy(this.judging.weights), this.judging.asOf, limit);
      this.kept.set(wanted.lineId, rank([...this.kept.get(wanted.lineId) ?? [], ...found], limit, ({ productId }) => productId));
    }
  }

  /** What matched, by line, best first. */
  get matches(): ReadonlyMap<string, readonly Match[]> {
    return this.kept;
  }
}

/** What changed between two looks at a pair; facts of a line begin with `LINE_`, those of a product with `PRODUCT_`. */
export interface Cause {
  readonly fact: string;
  readonly then: unknown;
  readonly now: unknown;
}

/** Everything that decides one pair. */
export interface PairState extends Judging {
  readonly line: LineThen;
  /** Null: there was no such product. */
  readonly product: ProductThen | null;
}

interface Fact extends Cause {
  /** The pair as it was, with this one fact of another time. */
  readonly put: (into: PairState, from: PairState) => PairState;
}

/** The verdict on a pair that does not match. */
const NONE = 'none';
const SAME_WORDS: ReadonlySet<string> = new Set(['productId', 'organisationId', 'publishedAt', 'lineId', 'demandId']);

/**
 * Why a pair is judged otherwise now than then: the facts of which each alone changes the verdict, one after the other put into what
 * was and taken out of what is. Where only several together do, all that changed. Empty when the pair is judged alike.
 */
export function causesOf(then: PairState, now: PairState): Cause[] {
  const before = verdictOf(then);
  const after = verdictOf(now);
  if (before === after) return [];
  const facts = factsOf(then, now);
  const put = (into: PairState, from: PairState) => facts.map((fact) => ({ fact, verdict: verdictOf(fact.put(into, from)) }));
  const [forth, back] = [put(then, now), put(now, then)];
  // Whether the pair matches at all comes first: what only moved its points does not matter where it ended or began.
  const tries = [
    after === NONE ? forth.filter(({ verdict }) => verdict === NONE) : [], before === NONE ? back.filter(({ verdict }) => verdict === NONE) : [],
    forth.filter(({ verdict }) => verdict !== before), back.filter(({ verdict }) => verdict !== after), forth,
  ];
  return (tries.find((found) => found.length > 0) ?? []).map(({ fact }) => ({ fact: fact.fact, then: fact.then, now: fact.now }));
}

/** The verdict on a pair as one text; equal texts are equal verdicts. */
function verdictOf({ line, product, weights, asOf }: PairState): string {
  if (!line.active || product === null || !product.active) return NONE;
  const verdict = judgePair(product.offered, line.wanted, rulesBy(weights), asOf);
  return verdict.matched ? pointsText(verdict) : NONE;
}

/** Score, points and reasons as one text. The words of a reason are left out: with every day one more is said to be spare. */
export function pointsText({ score, factors }: Pick<Match, 'score' | 'factors'>): string {
  return JSON.stringify([score, factors.map(({ code, amount, maximum, reason, clause }) => [code, amount, maximum, reason, clause])]);
}

function factsOf(then: PairState, now: PairState): Fact[] {
  const facts: Fact[] = [];
  const add = (fact: string, was: unknown, is: unknown, put: Fact['put']): void => {
    if (JSON.stringify(was ?? null) !== JSON.stringify(is ?? null)) facts.push({ fact, then: was ?? null, now: is ?? null, put });
  };
  add('WEIGHTS', then.weights.version, now.weights.version, (into, from) => ({ ...into, weights: from.weights }));
  add('DAY', then.asOf, now.asOf, (into, from) => ({ ...into, asOf: from.asOf }));
  add('LINE_OPEN', then.line.active, now.line.active, (into, from) => ({ ...into, line: { ...into.line, active: from.line.active } }));
  for (const key of keysOf(then.line.wanted, now.line.wanted)) {
    add(nameOf('LINE', key), valueOf(then.line.wanted, key), valueOf(now.line.wanted, key),
      (into, from) => ({ ...into, line: { ...into.line, wanted: withValue(into.line.wanted, key, valueOf(from.line.wanted, key)) } }));
  }
  if (then.product === null || now.product === null) {
    add('PRODUCT_KNOWN', then.product !== null, now.product !== null, (into, from) => ({ ...into, product: from.product }));
    return facts;
  }
  add('PRODUCT_ON_MARKET', then.product.active, now.product.active, (into, from) => ofProduct(into, from, (product, other) => ({ ...product, active: other.active })));
  for (const key of keysOf(then.product.offered, now.product.offered)) {
    if (key === 'specs') continue;
    add(nameOf('PRODUCT', key), valueOf(then.product.offered, key), valueOf(now.product.offered, key), (into, from) => ofProduct(into, from, (product, other) =>
      ({ ...product, offered: withValue(product.offered, key, valueOf(other.offered, key)) })));
  }
  for (const key of keysOf(then.product.offered.specs, now.product.offered.specs)) {
    add(`PRODUCT_SPEC ${key}`, then.product.offered.specs[key], now.product.offered.specs[key], (into, from) => ofProduct(into, from, (product, other) =>
      ({ ...product, offered: { ...product.offered, specs: withValue(product.offered.specs, key, other.offered.specs[key]) } })));
  }
  return facts;
}

function ofProduct(into: PairState, from: PairState, change: (product: ProductThen, other: ProductThen) => ProductThen): PairState {
  return into.product === null || from.product === null ? into : { ...into, product: change(into.product, from.product) };
}

function keysOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !SAME_WORDS.has(key)).sort();
}

function valueOf(of: object, key: string): unknown {
  return (of as Readonly<Record<string, unknown>>)[key];
}

function withValue<T extends object>(of: T, key: string, value: unknown): T {
  const { [key]: _replaced, ...rest } = of as Record<string, unknown>;
  return (value === undefined ? rest : { ...rest, [key]: value }) as T;
}

/** `leadTimeDays` → `PRODUCT_LEAD_TIME_DAYS`; what a line's classes are is said by the paths. */
function nameOf(of: 'LINE' | 'PRODUCT', key: string): string {
  return key === 'classIds' ? 'LINE_PATHS' : `${of}_${key.replace(/[A-Z]/gu, (letter) => `_${letter}`).toUpperCase()}`;
}
