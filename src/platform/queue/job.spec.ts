import { describe, expect, it } from '@jest/globals';
import { jobId, plainJob } from './job.js';

const of = (...ids: number[]): { id: string }[] => ids.map((id) => ({ id: String(id) }));

describe('the id of a job', () => {
  it.each<[string, { id: string }[], string]>([
    ['one event', of(12), 'e12-indexProducts'],
    ['several', of(12, 15, 13), 'e12-13-3-indexProducts'],
    ['the largest outbox ids', [{ id: '9223372036854775806' }, { id: '9223372036854775807' }], 'e9223372036854775806-9223372036854775807-2-indexProducts'],
  ])('tells %s', (_what, events, id) => {
    expect(jobId('indexProducts', events)).toBe(id);
    expect(plainJob({ id, lane: 'INDEX', handler: 'indexProducts', events: [] }).id).toBe(id);
  });

  it.each<[string, { id: string }[], { id: string }[]]>([
    ['a range that grew', of(1, 2, 3), of(1, 2, 3, 4)],
    ['a range with one more inside', of(1, 4), of(1, 2, 4)],
    ['one event and the range it begins', of(1), of(1, 2)],
    ['other events', of(1), of(11)],
  ])('differs for %s', (_what, one, other) => {
    expect(jobId('h', one)).not.toBe(jobId('h', other));
  });

  it('differs for two handlers of the same events', () => {
    expect(jobId('a', of(1))).not.toBe(jobId('b', of(1)));
  });

  it('needs an event', () => {
    expect(() => jobId('h', [])).toThrow(RangeError);
  });
});
