import { ACKNOWLEDGED } from './acknowledged.js';
import { EVENTS } from './events-once.js';
import { IMPORTS } from './imports-once.js';
import type { Invariant, Remains } from './invariant.js';
import { LEFT_BEHIND } from './left-behind.js';
import { MATCHING } from './recommendations-once.js';

const TOLD = 5;

export const INVARIANTS: readonly Invariant[] = [...ACKNOWLEDGED, ...IMPORTS, ...EVENTS, ...MATCHING, ...LEFT_BEHIND];

/** One text for each invariant that does not hold. */
export async function brokenOf(remains: Remains): Promise<string[]> {
  const broken: string[] = [];
  for (const invariant of INVARIANTS) broken.push(...await told(invariant, remains));
  return broken;
}

/** What is to be told of one invariant: nothing when it holds. */
export async function told(invariant: Invariant, remains: Remains): Promise<string[]> {
  const found = await invariant.broken(remains);
  if (found.length === 0) return [];
  const some = found.slice(0, TOLD).map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  return [`${invariant.holds}: ${found.length} times not, such as ${some.join('; ')}`];
}
