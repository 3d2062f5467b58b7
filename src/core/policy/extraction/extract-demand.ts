import { AttributeIndex } from '../wording/attribute-index.js';
import type { ClassDefinition } from '../class-definition.js';
import { saysSomething } from '../../text/says-something.js';
import type { DateText } from '../../time/dates.js';
import { budgetOf } from './budget.js';
import { comparisonOf } from './comparison.js';
import { namedDays } from './day-words.js';
import { doubtsOf } from './doubts.js';
import { energyGradeOf } from './energy-grade.js';
import type { Doubt, ExtractedRequirement, Extraction } from './extraction.js';
import { featuresOf } from './features.js';
import { labelled, labelStart, type LabelledFigure } from './figure-label.js';
import { attributeOf, namedElsewhere, requirementOf, type FigureReader } from './figure-requirements.js';
import { scanFigures, type Figure, type Taken } from './figures.js';
import { inUnitOf } from './said-value.js';
import { quantityOf } from './goods-quantity.js';
import { GoodsWords } from './goods-words.js';
import { neededByOf } from './needed-by.js';
import { oldMachineOf } from './old-machine.js';
import { placesOf } from './places.js';
import { clausesOf, Scopes } from './passages.js';
import { LONGEST_TEXT, WrittenText } from './written-text.js';

/** Requirements that one text may give: a line of a demand takes as many. */
const MOST_REQUIREMENTS = 50;

/**
 * Reads what a demand in plain Chinese asks of its goods, and when, how many, for how much, instead of what. A proposal: every
 * part carries the words it was read from, what looks wrong is told as a doubt. Built once for an edition of the classes.
 */
export class DemandReader {
  readonly index: AttributeIndex;
  readonly goods: GoodsWords;

  constructor(definitions: readonly ClassDefinition[]) {
    this.index = new AttributeIndex(definitions);
    this.goods = new GoodsWords(definitions);
  }

  /** `definition`: the class that is wanted, by whose attributes the figures are read; null: names and units as said. Never throws. */
  read(original: string, definition: ClassDefinition | null, today: DateText): Extraction {
    const written = new WrittenText(original);
    const text = written.folded;
    const clauses = clausesOf(text);
    const scopes = new Scopes(text, clauses);
    const names = this.goods.namesIn(text.toLowerCase());
    const days = namedDays(text, today);
    const grade = energyGradeOf(written, clauses, definition === null || definition.energyGradeKind !== null);
    const taken = ordered([...days, ...grade.taken]);
    const { figures, models } = scanFigures(text, taken);
    const money = budgetOf(written, figures, clauses, scopes);
    const others = figures.filter((figure) => !money.money.has(figure));
    const figureReader: FigureReader = { written, definition, index: this.index, context: names.map(({ start, end }) => text.slice(start, end)).join(' ') };
    const lines = labelled(text, others, clauses);
    const attributes = new Map(lines.map((line) => [line.figure, line]));
    const quantity = quantityOf(written, others, clauses, scopes, definition, (figure) => {
      const line = attributes.get(figure);
      if (line === undefined) return false;
      if (line.unit?.includes('/') === true) return true;
      return isCounted(line.labels, figureReader) || (line.comparison.said && line.labels.length > 0 && !names.some((name) => name.end === line.figure.start))
        || (definition !== null && line.labels.length > 0 && (attributeOf(line, definition, written, new Set())?.certainty ?? 0) >= 0.65);
    });
    const needed = neededByOf(written, days, clauses, scopes, today);
    const read = figuresRead(lines, quantity.counts, scopes, figureReader);
    const features = featuresOf({ written, clauses, scopes, names, definition, index: this.index, taken: ordered([...taken, ...figures.filter(isNoWord), ...lines.filter(({ figure }) => isNoWord(figure) && !quantity.counts.has(figure)).map((line) => ({ start: labelStart(line, text), end: line.figure.end }))]) });
    const requirements = inOrder([...read, ...features]);
    const where = placesOf(written, clauses, scopes);
    return {
      requirements: requirements.slice(0, MOST_REQUIREMENTS), quantity: quantity.quantity, budget: money.budget, neededBy: needed.neededBy,
      energyGradeAtMost: grade.grade, oldMachine: oldMachineOf(written, clauses, scopes, models, today),
      places: where.places, regionCode: where.regionCode,
      doubts: [
        ...textDoubts(written, requirements.length), ...grade.doubts, ...money.doubts, ...eachDoubt(money.budget, quantity.quantity), ...quantity.doubts, ...needed.doubts, ...where.doubts,
        ...unknownUnits(written, models, this.index), ...unfitUnits(requirements, definition, this.index), ...doubtsOf(requirements, definition),
      ],
    };
  }
}

/** A count with a label that some class knows for a count: 刀库24把, 接入设备150台. */
function isCounted([label]: readonly string[], { index }: FigureReader): boolean {
  return label !== undefined && namedElsewhere(label, index).some(({ unit }) => unit === '1');
}

const NONE: ReadonlySet<string> = new Set();

