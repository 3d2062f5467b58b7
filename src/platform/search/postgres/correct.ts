import { deletionsOf, firstDifference, withinOneEdit } from '../../../core/search/misspelling.js';
import { isPassing } from '../../../core/search/passing-words.js';
import type { QueryTerm, SearchQuery } from '../../../core/search/query-terms.js';
import { hanRuns } from '../../../core/search/searchable-text.js';
import { nearestWords } from '../../../core/text/nearest-word.js';
import type { Tx } from '../../db/tx.js';
import type { Normaliser } from '../normaliser.js';
import { LIVE } from './conditions.js';

/** A stretch of the query that may be misspelt, and what it may have meant. */
export interface Correction {
  readonly wrong: string;
  readonly right: string;
  /** True when the word alone says what was meant: three characters of which all but one are right. */
  readonly certain: boolean;
  /** True when the stretch held no word at all. */
  readonly unknown: boolean;
}

const LONGEST_WINDOW = 6;
const LONGEST_RUN = 24;
const MOST_CORRECTIONS = 8;
const SHORTEST_MODEL = 5;

interface Window {
  readonly text: string;
  /** Positions, in the window, of characters that belong to no word of the dictionary. */
  readonly loose: readonly number[];
}

/**
 * Words one character away from a stretch of the query, the likeliest first. Only characters that fall out of all words of
 * the dictionary are taken for wrong: a buyer who writes 收音机 means a radio and no 收割机.
 */
export async function wordCorrections(tx: Tx, query: SearchQuery, normaliser: Normaliser): Promise<Correction[]> {
  const windows = hanRuns(query.text).flatMap((run) => windowsOf(run.slice(0, LONGEST_RUN), normaliser));
  if (windows.length === 0) return [];
  const left = new Set(windows.flatMap(({ text }) => deletionsOf(text)));
  const words = await tx.query<{ word: string; closes: boolean }>(
    `select word, closes_names as closes from platform_search_word
     where deletions && $1::text[] or word = any($1::text[]) order by length(word) desc, word limit 2000`, [[...left, ...windows.map(({ text }) => text)]]);
  const known = new Set(words.map(({ word }) => word));
  const found = windows.filter(({ text }) => !known.has(text)).flatMap((window) => meantBy(window, words, normaliser));
  return found.sort((a, b) => b.right.length - a.right.length).slice(0, MOST_CORRECTIONS);
}

/** The words that a window may stand for, the likeliest first: those that name goods, then by how easily the characters are confused. */
function meantBy({ text, loose }: Window, words: readonly { readonly word: string; readonly closes: boolean }[], normaliser: Normaliser): Correction[] {
  const near = words.filter(({ word }) => {
    const sameLength = word.length === text.length;
    if ((!sameLength && Math.min(word.length, text.length) < 3) || !withinOneEdit(text, word)) return false;
    const at = Math.min(firstDifference(text, word), text.length - 1);
    // 粘土书 closes with a thing of its own and is no misspelt 粘土砖.
    return loose.includes(at) && !(at === text.length - 1 && text.length > loose.length && normaliser.isNoun(text.charAt(at)));
  });
  const ranked = [near.filter(({ closes }) => closes), near.filter(({ closes }) => !closes)].flatMap((some) => {
    const names = some.map(({ word }) => word);
    return [...new Set([...nearestWords(text, names, '').candidates, ...names])];
  });
  return ranked.map((right) => ({ wrong: text, right, certain: right.length === text.length && text.length >= 3, unknown: loose.length === text.length }));
}

/**
 * Stretches of whole words and loose characters. Neighbouring loose characters are one unknown word and stay together: 观电动
 * is no misspelt 纯电动 where 途观电动 was written.
 */
function windowsOf(run: string, normaliser: Normaliser): Window[] {
  const words = normaliser.cut(run);
  const isLoose = (index: number): boolean => words[index]?.length === 1 && !isPassing(words[index]);
  return words.flatMap((_, from) => {
    const windows: Window[] = [];
    let text = '';
    const loose: number[] = [];
    if (isLoose(from - 1) && isLoose(from)) return [];
    for (const [index, word] of words.slice(from).entries()) {
      if (isLoose(from + index)) loose.push(text.length);
      text += word;
      if (text.length > LONGEST_WINDOW) break;
      if (text.length >= 2 && loose.length > 0 && !(isLoose(from + index) && isLoose(from + index + 1))) windows.push({ text, loose: [...loose] });
    }
    return windows;
  });
}

/** Model numbers one edit away from one that the index does not hold; beginnings count, since models are typed in part. */
export async function modelCorrections(tx: Tx, terms: readonly QueryTerm[]): Promise<Correction[]> {
  const doubtful = terms.filter(({ kind, text }) => kind === 'MODEL' && text.length >= SHORTEST_MODEL && /^[a-z]+\d|[a-z]{2}/u.test(text)).slice(0, 3);
  if (doubtful.length === 0) return [];
  const found: Correction[] = [];
  for (const { text } of doubtful) {
    // Asked at the same moment, or the threshold is one transaction's and the search another's.
    const [, rows] = await Promise.all([
      tx.query(`select set_config('pg_trgm.word_similarity_threshold', '0.45', true)`),
      tx.query<{ models: string }>(`select s.models from platform_search_product s where ${LIVE} and $1 <% s.models order by $1 <<-> s.models limit 50`, [text]),
    ]);
    const spellings = rows.flatMap(({ models }) => models.split(' ')).filter((spelling) => spelling.length >= 4);
    const near = spellings.flatMap((spelling) => [spelling.slice(0, text.length), spelling.slice(0, text.length + 1), spelling])
      .find((spelling) => spelling !== text && withinOneEdit(text, spelling));
    if (near !== undefined) found.push({ wrong: text, right: near, certain: true, unknown: false });
  }
  return found;
}
