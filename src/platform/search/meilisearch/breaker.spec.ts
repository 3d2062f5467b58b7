import { describe, expect, it } from '@jest/globals';
import { Breaker } from './breaker.js';

const failing = (): Promise<never> => Promise.reject(new Error('away'));
const well = (): Promise<string> => Promise.resolve('answer');

describe('the breaker before a search engine', () => {
  it('asks again after one failure, leaves alone after three in a row, and tells of each', async () => {
    const told: unknown[] = [];
    const breaker = new Breaker({ failures: 3, restMs: 100 }, () => 0);
    const ask = (work: () => Promise<string>) => breaker.attempt(work, (error) => told.push(error));
    for (const work of [failing, failing, well, failing, failing]) await ask(work);
    expect(breaker.open).toBe(false);
    await ask(failing);
    expect(breaker.open).toBe(true);
    expect(await ask(well)).toBeNull();
    expect(told).toHaveLength(5);
  });

  it('lets one question try after the rest, keeps the others away meanwhile, and closes when it went well', async () => {
    let now = 0;
    const breaker = new Breaker({ failures: 1, restMs: 100 }, () => now);
    await breaker.attempt(failing, () => undefined);
    now = 99;
    expect(await breaker.attempt(well, () => undefined)).toBeNull();
    now = 100;
    let answer: (text: string) => void = () => undefined;
    const probe = breaker.attempt(() => new Promise<string>((resolve) => { answer = resolve; }), () => undefined);
    expect(await breaker.attempt(well, () => undefined)).toBeNull();
    answer('back');
    expect(await probe).toBe('back');
    expect(await breaker.attempt(well, () => undefined)).toBe('answer');
  });

  it('rests again when the try fails', async () => {
    let now = 0;
    const breaker = new Breaker({ failures: 1, restMs: 100 }, () => now);
    await breaker.attempt(failing, () => undefined);
    now = 150;
    await breaker.attempt(failing, () => undefined);
    now = 200;
    expect(await breaker.attempt(well, () => undefined)).toBeNull();
    now = 250;
    expect(await breaker.attempt(well, () => undefined)).toBe('answer');
  });
});
