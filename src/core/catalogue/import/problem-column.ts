import { wordKey } from '../../text/fold.js';

/** Heading of the column in which a file of failed rows says what is wrong, by language. An import passes over it without a word. */
export const PROBLEM_HEADINGS = { 'zh-CN': '问题', en: 'Problem' } as const;

const KEYS = new Set(Object.values(PROBLEM_HEADINGS).map(wordKey));

export function isProblemHeading(heading: string): boolean {
  return KEYS.has(wordKey(heading));
}
