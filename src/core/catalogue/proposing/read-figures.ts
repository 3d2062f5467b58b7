import type { Decimal } from 'decimal.js';
import type { AttributeDefinition, ClassDefinition } from '../../policy/class-definition.js';
import { wordKey } from '../../text/fold.js';
import type { AttributeIndex } from '../../policy/wording/attribute-index.js';
import { figureNames } from '../../policy/wording/attribute-names.js';
import { figureValue, isOutside } from '../../policy/wording/figure-value.js';
import { LABEL_MEANS } from '../../policy/wording/label-similarity.js';
import type { Measure } from './measure.js';
import type { Clause } from './row-text.js';

/** A figure that was understood. */
export interface FoundFigure {
  readonly attribute: AttributeDefinition;
  readonly value: Decimal;
  /** How surely label and unit mean the attribute, 0 to 1. */
  readonly certainty: number;
  /** Outside the bounds of the class: not to be kept. */
  readonly outside: boolean;
}

interface Candidate extends FoundFigure { readonly measure: Measure }

/** What a unit alone is worth where only one attribute of the class is measured in it, and where it is the first of several. */
const UNIT_ONLY = 0.6;
const UNIT_FIRST = 0.52;
const ACCEPTED = 0.5;

/** Finds the figures of one class in the statements of a row: each statement for the attribute it names best, each attribute once. */
export function readFigures(clauses: readonly Clause[], definition: ClassDefinition, index: AttributeIndex): FoundFigure[] {
  const numbers = definition.attributes.filter((attribute) => attribute.type === 'number');
  const candidates = clauses.flatMap((clause) => clause.measures.flatMap((measure) => candidatesOf(measure, clause, numbers, definition, index)));
  const taken = new Map<AttributeDefinition, Candidate>();
  const used = new Map<Measure, number>();
  for (const one of candidates.sort((a, b) => b.certainty - a.certainty)) {
    const allowed = one.measure.shape === 'RANGE' ? 2 : one.measure.shape === 'SIZES' ? 3 : 1;
    if (taken.has(one.attribute) || (used.get(one.measure) ?? 0) >= allowed) continue;
    taken.set(one.attribute, one);
    used.set(one.measure, (used.get(one.measure) ?? 0) + 1);
  }
  return [...taken.values()];
}

function candidatesOf(written: Measure, clause: Clause, numbers: readonly AttributeDefinition[], definition: ClassDefinition, index: AttributeIndex): Candidate[] {
  const measure = nameless(written, clause, definition, index);
  if (measure.glued && measure.unit === null && !namesExactly(measure.label, definition, index)) return [];
  switch (measure.shape) {
    case 'LIST': return hooksOf(measure, numbers, definition, index);
    case 'SIZES': return [...sizesOf(measure, clause, numbers), ...areasOf(measure, numbers, definition, index)];
    case 'RANGE': return endsOf(measure, numbers, definition, index);
    case 'SINGLE':
    case 'PRODUCT': return numbers.flatMap((attribute) => {
      const certainty = certaintyOf(measure, attribute, numbers, definition, index);
      return certainty < ACCEPTED ? [] : candidate(measure, measure.values[0], attribute, certainty);
    });
  }
}

/** In a name the words before a figure are the goods themselves, unless they are a label (喂入量8公斤联合收割机). */
function nameless(measure: Measure, { from }: Clause, definition: ClassDefinition, index: AttributeIndex): Measure {
  const isLabel = index.meaningsOf(measure.label).some(({ known }) => known.classId === definition.id);
  return from !== 'NAME' || isLabel ? measure : { ...measure, label: '' };
}

function candidate(measure: Measure, figure: Decimal | undefined, attribute: AttributeDefinition, certainty: number): Candidate[] {
  const read = figure === undefined ? null : figureValue(figure, measure.unit, attribute);
  if (read === null) return [];
  const outside = isOutside(read.value, attribute);
  // What lies outside of one attribute's bounds may well be another's.
  const sure = certainty - (read.loose ? 0.08 : 0) - (outside ? 0.2 : 0);
  return sure < ACCEPTED ? [] : [{ attribute, value: read.value, certainty: sure, outside, measure }];
}

