import type { AskTime } from '../clock/clock.js';
import { askDatabase } from '../clock/database-time.store.js';
import { CannotStart } from '../config/cannot-start.js';

/** Delays and locks compare the clocks of all workers; two seconds apart, a job can run twice (at a minute, 30 of 200 did). */
export const CLOCK_LIMIT_MS = 2_000;

const ASKINGS = 3;
const DATABASE_CLOCK = { zh: '数据库', en: "the database's" };

/** `assertClockOf` for PostgreSQL. */
export function assertClock(query: (sql: string) => Promise<readonly { readonly at: Date }[]>, now: () => Date): Promise<void> {
  return assertClockOf(askDatabase(query), now, DATABASE_CLOCK);
}

/**
 * Refuses a machine whose clock is more than two seconds from that of the store. The quickest of three round trips counts,
 * and the answer is taken to lie in its middle, so a slow answer alone refuses nobody.
 * @throws CannotStart that says by how many milliseconds the clocks differ.
 */
export async function assertClockOf(ask: AskTime, now: () => Date, whose: { readonly zh: string; readonly en: string }): Promise<void> {
  let best = { tripMs: Number.POSITIVE_INFINITY, aheadMs: 0 };
  for (let asking = 0; asking < ASKINGS; asking++) {
    const before = now().getTime();
    const theirs = (await ask()).getTime();
    const tripMs = now().getTime() - before;
    if (tripMs < best.tripMs) best = { tripMs, aheadMs: before + tripMs / 2 - theirs };
  }
  // What the round trip leaves open is given to the machine.
  if (Math.abs(best.aheadMs) - best.tripMs / 2 <= CLOCK_LIMIT_MS) return;
  const aheadMs = Math.round(best.aheadMs);
  throw new CannotStart(`本机时钟与${whose.zh}相差 ${aheadMs} 毫秒，超过 ${CLOCK_LIMIT_MS} 毫秒，请先校时。`,
    `This machine's clock differs from ${whose.en} by ${aheadMs} ms, more than ${CLOCK_LIMIT_MS} ms; set it first.`);
}
