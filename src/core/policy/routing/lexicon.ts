import { CLASS_WORDS, LOOSE_NAMES, OTHER_GOODS } from '../class-words.js';
import type { ClassDefinition } from '../class-definition.js';
import { goodsNames } from '../wording/attribute-names.js';
import { BARE_WORDS } from './words/bare-words.js';
import { DESCRIBED_WORDS } from './words/described-words.js';
import { EXTENSION_WORDS } from './words/extension-words.js';
import { INDUSTRY_WORDS } from './words/industry-words.js';
import { MATERIAL_WORDS } from './words/material-words.js';
import { OTHER_WISHES } from './words/other-words.js';
import type { RouteWords } from './words/route-words.js';
import { TRANSPORT_WORDS } from './words/transport-words.js';

/** Goods that no class takes. */
export const NO_CLASS = '-';

/** A group of seeds/reference/synonyms.json. */
export interface SynonymGroup {
  readonly terms: readonly string[];
  readonly kind: string;
}

/** What a word may mean: class ids (or `NO_CLASS`) and how far, 0 to 1. */
export type Meaning = ReadonlyMap<string, number>;

/** A word of the list as it stands in a text. */
export interface FoundWord {
  readonly word: string;
  readonly from: number;
  readonly to: number;
  readonly meaning: Meaning;
}

export interface OldMachine {
  readonly zh: string;
  readonly replacedByIds: readonly string[];
}

interface Pattern { readonly parts: readonly string[]; readonly word: string; readonly meaning: Map<string, number> }
interface Cue { readonly weight: number; readonly classId: string }

const WORDS: readonly RouteWords[] = [INDUSTRY_WORDS, TRANSPORT_WORDS, MATERIAL_WORDS, EXTENSION_WORDS, DESCRIBED_WORDS];
const LOOSE = 0.45;
const SYNONYM = 0.95;
const NARROWER = 0.6;
const CALLED = 0.96;
const ROUTED = 0.94;
const PATTERN = 0.86;
const OTHER = 0.9;
/** Characters that may stand between the parts of a pattern. */
const GAP = 8;
const LONGEST_WORD = 16;
/** A word from the class's own figures and choices tells less than one written for the purpose. */
const OWN_CUE = 0.6;
const LATIN = /[a-z0-9]/u;

/** The words by which buyers name goods, and those that surround goods: made once for an edition of the classes. */
export class Lexicon {
  private readonly words = new Map<string, Map<string, number>>();
  private readonly patterns: Pattern[] = [];
  private readonly cues = new Map<string, Cue[]>();
  private readonly oldNames = new Map<string, Map<string, number>>();

  constructor(classes: readonly ClassDefinition[], synonyms: readonly SynonymGroup[], oldMachines: readonly OldMachine[], private readonly write: (text: string) => string) {
    const known = new Set(classes.map(({ id }) => id));
    for (const definition of classes) this.addClass(definition);
    this.addSynonyms(classes, synonyms);
    for (const list of WORDS) for (const [id, words] of Object.entries(list)) if (known.has(id)) this.addWritten(id, words.names ?? '', ROUTED);
    this.addWritten(NO_CLASS, OTHER_GOODS.join(' '), OTHER, true);
    this.addWritten(NO_CLASS, OTHER_WISHES, OTHER);
    for (const [word, meaning] of Object.entries(BARE_WORDS)) {
      this.words.set(this.write(word), new Map(Object.entries(meaning).filter(([id]) => id === NO_CLASS || known.has(id)).map(([id, weight]) => [id, weight / 100])));
    }
    this.addCues(classes);
    for (const { zh, replacedByIds } of oldMachines) this.addOld(zh, replacedByIds);
  }

  /** Every word that stands in the text, the longest at each place; patterns beside them. The text is in written form. */
  find(text: string): FoundWord[] {
    const plain = this.plain(text, this.words);
    // 矸石…砖 is not meant in 煤矸石制砖机: a pattern that ends inside a word is none.
    const spread = this.patterns.flatMap((pattern) => matches(text, pattern)).filter(({ to }) => !plain.some((word) => word.from < to && word.to > to));
    const found = [...plain, ...spread];
    return found.filter((one) => !found.some((other) => other !== one && other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from && !isSpread(other)));
  }

