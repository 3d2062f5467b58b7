import type { ClassDefinition } from '../class-definition.js';
import type { UpgradePath, DemandItem } from '../reference.js';
import { readTypeCode } from '../type-codes.js';
import { itemsOf, type RoutedItem } from './demand-items.js';
import { clausesOf } from './clauses.js';
import { mayAsk, otherIntent, saysOwning, saysWish, type OtherIntent } from './intents.js';
import { Lexicon, NO_CLASS, type FoundWord, type OldMachine, type SynonymGroup } from './lexicon.js';
import { ROLE_SHARE, rolesOf, type Mention, type Role } from './roles.js';

/** What the router is made from: the law as it stands in force. */
export interface RoutingLaw {
  readonly classes: readonly ClassDefinition[];
  readonly synonyms: readonly SynonymGroup[];
  readonly oldMachines: readonly OldMachine[];
  readonly items: readonly DemandItem[];
  readonly paths: readonly UpgradePath[];
}

/** Why a class was routed to. */
export interface RouteReason {
  /** NAMED: the buyer's own words for the goods; REPLACES: the old machine that goes; AROUND: words that surround such goods; CODE: a type code. */
  readonly code: 'NAMED' | 'REPLACES' | 'AROUND' | 'CODE';
  readonly words: readonly string[];
}

export interface RoutedClass {
  readonly classId: string;
  /** How surely, 0 to 100. */
  readonly confidence: number;
  readonly reasons: readonly RouteReason[];
}

/** What to ask the buyer. WHAT: what the goods are; WHICH: which of two classes; NO_CLASS: whether really nothing of the kind. */
export interface RouteQuestion {
  readonly code: 'WHAT' | 'WHICH' | 'NO_CLASS';
  readonly classIds: readonly string[];
  readonly words: readonly string[];
}

export interface Route {
  /** Classes of the plan, best first, at most ten; empty where none fits. */
  readonly ranked: readonly RoutedClass[];
  /** Extension classes that are wanted, best first, at most ten. */
  readonly extensions: readonly RoutedClass[];
  /** Items of the plan under which the goods are asked for, best first, at most ten; empty for buyers whom the plan's demand side does not name. */
  readonly items: readonly RoutedItem[];
  /** Task of the first item. */
  readonly taskId: string | null;
  /** Equipment is wanted and no class of the plan fits. */
  readonly gap: boolean;
  /** No equipment is wanted; `intent` says what is. */
  readonly outOfScope: boolean;
  readonly intent: OtherIntent | null;
  /** How surely all this, 0 to 100. */
  readonly confidence: number;
  readonly question: RouteQuestion | null;
}

/** Of a text, as far as it is read: a page. */
export const ROUTED_LONGEST = 2_000;
const RANKED_MAX = 10;
/** Below this nothing is said to fit. */
const FITS = 0.42;
/** Where no other goods are heard of, less is enough to be asked about. */
const FITS_ALONE = 0.22;
const UNHEARD = 0.3;
/** From this share of the best on a class of the plan is wanted beside goods of no class. */
const BESIDE_BEST = 0.82;
/** From this share of the best on goods are among what is mainly wanted. */
const MAIN = 0.8;
/** Below this the buyer is asked. */
const UNSURE = 50;
const WANTED_ROLES: ReadonlySet<Role> = new Set(['NEW', 'WANTED']);
const NAMING_ROLES: ReadonlySet<Role> = new Set(['NEW', 'WANTED', 'NAMED', 'OLD']);
/** Where nothing but the surroundings is named, they say what it is about: 植保飞防队要换四架. */
const NOTHING_ELSE_NAMED = 0.6;

interface Evidence { value: number; best: Mention | null; words: string[]; old: string[]; code: string | null; around: readonly string[] }

/** Reads what equipment a buyer's words ask for. Pure: the same words and law give the same answer. */
export class DemandRouter {
  private readonly lexicon: Lexicon;
  private readonly classes: ReadonlyMap<string, ClassDefinition>;
  private readonly paths = new Map<string, UpgradePath[]>();
  private readonly tasks: ReadonlyMap<string, string>;

  /** `write` gives texts the form in which they are compared (searchable text). */
  constructor(law: RoutingLaw, private readonly write: (text: string) => string) {
    this.classes = new Map(law.classes.map((one) => [one.id, one]));
    for (const path of law.paths) this.paths.set(path.classId, [...this.paths.get(path.classId) ?? [], path]);
    this.tasks = new Map(law.items.map(({ id, taskId }) => [id, taskId]));
    this.lexicon = new Lexicon(law.classes, law.synonyms, law.oldMachines, write);
  }

