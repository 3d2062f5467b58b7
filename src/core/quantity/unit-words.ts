import { fold } from '../text/fold.js';
import { unitMeanings } from './unit.js';
import { UNIT_WORDS } from './unit-table.js';

const LONGEST = 14;
const LOWER_WORDS: ReadonlySet<string> = new Set([...UNIT_WORDS.keys()].map((word) => word.toLowerCase()));
/** Multiples that stand before a unit: 万吨. */
const MULTIPLE = /^[万亿千百](?=.)/u;

/**
 * True for a text that is a unit and nothing else, also KW, Mpa and T/H. Every run of letters or characters in it must be one word
 * for itself: CT is no product of C and T, and 次循环 counts one thing, not two.
 */
export function isUnit(text: string): boolean {
  const known = REMEMBERED.get(text);
  if (known !== undefined) return known;
  const found = readsAsUnit(bareUnit(text));
  if (REMEMBERED.size < REMEMBERED_MAX) REMEMBERED.set(text, found);
  return found;
}

const REMEMBERED = new Map<string, boolean>();
const REMEMBERED_MAX = 50_000;

function readsAsUnit(bare: string): boolean {
  if (bare === '' || bare.length > LONGEST || /\s/u.test(bare)) return false;
  if (UNIT_WORDS.has(bare)) return true;
  const words = bare.replace(/^\/|每/gu, '/').split(/[/·*×^()\d-]+/u).filter((word) => word !== '');
  return words.length > 0 && words.every((word) => isWord(word) || isWord(word.replace(MULTIPLE, ''))) && unitMeanings(bare, true).length > 0;
}

/** A unit without the brackets or signs that headings put around it. */
export function bareUnit(text: string): string {
  const bare = fold(text).replace(/^(?:单位:?|≤|≥|±)/u, '').trim();
  return /^(?:\([^()]*\)|\[[^[\]]*\])$/u.test(bare) ? bare.slice(1, -1).trim() : bare;
}

function isWord(word: string): boolean {
  return UNIT_WORDS.has(word) || LOWER_WORDS.has(word.toLowerCase());
}
