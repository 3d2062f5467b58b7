const MINUTE_MS = 60_000;

/**
 * ACTIVE: sent to. PAUSED: held by its owner. PAUSED_BY_BREAKER: held by the platform, since it failed too often in a row; tried
 * now and then. GONE: the receiver answered 410 and wants nothing more.
 */
export const WEBHOOK_STATES = ['ACTIVE', 'PAUSED', 'PAUSED_BY_BREAKER', 'GONE'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** Failures in a row, of whatever deliveries, after which the platform holds back. */
export const BREAKER_AFTER = 10;
/** Rests between two trials of a webhook that is held back, in minutes; the last one is repeated. */
const PROBES_MIN = [1, 2, 5, 10, 30] as const;

export interface WebhookHealth {
  readonly state: WebhookState;
  /** Failures since the last success. */
  readonly failures: number;
  /** When the next trial is let through; null unless held by the breaker. */
  readonly probeAt: Date | null;
}

/** What an attempt came to. */
export type AttemptVerdict = 'DELIVERED' | 'FAILED' | 'GONE';

/** How a webhook stands after an attempt. What its owner paused or the receiver ended meanwhile stays so. */
export function healthAfter({ state, failures }: WebhookHealth, verdict: AttemptVerdict, now: Date): WebhookHealth {
  if (verdict === 'GONE') return { state: 'GONE', failures: failures + 1, probeAt: null };
  const held = state === 'PAUSED' || state === 'GONE';
  if (verdict === 'DELIVERED') return { state: held ? state : 'ACTIVE', failures: 0, probeAt: null };
  const failed = failures + 1;
  if (held || failed < BREAKER_AFTER) return { state, failures: failed, probeAt: null };
  const rest = PROBES_MIN[Math.min(failed - BREAKER_AFTER, PROBES_MIN.length - 1)] ?? PROBES_MIN[0];
  return { state: 'PAUSED_BY_BREAKER', failures: failed, probeAt: new Date(now.getTime() + rest * MINUTE_MS) };
}
