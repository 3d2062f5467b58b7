import type { DateText } from '../time/dates.js';
import { judgePair } from './judge-pair.js';
import type { OfferedProduct, PairVerdict, Stopped, WantedLine } from './pair.js';
import type { MatchingRules } from './rules.js';

/** Whether the two take part at all; among candidates this is so, but people ask about any pair. */
export interface TakingPart {
  readonly productOnMarket: boolean;
  readonly lineOpen: boolean;
  /** A draft that has words alone: it opens once its classes are confirmed. */
  readonly lineOfWords?: boolean;
}

/** The verdict on any product and any line: the first gate that stops them and what would open it, or how well they match. */
export function whyNot(product: OfferedProduct, line: WantedLine, { productOnMarket, lineOpen, lineOfWords = false }: TakingPart, rules: MatchingRules, asOf: DateText): PairVerdict {
  if (!lineOpen) return stopped(lineOfWords ? 'GATE_LINE_WITHOUT_CLASS' : 'GATE_LINE_NOT_OPEN', {});
  if (!productOnMarket) return stopped('GATE_PRODUCT_NOT_ON_MARKET', { model: product.model });
  return judgePair(product, line, rules, asOf);
}

function stopped(reason: 'GATE_LINE_NOT_OPEN' | 'GATE_LINE_WITHOUT_CLASS' | 'GATE_PRODUCT_NOT_ON_MARKET', params: Stopped['gate']['params']): Stopped {
  return { matched: false, gate: { code: 'ON_MARKET', reason, clause: null, params } };
}
