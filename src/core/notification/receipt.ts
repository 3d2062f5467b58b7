import { CHANNELS, type Channel } from './preference.js';

/**
 * What became of a message: waiting, taken by who carries it, known to be where it belongs, refused for good, or refused and sent
 * another way. Of what was sent nobody says more unless the carrier does.
 */
export const RECEIPT_STATES = ['QUEUED', 'SENT', 'DELIVERED', 'FAILED', 'FELL_BACK'] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** Tries before another channel takes over: with the queue's rests about four minutes, more than a vendor's limit by the minute lasts. */
export const ATTEMPTS_MAX = 8;

/** What a transport answered. */
export type Attempt =
  | { readonly ok: true; readonly delivered: boolean }
  | { readonly ok: false; readonly code: string; readonly retryable: boolean };

export type Verdict = { readonly state: 'SENT' | 'DELIVERED' } | { readonly state: 'RETRY' | 'FAILED'; readonly code: string };

/** What follows from the nth attempt, counted from 1. */
export function verdictOf(attempt: Attempt, nth: number): Verdict {
  if (attempt.ok) return { state: attempt.delivered ? 'DELIVERED' : 'SENT' };
  return { state: attempt.retryable && nth < ATTEMPTS_MAX ? 'RETRY' : 'FAILED', code: attempt.code };
}

/** The channel that stands in for one that failed: the next in order with a confirmed address that has not had this message yet. */
export function fallbackOf(failed: Channel, addressed: readonly Channel[], had: readonly Channel[]): Channel | null {
  return CHANNELS.slice(CHANNELS.indexOf(failed) + 1).find((channel) => addressed.includes(channel) && !had.includes(channel)) ?? null;
}