/** A bound that names nothing: 处理能力不低于200t/h，且不超过500t/h speaks of the same figure twice. */
function goesOn({ labels, comparison, unit }: LabelledFigure, before: LabelledFigure | null): boolean {
  return before !== null && comparison.said && labels.length === 0 && before.unit === unit;
}

function figuresRead(lines: readonly LabelledFigure[], counts: ReadonlySet<Figure>, scopes: Scopes, reader: FigureReader): ExtractedRequirement[] {
  const requirements: ExtractedRequirement[] = [];
  const used = new Set<string>();
  let before: LabelledFigure | null = null;
  for (const given of lines) {
    if (counts.has(given.figure) || scopes.at(given.figure.start) !== 'WANTED') continue;
    const isSame: boolean = goesOn(given, before);
    const line: LabelledFigure = isSame && before !== null ? { ...given, labels: before.labels } : given;
    const read = requirementOf(line, reader, isSame ? NONE : used);
    before = line;
    requirements.push(...read);
    for (const { attribute } of read) used.add(attribute);
  }
  return requirements;
}

/** 处理能力200xyz: a figure with letters that are no unit, behind a label that asks for one. */
function unknownUnits(written: WrittenText, models: readonly Taken[], index: AttributeIndex): Doubt[] {
  return models.flatMap(({ start, end }): Doubt[] => {
    const found = /^[\d.]+([A-Za-z]{1,8}(?:\/[A-Za-z]{1,8})?)$/u.exec(written.folded.slice(start, end));
    const label = /[\u4e00-\u9fff]{2,12}$/u.exec(comparisonOf(written.folded.slice(Math.max(0, start - 24), start), '').label)?.[0] ?? '';
    if (found === null || label === '' || !index.meaningsOf(label).some(({ similarity }) => similarity >= 0.85)) return [];
    return [{ code: 'UNIT_UNKNOWN', words: written.words(start, end), params: { name: label, unit: found[1] ?? '' } }];
  });
}

/** 处理能力不低于200kW: the class has the attribute, in another kind of unit, so that the figure stands under its own word. */
function unfitUnits(requirements: readonly ExtractedRequirement[], definition: ClassDefinition | null, index: AttributeIndex): Doubt[] {
  return requirements.flatMap(({ attribute, name, value, unit, words }): Doubt[] => {
    if (definition === null || unit === null || unit === '1' || definition.attributes.some(({ key }) => key === attribute)) return [];
    const meant = index.meaningsOf(name).find(({ known, similarity }) => known.classId === definition.id && known.attribute.type === 'number' && similarity >= 0.9)?.known.attribute;
    const figures = (Array.isArray(value) ? value : [value]).filter((one): one is number => typeof one === 'number');
    return meant === undefined || inUnitOf(meant, figures, unit) !== null ? [] : [{ code: 'UNIT_UNFIT', words, params: { name: meant.zh, unit, expected: meant.unit ?? '-' } }];
  });
}

/** 每台12万, six of them: a line's budget is of all. */
function eachDoubt(budget: Extraction['budget'], quantity: Extraction['quantity']): Doubt[] {
  if (budget?.value.basis !== 'each') return [];
  const { cny: each } = budget.value;
  if (quantity === null) return [{ code: 'BUDGET_EACH', words: budget.words, params: { each } }];
  const { amount, unit } = quantity.value;
  return [{ code: 'BUDGET_EACH_TIMES', words: budget.words, params: { each, quantity: `${amount}${unit}`, total: Number((each * amount).toPrecision(12)) } }];
}

function textDoubts(written: WrittenText, requirements: number): Doubt[] {
  const doubts: Doubt[] = [];
  const { original } = written;
  if (!saysSomething(original)) doubts.push({ code: 'TEXT_EMPTY', words: { text: '', start: 0, end: 0 }, params: {} });
  if (original.length > LONGEST_TEXT) doubts.push({ code: 'TEXT_TOO_LONG', words: { text: '', start: LONGEST_TEXT, end: original.length }, params: { max: LONGEST_TEXT } });
  if (requirements > MOST_REQUIREMENTS) doubts.push({ code: 'TOO_MANY_REQUIREMENTS', words: { text: '', start: 0, end: 0 }, params: { max: MOST_REQUIREMENTS, count: requirements } });
  return doubts;
}

/** 6×4 is a figure or a word: where the class knows it for a value, it is one. */
function isNoWord(figure: Figure | undefined): boolean {
  return figure === undefined || figure.shape !== 'SIZES' || figure.unit !== null;
}

/** In the order of the text, each thing once. */
function inOrder(requirements: readonly ExtractedRequirement[]): ExtractedRequirement[] {
  const seen = new Set<string>();
  return [...requirements].sort((a, b) => a.words.start - b.words.start).filter(({ attribute, op, value }) => {
    const key = JSON.stringify([attribute, op, value]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function ordered(places: readonly Taken[]): Taken[] {
  return [...places].sort((a, b) => a.start - b.start);
}
