import { describe, expect, it } from '@jest/globals';
import { CHANNELS, type Channel } from './preference.js';
import { ATTEMPTS_MAX, fallbackOf, verdictOf, type Attempt } from './receipt.js';

describe('what follows from an attempt', () => {
  const busy: Attempt = { ok: false, code: 'BUSY', retryable: true };
  const gone: Attempt = { ok: false, code: 'GONE', retryable: false };
  it.each<[attempt: Attempt, nth: number, verdict: object]>([
    [{ ok: true, delivered: false }, 1, { state: 'SENT' }],
    [{ ok: true, delivered: true }, ATTEMPTS_MAX, { state: 'DELIVERED' }],
    [busy, 1, { state: 'RETRY', code: 'BUSY' }],
    [busy, ATTEMPTS_MAX - 1, { state: 'RETRY', code: 'BUSY' }],
    [busy, ATTEMPTS_MAX, { state: 'FAILED', code: 'BUSY' }],
    [busy, ATTEMPTS_MAX + 1, { state: 'FAILED', code: 'BUSY' }],
    [gone, 1, { state: 'FAILED', code: 'GONE' }],
  ])('%j as number %s: %j', (attempt, nth, verdict) => {
    expect(verdictOf(attempt, nth)).toEqual(verdict);
  });
});

describe('the channel that stands in', () => {
  it.each<[failed: Channel, addressed: Channel[], had: Channel[], next: Channel | null]>([
    ['WECOM', ['WECOM', 'DINGTALK', 'SMS', 'EMAIL'], ['WECOM'], 'DINGTALK'],
    ['DINGTALK', ['DINGTALK', 'SMS', 'EMAIL'], ['DINGTALK'], 'SMS'],
    ['WECOM', ['WECOM', 'EMAIL'], ['WECOM'], 'EMAIL'],
    ['SMS', ['SMS', 'EMAIL'], ['SMS'], 'EMAIL'],
    ['WECOM', ['WECOM', 'SMS', 'EMAIL'], ['WECOM', 'SMS'], 'EMAIL'],
    ['SMS', ['SMS', 'EMAIL'], ['SMS', 'EMAIL'], null],
    ['EMAIL', ['WECOM', 'DINGTALK', 'SMS', 'EMAIL'], ['EMAIL'], null],
    ['WECOM', [], ['WECOM'], null],
  ])('for %s with %j, had %j: %s', (failed, addressed, had, next) => {
    expect(fallbackOf(failed, addressed, had)).toBe(next);
  });

  it('comes to an end whatever fails', () => {
    let channel: Channel | null = 'WECOM';
    const had: Channel[] = [];
    while (channel !== null) {
      had.push(channel);
      channel = fallbackOf(channel, CHANNELS, had);
    }
    expect(had).toEqual(CHANNELS);
  });
});
