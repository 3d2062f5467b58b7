import type { Specs } from '../class-definition.js';
import type { GradeLimits } from './grade.js';

/** A machine as its rated values describe it, offered or in service. */
export interface RatedMachine {
  readonly classId: string;
  readonly kindKey: string | null;
  /** Type words are read from it: 双吸, 管道, 轻型立式, 冷凝, 外转子. */
  readonly name: string;
  /** In the units of the class. */
  readonly specs: Specs;
}

/** What a table makes of rated values: the efficiency with its limits, or why it cannot tell. */
export type Reading =
  | { readonly readable: true; readonly efficiency: number; readonly limits: GradeLimits; readonly clause: string }
  /** `limitOnly`: the line that would decide sets a limit and no grades. */
  | { readonly readable: false; readonly missing: readonly string[]; readonly limitOnly: boolean };

/** Nothing is missing, yet no line of the table speaks of these values. */
export const NO_LINE: Reading = { readable: false, missing: [], limitOnly: false };

export const needs = (...missing: string[]): Reading => ({ readable: false, missing, limitOnly: false });

/** A spec that is a usable number; null otherwise. */
export function rated({ specs }: RatedMachine, key: string): number | null {
  const value = specs[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The numbers of these keys, or the keys that are not stated. */
export function ratedAll<K extends string>(machine: RatedMachine, keys: readonly K[]): { readonly values: Readonly<Record<K, number>> } | { readonly missing: K[] } {
  const missing = keys.filter((key) => rated(machine, key) === null);
  if (missing.length > 0) return { missing };
  return { values: Object.fromEntries(keys.map((key) => [key, rated(machine, key)])) as Record<K, number> };
}
