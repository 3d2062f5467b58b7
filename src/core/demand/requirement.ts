import { Decimal } from 'decimal.js';
import { done, refused, type Outcome } from '../outcome/outcome.js';
import type { AttributeDefinition, SpecValue } from '../policy/class-definition.js';

export type RequirementOp = '>=' | '<=' | '=' | 'between' | 'in' | 'about';

/** One thing a buyer asks of what is bought: an attribute of its class, compared with a value in the attribute's own unit. */
export interface Requirement {
  readonly attributeKey: string;
  readonly op: RequirementOp;
  /** A number, enum key or yes/no; `[low, high]` for `between`; one or more alternatives for `in`. */
  readonly value: number | string | boolean | readonly number[] | readonly string[];
  /** The attribute's unit; null for enums and yes/no. Conversion comes before. */
  readonly unit: string | null;
  /** HARD excludes, SOFT scores. */
  readonly mode: 'HARD' | 'SOFT';
  /** Only products of this class are asked; absent or null: products of every class the line wants. */
  readonly classId?: string | null;
}

export type RequirementVerdict = 'MET' | 'VIOLATED' | 'NO_DATA';

/** Converted units differ in their last bits (0.3 km is 300 m only after rounding), so nine digits decide; bounds and `=` alike, so that `=` implies `>=`. */
const RELATIVE_TOLERANCE = 1e-9;
/** 左右, 上下, 约 and …级 (20吨级) are read as ±10 %. */
const ABOUT_SHARE = '0.1';
const LIST_MAX = 50;
/** Beyond this, either way, no goods measure anything, where the class sets no bounds. */
const ABSURD = 1e12;

/** What would do: numbers from `low` to `high`, to nine significant digits, or one of these values. */
export type Acceptance = { readonly low: number; readonly high: number } | { readonly oneOf: readonly SpecValue[] };

/**
 * Whether a product's value meets a requirement. A missing value is NO_DATA, and so is one of the wrong type: neither meets a
 * hard requirement. Numbers are compared to nine significant digits; `about` accepts ±10 %, both ends included. A requirement
 * that `checkRequirement` refuses is met by nothing.
 */
export function judgeRequirement(requirement: Requirement, specValue: SpecValue | null | undefined): RequirementVerdict {
  const accepted = acceptance(requirement);
  if (accepted === null) return 'VIOLATED';
  if (specValue === null || specValue === undefined || specValue === '') return 'NO_DATA';
  if (typeof specValue === 'number' && !Number.isFinite(specValue)) return 'NO_DATA';
  const asked = 'oneOf' in accepted ? typeof accepted.oneOf[0] : 'number';
  if (typeof specValue !== asked) return 'NO_DATA';
  return accepts(accepted, specValue) ? 'MET' : 'VIOLATED';
}

/** How far a number lies from the nearest value that would do, in the attribute's unit, above 0; null where distance has no meaning. */
export function shortfall(requirement: Requirement, specValue: SpecValue | null | undefined): number | null {
  const accepted = acceptance(requirement);
  if (accepted === null || typeof specValue !== 'number' || judgeRequirement(requirement, specValue) !== 'VIOLATED') return null;
  const ends = 'oneOf' in accepted ? accepted.oneOf : [accepted.low, accepted.high];
  const distances = ends.flatMap((end) => (typeof end === 'number' && Number.isFinite(end) ? [new Decimal(end).minus(specValue).abs()] : []));
  return distances.length === 0 ? null : Decimal.min(...distances).toNumber();
}

/**
 * The requirement as it may be kept (unit filled in from the attribute), or why it cannot be asked. `attribute` is the one that
 * `attributeKey` names in the class, undefined when the class has none. Fields of refusals: attributeKey, op, value, unit.
 */
export function checkRequirement(requirement: Requirement, attribute: AttributeDefinition | null | undefined): Outcome<Requirement> {
  const params = { attribute: requirement.attributeKey };
  if (attribute === null || attribute === undefined) return refused('INPUT', 'REQUIREMENT_ATTRIBUTE_UNKNOWN', 'attributeKey', params);
  if (!OPS[attribute.type].includes(requirement.op)) return refused('INPUT', 'REQUIREMENT_OP_UNFIT', 'op', { ...params, op: String(requirement.op) });
  if (requirement.unit !== null && requirement.unit !== undefined && !sameUnit(requirement.unit, attribute.unit)) {
    return refused('INPUT', 'REQUIREMENT_UNIT_UNFIT', 'unit', { ...params, unit: requirement.unit, expected: attribute.unit ?? '-' });
  }
  const values: readonly unknown[] = Array.isArray(requirement.value) ? requirement.value : [requirement.value];
  if (values.length === 0 || values.length > LIST_MAX) return refused('INPUT', 'REQUIREMENT_LIST_LENGTH', 'value', { ...params, max: LIST_MAX });
  const type = attribute.type === 'enum' ? 'string' : attribute.type;
  if (acceptance(requirement, false) === null || values.some((value) => typeof value !== type || (type === 'number' && !finite(value)))) {
    return refused('INPUT', 'REQUIREMENT_VALUE_UNFIT', 'value', { ...params, op: requirement.op, type: attribute.type });
  }
  for (const value of values) {
    const fault = valueFault(value, attribute);
    if (fault !== null) return refused('INPUT', fault.code, 'value', { ...params, ...fault.params });
  }
  if (requirement.op === 'between' && Number(values[0]) > Number(values[1])) {
    return refused('INPUT', 'REQUIREMENT_RANGE_REVERSED', 'value', { ...params, low: Number(values[0]), high: Number(values[1]) });
  }
  return done({ ...requirement, unit: attribute.unit });
}

