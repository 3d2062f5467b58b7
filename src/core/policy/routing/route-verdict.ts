import type { Route } from './route-demand.js';

/**
 * What a reading comes to, for whoever decides what happens next. FITS: classes are proposed; ASK: the buyer is asked first; NO_CLASS: equipment
 * is wanted that no class holds, which is an answer of its own; NOT_A_DEMAND: no equipment is wanted. A confident wrong class is worse than a question.
 */
export type RouteVerdict = 'FITS' | 'ASK' | 'NO_CLASS' | 'NOT_A_DEMAND';

export function verdictOf({ outOfScope, question, ranked, extensions }: Pick<Route, 'outOfScope' | 'question' | 'ranked' | 'extensions'>): RouteVerdict {
  if (outOfScope) return 'NOT_A_DEMAND';
  if (question !== null) return 'ASK';
  return ranked.length + extensions.length > 0 ? 'FITS' : 'NO_CLASS';
}
