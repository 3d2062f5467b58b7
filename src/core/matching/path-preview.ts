import type { DateText } from '../time/dates.js';
import { matchesForLine } from './judge-pair.js';
import type { OfferedProduct, WantedLine } from './pair.js';
import { DEFAULT_RULES } from './rules.js';

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
export function previewLines(before: readonly WantedLine[], after: readonly WantedLine[], products: readonly OfferedProduct[], asOf: DateText): LinePreview[] {
  const candidates = (line: WantedLine): Candidates => {
    const matches = matchesForLine(line, products, DEFAULT_RULES, asOf, products.length);
    return { count: matches.length, best: matches.slice(0, NAMED).map(({ productId, score }) => ({ productId, score })) };
  };
  return before.flatMap((line, index) => {
    const now = after[index];
    return now === undefined ? [] : [{ lineId: line.lineId, demandId: line.demandId, before: candidates(line), after: candidates(now) }];
  });
}