/**
 * Refuses the first pair of hard requirements that no product could meet together (>= 10 and <= 5 of one attribute). Each must
 * have passed `checkRequirement`. The refusal's field is `<index>.value` of the later one. Soft ones may pull in two directions.
 */
export function checkTogether(requirements: readonly Requirement[]): Outcome<readonly Requirement[]> {
  for (const [later, second] of requirements.entries()) {
    for (const [earlier, first] of requirements.slice(0, later).entries()) {
      if (sameSubject(first, second) && disjoint(acceptance(first), acceptance(second))) {
        return refused('INPUT', 'REQUIREMENTS_CONTRADICT', `${later}.value`, { attribute: second.attributeKey, first: earlier + 1, second: later + 1 });
      }
    }
  }
  return done(requirements);
}

const OPS: Readonly<Record<AttributeDefinition['type'], readonly string[]>> = {
  number: ['>=', '<=', '=', 'between', 'in', 'about'], enum: ['=', 'in'], boolean: ['='],
};

/** The values that would do; null when value and op do not fit together. `ordered`: a `between` with low above high accepts nothing. */
export function acceptance({ op, value }: Requirement, ordered = true): Acceptance | null {
  if (op === 'in') return Array.isArray(value) && value.length > 0 && new Set(value.map((one) => typeof one)).size === 1 ? { oneOf: value } : null;
  if (op === 'between') {
    const [low, high] = Array.isArray(value) && value.length === 2 ? value : [];
    return finite(low) && finite(high) && (!ordered || low <= high) ? { low, high } : null;
  }
  if (Array.isArray(value)) return null;
  if (op === '=' && (typeof value === 'string' || typeof value === 'boolean')) return { oneOf: [value] };
  if (!finite(value)) return null;
  if (op === '>=') return { low: value, high: Infinity };
  if (op === '<=') return { low: -Infinity, high: value };
  if (op === '=') return { low: value, high: value };
  const slack = op === 'about' ? new Decimal(value).abs().times(ABOUT_SHARE) : null;
  return slack === null ? null : { low: slack.neg().plus(value).toNumber(), high: slack.plus(value).toNumber() };
}

function accepts(accepted: Acceptance, value: SpecValue): boolean {
  if ('oneOf' in accepted) return accepted.oneOf.some((one) => one === value || (typeof one === 'number' && typeof value === 'number' && close(one, value)));
  return typeof value === 'number' && (value >= accepted.low || close(value, accepted.low)) && (value <= accepted.high || close(value, accepted.high));
}

function disjoint(first: Acceptance | null, second: Acceptance | null): boolean {
  if (first === null || second === null) return false;
  if ('oneOf' in first) return !first.oneOf.some((one) => accepts(second, one));
  if ('oneOf' in second) return disjoint(second, first);
  const apart = (high: number, low: number): boolean => high < low && !close(high, low);
  return apart(first.high, second.low) || apart(second.high, first.low);
}

function sameSubject(first: Requirement, second: Requirement): boolean {
  const classes = [first.classId ?? null, second.classId ?? null];
  return first.mode === 'HARD' && second.mode === 'HARD' && first.attributeKey === second.attributeKey
    && (classes.includes(null) || classes[0] === classes[1]);
}

function valueFault(value: unknown, attribute: AttributeDefinition): { code: string; params: Record<string, string | number> } | null {
  if (typeof value === 'number') {
    const { min, max } = { min: attribute.min ?? -ABSURD, max: attribute.max ?? ABSURD };
    const outside = (value < min && !close(value, min)) || (value > max && !close(value, max));
    return outside ? { code: 'REQUIREMENT_OUT_OF_BOUNDS', params: { value, min, max, unit: attribute.unit ?? '' } } : null;
  }
  if (typeof value !== 'string' || attribute.values.some((known) => known.key === value)) return null;
  return { code: 'REQUIREMENT_ENUM_UNKNOWN', params: { value: value.slice(0, 100), allowed: attribute.values.map((known) => known.key).join(', ') } };
}

/** µ (U+00B5) and μ (U+03BC), m² and m2 are one unit. */
function sameUnit(given: string, expected: string | null): boolean {
  return expected !== null && given.normalize('NFKC').trim() === expected.normalize('NFKC');
}

/** Whether two numbers are one to nine significant digits. */
export function close(a: number, b: number): boolean {
  return Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= RELATIVE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

function finite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
