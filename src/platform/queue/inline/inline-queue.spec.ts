import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '../../clock/clock.js';
import type { QueueFault } from '../job-queue.port.js';
import { InlineQueue, type InlineQueueOptions } from './inline-queue.js';

const START = new Date('2026-03-01T00:00:00Z');
const NAMES = Array.from({ length: 20 }, (_, n) => `e${n}`);
const failing = ({ error }: QueueFault): never => { throw error; };

function open(options: Partial<InlineQueueOptions> = {}): { queue: InlineQueue; clock: FixedClock } {
  const clock = new FixedClock(START);
  return { queue: new InlineQueue({ clock, onFault: failing, ...options }), clock };
}

/** The ids in the order they ran. */
async function orderOf(options: Partial<InlineQueueOptions>): Promise<string[]> {
  const { queue } = open(options);
  const ran: string[] = [];
  for (const lane of ['INDEX', 'MATCH'] as const) await queue.work(lane, async ({ id }) => { ran.push(id); }, { concurrency: 4 });
  await queue.enqueue(NAMES.map((id, n) => ({ id, lane: n % 2 === 0 ? 'INDEX' : 'MATCH', handler: 'h', events: [] })));
  expect(ran).toEqual([]);
  expect(await queue.drain()).toBe(ran.length);
  return ran;
}

describe('a drain', () => {
  it('runs everything in the order it came, over all lanes', async () => {
    expect(await orderOf({})).toEqual(NAMES);
  });

  it('runs everything in another order for each seed, and the same for the same seed', async () => {
    const [one, again, other] = await Promise.all([orderOf({ shuffleSeed: 1 }), orderOf({ shuffleSeed: 1 }), orderOf({ shuffleSeed: 2 })]);
    expect([...one].sort()).toEqual([...NAMES].sort());
    expect(again).toEqual(one);
    expect(one).not.toEqual(NAMES);
    expect(other).not.toEqual(one);
  });

  it.each<Partial<InlineQueueOptions>>([{ doubleSeed: 3 }, { doubleSeed: 3, shuffleSeed: 1 }])('with %o runs some jobs twice, none more often, the same at each time', async (seeds) => {
    const ran = await orderOf(seeds);
    const times = NAMES.map((id) => ran.filter((one) => one === id).length);
    expect(new Set(times)).toEqual(new Set([1, 2]));
    expect(await orderOf(seeds)).toEqual(ran);
  });

  it('runs what is due by the clock, and a failed job after its rest', async () => {
    const faults: QueueFault[] = [];
    const { queue, clock } = open({ onFault: (fault) => faults.push(fault) });
    let broken = true;
    await queue.work('MATCH', async () => { if (broken) throw new Error('not yet'); }, { concurrency: 1 });
    await queue.enqueue([{ id: 'e1', lane: 'MATCH', handler: 'h', events: [], runAt: new Date(START.getTime() + 60_000) }]);
    expect(await queue.drain()).toBe(0);
    clock.moveBy(59_999);
    expect(await queue.drain()).toBe(0);
    clock.moveBy(1);
    expect(await queue.drain()).toBe(1);
    expect(faults).toHaveLength(1);
    clock.moveBy(1_999);
    expect(await queue.drain()).toBe(0);
    broken = false;
    clock.moveBy(1);
    expect(await queue.drain()).toBe(1);
    expect((await queue.depth()).MATCH).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
  });

  it('tells what its listener threw, and that jobs call each other without end', async () => {
    const { queue } = open();
    await queue.work('MATCH', async () => { throw new Error('unexpected'); }, { concurrency: 1 });
    await queue.enqueue([{ id: 'e1', lane: 'MATCH', handler: 'h', events: [] }]);
    await expect(queue.drain()).rejects.toThrow('unexpected');

    let made = 0;
    await queue.work('INDEX', () => queue.enqueue([{ id: `x${made++}`, lane: 'INDEX', handler: 'h', events: [] }]), { concurrency: 1 });
    await queue.enqueue([{ id: 'e1', lane: 'INDEX', handler: 'h', events: [] }]);
    await expect(queue.drain()).rejects.toThrow('not empty');
  });

  it('asked for while it runs is the same drain', async () => {
    const { queue } = open();
    let ran = 0;
    await queue.work('MATCH', async () => { ran += 1; }, { concurrency: 1 });
    await queue.enqueue([{ id: 'e1', lane: 'MATCH', handler: 'h', events: [] }]);
    expect(await Promise.all([queue.drain(), queue.drain()])).toEqual([1, 1]);
    expect(ran).toBe(1);
    expect(await queue.drain()).toBe(0);
  });
});
