import type { AttributeDefinition, ClassDefinition, SpecValue } from '../../policy/class-definition.js';
import { tidy, wordKey } from '../../text/fold.js';
import { readChoice, readYesNo } from './choice-cell.js';
import type { ColumnSource, Columns } from './heading.js';
import { areComparable, headingOf } from './heading-words.js';
import { readFigure } from './number-cell.js';
import { saysNothing, type Reading } from './reading.js';
import { missing, type Remark } from './remark.js';

/** Where a class finds its attributes in a table: one entry for each attribute that has a column. */
export interface AttributeColumn {
  readonly attribute: AttributeDefinition;
  readonly heading: string;
  /** The column in the unit of the class first, then those in other units. */
  readonly sources: readonly ColumnSource[];
}

export interface SpecsRead {
  readonly specs: Readonly<Record<string, SpecValue>>;
  readonly originals: Readonly<Record<string, string>>;
  readonly remarks: readonly Remark[];
}

/** The attribute columns of one class, in the order of the class. */
export function attributeColumns(columns: Pick<Columns, 'attributes'>, definition: ClassDefinition): readonly AttributeColumn[] {
  return definition.attributes.flatMap((attribute): AttributeColumn[] => {
    const found = columns.attributes.get(wordKey(attribute.zh)) ?? [];
    const sources = attribute.type === 'number' ? found.filter((source) => source.readAs === null || areComparable(source.readAs, attribute.unit)) : found;
    const nearest = [...sources].sort((a, b) => distance(a, attribute) - distance(b, attribute));
    return nearest.length === 0 ? [] : [{ attribute, heading: headingOf(attribute), sources: nearest }];
  });
}

/** Keys of the attributes for which a row says something, readable or not. */
export function filledKeys(cells: readonly string[], columns: readonly AttributeColumn[]): string[] {
  return columns.filter(({ sources }) => sources.some(({ index }) => !saysNothing(cells[index] ?? ''))).map(({ attribute }) => attribute.key);
}

/**
 * Reads the attributes of one row; what cannot be kept is not in `specs`. `isExpected` says whether a row that has nothing for
 * an attribute lacks it.
 */
export function readSpecs(
  cells: readonly string[], columns: readonly AttributeColumn[], name: string, isExpected: (attribute: AttributeDefinition) => boolean,
): SpecsRead {
  const specs: Record<string, SpecValue> = {};
  const originals: Record<string, string> = {};
  const remarks: Remark[] = [];
  for (const { attribute, heading, sources } of columns) {
    const source = sources.find((one) => isFilled(cells, one));
    const cell = source === undefined ? '' : cells[source.index] ?? '';
    const { value, remark } = readValue(cell, heading, attribute, source?.readAs ?? null, name);
    if (value !== null) specs[attribute.key] = value;
    if (value !== null && remark !== null) originals[attribute.key] = cell;
    if (remark !== null) remarks.push(remark);
    const nothing = value === null && remark?.failed !== true;
    if (nothing && isExpected(attribute)) remarks.push(missing(heading, 'MISSING_SPEC', null));
  }
  return { specs, originals, remarks };
}

/** Reads one value of an attribute as text; the same for a cell and for a form that sends text. */
export function readValue(cell: string, heading: string, attribute: AttributeDefinition, readAs: string | null, name: string): Reading<SpecValue> {
  switch (attribute.type) {
    case 'number': return readFigure(cell, heading, attribute, readAs);
    case 'enum': return readChoice(cell, heading, attribute.values, name);
    case 'boolean': return readYesNo(cell, heading);
  }
}

function isFilled(cells: readonly string[], source: ColumnSource): boolean {
  return tidy(cells[source.index] ?? '') !== '';
}

function distance(source: ColumnSource, attribute: AttributeDefinition): number {
  if (source.readAs === attribute.unit) return 0;
  return source.readAs === null ? 2 : 1;
}
