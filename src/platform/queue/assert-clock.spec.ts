import { describe, expect, it } from '@jest/globals';
import { assertClock } from './assert-clock.js';

const TRUE_TIME = Date.parse('2026-03-01T00:00:00Z');

/** A machine `aheadMs` before a database whose answers take so long, half of it each way. */
async function check(aheadMs: number, tripsMs: readonly number[]): Promise<void> {
  let elapsedMs = 0;
  let asking = 0;
  await assertClock(
    async () => {
      const tripMs = tripsMs[asking++] ?? 0;
      const at = new Date(TRUE_TIME + elapsedMs + tripMs / 2);
      elapsedMs += tripMs;
      return [{ at }];
    },
    () => new Date(TRUE_TIME + elapsedMs + aheadMs),
  );
}

describe('a machine whose clock', () => {
  it.each<[string, number, readonly number[], boolean]>([
    ['is right', 0, [2, 2, 2], true],
    ['is two seconds ahead', 2_000, [0, 0, 0], true],
    ['is two seconds behind', -2_000, [0, 0, 0], true],
    ['is more than two seconds ahead', 2_010, [2, 2, 2], false],
    ['is more than two seconds behind', -2_010, [2, 2, 2], false],
    ['is a minute ahead, with one slow answer', 60_000, [9_000, 2, 2], false],
    ['is right, with slow answers', 0, [9_000, 8_000, 7_000], true],
  ])('%s', async (_what, aheadMs, tripsMs, passes) => {
    if (passes) await check(aheadMs, tripsMs);
    else await expect(check(aheadMs, tripsMs)).rejects.toThrow(new RegExp(`${aheadMs} ms`, 'u'));
  });

  it('cannot be checked is refused', async () => {
    await expect(assertClock(async () => [], () => new Date())).rejects.toThrow('no time');
  });
});
