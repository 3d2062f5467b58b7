import { refused, type Refused } from '../outcome/outcome.js';
import type { AttributeDefinition, ClassDefinition } from './class-definition.js';
import { classFault, newKeyFault } from './class-fault.js';

export type ClassChange = 'ADD' | 'REVISE' | 'RETIRE';

/** What a department may say of a class; what is null stays as it is. Lists are whole lists. */
export interface ClassRevision {
  readonly zh: string | null;
  readonly en: string | null;
  readonly alsoCalled: readonly string[] | null;
  readonly kinds: ClassDefinition['kinds'] | null;
  readonly attributes: readonly AttributeDefinition[] | null;
  readonly unit: string | null;
  readonly leadTimeDays: readonly number[] | null;
}

/** How far the market uses a class: published products and open lines. */
export interface ClassUse {
  readonly products: number;
  readonly lines: number;
  readonly attributes: ReadonlyMap<string, { readonly products: number; readonly lines: number }>;
  /** Products by `attribute value` of choices. */
  readonly values: ReadonlyMap<string, number>;
  /** Products by kind. */
  readonly kinds: ReadonlyMap<string, number>;
}

/** The class after a revision, or why it cannot be made: nothing that the market uses is taken away or gets another meaning. */
export function revisedClass(before: ClassDefinition, revision: ClassRevision, use: ClassUse): { readonly definition: ClassDefinition } | Refused {
  const said = Object.fromEntries(Object.entries(revision).filter(([, value]) => value !== null)) as Partial<ClassDefinition>;
  const definition = tidied({ ...before, ...said });
  const fault = classFault(definition) ?? newKeyFault(before, definition) ?? planFault(before, definition) ?? useFault(before, definition, use);
  if (fault !== null) return fault;
  return same(before, definition) ? refused('INPUT', 'CLASS_UNCHANGED', null) : { definition };
}

/** A class with its words trimmed and other names once each. */
export function tidied(definition: ClassDefinition): ClassDefinition {
  const names = <N extends { readonly zh: string; readonly en: string }>(one: N): N => ({ ...one, zh: one.zh.trim(), en: one.en.trim() });
  return {
    ...names(definition), alsoCalled: [...new Set(definition.alsoCalled.map((name) => name.trim()).filter((name) => name !== ''))], unit: definition.unit.trim(),
    kinds: definition.kinds.map(names), attributes: definition.attributes.map((attribute) => ({ ...names(attribute), values: attribute.values.map(names) })),
  };
}

export interface Bounds {
  readonly key: string;
  readonly min: number | null;
  readonly max: number | null;
}

/** The bounds that a revision drew narrower: figures that were inside may lie outside now. */
export function narrowedBounds(before: ClassDefinition, after: ClassDefinition): Bounds[] {
  return after.attributes.flatMap(({ key, type, min, max }) => {
    const old = before.attributes.find((one) => one.key === key);
    if (type !== 'number' || old?.type !== 'number') return [];
    const narrower = (min !== null && (old.min === null || min > old.min)) || (max !== null && (old.max === null || max < old.max));
    return narrower ? [{ key, min, max }] : [];
  });
}

/** Of a class of the plan the words that the plan does not say are editorial, and they alone. */
function planFault(before: ClassDefinition, after: ClassDefinition): Refused | null {
  if (before.origin !== 'PLAN') return null;
  const fixed = ({ kinds, attributes, alsoCalled: _editorial, leadTimeDays: _illustrative, ...rest }: ClassDefinition): object => ({
    ...rest, kinds: kinds.map(({ key }) => key), attributes: attributes.map((attribute) => ({ ...attribute, min: null, max: null })),
  });
  return same(fixed(before), fixed(after)) ? null : refused('STATE', 'CLASS_OF_PLAN_FIXED', null);
}

function useFault(before: ClassDefinition, after: ClassDefinition, use: ClassUse): Refused | null {
  for (const old of before.attributes) {
    const now = after.attributes.find(({ key }) => key === old.key);
    const { products, lines } = use.attributes.get(old.key) ?? { products: 0, lines: 0 };
    if (products + lines > 0 && (now === undefined || now.type !== old.type || now.unit !== old.unit)) {
      return refused('STATE', 'CLASS_ATTRIBUTE_USED', 'attributes', { key: old.key, products, lines });
    }
    const gone = old.values.find(({ key }) => now?.values.every((value) => value.key !== key) === true && (use.values.get(`${old.key} ${key}`) ?? 0) > 0);
    if (gone !== undefined) {
      return refused('STATE', 'CLASS_VALUE_USED', 'attributes', { key: old.key, value: gone.key, products: use.values.get(`${old.key} ${gone.key}`) ?? 0 });
    }
  }
  const kind = before.kinds.find(({ key }) => after.kinds.every((one) => one.key !== key) && (use.kinds.get(key) ?? 0) > 0);
  return kind === undefined ? null : refused('STATE', 'CLASS_KIND_USED', 'kinds', { key: kind.key, products: use.kinds.get(kind.key) ?? 0 });
}

/** Equal whatever the order of the properties: what comes from the database has an order of its own. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, ordered(one)]);
}
