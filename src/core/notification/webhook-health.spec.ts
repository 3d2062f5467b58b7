import { describe, expect, it } from '@jest/globals';
import { BREAKER_AFTER, healthAfter, type AttemptVerdict, type WebhookHealth, type WebhookState } from './webhook-health.js';

const NOW = new Date('2026-11-23T09:00:00+08:00');
const in_ = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

describe('how a webhook stands after an attempt', () => {
  it.each<[state: WebhookState, failures: number, verdict: AttemptVerdict, after: WebhookHealth]>([
    ['ACTIVE', 0, 'DELIVERED', { state: 'ACTIVE', failures: 0, probeAt: null }],
    ['ACTIVE', 9, 'DELIVERED', { state: 'ACTIVE', failures: 0, probeAt: null }],
    ['ACTIVE', 0, 'FAILED', { state: 'ACTIVE', failures: 1, probeAt: null }],
    ['ACTIVE', BREAKER_AFTER - 2, 'FAILED', { state: 'ACTIVE', failures: BREAKER_AFTER - 1, probeAt: null }],
    ['ACTIVE', BREAKER_AFTER - 1, 'FAILED', { state: 'PAUSED_BY_BREAKER', failures: BREAKER_AFTER, probeAt: in_(1) }],
    ['PAUSED_BY_BREAKER', BREAKER_AFTER, 'FAILED', { state: 'PAUSED_BY_BREAKER', failures: BREAKER_AFTER + 1, probeAt: in_(2) }],
    ['PAUSED_BY_BREAKER', BREAKER_AFTER + 3, 'FAILED', { state: 'PAUSED_BY_BREAKER', failures: BREAKER_AFTER + 4, probeAt: in_(30) }],
    ['PAUSED_BY_BREAKER', 500, 'FAILED', { state: 'PAUSED_BY_BREAKER', failures: 501, probeAt: in_(30) }],
    ['PAUSED_BY_BREAKER', 30, 'DELIVERED', { state: 'ACTIVE', failures: 0, probeAt: null }],
    ['ACTIVE', 3, 'GONE', { state: 'GONE', failures: 4, probeAt: null }],
    ['PAUSED_BY_BREAKER', 30, 'GONE', { state: 'GONE', failures: 31, probeAt: null }],
    ['PAUSED', 0, 'DELIVERED', { state: 'PAUSED', failures: 0, probeAt: null }],
    ['PAUSED', 20, 'FAILED', { state: 'PAUSED', failures: 21, probeAt: null }],
    ['GONE', 20, 'DELIVERED', { state: 'GONE', failures: 0, probeAt: null }],
    ['GONE', 20, 'FAILED', { state: 'GONE', failures: 21, probeAt: null }],
  ])('%s after %s failures, %s', (state, failures, verdict, after) => {
    expect(healthAfter({ state, failures, probeAt: null }, verdict, NOW)).toEqual(after);
  });
});
