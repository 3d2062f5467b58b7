import { Exact } from '../quantity/number.js';
import { parseQuantity } from '../quantity/quantity.js';
import { convert, parseUnit } from '../quantity/unit.js';
import type { AttributeDefinition } from '../policy/class-definition.js';
import type { Requirement } from './requirement.js';

/**
 * The requirement with its figures in the attribute's own unit: 18 万m3/h becomes 180000 m3/h. One without a unit is meant in
 * the attribute's. A unit that cannot be converted stays as written, so that `checkRequirement` refuses it by name.
 */
export function inOwnUnit(requirement: Requirement, attribute: AttributeDefinition | undefined): Requirement {
  const { unit: written, value } = requirement;
  const wanted = attribute?.unit ?? null;
  if (written === null || written === undefined || wanted === null || same(written, wanted)) return requirement;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const converted = values.map((one) => (typeof one === 'number' && Number.isFinite(one) ? inUnit(one, written, wanted) : null));
  const numbers = converted.filter((one) => one !== null);
  if (numbers.length < values.length || numbers.length === 0) return requirement;
  return { ...requirement, unit: wanted, value: Array.isArray(value) ? numbers : numbers[0] as number };
}

function inUnit(value: number, written: string, wanted: string): number | null {
  if (parseUnit(wanted) === null) return null;
  const exact = convert(new Exact(value), written, wanted);
  if (exact !== null) return exact.toNumber();
  // What people write in price lists (KW, 万m3/h, 吨 for t/h) is read with its figure; a unit that begins with one would run into it.
  if (/^[\d.,]/.test(written.normalize('NFKC').trim())) return null;
  const read = parseQuantity(`${new Exact(value).toFixed()} ${written}`, wanted);
  return read.ok && read.unitWritten !== null ? read.value.toNumber() : null;
}

function same(written: string, wanted: string): boolean {
  return written.normalize('NFKC').trim() === wanted.normalize('NFKC');
}