function certaintyOf(measure: Measure, attribute: AttributeDefinition, numbers: readonly AttributeDefinition[], definition: ClassDefinition, index: AttributeIndex): number {
  const named = bestSimilarity(measure, attribute, definition, index) - halfOfPair(measure, attribute, numbers);
  // A bare number needs a label that means it; a count is a bare number by nature.
  if (named >= LABEL_MEANS) return measure.unit === null && attribute.unit !== '1' ? named - 0.12 : named;
  if (measure.unit === null || attribute.unit === '1' || attribute.unit === '%' || measure.unit === '%') return 0;
  const alike = numbers.filter((other) => isMeasuredIn(measure, other));
  const isOnly = alike.length === 1 && alike[0] === attribute;
  if (!isOpen(measure.label, index)) return isOnly && (sharesWord(measure.label, attribute) || measuresAlike(measure.label, attribute, index)) ? UNIT_FIRST : 0;
  if (isOnly) return UNIT_ONLY;
  return alike.find((one) => one.matchRole === 'hard') === attribute && alike[0] === attribute ? UNIT_FIRST : 0;
}

/** A label that names nothing of its own: none at all, or the value of a choice (柴油37kW). */
function isOpen(label: string, index: AttributeIndex): boolean {
  return label === '' || index.isValue(label);
}

/** 过热蒸汽450°C: two characters in common with a name of the only attribute that is measured so. */
function sharesWord(label: string, attribute: AttributeDefinition): boolean {
  const names = figureNames(attribute);
  return Array.from({ length: Math.max(0, label.length - 1) }, (_, at) => label.slice(at, at + 2)).some((pair) => names.some((name) => name.includes(pair)));
}

/** A label that means an attribute of the same unit to another class: 输送量 of a crusher is what goes through it. */
function measuresAlike(label: string, attribute: AttributeDefinition, index: AttributeIndex): boolean {
  return index.meaningsOf(label).some(({ known, similarity }) => similarity >= 0.85 && known.attribute.unit === attribute.unit);
}

function isMeasuredIn({ unit, values }: Measure, attribute: AttributeDefinition): boolean {
  const [figure] = values;
  return figure !== undefined && unit !== null && figureValue(figure, unit, attribute)?.loose === false;
}

/** The label before the figure, or for a count the words behind it: 3片玻璃, 504锭. */
function bestSimilarity(measure: Measure, attribute: AttributeDefinition, definition: ClassDefinition, index: AttributeIndex): number {
  const behind = wordKey(measure.after).replace(/\([^()]*\)?|以上|以下|左右|\+$/gu, '');
  const unit = wordKey(measure.unit ?? '');
  const counted = attribute.unit === '1' || attribute.unit === 'cycles';
  const labels = counted ? [measure.label, behind, unit + behind, unit] : measure.label === '' ? [behind] : [measure.label];
  return Math.max(0, ...labels.filter((label) => label !== '').map((label, at) => similarityTo(label, attribute, definition, index) - (at === 0 ? 0 : 0.05)));
}

function similarityTo(label: string, attribute: AttributeDefinition, definition: ClassDefinition, index: AttributeIndex): number {
  return index.meaningsOf(label).find(({ known }) => known.classId === definition.id && known.attribute === attribute)?.similarity ?? 0;
}

/** Letters before a bare figure are a label only where they are all of a name: COP2.3, IP55. */
function namesExactly(label: string, definition: ClassDefinition, index: AttributeIndex): boolean {
  return index.meaningsOf(label).some(({ known, similarity }) => known.classId === definition.id && similarity >= 0.95);
}

/** Of 最小 and 最大 of the same thing a single figure is the one that its sign says, else the one that excludes. */
function halfOfPair(measure: Measure, attribute: AttributeDefinition, numbers: readonly AttributeDefinition[]): number {
  const other = numbers.find((one) => one !== attribute && pairKey(one) === pairKey(attribute));
  if (other === undefined || pairKey(attribute) === attribute.zh) return 0;
  const isLeast = /最小|最低/u.test(attribute.zh);
  const least = measure.sign === '>=' || /^(?:及?以上|起)/u.test(measure.after);
  const most = measure.sign === '<=' || /^(?:及?以下|以内)/u.test(measure.after);
  if (least || most) return isLeast === least ? 0 : 0.3;
  const preferred = attribute.matchRole === other.matchRole ? !isLeast : attribute.matchRole === 'hard';
  return preferred ? 0 : 0.1;
}

