import type { Match } from './judge-pair.js';
import { rank } from './order.js';

/** Recommendations kept for a line; whoever comes after the best is found again when a place falls free. */
export const BEST_PER_LINE = 50;

/** A recommendation that a line has now. */
export interface LiveRecommendation {
  readonly productId: string;
  readonly score: number;
}

export interface LineChanges {
  /** Matches that hold a place: to be written, new or again. */
  readonly kept: readonly Match[];
  /** Products whose recommendation ends: no match any more, or outranked. */
  readonly retired: readonly string[];
  /**
   * True: the list was full and one of it fell, so that a product which found no place before may deserve one; only a look at
   * all candidates can tell.
   */
  readonly incomplete: boolean;
}

/**
 * What becomes of a line's recommendations when some pairs were judged. `judged`: the products looked at, null for all candidates;
 * what others hold stays as it is. `matches`: of those that matched, in any order. Applied twice it changes nothing more.
 */
export function lineChanges(
  live: readonly LiveRecommendation[], judged: ReadonlySet<string> | null, matches: readonly Match[], limit = BEST_PER_LINE,
): LineChanges {
  const matched = new Map(matches.map((match) => [match.productId, match]));
  const untouched = live.filter(({ productId }) => judged !== null && !judged.has(productId) && !matched.has(productId));
  const places = new Set(rank([...untouched, ...matches], limit, ({ productId }) => productId).map(({ productId }) => productId));
  return {
    kept: matches.filter(({ productId }) => places.has(productId)),
    retired: live.map(({ productId }) => productId).filter((productId) => !places.has(productId)),
    incomplete: judged !== null && live.length >= limit
      && live.some(({ productId, score }) => judged.has(productId) && (matched.get(productId)?.score ?? -1) < score),
  };
}