  /** Old machines of the retirement list that the text names: what replaces them. */
  findOld(text: string): FoundWord[] {
    return this.plain(text, this.oldNames);
  }

  /** How strongly the words around speak for each class, 0 to 1, with the words; a word counts once. */
  surroundings(text: string): ReadonlyMap<string, { readonly strength: number; readonly words: readonly string[] }> {
    const open = new Map<string, { open: number; words: string[] }>();
    for (const [word, cues] of this.cues) {
      if (!text.includes(word) || (LATIN.test(word.charAt(0)) && !standsApart(text, text.indexOf(word), word.length))) continue;
      for (const { classId, weight } of cues) {
        const sum = open.get(classId) ?? { open: 1, words: [] };
        sum.open *= 1 - weight;
        sum.words.push(word);
        open.set(classId, sum);
      }
    }
    return new Map([...open].map(([id, { open: rest, words }]) => [id, { strength: 1 - rest, words }]));
  }

  private *spans(text: string, table: ReadonlyMap<string, Map<string, number>>): Generator<FoundWord> {
    for (let from = 0; from < text.length; from += 1) {
      for (let length = Math.min(LONGEST_WORD, text.length - from); length > 0; length -= 1) {
        const word = text.slice(from, from + length);
        const meaning = table.get(word);
        if (meaning === undefined || !standsApart(text, from, length)) continue;
        yield { word, from, to: from + length, meaning };
        break;
      }
    }
  }

  private plain(text: string, table: ReadonlyMap<string, Map<string, number>>): FoundWord[] {
    return [...this.spans(text, table)];
  }

  private addClass({ id, zh, alsoCalled, kinds }: ClassDefinition): void {
    for (const [names, weight] of [[[zh, ...alsoCalled, ...kinds.map((kind) => kind.zh)], 1], [(CLASS_WORDS[id] ?? '').split(' '), CALLED]] as const) {
      for (const name of names.flatMap((one) => goodsNames(one).filter((variant) => !isAside(variant, one)))) this.add(this.write(name), id, LOOSE_NAMES.includes(name) ? LOOSE : weight);
    }
  }

  private addSynonyms(classes: readonly ClassDefinition[], groups: readonly SynonymGroup[]): void {
    const own = new Map(classes.map(({ id, zh, alsoCalled }) => [id, new Set([zh, ...alsoCalled].map(this.write))]));
    const taken = new Set(this.words.keys());
    for (const { terms, kind } of groups) {
      const keys = terms.map(this.write);
      const [first = '', ...rest] = keys;
      for (const [id, names] of own) {
        if (kind === 'broader>narrower' ? !names.has(first) : !keys.some((key) => names.has(key))) continue;
        for (const key of kind === 'broader>narrower' ? rest.filter((one) => !taken.has(one)) : keys) this.add(key, id, kind === 'broader>narrower' ? NARROWER : SYNONYM);
      }
    }
  }

  /** `onlyNew`: words that some class takes already stay that class's. */
  private addWritten(id: string, text: string, weight: number, onlyNew = false): void {
    for (const entry of text.split(/\s+/u).filter((one) => one !== '')) {
      const [word = '', tenths] = entry.split(':');
      const share = tenths === undefined ? weight : Number(tenths) / 10;
      if (word.includes('~')) this.patterns.push({ parts: word.split('~').map(this.write), word, meaning: new Map([[id, Math.min(share, PATTERN)]]) });
      else if (!onlyNew || !this.words.has(this.write(word))) this.add(this.write(word), id, share);
    }
  }