const pairKey = ({ zh }: AttributeDefinition): string => zh.replace(/最小|最低|最大|最高/gu, '');

/** Both ends of a range where the class has a minimum and a maximum; of temperatures one end where it has only that. */
function endsOf(measure: Measure, numbers: readonly AttributeDefinition[], definition: ClassDefinition, index: AttributeIndex): Candidate[] {
  const [low, high] = measure.values;
  return numbers.flatMap((attribute) => {
    const similarity = bestSimilarity({ ...measure, label: measure.label.replace(/最[大小高低]/gu, '') }, attribute, definition, index);
    const isLeast = /最小|最低/u.test(attribute.zh);
    const isMost = /最大|最高/u.test(attribute.zh);
    const paired = numbers.some((one) => one !== attribute && pairKey(one) === pairKey(attribute));
    if (similarity < LABEL_MEANS || !(isLeast || isMost) || !(paired || attribute.unit === '°C')) return [];
    return candidate(measure, isLeast ? low : high, attribute, similarity);
  });
}

/** 20/5t of a crane are its main and its second hook: the first counts. Of other alternatives none does. */
function hooksOf(measure: Measure, numbers: readonly AttributeDefinition[], definition: ClassDefinition, index: AttributeIndex): Candidate[] {
  return numbers.filter(({ zh }) => /起重量|起升高度/u.test(zh)).flatMap((attribute) => {
    const certainty = certaintyOf(measure, attribute, numbers, definition, index);
    return certainty < ACCEPTED ? [] : candidate(measure, measure.values[0], attribute, certainty);
  });
}

/** A cross-section of 5.4×4.0 m. */
function areasOf(measure: Measure, numbers: readonly AttributeDefinition[], definition: ClassDefinition, index: AttributeIndex): Candidate[] {
  const [width, height, third] = measure.values;
  if (width === undefined || height === undefined || third !== undefined || measure.unit !== 'm') return [];
  return numbers.flatMap((attribute) => {
    const similarity = attribute.unit === 'm2' ? bestSimilarity(measure, attribute, definition, index) : 0;
    return similarity < LABEL_MEANS ? [] : candidate({ ...measure, unit: 'm2' }, width.times(height), attribute, similarity).map((one) => ({ ...one, measure }));
  });
}

const SIZE_NAMES = [/^(?:最大)?(?:板|加工|单片)?长度?$|^最大板长$/u, /宽/u, /厚|高/u] as const;

/** 600×300×11 as length, width and thickness or height, of goods that are sold by their sizes. */
function sizesOf(measure: Measure, clause: Clause, numbers: readonly AttributeDefinition[]): Candidate[] {
  if (!/^(?:|规格|尺寸|外形尺寸|规格尺寸|规格型号|产品规格|型号|外形|砖|板)$/u.test(measure.label.replace(/mm|\(.*\)/gu, '')) && clause.from !== 'COLUMN') return [];
  const lengths = numbers.filter((attribute) => attribute.unit === 'mm');
  const dims = SIZE_NAMES.map((names) => lengths.find((attribute) => names.test(attribute.zh.replace(/\([^()]*\)/gu, ''))));
  // The width of a block of masonry is called its thickness as well.
  if (dims[1] === undefined && dims[2] !== undefined) dims[1] = lengths.find((attribute) => /宽|墙厚/u.test(attribute.zh));
  if (dims.filter((one) => one !== undefined).length < 2) return [];
  const unit = measure.unit ?? 'mm';
  return measure.values.flatMap((value, at) => {
    const attribute = dims[at];
    return attribute === undefined ? [] : candidate({ ...measure, unit }, value, attribute, 0.75).map((one) => ({ ...one, measure }));
  });
}
