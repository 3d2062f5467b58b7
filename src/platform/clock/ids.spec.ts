import { describe, expect, it } from '@jest/globals';
import { isId } from '../../core/ids/ids.js';
import { FixedClock } from './clock.js';
import { RandomIds } from './ids.js';

const AT = new Date('2026-03-01T00:00:00Z');

describe('ids', () => {
  it('have the form of their noun and begin with their time', () => {
    const ids = new RandomIds(new FixedClock(AT));
    expect(isId('product', ids.next('product'))).toBe(true);
    expect(isId('product', ids.next('demand'))).toBe(false);
    expect(ids.next('file').slice(4, 14)).toBe(new RandomIds(new FixedClock(AT)).next('file').slice(4, 14));
  });

  it('rise strictly within a millisecond, over time and when the clock is put back', () => {
    const clock = new FixedClock(AT);
    const ids = new RandomIds(clock);
    const made: string[] = [];
    for (const moveMs of [0, 1, -5_000, 0, 5_000, 60_000]) {
      clock.moveBy(moveMs);
      for (let i = 0; i < 2_000; i++) made.push(ids.next('file'));
    }
    expect(new Set(made).size).toBe(made.length);
    expect([...made].sort()).toEqual(made);
  });

  it('of two makers differ at the same time', () => {
    const clock = new FixedClock(AT);
    expect(new RandomIds(clock).next('file')).not.toBe(new RandomIds(clock).next('file'));
  });
});