  private add(word: string, id: string, weight: number): void {
    if (word.length < 2 && !LATIN.test(word) && word !== '泵' && word !== '釜' && word !== '塔') return;
    const meaning = this.words.get(word) ?? new Map<string, number>();
    meaning.set(id, Math.max(weight, meaning.get(id) ?? 0));
    this.words.set(word, meaning);
  }

  private addCues(classes: readonly ClassDefinition[]): void {
    const ofWord = new Map<string, Map<string, number>>();
    const put = (word: string, id: string, worth: number): void => {
      if (word.length < 2) return;
      const ids = ofWord.get(word) ?? new Map<string, number>();
      ids.set(id, Math.max(worth, ids.get(id) ?? 0));
      ofWord.set(word, ids);
    };
    for (const { id, attributes } of classes) {
      for (const { zh, values } of attributes) for (const word of [zh, ...values.map((value) => value.zh)].flatMap(goodsNames)) put(this.write(word), id, OWN_CUE);
      const words = WORDS.map((list) => list[id]?.cues).find((one) => one !== undefined) ?? '';
      for (const word of words.split(' ')) put(this.write(word), id, 1);
    }
    const all = Math.log(classes.length);
    for (const [word, ids] of ofWord) {
      const rare = 1 - Math.log(ids.size) / all;
      this.cues.set(word, [...ids].map(([classId, worth]) => ({ classId, weight: 0.34 * worth * rare })));
    }
  }

  private addOld(zh: string, ids: readonly string[]): void {
    if (ids.length === 0) return;
    for (const name of this.write(zh).replace(/\([^()]*\)|（[^（）]*）/gu, '').split(/[、,和及与]/u)) {
      const word = name.replace(/^(?:老旧|老式|老|旧|超期服役的|到期的?)/u, '');
      if (word.length < 3) continue;
      const meaning = this.oldNames.get(word) ?? new Map<string, number>();
      ids.forEach((id, at) => meaning.set(id, Math.max(meaning.get(id) ?? 0, 0.62 - 0.08 * at)));
      this.oldNames.set(word, meaning);
    }
  }
}

/** What stands in brackets alone describes goods more often than it names them: 智能(无人)桥式起重机. */
function isAside(name: string, of: string): boolean {
  return of.includes('(') && new RegExp(`\\([^()]*${name.replace(/[^\u4e00-\u9fff]/gu, '.')}[^()]*\\)`, 'u').test(of) && /^[\u4e00-\u9fff]+$/u.test(name) && !/[机车炉器泵罐库场板砖塔釜仪阀柜]$/u.test(name);
}

/** A pattern's word keeps its `~`: what stands inside it may be another word. */
function isSpread({ word }: FoundWord): boolean {
  return word.includes('~');
}

/** Letters and figures are a word only where no others touch them: CT in 64排CT, not in CTO. */
function standsApart(text: string, from: number, length: number): boolean {
  const to = from + length;
  const touches = (left: number): boolean => LATIN.test(text.charAt(left)) && LATIN.test(text.charAt(left + 1));
  if (/\d/u.test(text.charAt(from)) && /[\d.]/u.test(text.charAt(from - 1))) return false;
  const head = /[a-z]/u.test(text.charAt(from)) ? /[a-z]/u.test(text.charAt(from - 1)) : touches(from - 1);
  return !head && !(touches(to - 1) && !(/[a-z]/u.test(text.charAt(to - 1)) && /[\d]/u.test(text.charAt(to)) && length >= 3));
}

function matches(text: string, { parts, word, meaning }: Pattern): FoundWord[] {
  const found: FoundWord[] = [];
  const [first = '', ...rest] = parts;
  for (let from = text.indexOf(first); from >= 0; from = text.indexOf(first, from + 1)) {
    let to = from + first.length;
    let whole = true;
    for (const part of rest) {
      const at = text.slice(to, to + GAP + part.length).indexOf(part);
      if (at < 0 || /[.;:!?。；：！？\n]/u.test(text.slice(to, to + at))) {
        whole = false;
        break;
      }
      to += at + part.length;
    }
    if (whole) found.push({ word, from, to, meaning });
  }
  return found;
}
