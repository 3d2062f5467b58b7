import { collapsedModel } from './model-tokens.js';
import { isGeneric, isPassing, MEASURE, unitAtStart, WANTED } from './passing-words.js';
import { gramsOf } from './searchable-text.js';
import type { SegmentForSearch } from './search-fields.js';

/** Chinese run → its words one after another, by dictionary alone. */
export type Cut = (run: string) => string[];

/** WORD and CHARACTER are Chinese, LATIN is letters alone, MODEL has digits, FIGURE is a number that only raises what carries it. */
type TermKind = 'WORD' | 'CHARACTER' | 'LATIN' | 'MODEL' | 'FIGURE';

export interface QueryTerm {
  /** In searchable form; models without separators. */
  readonly text: string;
  readonly kind: TermKind;
  /** The word that it is a part of, a character after it included; itself when it is a whole one. */
  readonly word: string;
  /** What the index must hold of it, all of these. */
  readonly units: readonly string[];
  /** True when a longer index word that begins with it counts as well. */
  readonly prefix: boolean;
  /** False: it only ranks. */
  readonly required: boolean;
  /** True when the text says that this is what is wanted (换成…, 采购…), and no more what there is. */
  readonly wanted: boolean;
  /** True when nothing follows it directly: in 空压机吹气头 the compressor only says for what. */
  readonly closing: boolean;
}

export interface SearchQuery {
  /** The whole text in searchable form. */
  readonly text: string;
  readonly terms: readonly QueryTerm[];
}

/** What is read of a query; the rest of a longer one is left out. */
const LONGEST_QUERY = 500;
const MOST_TERMS = 24;
/** From so many terms on a text describes a need: much of it stands in no product's name, its numbers least of all. */
export const LONG_QUERY = 5;
const TOKEN = new RegExp(`(?<measure>${MEASURE})|(?<latin>[a-z0-9]+(?:[-/.()·_+]+[a-z0-9]+)*)|\\p{Script=Han}+`, 'gu');

/**
 * Cuts a query down to the terms an engine is asked for. Whole sentences are usual (我们厂想把老锅炉换成10吨的燃气锅炉): words
 * that name no goods are dropped, figures with units only rank, a lone character counts when nothing else is there.
 */
