import type { ClassDefinition } from '../../policy/class-definition.js';
import { wordKey } from '../../text/fold.js';
import { goodsNames } from '../../policy/wording/attribute-names.js';
import { isSubsequence } from '../../policy/wording/label-similarity.js';
import { CLASS_WORDS, LOOSE_NAMES, NAME_TAILS, OTHER_GOODS } from '../../policy/class-words.js';

/** Terms that mean the same, or (broader>narrower) of which the first is wider than the others; seeds/reference/synonyms.json. */
export interface SynonymGroup {
  readonly terms: readonly string[];
  readonly kind: string;
}

/** How nearly a product's name is a name of a class; `classId` null for goods that are none of the classes. */
export interface NameMatch {
  readonly classId: string | null;
  /** 0 to 1. */
  readonly score: number;
  /** The name of the class that is nearest. */
  readonly term: string;
}

interface Term { readonly key: string; readonly classId: string | null; readonly weight: number }

/** Another word for the class is nearly as good as its own; a narrower one that no class has for itself is a guess. */
const SYNONYM = 0.97;
const NARROWER = 0.62;
/** A name that goods of many trades share needs figures or a section beside it. */
const LOOSE = 0.62;
const LOOSE_WHOLE = 0.88;
const OUTER = 0.88;
/** Of a name, as far as it is compared. */
const LONGEST = 60;
const REMEMBERED_MAX = 20_000;

/** Knows what the classes, and the goods that are none, are called. */
export class ClassNames {
  private readonly terms: readonly Term[];
  private readonly byPiece = new Map<string, number[]>();
  private readonly worth = new Map<string, number>();
  private readonly remembered = new Map<string, readonly NameMatch[]>();

  constructor(classes: Iterable<ClassDefinition>, synonyms: readonly SynonymGroup[]) {
    this.terms = termsOf([...classes], synonyms);
    const classesOf = new Map<string, Set<string>>();
    this.terms.forEach(({ key, classId }, at) => {
      for (const piece of piecesOf(key)) {
        this.byPiece.set(piece, [...this.byPiece.get(piece) ?? [], at]);
        classesOf.set(piece, (classesOf.get(piece) ?? new Set<string>()).add(classId ?? key));
      }
    });
    const all = new Set(this.terms.map(({ classId }) => classId)).size;
    for (const [piece, owners] of classesOf) this.worth.set(piece, Math.log(1 + all / owners.size));
  }

  /** The classes whose names are near, best first; the nearest of other goods is among them. */
  match(name: string): readonly NameMatch[] {
    const key = withoutModel(wordKey(name.slice(0, LONGEST)).replace(/\([^()]*\)?/gu, ''));
    const known = this.remembered.get(key);
    if (known !== undefined) return known;
    const best = new Map<string | null, NameMatch>();
    const near = [...new Set(piecesOf(key).flatMap((piece) => this.byPiece.get(piece) ?? []))].flatMap((at) => this.terms[at] ?? []);
    const ending = Math.max(0, ...near.filter((term) => key.endsWith(term.key)).map((term) => term.key.length));
    for (const term of near) {
      // Of two names that a name ends in, the longer says what it is: 固定翼无人机 is more than 无人机.
      const isOuter = term.key.length < ending && key.endsWith(term.key);
      const score = (isOuter ? OUTER : 1) * (term.key === key ? Math.max(term.weight, LOOSE_WHOLE) : (term.classId === null ? otherness(key, term.key) : this.similarity(key, term.key)) * term.weight);
      if (score > (best.get(term.classId)?.score ?? 0.1)) best.set(term.classId, { classId: term.classId, score, term: term.key });
    }
    const matches = [...best.values()].sort((a, b) => b.score - a.score);
    if (this.remembered.size < REMEMBERED_MAX) this.remembered.set(key, matches);
    return matches;
  }

  private similarity(name: string, term: string): number {
    const share = Math.min(name.length, term.length) / Math.max(name.length, term.length);
    if (isLatin(term) && !standsApart(name, term)) return 0;
    if (name.endsWith(term)) return 0.76 + 0.22 * share;
    const at = name.indexOf(term);
    // What stands behind a name is the thing itself: a tooth for an excavator is a tooth.
    if (at >= 0) return behindName(name.slice(at + term.length), share);
    // 梭车 is the end of 穿梭车 and something else.
    if (name.length >= 2 && term.endsWith(name)) return (name.length === 2 ? 0.4 : 0.62) + 0.33 * share;
    if (name.length >= 2 && term.startsWith(name)) return 0.58 + 0.33 * share;
    const short = Math.min(name.length, term.length) >= 3;
    if (short && share >= 0.45 && isClasped(term, name)) return 0.6 + 0.37 * share;
    if (short && isSubsequence(term, name) && sameHead(name, term) === 1) return 0.5 + 0.4 * share;
    if (short && isSubsequence(name, term)) return isClasped(name, term) ? 0.62 + 0.4 * share : 0.5 + 0.35 * share;
    const run = longestCommon(name, term) / Math.max(name.length, term.length);
    const whole = Math.max(0.88 * this.shared(name, term), 0.92 * run * run) * sameHead(name, term);
    const bare = withoutTail(name);
    return bare === name ? whole : Math.max(whole, 0.95 * this.similarity(bare, term));
  }

