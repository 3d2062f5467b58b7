import type { DateText } from '../time/dates.js';
import { factorsOf, weigh } from './factors.js';
import { firstStop } from './gates.js';
import { rank } from './order.js';
import type { Factor, OfferedProduct, PairVerdict, WantedLine } from './pair.js';
import { bestPath } from './paths.js';
import type { MatchingRules } from './rules.js';

/**
 * The one rule of matching: does this product answer this line, how well and why; or which gate stops it first and what would
 * open it. `asOf`: a date in Shanghai. Equal arguments give equal answers, bit for bit. Amounts and quantity must be decimal
 * texts: others are a bug of the caller and throw.
 */
export function judgePair(product: OfferedProduct, line: WantedLine, rules: MatchingRules, asOf: DateText): PairVerdict {
  const gate = firstStop(product, line, rules, asOf);
  const path = bestPath(line, product.classId, rules.admittedRelations);
  if (gate !== null || path === null) {
    if (gate === null) throw new Error(`Line ${line.lineId} passed the gates without a path to class ${product.classId}.`);
    return { matched: false, gate };
  }
  const factors = factorsOf(product, line, path, rules.weights, asOf);
  return { matched: true, score: total(factors), factors };
}

/** A pair that matched, with what a recommendation keeps of it. */
export interface Match {
  readonly lineId: string;
  readonly demandId: string;
  readonly productId: string;
  readonly buyerId: string;
  readonly supplierId: string;
  readonly classId: string;
  /** Clause of the work plan by which the class answers the line. */
  readonly clause: string;
  readonly score: number;
  readonly factors: readonly Factor[];
}

/** Forward: the best products for a line, at most `limit`, by (score, product id). */
export function matchesForLine(line: WantedLine, products: Iterable<OfferedProduct>, rules: MatchingRules, asOf: DateText, limit: number): Match[] {
  const matches: Match[] = [];
  for (const product of products) matches.push(...matchOf(product, line, rules, asOf));
  return rank(matches, limit, (match) => match.productId);
}

/** Reverse: the open lines that a product answers best, at most `limit`, by (score, line id). */
export function matchesForProduct(product: OfferedProduct, lines: Iterable<WantedLine>, rules: MatchingRules, asOf: DateText, limit: number): Match[] {
  const matches: Match[] = [];
  for (const line of lines) matches.push(...matchOf(product, line, rules, asOf));
  return rank(matches, limit, (match) => match.lineId);
}

/**
 * A score as those may see it who must not learn the budget (`mayReadBudget`): points for the price would tell it as well as its
 * words, so that the price counts as neutral and the score is the sum of what is shown.
 */
export function withoutBudget({ factors }: { readonly factors: readonly Factor[] }): { score: number; factors: Factor[] } {
  const shown = factors.map((factor) => (factor.code === 'PRICE'
    ? weigh('PRICE', { share: null, reason: 'FACTOR_PRICE_NOT_SHOWN', params: {}, clause: null }, factor.maximum, factor.plain?.maximum ?? factor.maximum) : factor));
  return { score: total(shown), factors: shown };
}

/** A score as everybody but the buyer may see it: neither the budget nor what his own answers made of the weights can be read from it. */
export function asOthersSee(verdict: { readonly factors: readonly Factor[] }): { score: number; factors: Factor[] } {
  const shown = withoutBudget(verdict).factors.map(({ plain, ...factor }): Factor => (plain === undefined ? factor : { ...factor, ...plain }));
  return { score: total(shown), factors: shown };
}

function matchOf(product: OfferedProduct, line: WantedLine, rules: MatchingRules, asOf: DateText): Match[] {
  const verdict = judgePair(product, line, rules, asOf);
  if (!verdict.matched) return [];
  return [{
    lineId: line.lineId, demandId: line.demandId, productId: product.productId, buyerId: line.organisationId, supplierId: product.organisationId,
    classId: product.classId, clause: verdict.factors.find((factor) => factor.code === 'PATH_STRENGTH')?.clause ?? '', score: verdict.score, factors: verdict.factors,
  }];
}

function total(factors: readonly Factor[]): number {
  return factors.reduce((sum, factor) => sum + factor.amount, 0);
}
