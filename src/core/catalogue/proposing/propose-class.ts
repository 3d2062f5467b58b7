import type { ClassDefinition } from '../../policy/class-definition.js';
import { AttributeIndex } from './attribute-index.js';
import { ClassNames, type NameMatch, type SynonymGroup } from './class-names.js';
import { couldBe } from './figure-value.js';
import { readTypeCode } from './words/type-codes.js';
import { clausesOfText, type Clause } from './row-text.js';

/** Why a class is proposed. NAME: `detail` is the name of the class that is nearest; CODE: the type code; SPECS: attributes that the row speaks of. */
export interface Reason {
  readonly code: 'NAME' | 'CODE' | 'SPECS' | 'CONTEXT';
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
/** What is named last counts as named third. */
const SHOWN = 0.22;

/** Proposes the class of goods from what a price list says of them, without any class code. */
export class ClassProposer {
  private readonly names: ClassNames;
  readonly index: AttributeIndex;
  private readonly classes: ReadonlyMap<string, ClassDefinition>;

  constructor(classes: Iterable<ClassDefinition>, synonyms: readonly SynonymGroup[]) {
    this.classes = new Map([...classes].map((one) => [one.id, one]));
    this.names = new ClassNames(this.classes.values(), synonyms);
    this.index = new AttributeIndex(this.classes.values());
  }

  definition(classId: string): ClassDefinition | undefined {
    return this.classes.get(classId);
  }

  propose(goods: GoodsText): ClassProposal {
    const named = this.names.match(goods.name);
    const other = named.find(({ classId }) => classId === null);
    const byName = new Map(named.flatMap((match): [string, NameMatch][] => (match.classId === null ? [] : [[match.classId, match]])));
    const bySpecs = this.specEvidence(goods.clauses);
    const byCode = readTypeCode(goods.model);
    const byContext = this.contextEvidence(goods.context);
    const ids = new Set([...byName.keys(), ...bySpecs.keys(), ...byCode.map(({ classId }) => classId)]);
    const ranked = [...ids].map((classId): ProposedClass => {
      const name = byName.get(classId);
      const specs = bySpecs.get(classId);
      const code = byCode.find((one) => one.classId === classId);
      const context = byContext.get(classId) ?? 0;
      const confidence = combined(name?.score ?? 0, specs?.weight ?? 0, code === undefined ? 0 : code.weight, context);
      const reasons: Reason[] = [
        ...(name === undefined ? [] : [{ code: 'NAME' as const, detail: name.term }]), ...(code === undefined ? [] : [{ code: 'CODE' as const, detail: code.prefix }]),
        ...(specs === undefined || specs.said.length === 0 ? [] : [{ code: 'SPECS' as const, detail: specs.said.slice(0, 4).join('、') }]),
        ...(context === 0 ? [] : [{ code: 'CONTEXT' as const, detail: goods.context[0] ?? '' }]),
      ];
      return { classId, confidence, reasons };
    }).sort((a, b) => b.confidence - a.confidence || (a.classId < b.classId ? -1 : 1));
    const best = ranked[0]?.confidence ?? 0;
    const none = best < FITS || (other !== undefined && other.score >= 0.8 && isOther(other, [...byName.values()]));
    return { ranked: ranked.filter(({ confidence }) => confidence >= Math.max(SHOWN, best - 0.45)).slice(0, RANKED_MAX), none };
  }

  /** What the figures, choices and yes/no of a row say for each class: a statement that few classes know says more than one that many know. */
  private specEvidence(clauses: readonly Clause[]): Map<string, { weight: number; said: string[] }> {
    const sums = new Map<string, { weight: number; said: string[] }>();
    let statements = 0;
    for (const clause of clauses) {
      if (clause.from === 'NAME') continue;
      const best = new Map<string, { similarity: number; said: string }>();
      const keep = (classId: string, similarity: number, said: string): void => {
        if ((best.get(classId)?.similarity ?? 0) < similarity) best.set(classId, { similarity, said });
      };
      for (const measure of clause.measures) {
        for (const { known, similarity } of this.index.meaningsOf(measure.label)) {
          if (measure.values[0] !== undefined && couldBe(measure.values[0], measure.unit, known.attribute)) keep(known.classId, similarity - (measure.unit === null && known.attribute.unit !== '1' ? 0.2 : 0), known.attribute.zh);
        }
      }
      for (const { word, said } of this.index.wordsIn(clause.key)) {
        if (word.length < 2) continue;
        for (const { known } of said) keep(known.classId, Math.min(0.85, 0.35 + word.length * 0.1), known.attribute.zh);
      }
      if (best.size === 0) continue;
      statements += 1;
      const rarity = 1 - Math.log(best.size) / Math.log(this.index.classCount);
      for (const [classId, { similarity, said }] of best) {
        const sum = sums.get(classId) ?? { weight: 0, said: [] };
        sum.weight += rarity * rarity * similarity;
        sum.said.push(said);
        sums.set(classId, sum);
      }
    }
    return new Map([...sums].map(([classId, { weight, said }]) =>
      [classId, { weight: (1 - Math.exp(-weight / 1.1)) * (0.4 + 0.6 * (said.length / Math.max(1, statements))), said }]));
  }

  private contextEvidence(context: readonly string[]): Map<string, number> {
    const found = new Map<string, number>();
    context.forEach((text, at) => {
      for (const clause of clausesOfText(text, 'NAME')) {
        for (const { classId, score } of this.names.match(clause.key.replace(/^[一二三四五六七八九十\d]+[.、．:]?|报价.*|价格.*|价目.*|产品|系列|类$/gu, ''))) {
          if (classId !== null && score >= 0.5) found.set(classId, Math.max(found.get(classId) ?? 0, score / (1 + at * 0.5)));
        }
      }
    });
    return found;
  }
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
