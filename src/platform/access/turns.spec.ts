import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

/** Work that ends when it is told to. */
function held(): { readonly work: () => Promise<string>; readonly end: () => void; started: boolean } {
  let end = (): void => undefined;
  const done = new Promise<string>((resolve) => { end = () => resolve('done'); });
  const one = { started: false, end: () => end(), work: () => { one.started = true; return done; } };
  return one;
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('runs two at once, lets two wait in their order and sends the fifth away', async () => {
    const turns = new Turns(2, 2);
    const works = [held(), held(), held(), held(), held()];
    const taken = works.map((one) => turns.take(one.work));
    await settled();
    expect(works.map((one) => one.started)).toEqual([true, true, false, false, false]);
    expect(await taken[4]).toBeNull();

    works[1]?.end();
    expect(await taken[1]).toBe('done');
    await settled();
    expect(works.map((one) => one.started)).toEqual([true, true, true, false, false]);

    for (const one of works) one.end();
    expect(await Promise.all(taken)).toEqual(['done', 'done', 'done', 'done', null]);
  });

  it('gives the turn back when the work fails', async () => {
    const turns = new Turns(1, 0);
    await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await turns.take(() => Promise.resolve('next'))).toBe('next');
  });
});
