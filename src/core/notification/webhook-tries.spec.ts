import { describe, expect, it } from '@jest/globals';
import { nextTry, WEBHOOK_LIFE_MS } from './webhook-tries.js';

const START = new Date('2026-11-23T09:00:00+08:00');
const END = new Date(START.getTime() + WEBHOOK_LIFE_MS);
const after = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

describe('the next try', () => {
  it.each<[nth: number, chance: number, minutes: number]>([
    [1, 0.5, 1], [2, 0.5, 5], [3, 0.5, 15], [4, 0.5, 30], [5, 0.5, 60], [6, 0.5, 120], [7, 0.5, 240], [8, 0.5, 240], [40, 0.5, 240],
    [1, 0, 0.8], [1, 1, 1.2], [7, 0, 192], [7, 1, 288],
  ])('after number %s, chance %s: %s minutes later', (nth, chance, minutes) => {
    expect(nextTry(nth, START, END, chance)).toEqual(after(minutes));
  });

  it.each<[what: string, asked: Date, nth: number, chance: number, minutes: number]>([
    ['later than planned', after(50), 1, 0, 50], ['sooner than planned', after(10), 7, 0, 10], ['with others that were put off to it', after(10), 1, 1, 12],
    ['far away', after(600), 1, 1, 605], ['at once', after(0), 1, 0, 1], ['in the past', after(-500), 3, 0, 1],
  ])('comes when the receiver asked for it: %s', (_what, asked, nth, chance, minutes) => {
    expect(nextTry(nth, START, END, chance, asked)).toEqual(after(minutes));
  });

  it('falls on the end when the receiver asks for more, and is not begun anew after that', () => {
    expect(nextTry(1, START, END, 1, after(48 * 60))).toEqual(END);
    expect(nextTry(1, END, END, 0, after(48 * 60))).toBeNull();
  });

  it('falls on the end when it would lie behind it, and there is none after that', () => {
    expect(nextTry(9, after(23 * 60), END, 0.5)).toEqual(END);
    expect(nextTry(10, END, END, 0.5)).toBeNull();
    expect(nextTry(1, after(48 * 60), END, 0.5)).toBeNull();
  });

  it.each([0, 0.5, 1])('comes 12 to 15 times in all within 24 hours (chance %s)', (chance) => {
    let [tries, now] = [1, START];
    for (let next = nextTry(tries, now, END, chance); next !== null; next = nextTry(tries, now, END, chance)) [tries, now] = [tries + 1, next];
    expect(now).toEqual(END);
    expect(tries).toBeGreaterThanOrEqual(12);
    expect(tries).toBeLessThanOrEqual(15);
  });
});