  /** Dice's coefficient of the two-character pieces, rare ones worth more. */
  private shared(a: string, b: string): number {
    const [left, right] = [piecesOf(a), new Set(piecesOf(b))];
    const sum = (pieces: Iterable<string>): number => [...pieces].reduce((total, piece) => total + (this.worth.get(piece) ?? 4), 0);
    const both = sum(left) + sum(right);
    return both === 0 ? 0 : (2 * sum(left.filter((piece) => right.has(piece)))) / both;
  }
}

/** 心电监护终端 is 心电监护 in a certain shape. */
function withoutTail(name: string): string {
  const tail = NAME_TAILS.find((one) => name.endsWith(one) && name.length > one.length + 2);
  return tail === undefined ? name : name.slice(0, -tail.length);
}

function isLatin(term: string): boolean {
  return /^[a-z0-9-]+$/u.test(term);
}

/** Letters are a word only where no other letters or figures touch them: CT in 64排CT, not in Arcteryx. */
function standsApart(name: string, term: string): boolean {
  const at = name.indexOf(term);
  return at >= 0 && !/[a-z\d]/u.test(name.charAt(at - 1)) && !/[a-z\d]/u.test(name.charAt(at + term.length));
}

/** Other goods are told by how a name ends alone. */
function otherness(name: string, term: string): number {
  const bare = withoutTail(name);
  return name.endsWith(term) || bare.endsWith(term) ? 0.77 + 0.22 * (term.length / name.length) : 0;
}

/** Length of the longest common subsequence: one character changed in a long name changes little. */
function longestCommon(a: string, b: string): number {
  let old = new Array<number>(b.length + 1).fill(0);
  for (const sign of a) {
    const row = [0];
    for (let at = 0; at < b.length; at += 1) row.push(sign === b.charAt(at) ? (old[at] ?? 0) + 1 : Math.max(old[at + 1] ?? 0, row[at] ?? 0));
    old = row;
  }
  return old[b.length] ?? 0;
}

function sameHead(a: string, b: string): number {
  if (a.slice(-2) === b.slice(-2)) return 1;
  return a.at(-1) === b.at(-1) ? 0.88 : 0.6;
}

/** 透水砖200*100*60 is 透水砖; CT in 64排CT has no figure and stays. */
function withoutModel(key: string): string {
  const tail = /(?<=[\u4e00-\u9fff])[a-z0-9.\-×/+*φ]+$/u.exec(key)?.[0] ?? '';
  return /\d/u.test(tail) ? key.slice(0, -tail.length) : key;
}

/** True when the shorter begins and ends the longer: 固体蓄热|锅炉 of 固体蓄热蒸汽锅炉. */
function isClasped(short: string, long: string): boolean {
  return Array.from({ length: short.length - 1 }, (_, at) => at + 1).some((at) => long.startsWith(short.slice(0, at)) && long.endsWith(short.slice(at)));
}

/** What stands behind a class's name: nothing of weight, a word that makes a plant of it, or something else. */
function behindName(rest: string, share: number): number {
  const words = rest.replace(/[a-z0-9.\-×x/+*]+/gu, '');
  if (words === '' || NAME_TAILS.some((tail) => words === tail)) return 0.78 + 0.16 * share;
  return words.length <= 4 && NAME_TAILS.some((tail) => words.endsWith(tail)) ? 0.5 + 0.3 * share : 0.1 + 0.4 * share;
}

/** Two-character pieces, and the whole of a shorter word. */
function piecesOf(key: string): string[] {
  return key.length < 2 ? [key] : [...new Set(Array.from({ length: key.length - 1 }, (_, at) => key.slice(at, at + 2)))];
}

function termsOf(classes: readonly ClassDefinition[], synonyms: readonly SynonymGroup[]): Term[] {
  const own = new Map<string, Set<string>>();
  for (const { id, zh, alsoCalled, kinds } of classes) {
    const words = [zh, ...alsoCalled, ...(CLASS_WORDS[id] ?? '').split(' '), ...kinds.map((kind) => kind.zh)];
    own.set(id, new Set(words.flatMap(goodsNames).filter((word) => word.length >= 2)));
  }
  const taken = new Set([...own.values()].flatMap((words) => [...words]));
  const terms: Term[] = [];
  for (const { id, zh, alsoCalled } of classes) {
    const words = own.get(id) ?? new Set<string>();
    for (const key of words) terms.push({ key, classId: id, weight: LOOSE_NAMES.includes(key) ? LOOSE : 1 });
    const given = new Set([zh, ...alsoCalled].flatMap(goodsNames));
    for (const { terms: group, kind } of synonyms) {
      const keys = group.map(wordKey);
      const [first = '', ...rest] = keys;
      if (kind !== 'broader>narrower' && keys.some((key) => words.has(key))) terms.push(...added(keys, words, id, SYNONYM));
      else if (kind === 'broader>narrower' && given.has(first)) terms.push(...added(rest.filter((key) => !taken.has(key)), words, id, NARROWER));
    }
  }
  const other = OTHER_GOODS.flatMap((line) => line.split(' ')).map(wordKey).filter((word) => !taken.has(word));
  return [...terms, ...other.map((key) => ({ key, classId: null, weight: 1 }))];
}

function added(keys: readonly string[], known: ReadonlySet<string>, classId: string, weight: number): Term[] {
  return keys.filter((key) => !known.has(key)).map((key) => ({ key, classId, weight }));
}
