import { modelTokens } from './model-tokens.js';
import { closingNoun, gramsOf, hanRuns, latinRuns } from './searchable-text.js';

/** Chinese run → the words of a search (overlapping, all lengths); a vendor's dictionary, so it comes as an argument. */
export type SegmentForSearch = (run: string) => string[];

/** What every engine indexes of a product, in the order of worth; all in searchable form. */
export interface SearchFields {
  /** As written, brackets first, at most 200 characters. */
  readonly name: string;
  /** Model numbers without separators, their tails and parts. */
  readonly models: readonly string[];
  /** Words of the name, its pairs of characters, its closing noun. */
  readonly terms: readonly string[];
  /** The same of everything that the product is also called. */
  readonly also: readonly string[];
  /** Names that say the same as one in the name, and the class's: worth more than broader words. */
  readonly called: readonly string[];
}

/** Words, pairs of characters and the closing noun of one text, each once. */
export function termsOf(text: string, segment: SegmentForSearch): string[] {
  const words = hanRuns(text).flatMap((run) => [...segment(run).filter((word) => word.length > 1), ...gramsOf(run)]);
  const closing = closingNoun(text);
  return [...new Set([...words, ...(closing === null ? [] : [closing]), ...latinRuns(text).flatMap(modelTokens)])];
}

/** Words of a text that a misspelt word may have meant or a search box may offer: of two to eight characters, no pairs cut out of words. */
export function wordsOf(text: string, segment: SegmentForSearch): string[] {
  return hanRuns(text).flatMap((run) => [...segment(run), ...(run.length <= 8 ? [run] : [])]).filter((word) => word.length >= 2 && word.length <= 8);
}