export function queryTerms(text: string, cut: Cut, segment: SegmentForSearch): SearchQuery {
  const read = text.slice(0, LONGEST_QUERY);
  const wanted = [...read.matchAll(WANTED)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
  const terms: QueryTerm[] = [];
  for (const { 0: token, index, groups } of read.matchAll(TOKEN)) {
    const isWanted = wanted.some(({ from, to }) => index + token.length > from && index < to);
    if (groups?.['measure'] !== undefined) terms.push(latinTerm(token.replace(/[^\d.].*$/u, ''), 'FIGURE', isWanted));
    else if (groups?.['latin'] !== undefined) terms.push(latinTerm(token, null, isWanted));
    else terms.push(...hanTerms(token, index, wanted, terms, { cut, segment }));
  }
  return { text: read, terms: settled(distinct(terms)).slice(0, MOST_TERMS) };
}

function latinTerm(token: string, kind: 'FIGURE' | null, wanted: boolean): QueryTerm {
  const text = collapsedModel(token);
  const term = { text, word: text, units: [text], wanted, closing: true };
  if (kind === 'FIGURE') return { ...term, kind, prefix: false, required: false };
  if (/^\d{1,2}$/u.test(text)) return { ...term, kind: 'FIGURE', prefix: false, required: false };
  if (/^\d+$/u.test(text)) return { ...term, kind: 'MODEL', prefix: text.length < token.length || text.length >= 5, required: true };
  if (/\d/u.test(text)) return { ...term, kind: 'MODEL', prefix: true, required: true };
  return { ...term, kind: 'LATIN', prefix: text.length >= 3, required: true };
}

type Span = { readonly from: number; readonly to: number };
interface Dictionary { readonly cut: Cut; readonly segment: SegmentForSearch }

/** Terms of a Chinese run. A unit at its start makes a figure of the number before it, which is the last of `before`. */
function hanTerms(run: string, start: number, wanted: readonly Span[], before: QueryTerm[], { cut, segment }: Dictionary): QueryTerm[] {
  const number = before.at(-1);
  const counted = number !== undefined && /^\d+$/u.test(number.text) ? unitAtStart(run) : '';
  if (number !== undefined && counted !== '') before[before.length - 1] = { ...number, kind: 'FIGURE', prefix: false, required: false };
  const words = wordsOfRun(run.slice(counted.length), start + counted.length, cut);
  const naming = words.filter(({ word }) => word.length > 1 && !isGeneric(word));
  return words.flatMap(({ word, at }, index) => {
    // 贴合机 falls into 贴合 and 机: together they may be a word of the trade.
    const next = words[index + 1];
    const whole = next?.word.length === 1 && next.at === at + word.length ? word + next.word : word;
    const place = { wanted: wanted.some(({ from, to }) => at + word.length > from && at < to), closing: naming.at(-1)?.at === at };
    return tiles(word, segment).map((text) => hanTerm(text, whole, place));
  });
}

/** The words of a run that name something; neighbouring characters that are no words are one unknown word. */
function wordsOfRun(run: string, start: number, cut: Cut): { readonly word: string; readonly at: number }[] {
  const words: { word: string; at: number }[] = [];
  let at = start;
  let loose = false;
  for (const word of cut(run)) {
    const last = words.at(-1);
    if (isPassing(word)) loose = false;
    else if (word.length === 1 && loose && last !== undefined) last.word += word;
    else {
      words.push({ word, at });
      loose = word.length === 1;
    }
    at += word.length;
  }
  return words;
}

/** A word of four characters or more in parts that fill it (异步电机 → 异步 电机), which need not stand side by side; a lone character may be between. */
function tiles(word: string, segment: SegmentForSearch): string[] {
  if (word.length < 4) return [word];
  const parts = segment(word).filter((part) => part.length >= 2 && part.length < word.length);
  const fill = (from: number, lone: number): string[] | null => {
    if (from === word.length) return [];
    for (const part of parts) {
      const rest = word.startsWith(part, from) ? fill(from + part.length, lone) : null;
      if (rest !== null) return [part, ...rest];
    }
    const rest = lone > 0 ? fill(from + 1, lone - 1) : null;
    return rest === null ? null : [word.charAt(from), ...rest];
  };
  return fill(0, 0) ?? fill(0, 1) ?? [word];
}

function hanTerm(text: string, word: string, place: Pick<QueryTerm, 'wanted' | 'closing'>): QueryTerm {
  if (text.length === 1) return { text, word, kind: 'CHARACTER', units: [text], prefix: false, required: false, ...place };
  return { text, word, kind: 'WORD', units: gramsOf(text), prefix: false, required: !isGeneric(text), ...place };
}

/** Each text once; where a word and a longer one hold it (老锅炉换成蒸汽锅炉), the longer one says what is meant. */
function distinct(terms: readonly QueryTerm[]): QueryTerm[] {
  const first = new Map<string, QueryTerm>();
  for (const term of terms) {
    const before = first.get(term.text);
    first.set(term.text, before === undefined ? term : {
      ...before, word: term.word.length > before.word.length ? term.word : before.word, wanted: before.wanted || term.wanted, closing: before.closing || term.closing,
    });
  }
  return [...first.values()];
}

/** When nothing in the query is required (设备, 泵, 10吨), everything in it is; in a long text no bare number is. */
function settled(terms: readonly QueryTerm[]): QueryTerm[] {
  const required = terms.filter((term) => term.required);
  if (required.length === 0) return terms.map((term) => ({ ...term, required: true }));
  const bare = required.length >= LONG_QUERY ? /^\d+$/u : null;
  return terms.map((term) => (bare?.test(term.text) === true ? { ...term, kind: 'FIGURE', required: false } : term));
}
