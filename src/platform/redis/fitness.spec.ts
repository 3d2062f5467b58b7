import { describe, expect, it } from '@jest/globals';
import { CannotStart } from '../config/cannot-start.js';
import { factsOf, judgeRedis } from './fitness.js';

const GOOD = { redis_version: '7.0.15', redis_mode: 'standalone', role: 'master', maxmemory_policy: 'noeviction', aof_enabled: '1' };
const info = (facts: Readonly<Record<string, string>>): string => ['# Server', ...Object.entries({ ...GOOD, ...facts }).map((fact) => fact.join(':')), ''].join('\r\n');

describe('a Redis', () => {
  it.each<[string, Readonly<Record<string, string>>, string | null]>([
    ['as it should be', {}, null],
    ['of the oldest version', { redis_version: '6.2.0' }, null],
    ['of a much later version', { redis_version: '10.0.1' }, null],
    ['too old by a step', { redis_version: '6.1.9' }, '6.2.0'],
    ['too old by far', { redis_version: '2.8.4' }, '升级'],
    ['that tells no version', { redis_version: '' }, '未知'],
    ['that drops old keys', { maxmemory_policy: 'allkeys-lru' }, 'noeviction'],
    ['that drops keys with an end', { maxmemory_policy: 'volatile-ttl' }, 'volatile-ttl'],
    ['that tells no policy', { maxmemory_policy: '' }, 'maxmemory-policy'],
    ['that is a cluster', { redis_mode: 'cluster' }, '集群'],
    ['that only reads', { role: 'slave' }, 'read-only replica'],
  ])('%s', (_what, facts, refusal) => {
    if (refusal === null) expect(judgeRedis(info(facts))).toEqual([]);
    else expect(() => judgeRedis(info(facts))).toThrow(expect.objectContaining({ name: 'CannotStart', message: expect.stringContaining(refusal) }));
  });

  it('without AOF is taken, with a warning in both languages', () => {
    expect(judgeRedis(info({ aof_enabled: '0' }))).toEqual([{ zh: expect.stringContaining('AOF'), en: expect.stringContaining('appendonly yes') }]);
  });

  it('that says nothing is refused', () => {
    expect(() => judgeRedis('')).toThrow(CannotStart);
  });

  it('tells its facts line by line, also such as hold a colon', () => {
    expect([...factsOf('# Server\r\nrun_id:ab\r\nexecutable:/usr/bin:x\r\n\r\nodd\r\n')]).toEqual([['run_id', 'ab'], ['executable', '/usr/bin:x']]);
  });
});
