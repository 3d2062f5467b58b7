import { afterEach, describe, expect, it } from '@jest/globals';
import { DatabaseClock, FixedClock } from './clock.js';
import { askDatabase } from './database-time.store.js';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A database whose clock is ahead by `aheadMs`, with the given trips there and back. */
function database(aheadMs: number, tripsMs: readonly (readonly [there: number, back: number])[] = [[0, 0]]) {
  let asked = 0;
  const state = { aheadMs, failing: false, asked: () => asked };
  const ask = async (): Promise<Date> => {
    const [there, back] = tripsMs[asked++ % tripsMs.length] ?? [0, 0];
    if (state.failing) throw new Error('unreachable');
    if (there > 0) await pause(there);
    const at = new Date(Date.now() + state.aheadMs);
    if (back > 0) await pause(back);
    return at;
  };
  return { state, ask };
}

describe('the database clock', () => {
  const clocks: DatabaseClock[] = [];
  afterEach(() => clocks.splice(0).forEach((clock) => clock.stop()));
  const start = async (...given: Parameters<typeof DatabaseClock.start>): Promise<DatabaseClock> => {
    const clock = await DatabaseClock.start(...given);
    clocks.push(clock);
    return clock;
  };

  it.each([[0], [3_600_000], [-90_000], [61]])('ahead by %i ms is told to some milliseconds', async (aheadMs) => {
    const clock = await start(database(aheadMs).ask);
    expect(Math.abs(clock.skewMs - aheadMs)).toBeLessThanOrEqual(25);
    expect(Math.abs(clock.now().getTime() - Date.now() - aheadMs)).toBeLessThanOrEqual(30);
  });

  it('trusts the quickest of its askings, wherever it comes', async () => {
    const lopsided: [number, number] = [0, 120];
    const clock = await start(database(5_000, [lopsided, lopsided, [0, 0], lopsided, lopsided]).ask);
    expect(Math.abs(clock.skewMs - 5_000)).toBeLessThanOrEqual(25);
  });

  it('follows the database at each refresh and keeps its correction through a failed one', async () => {
    const { state, ask } = database(1_000);
    const errors: unknown[] = [];
    const clock = await start(ask, { refreshMs: 15, onError: (error) => errors.push(error) });
    state.aheadMs = 9_000;
    while (Math.abs(clock.skewMs - 9_000) > 25) await pause(5);
    state.failing = true;
    while (errors.length === 0) await pause(5);
    expect(Math.abs(clock.skewMs - 9_000)).toBeLessThanOrEqual(25);
    clock.stop();
    const asked = state.asked();
    await pause(50);
    expect(state.asked()).toBe(asked);
  });

  it('measures once for two who ask at the same time', async () => {
    const { state, ask } = database(0, [[2, 0]]);
    const clock = await start(ask, { askings: 2 });
    await Promise.all([clock.refresh(), clock.refresh()]);
    expect(state.asked()).toBe(4);
  });

  it('does not start without a database, nor with one that tells no time', async () => {
    await expect(DatabaseClock.start(() => Promise.reject(new Error('unreachable')))).rejects.toThrow('unreachable');
    await expect(DatabaseClock.start(() => Promise.resolve(new Date(NaN)))).rejects.toThrow('no time');
    await expect(askDatabase(() => Promise.resolve([]))()).rejects.toThrow('no time');
  });
});

describe('the fixed clock', () => {
  it('stands until it is moved, and hands out copies', () => {
    const clock = new FixedClock(new Date('2026-03-01T00:00:00Z'));
    clock.now().setFullYear(1999);
    expect(clock.now().toISOString()).toBe('2026-03-01T00:00:00.000Z');
    clock.moveBy(1_500);
    expect(clock.now().toISOString()).toBe('2026-03-01T00:00:01.500Z');
    clock.moveTo(new Date(0));
    expect(clock.now().getTime()).toBe(0);
  });
});
