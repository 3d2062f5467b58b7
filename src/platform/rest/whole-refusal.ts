import type { Outcome, Refused } from '../../core/outcome/outcome.js';

const OF_THE_WHOLE: readonly string[] = ['IDEMPOTENCY_KEY_REUSED', 'TOO_MANY_ITEMS'];

/** A refusal that every item got because none was looked at: it is the request's and no item's. */
export function wholeRefusal(outcomes: readonly Outcome<unknown>[]): Refused | null {
  const [first] = outcomes;
  return first?.ok === false && OF_THE_WHOLE.includes(first.refusal.code) ? first : null;
}