  route(demand: string): Route {
    const text = this.write(demand.slice(0, ROUTED_LONGEST));
    const mentions = this.mentionsOf(text);
    const evidence = this.weigh(text, mentions);
    const sorted = [...evidence].map(([id, one]) => ({ id, ...one })).sort((a, b) => b.value - a.value || (a.best?.from ?? 1e6) - (b.best?.from ?? 1e6) || (a.id < b.id ? -1 : 1));
    const intent = otherIntent(text);
    const wanted = mentions.some(({ role, meaning }) => WANTED_ROLES.has(role) && Math.max(...meaning.values()) >= 0.5);
    const named = mentions.some(({ role, meaning }) => NAMING_ROLES.has(role) && Math.max(...meaning.values()) >= 0.55);
    // 村口老人能自己测的: no name at all, and yet a wish.
    const isDescribed = sorted.some(({ best, value }) => best === null && value >= 0.34);
    const wish = intent?.intent === 'QUESTION' ? saysWish(text) : saysOwning(text);
    if (intent !== null && (intent.whateverIsNamed ? !((wanted || named || isDescribed) && wish) : !named && !isDescribed)) return nothing(intent.intent, intent.whateverIsNamed ? 90 : 75);
    const plan = sorted.filter(({ id }) => id !== NO_CLASS && this.classes.get(id)?.origin === 'PLAN');
    const others = sorted.filter(({ id }) => id === NO_CLASS || this.classes.get(id)?.origin === 'EXTENSION');
    const [best, stranger] = [plan[0]?.value ?? 0, others[0]?.value ?? 0];
    if (Math.max(best, stranger) < 0.2 && mentions.length === 0 && !mayAsk(text)) return nothing(null, 60);
    const gap = best < (stranger < UNHEARD ? FITS_ALONE : FITS) || best < BESIDE_BEST * stranger;
    const top = Math.max(best, stranger);
    const ranked = gap ? [] : plan.filter(({ value }) => value >= 0.35 * best && value >= 0.2);
    const extensions = others.filter(({ id, value }) => id !== NO_CLASS && value >= FITS * 0.9 && value >= 0.62 * top);
    const mainly = (some: typeof sorted): string[] => some.filter(({ value }) => value >= MAIN * top).slice(0, 3).map(({ id }) => id);
    const items = itemsOf(text, mainly(ranked), mainly(extensions), this.paths);
    return {
      ranked: ranked.slice(0, RANKED_MAX).map((one) => routed(one, plan)), extensions: extensions.slice(0, RANKED_MAX).map((one) => routed(one, others)),
      items, taskId: this.tasks.get(items[0]?.itemId ?? '') ?? null, gap, outOfScope: false, intent: null, ...sureOf(sorted, ranked, others, gap),
    };
  }

  /** What was read: the words with their roles and what each class has for it. For whoever looks into an answer. */
  read(demand: string): { readonly mentions: readonly Mention[]; readonly worth: ReadonlyMap<string, number> } {
    const text = this.write(demand.slice(0, ROUTED_LONGEST));
    const mentions = this.mentionsOf(text);
    return { mentions, worth: new Map([...this.weigh(text, mentions)].map(([id, { value }]) => [id, value])) };
  }

  private mentionsOf(text: string): Mention[] {
    const words = this.lexicon.find(text);
    const clauses = clausesOf(text);
    return clauses.flatMap((clause, at) => rolesOf(clause, [...words, ...codesIn(clause.text, clause.from)].filter(({ from }) => from >= clause.from && from < clause.to), clauses[at - 1] ?? null));
  }

