import type { Decimal } from 'decimal.js';
import { faultOf, scanNumber, type NumberFault, type NumberMark } from './number.js';
import { convertBetween, parseUnit, sameDimensions, sameUnit, unitMeanings, type Unit } from './unit.js';
import { SHORTHANDS } from './unit-table.js';

/** UNIT_INCOMPATIBLE: a known unit of other dimensions · UNIT_AMBIGUOUS: it could be two sizes of the wanted one. */
export type QuantityFault = NumberFault | 'UNIT_UNKNOWN' | 'UNIT_INCOMPATIBLE' | 'UNIT_AMBIGUOUS';

export type ParsedQuantity =
  | {
    readonly ok: true;
    /** In the wanted unit. */
    readonly value: Decimal;
    readonly marks: readonly NumberMark[];
    /** The unit as written behind or before the figure, or null. */
    readonly unitWritten: string | null;
    /** True when the figure written is not the figure read: another unit of the same dimensions, or 万. */
    readonly converted: boolean;
  }
  | { readonly ok: false; readonly reason: QuantityFault };

/** Units that stand before their figure: IP54. */
const LEADING_UNITS = /^\s*(IP|ＩＰ)\s*(?=[\d０-９])/iu;
const TRAILING_QUALIFIER = /(?:及?以[上下内]|左右|\(max\)|max)$/iu;

/**
 * Reads a figure with or without a unit and converts it exactly to `unit` (a unit of class-attributes.json; `1` is a plain
 * number or a count). `readAs` is the unit of a figure that names none, for a column whose heading states another unit.
 * Never throws on text; throws only when `unit` itself is not of the closed list.
 */
export function parseQuantity(text: string, unit: string, readAs: string = unit): ParsedQuantity {
  const target = knownUnit(unit);
  const leading = LEADING_UNITS.exec(text);
  const scanned = scanNumber(leading === null ? text : text.slice(leading[0].length), true);
  if (typeof scanned === 'string') return { ok: false, reason: scanned };
  const trailing = scanned.rest.replace(TRAILING_QUALIFIER, '').trim();
  const marks = trailing === scanned.rest ? scanned.marks : [...scanned.marks, 'QUALIFIER' as const];
  const written = leading?.[1] ?? (trailing === '' ? null : trailing);
  const source = written === null ? knownUnit(readAs) : sourceUnit(written, unit, target);
  if (typeof source === 'string') return { ok: false, reason: source };
  const value = convertBetween(scanned.value, source, target);
  return { ok: true, value, marks, unitWritten: written, converted: written === null ? marks.includes('TEN_THOUSANDS') : !value.eq(scanned.mantissa) };
}

function sourceUnit(written: string, unit: string, target: Unit): Unit | QuantityFault {
  if (written === unit) return target;
  const shorthand = SHORTHANDS[unit]?.[written];
  if (shorthand !== undefined) return knownUnit(shorthand);
  const exact = unitMeanings(written);
  const fitting = exact.find((meaning) => fits(meaning, target));
  if (fitting !== undefined) return fitting;
  const [first, ...others] = unitMeanings(written, true).filter((meaning) => fits(meaning, target));
  if (first !== undefined) return others.every((other) => sameUnit(first, other)) ? first : 'UNIT_AMBIGUOUS';
  if (exact.length > 0) return 'UNIT_INCOMPATIBLE';
  const fault = faultOf(written);
  return fault === 'NOT_NUMERIC' ? 'UNIT_UNKNOWN' : fault;
}

/** Of equal dimensions; a plain number also takes counted things: 8个, 64排. */
function fits(meaning: Unit, target: Unit): boolean {
  return sameDimensions(meaning, target) || (isPlain(target) && isCount(meaning));
}

function isPlain(unit: Unit): boolean {
  return Object.keys(unit.dimensions).length === 0 && unit.numerator.eq(unit.denominator);
}

function isCount(unit: Unit): boolean {
  return Object.keys(unit.dimensions).every((key) => key === 'count' || key === 'piece');
}

function knownUnit(unit: string): Unit {
  const known = parseUnit(unit);
  if (known === null) throw new Error(`Unit ${unit} is not in the unit table.`);
  return known;
}
