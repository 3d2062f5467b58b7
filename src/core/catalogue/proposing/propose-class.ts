import type { ClassDefinition } from '../../policy/class-definition.js';
import { AttributeIndex } from '../../policy/wording/attribute-index.js';
import { ClassNames, type NameMatch, type SynonymGroup } from './class-names.js';
import type { KnownClass } from './known-list.js';
import { clausesOfText, type Clause } from './row-text.js';
import { specEvidence, type SpecEvidence } from './spec-evidence.js';
import { readTypeCode, type TypeCode } from '../../policy/type-codes.js';

/**
 * Why a class is proposed. NAME: `detail` is the name of the class that is nearest; CODE: the type code; SPECS: attributes that the row speaks of;
 * CONFIRMED and REMEMBERED: the goods as their supplier calls them, who has said so of this list or of an earlier one.
 */
export interface Reason {
  readonly code: 'NAME' | 'CODE' | 'SPECS' | 'CONTEXT' | 'CONFIRMED' | 'REMEMBERED';
  readonly detail: string;
}

export interface ProposedClass {
  readonly classId: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reasons: readonly Reason[];
}

/** What a row says of the goods. */
export interface GoodsText {
  readonly name: string;
  readonly model: string;
  readonly clauses: readonly Clause[];
  /** Section heading, category, sheet and title above it, the nearest first. */
  readonly context: readonly string[];
}

export interface ClassProposal {
  /** Best first, at most ten. */
  readonly ranked: readonly ProposedClass[];
  /** True when no class fits: the goods are none of them, or too little is known. */
  readonly none: boolean;
}

/** Below this no class is proposed; a class that is only told by its figures must have more. */
const FITS = 0.5;
const RANKED_MAX = 10;
const SHOWN = 0.22;
/** How nearly a name must be that of other goods to be none of the classes for that. */
const SURELY_OTHER = 0.8;
/** What titles and sections say around the goods they are called after. */
const AROUND_NAMES = /^[一二三四五六七八九十\d]+[.、．:]?|报价.*|价格.*|价目.*|产品|系列|类$/gu;

/** Proposes the class of goods from what a price list says of them, without any class code. */
export class ClassProposer {
  private readonly names: ClassNames;
  readonly index: AttributeIndex;
  private readonly classes: ReadonlyMap<string, ClassDefinition>;
  private known: (goods: GoodsText) => KnownClass | null = () => null;

  constructor(classes: Iterable<ClassDefinition>, synonyms: readonly SynonymGroup[]) {
    this.classes = new Map([...classes].map((one) => [one.id, one]));
    this.names = new ClassNames(this.classes.values(), synonyms);
    this.index = new AttributeIndex(this.classes.values());
  }

  /** The same proposer, above whose judgement stands what the supplier of a list has said of its goods. */
  informedBy(known: (goods: GoodsText) => KnownClass | null): ClassProposer {
    const informed = Object.create(this) as ClassProposer;
    informed.known = known;
    return informed;
  }

  definition(classId: string): ClassDefinition | undefined {
    return this.classes.get(classId);
  }

  /** True for a text that is a name of goods of some class, more or less. */
  isGoodsName(text: string): boolean {
    const best = this.names.match(text)[0];
    return best !== undefined && best.classId !== null && best.score >= 0.6;
  }

  propose(goods: GoodsText): ClassProposal {
    const known = this.known(goods);
    const judged = this.judge(goods);
    if (known === null) return judged;
    const { classId, from } = known;
    if (classId === null) return { ranked: judged.ranked, none: true };
    // A class that was taken away since then is no answer any more.
    if (!this.classes.has(classId)) return judged;
    const said: ProposedClass = { classId, confidence: 1, reasons: [{ code: from, detail: goods.name }] };
    return { ranked: [said, ...judged.ranked.filter((one) => one.classId !== classId)].slice(0, RANKED_MAX), none: false };
  }

  private judge(goods: GoodsText): ClassProposal {
    const named = this.names.match(goods.name);
    const other = named.find(({ classId }) => classId === null);
    const ownNames = named.filter(({ classId }) => classId !== null);
    const evidence = {
      names: new Map(ownNames.map((match) => [match.classId ?? '', match])), specs: specEvidence(goods.clauses, this.index),
      codes: new Map(readTypeCode(goods.model).map((code) => [code.classId, code])), context: this.contextEvidence(goods.context),
    };
    const ids = new Set([...evidence.names.keys(), ...evidence.specs.keys(), ...evidence.codes.keys()]);
    const ranked = [...ids].map((classId) => proposed(classId, evidence)).sort((a, b) => b.confidence - a.confidence || (a.classId < b.classId ? -1 : 1));
    const best = ranked[0]?.confidence ?? 0;
    const none = best < FITS || (other !== undefined && other.score >= SURELY_OTHER && isOther(other, ownNames));
    return { ranked: ranked.filter(({ confidence }) => confidence >= SHOWN).slice(0, RANKED_MAX), none };
  }

  /** What section, category, title and sheet are called after; the nearer counts more. */
  private contextEvidence(context: readonly string[]): Map<string, Context> {
    const found = new Map<string, Context>();
    context.forEach((text, at) => {
      for (const { key } of clausesOfText(text, 'NAME')) {
        for (const { classId, score } of this.names.match(key.replace(AROUND_NAMES, ''))) {
          const weight = score / (1 + at * 0.5);
          if (classId !== null && score >= 0.5 && weight > (found.get(classId)?.weight ?? 0)) found.set(classId, { weight, text });
        }
      }
    });
    return found;
  }
}

interface Evidence {
  readonly names: ReadonlyMap<string, NameMatch>;
  readonly specs: ReadonlyMap<string, SpecEvidence>;
  readonly codes: ReadonlyMap<string, TypeCode>;
  readonly context: ReadonlyMap<string, Context>;
}
interface Context { readonly weight: number; readonly text: string }

function proposed(classId: string, { names, specs, codes, context }: Evidence): ProposedClass {
  const [name, said, code, around] = [names.get(classId), specs.get(classId), codes.get(classId), context.get(classId)];
  const reasons: Reason[] = [];
  if (name !== undefined) reasons.push({ code: 'NAME', detail: name.term });
  if (code !== undefined) reasons.push({ code: 'CODE', detail: code.prefix });
  if (said !== undefined) reasons.push({ code: 'SPECS', detail: said.said.slice(0, 4).join('、') });
  if (around !== undefined) reasons.push({ code: 'CONTEXT', detail: around.text });
  return { classId, confidence: combined(name?.score ?? 0, said?.weight ?? 0, code?.weight ?? 0, around?.weight ?? 0), reasons };
}

/** Goods that end in the name of something else are something else, unless a class's own name fits as well, or ends so itself (机载传感器). */
function isOther(other: NameMatch, named: readonly NameMatch[]): boolean {
  return named.every(({ score, term }) => score < other.score && !(score >= 0.6 && term.length > other.term.length && term.endsWith(other.term)));
}

/** Even the best name leaves something open: 氢能冷链车 is a matter of its fuel cell as well. */
const NAME_SHARE = 0.85;

/** The name says most; what it leaves open, figures, type code and context fill. */
function combined(name: number, specs: number, code: number, context: number): number {
  let sum = NAME_SHARE * name;
  let open = 1 - sum;
  for (const [evidence, share] of [[specs, 0.68], [code, 0.5], [context, 0.15]] as const) {
    const added = open * evidence * share;
    sum += added;
    open -= added;
  }
  return sum;
}