  private weigh(text: string, mentions: readonly Mention[]): Map<string, Evidence> {
    const found = new Map<string, Evidence>();
    const of = (id: string): Evidence => {
      const known = found.get(id) ?? { value: 0, best: null, words: [], old: [], code: null, around: [] };
      found.set(id, known);
      return known;
    };
    const isNamed = mentions.some(({ role, meaning }) => (NAMING_ROLES.has(role) || role === 'BESIDE') && Math.max(...meaning.values()) >= 0.4);
    for (const mention of mentions) {
      for (const [id, weight] of mention.meaning) {
        const one = of(id);
        const value = weight * (isNamed || mention.role !== 'AROUND' ? ROLE_SHARE[mention.role] : NOTHING_ELSE_NAMED);
        if (value > one.value) {
          one.value = Math.min(1.1, value + 0.08 * one.value);
          one.best = mention;
        } else one.value = Math.min(1.1, one.value + 0.08 * value);
        (mention.role === 'OLD' ? one.old : one.words).push(mention.word.replaceAll('~', '…'));
      }
    }
    for (const { word, meaning } of this.lexicon.findOld(text)) {
      for (const [id, weight] of meaning) {
        const one = of(id);
        one.value = Math.max(one.value, 0.6 * weight);
        one.old.push(word);
      }
    }
    const refused = new Set(mentions.filter(({ role }) => role === 'REFUSED').flatMap(({ meaning }) => [...meaning.keys()]));
    for (const [id, { strength, words }] of this.lexicon.surroundings(text)) {
      const known = found.get(id);
      if (known === undefined && (words.length < 2 || refused.has(id))) continue;
      const one = of(id);
      if (refused.has(id) && one.value === 0) continue;
      one.value = one.value === 0 ? 0.62 * strength : one.value + Math.max(0, 1.1 - one.value) * 0.45 * strength;
      one.around = words;
    }
    return found;
  }
}

function nothing(intent: OtherIntent | null, confidence: number): Route {
  return { ranked: [], extensions: [], items: [], taskId: null, gap: false, outOfScope: true, intent, confidence, question: null };
}

type Weighed = { readonly id: string } & Evidence;

/** How sure the answer is, and what to ask when it is not. */
function sureOf(all: readonly Weighed[], ranked: readonly Weighed[], others: readonly Weighed[], gap: boolean): Pick<Route, 'confidence' | 'question'> {
  const [first, second] = gap ? others : ranked;
  if (first === undefined || first.value < FITS_ALONE) return { confidence: 10, question: { code: 'WHAT', classIds: [], words: [] } };
  const isOther = first.id === NO_CLASS;
  // Two classes that stand for the same words are told apart by a question, whatever else speaks for both.
  const rival = second !== undefined && second.best?.from === first.best?.from ? second.value : all.find(({ id, best }) => id !== first.id && id !== NO_CLASS && (best === null || best.from === first.best?.from))?.value ?? 0;
  const confidence = sureness(first.value, isOther ? 0 : rival);
  if (confidence >= UNSURE) return { confidence, question: null };
  if (gap) return { confidence, question: { code: 'NO_CLASS', classIds: others.filter(({ id }) => id !== NO_CLASS).slice(0, 2).map(({ id }) => id), words: first.words.slice(0, 2) } };
  return { confidence, question: { code: 'WHICH', classIds: ranked.slice(0, 3).map(({ id }) => id), words: first.words.slice(0, 2) } };
}

/** Model numbers as standards and habit form them, as words of their own. */
function codesIn(text: string, from: number): FoundWord[] {
  return [...text.matchAll(/[a-z]{1,5}-?\d[a-z0-9/\-.x×]*/gu)].flatMap((found) => {
    const codes = readTypeCode(found[0]);
    if (codes.length === 0 || /[a-z0-9]/u.test(text.charAt(found.index - 1))) return [];
    return [{ word: found[0], from: from + found.index, to: from + found.index + found[0].length, meaning: new Map(codes.map(({ classId, weight }) => [classId, weight * 0.9])) }];
  });
}

function routed(one: { readonly id: string } & Evidence, all: readonly ({ readonly id: string } & Evidence)[]): RoutedClass {
  const rival = Math.max(0, ...all.filter(({ id }) => id !== one.id).map(({ value }) => value));
  const reasons: RouteReason[] = [
    ...(one.words.length === 0 ? [] : [{ code: 'NAMED' as const, words: [...new Set(one.words)].slice(0, 4) }]),
    ...(one.old.length === 0 ? [] : [{ code: 'REPLACES' as const, words: [...new Set(one.old)].slice(0, 3) }]),
    ...(one.around.length === 0 ? [] : [{ code: 'AROUND' as const, words: one.around.slice(0, 4) }]),
  ];
  return { classId: one.id, confidence: sureness(one.value, rival), reasons };
}

/** 0 to 100: what speaks for it, less what speaks as loudly for another. */
function sureness(value: number, rival: number): number {
  const alone = Math.min(1, value);
  return Math.round(100 * alone * (rival <= 0 ? 1 : 0.55 + 0.45 * Math.min(1, Math.max(0, (value - rival) / Math.max(value, 0.01)) * 2)));
}
