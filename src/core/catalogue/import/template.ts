import type { AttributeDefinition, ClassDefinition } from '../../policy/class-definition.js';
import { wordKey } from '../../text/fold.js';
import { EXAMPLE_MARK } from './example-row.js';
import { headingOf } from './heading-words.js';
import { ON_REQUEST_CELL, classLabel, productCells, type ProductColumn, type TableCell } from './product-columns.js';
import { LEAD_MAX_DAYS, WARRANTY_MAX_MONTHS } from './term-cell.js';

/** What may stand in a column; `only`: nothing else is read. */
export type ColumnChoice =
  | { readonly kind: 'LIST'; readonly values: readonly string[]; readonly only: boolean }
  | { readonly kind: 'RANGE'; readonly min: number; readonly max: number };

const WARRANTY_EXAMPLE_MONTHS = 12;
const PRICE_EXAMPLE_CNY = '100000.00';
const MODEL_EXAMPLE = 'ABC-100';

/** What a supplier of this class may choose from in a column; null where anything may be written. */
export function choiceOf(column: ProductColumn, definition: ClassDefinition): ColumnChoice | null {
  if (column.attribute !== null) return attributeChoice(column.attribute);
  switch (column.fixed?.field) {
    case 'classId': return only(classLabel(definition));
    case 'unit': return only(definition.unit);
    case 'energyGrade': return only('1级', '2级', '3级');
    // A proposal beside the figures.
    case 'price': return { kind: 'LIST', values: [ON_REQUEST_CELL], only: false };
    case 'leadTime': return { kind: 'RANGE', min: 1, max: LEAD_MAX_DAYS };
    case 'warranty': return { kind: 'RANGE', min: 0, max: WARRANTY_MAX_MONTHS };
    default: return null;
  }
}

/** The same in a table of several classes: whatever one of them allows. A column that one of them leaves open is open. */
export function choiceAmong(column: ProductColumn, classes: readonly ClassDefinition[]): ColumnChoice | null {
  const concerned = column.fixed !== null ? classes.map((definition) => choiceOf(column, definition)) : classes.flatMap(({ attributes }) =>
    attributes.filter((attribute) => wordKey(headingOf(attribute)) === wordKey(column.heading)).map(attributeChoice));
  return concerned.reduce((all, one) => joined(all, one), concerned[0] ?? null);
}

function joined(a: ColumnChoice | null, b: ColumnChoice | null): ColumnChoice | null {
  if (a?.kind === 'LIST' && b?.kind === 'LIST') return { kind: 'LIST', values: [...new Set([...a.values, ...b.values])], only: a.only && b.only };
  if (a?.kind === 'RANGE' && b?.kind === 'RANGE') return { kind: 'RANGE', min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
  return null;
}

/** A row that shows how the columns are filled in; an import passes over it. Its figures are possible ones and say nothing of the market. */
export function exampleCells(definition: ClassDefinition, columns: readonly ProductColumn[]): TableCell[] {
  const specs = definition.attributes.flatMap((attribute): [string, number | string | boolean][] => {
    const value = exampleValue(attribute);
    return value === null ? [] : [[attribute.key, value]];
  });
  return productCells({
    name: `${EXAMPLE_MARK}${definition.kinds[0]?.zh ?? definition.zh}`, model: MODEL_EXAMPLE, classId: definition.id, specs: Object.fromEntries(specs),
    description: '示例行，导入时自动跳过；可直接删除', certificates: ['认证名称 证书编号', '检测报告编号'], energyGrade: definition.energyGradeKind === null ? null : 1,
    offer: { priceCny: PRICE_EXAMPLE_CNY, unit: definition.unit, leadTimeDays: definition.leadTimeDays[1], warrantyMonths: WARRANTY_EXAMPLE_MONTHS },
  }, definition, columns);
}

function only(...values: string[]): ColumnChoice {
  return { kind: 'LIST', values, only: true };
}

function attributeChoice({ type, values, min, max }: AttributeDefinition): ColumnChoice | null {
  switch (type) {
    case 'enum': return only(...values.map(({ zh }) => zh));
    case 'boolean': return only('是', '否');
    case 'number': return min === null || max === null ? null : { kind: 'RANGE', min, max };
  }
}

function exampleValue({ type, values, min, max }: AttributeDefinition): number | string | boolean | null {
  switch (type) {
    case 'enum': return values[0]?.key ?? null;
    case 'boolean': return true;
    case 'number': return min === null || max === null ? null : between(min, max);
  }
}

/** A round figure within the bounds: by size where both are above zero, else half way. */
function between(min: number, max: number): number {
  const middle = min > 0 ? Math.sqrt(min * max) : (min + max) / 2;
  const round = Number(middle.toPrecision(1));
  return round >= min && round <= max ? round : min;
}
