import type { SpecValue } from '../policy/class-definition.js';
import { gramsOf, hanRuns } from './searchable-text.js';

export interface Comparable {
  readonly id: string;
  /** In searchable form. */
  readonly name: string;
  /** Of one class, so that equal keys mean the same. */
  readonly specs: Readonly<Record<string, SpecValue>>;
}

/** The others, the one most like it first: half by name, half by the figures that both state. Ids decide between equals. */
export function likest<T extends Comparable>(own: T, others: readonly T[]): T[] {
  const scored = others.map((other) => ({ other, score: likeness(own, other) }));
  return scored.sort((a, b) => b.score - a.score || (a.other.id < b.other.id ? -1 : 1)).map(({ other }) => other);
}

/** 0 to 1: nothing alike to the same name and figures. */
export function likeness(a: Comparable, b: Comparable): number {
  return (nameLikeness(a.name, b.name) + specLikeness(a.specs, b.specs)) / 2;
}

/** Pairs of characters that both names have, as a share of all (Dice). */
function nameLikeness(a: string, b: string): number {
  const [left, right] = [new Set(hanRuns(a).flatMap(gramsOf)), new Set(hanRuns(b).flatMap(gramsOf))];
  const all = left.size + right.size;
  return all === 0 ? Number(a === b) : 2 * [...left].filter((gram) => right.has(gram)).length / all;
}

/** Mean over the attributes that both state: the smaller figure as a share of the larger, words equal or not. */
function specLikeness(a: Comparable['specs'], b: Comparable['specs']): number {
  const shared = Object.keys(a).filter((key) => b[key] !== undefined);
  if (shared.length === 0) return 0;
  return shared.reduce((sum, key) => sum + valueLikeness(a[key], b[key]), 0) / shared.length;
}

function valueLikeness(a: SpecValue | undefined, b: SpecValue | undefined): number {
  if (typeof a !== 'number' || typeof b !== 'number' || a * b <= 0) return Number(a === b);
  return Math.min(Math.abs(a), Math.abs(b)) / Math.max(Math.abs(a), Math.abs(b));
}
