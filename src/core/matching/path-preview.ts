import type { DateText } from '../time/dates.js';
import { matchesForLine } from './judge-pair.js';
import type { OfferedProduct, WantedLine } from './pair.js';
import type { MatchingRules } from './rules.js';

/** Candidates named for each line and side. */
const NAMED = 5;

export interface Candidates {
  /** Products of the class that answer the line. */
  readonly count: number;
  readonly best: readonly { readonly productId: string; readonly score: number }[];
}

export interface LinePreview {
  readonly lineId: string;
  readonly demandId: string;
  readonly before: Candidates;
  readonly after: Candidates;
}

/** What an edit of a path to one class does to each line: the products of that class that answer it by the paths before and after. */
export function previewLines(before: readonly WantedLine[], after: readonly WantedLine[], products: readonly OfferedProduct[], rules: MatchingRules, asOf: DateText): LinePreview[] {
  return before.flatMap((line, index) => {
    const now = after[index];
    return now === undefined ? [] : [{ lineId: line.lineId, demandId: line.demandId, before: candidates(line, products, rules, asOf), after: candidates(now, products, rules, asOf) }];
  });
}

/** What an edit of the weights does to each line: who answers it stays, the order may not. */
export function previewWeights(lines: readonly WantedLine[], products: readonly OfferedProduct[], before: MatchingRules, after: MatchingRules, asOf: DateText): LinePreview[] {
  return lines.map((line) => ({ lineId: line.lineId, demandId: line.demandId, before: candidates(line, products, before, asOf), after: candidates(line, products, after, asOf) }));
}

function candidates(line: WantedLine, products: readonly OfferedProduct[], rules: MatchingRules, asOf: DateText): Candidates {
  const matches = matchesForLine(line, products, rules, asOf, products.length);
  return { count: matches.length, best: matches.slice(0, NAMED).map(({ productId, score }) => ({ productId, score })) };
}
