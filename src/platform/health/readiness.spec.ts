import { describe, expect, it } from '@jest/globals';
import { databaseCheck } from './database-check.store.js';
import { backlogCheck, freshnessCheck, Readiness, type HealthCheck } from './readiness.js';

const never = (): Promise<never> => new Promise(() => undefined);

describe('readiness', () => {
  it.each<[string, HealthCheck, boolean, string | null]>([
    ['answers', databaseCheck(() => Promise.resolve([])), true, null],
    ['with a detail', { name: 'x', check: () => Promise.resolve('fine') }, true, 'fine'],
    ['rejects', databaseCheck(() => Promise.reject(new Error('too many clients'))), false, 'too many clients'],
    ['throws at once', { name: 'x', check: () => { throw new Error('oh'); } }, false, 'oh'],
    ['hangs', { name: 'x', check: never }, false, 'no answer within 40 ms'],
    ['two addresses refused', { name: 'x', check: () => Promise.reject(new AggregateError([new Error('a'), new Error('b')])) }, false, 'a; b'],
    ['a secret in its reason', { name: 'x', check: () => Promise.reject(new Error('postgres://u:canary@h')) }, false, 'postgres://u:[redacted]@h'],
    ['a long reason', { name: 'x', check: () => Promise.reject(new Error('x'.repeat(999))) }, false, 'x'.repeat(200)],
    ['never run', freshnessCheck('relay', () => 0, 1_000), false, 'has not run yet'],
    ['ran just now', freshnessCheck('relay', () => Date.now() + 5, 1_000), true, 'last ran 0 ms ago'],
    ['ran long ago', freshnessCheck('relay', () => Date.now() - 61_000, 1_000), false, 'last ran 61 s ago'],
    ['at the limit', backlogCheck('queue', () => Promise.resolve(10), 10), true, '10 waiting'],
    ['over the limit', backlogCheck('queue', () => Promise.resolve(11), 10), false, '11 waiting, more than 10'],
  ])('a check that %s', async (_case, check, ok, detail) => {
    const report = await new Readiness([check], 40).look();
    expect(report).toEqual({ ready: ok, checks: [{ name: check.name, ok, ms: expect.any(Number), detail }] });
  });

  it('is lost by one failing check, and a process without checks is ready', async () => {
    const good = { name: 'a', check: () => Promise.resolve() };
    expect((await new Readiness([good, { name: 'b', check: () => Promise.reject(new Error('no')) }]).look()).ready).toBe(false);
    expect((await new Readiness([]).look()).ready).toBe(true);
    expect(() => new Readiness([good, good])).toThrow('one name');
  });

  it('is looked up once for many who ask together, and again afterwards', async () => {
    let looked = 0;
    const readiness = new Readiness([{ name: 'a', check: async () => void (looked += 1) }]);
    await Promise.all([readiness.look(), readiness.look(), readiness.look()]);
    await readiness.look();
    expect(looked).toBe(2);
  });
});
