import { Decimal } from 'decimal.js';
import type { AttributeDefinition } from '../../policy/class-definition.js';
import { Exact, plain, type NumberMark } from '../../quantity/number.js';
import { parseQuantity, type ParsedQuantity, type QuantityFault } from '../../quantity/quantity.js';
import { parseUnit, sameUnit } from '../../quantity/unit.js';
import { read, readNothing, type Reading } from './reading.js';
import { dropped, normalised, rejected, type Remark } from './remark.js';
import type { RemarkCode } from './remark-codes.js';

/** Nearly every cell of a catalogue: a figure in its column's own unit, which needs no reading of units. */
const PLAIN = /^-?\d{1,15}(?:\.\d{1,15})?$/u;
const asWritten = (cell: string): ParsedQuantity => ({ ok: true, value: new Exact(cell), marks: [], unitWritten: null, converted: false });

/** Marks worth a remark, the one that changed most first. */
const MARK_CODES: readonly (readonly [NumberMark, RemarkCode])[] = [
  ['QUALIFIER', 'QUALIFIER'], ['FULL_WIDTH', 'FULL_WIDTH'], ['SCIENTIFIC', 'SCIENTIFIC'], ['THOUSANDS', 'THOUSANDS'], ['TRIM', 'TRIM'],
];

/**
 * Reads the figure of an attribute in the unit of the class. `readAs` is the unit that the heading states. A value outside the
 * attribute's bounds rejects its row: the bounds are so wide that a slip of the keyboard is all it can be, and other figures of
 * the row are then no more to be trusted.
 */
export function readFigure(cell: string, column: string, attribute: AttributeDefinition, readAs: string | null): Reading<number> {
  const nothing = readNothing<number>(cell, column);
  if (nothing !== null) return nothing;
  const unit = attribute.unit ?? '1';
  const source = readAs ?? unit;
  const parsed = source === unit && PLAIN.test(cell) ? asWritten(cell) : parseQuantity(cell, unit, source);
  if (!parsed.ok) return read<number>(null, faultRemark(parsed.reason, column, cell, unit));
  const outside = outOfRange(parsed.value, attribute);
  if (outside !== null) return read<number>(null, rejected(column, 'OUT_OF_RANGE', cell, outside));
  const moved = parsed.unitWritten === null && !sameSize(source, unit);
  return read(parsed.value.toNumber(), changeRemark({ ...parsed, converted: parsed.converted || moved }, column, cell, keptAs(parsed.value, unit)));
}

interface Change {
  readonly marks: readonly NumberMark[];
  readonly unitWritten: string | null;
  readonly converted: boolean;
}

/** What was done to a figure, told once: another magnitude before a unit in the cell before the way its digits are written. */
export function changeRemark(change: Change, column: string, cell: string, params: Remark['params']): Remark | null {
  const code = change.converted ? 'UNIT_CONVERT'
    : change.unitWritten !== null ? 'UNIT_IN_CELL'
      : MARK_CODES.find(([mark]) => change.marks.includes(mark))?.[1];
  return code === undefined ? null : normalised(column, code, cell, params);
}

/** Why a cell holds no single figure of this unit; the value is dropped. */
export function faultRemark(reason: QuantityFault, column: string, cell: string, unit: string): Remark {
  switch (reason) {
    case 'UNIT_INCOMPATIBLE': return dropped(column, 'UNIT_MISMATCH', cell, { expected: unit });
    case 'UNIT_UNKNOWN':
    case 'UNIT_AMBIGUOUS': return dropped(column, reason, cell, { expected: unit });
    default: return dropped(column, 'NOT_NUMERIC', cell, { reason });
  }
}

/** A figure as it is read aloud: a plain number has no unit to say. */
export function measured(value: Decimal | number | string, unit: string | null): string {
  const figure = typeof value === 'object' ? plain(value) : String(value);
  return unit === null || unit === '1' ? figure : `${figure} ${unit}`;
}

/** What is said of a figure that was kept after a change. */
export function keptAs(value: Decimal, unit: string): Remark['params'] {
  return { expected: plain(value), kept: measured(value, unit) };
}

function outOfRange(value: Decimal, { min, max, unit }: AttributeDefinition): Remark['params'] | null {
  const below = min !== null && value.lt(new Decimal(min));
  const above = max !== null && value.gt(new Decimal(max));
  return below || above ? { value: measured(value, unit), min: min ?? '-∞', max: measured(max ?? '∞', unit) } : null;
}

function sameSize(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [parseUnit(one), parseUnit(other)];
  return a !== null && b !== null && sameUnit(a, b);
}
