import type { Decimal } from 'decimal.js';
import type { AttributeDefinition } from '../class-definition.js';
import { Exact } from '../../quantity/number.js';
import { parseQuantity } from '../../quantity/quantity.js';
import { convert } from '../../quantity/unit.js';

/** How a written unit becomes an attribute's; `loose` when the denominator of the unit was left out (25mg for mg/m3, 75kg台时). */
interface Conversion {
  readonly factor: Decimal;
  readonly loose: boolean;
}

export interface FigureValue {
  readonly value: Decimal;
  readonly loose: boolean;
}

const ONE = new Exact(1);
const AS_IT_IS: Conversion = { factor: ONE, loose: false };
const REMEMBERED_MAX = 20_000;
/** A list writes a few units thousands of times. */
const REMEMBERED = new Map<string, Conversion | null>();

/** Converts what is written to the attribute's unit; null when the unit measures something else. Without a unit the figure stands as it is. */
export function figureValue(figure: Decimal, unit: string | null, attribute: AttributeDefinition): FigureValue | null {
  const found = conversion(unit, attribute);
  return found === null ? null : { value: found.factor === ONE ? figure : figure.times(found.factor), loose: found.loose };
}

/** True when a figure could be the attribute's: its unit fits and it lies within the bounds. */
export function couldBe(figure: Decimal, unit: string | null, attribute: AttributeDefinition): boolean {
  const found = conversion(unit, attribute);
  return found !== null && !isOutside(found.factor === ONE ? figure : figure.times(found.factor), attribute);
}

export function isOutside(value: Decimal, { min, max }: AttributeDefinition): boolean {
  const figure = value.toNumber();
  return (min !== null && figure < min) || (max !== null && figure > max);
}

function conversion(unit: string | null, { unit: target }: AttributeDefinition): Conversion | null {
  if (unit === null) return AS_IT_IS;
  const key = `${unit}|${target ?? '1'}`;
  const known = REMEMBERED.get(key);
  if (known !== undefined) return known;
  const found = newConversion(unit, target ?? '1');
  if (REMEMBERED.size < REMEMBERED_MAX) REMEMBERED.set(key, found);
  return found;
}

function newConversion(unit: string, target: string): Conversion | null {
  // A share is no count: 30% is not 0.3 pieces.
  if (target === '1' && /[%‰]/u.test(unit)) return null;
  const parsed = parseQuantity(`1${unit}`, target);
  if (parsed.ok) return { factor: parsed.value.eq(1) ? ONE : parsed.value, loose: false };
  const [numerator = '', denominator] = target.split('/');
  const factor = denominator === undefined || numerator === '' ? null : convert(ONE, unit, numerator);
  return factor === null ? null : { factor, loose: true };
}
