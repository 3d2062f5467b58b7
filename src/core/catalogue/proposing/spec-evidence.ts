import type { AttributeIndex } from '../../policy/wording/attribute-index.js';
import { couldBe } from '../../policy/wording/figure-value.js';
import type { Clause } from './row-text.js';

/** What the statements of a row say for one class. */
export interface SpecEvidence {
  /** 0 to 1. */
  readonly weight: number;
  /** Chinese names of the attributes that the row speaks of. */
  readonly said: readonly string[];
}

/** A figure without a unit is less sure of its attribute. */
const UNITLESS = 0.2;
/** Two or three statements that few classes know are nearly all that can be had. */
const SATURATION = 1.1;

/**
 * What the figures, choices and yes/no of a row say for each class. A statement that few classes know says more than one that
 * many know, and a class must know most of the statements that mean anything to any class.
 */
export function specEvidence(clauses: readonly Clause[], index: AttributeIndex): Map<string, SpecEvidence> {
  const sums = new Map<string, { weight: number; said: string[] }>();
  let statements = 0;
  for (const clause of clauses) {
    const best = clause.from === 'NAME' ? new Map<string, Said>() : saidBy(clause, index);
    if (best.size === 0) continue;
    statements += 1;
    const rarity = 1 - Math.log(best.size) / Math.log(index.classCount);
    for (const [classId, { similarity, attribute }] of best) {
      const sum = sums.get(classId) ?? { weight: 0, said: [] };
      sum.weight += rarity * rarity * similarity;
      sum.said.push(attribute);
      sums.set(classId, sum);
    }
  }
  return new Map([...sums].map(([classId, { weight, said }]) =>
    [classId, { weight: (1 - Math.exp(-weight / SATURATION)) * (0.4 + 0.6 * (said.length / statements)), said }]));
}

interface Said { readonly similarity: number; readonly attribute: string }

/** By class, the attribute that the statement means most surely. */
function saidBy(clause: Clause, index: AttributeIndex): Map<string, Said> {
  const best = new Map<string, Said>();
  const keep = (classId: string, similarity: number, attribute: string): void => {
    if ((best.get(classId)?.similarity ?? 0) < similarity) best.set(classId, { similarity, attribute });
  };
  for (const { label, unit, values: [figure] } of clause.measures) {
    for (const { known, similarity } of index.meaningsOf(label)) {
      if (figure === undefined || !couldBe(figure, unit, known.attribute)) continue;
      keep(known.classId, similarity - (unit === null && known.attribute.unit !== '1' ? UNITLESS : 0), known.attribute.zh);
    }
  }
  for (const { word, said } of index.wordsIn(clause.key)) {
    if (word.length < 2) continue;
    for (const { known } of said) keep(known.classId, Math.min(0.85, 0.35 + word.length * 0.1), known.attribute.zh);
  }
  return best;
}
