import { addDays, shanghaiDate, type DateText } from '../time/dates.js';

/** A token is good for at most a year and a day, so that the one that follows can be made in time. */
export const API_TOKEN_DAYS_MAX = 366;
/** Tokens of one organisation that work at once. */
export const API_TOKENS_MAX = 20;
export const API_TOKEN_NAME_MAX = 100;

export const API_TOKEN_STATES = ['ACTIVE', 'EXPIRED', 'REVOKED'] as const;
export type ApiTokenState = (typeof API_TOKEN_STATES)[number];

export interface ApiTokenTimes {
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** What a token is worth at a moment; a revoked one stays revoked also when it would have expired. */
export function apiTokenState({ expiresAt, revokedAt }: ApiTokenTimes, at: Date): ApiTokenState {
  if (revokedAt !== null && revokedAt <= at) return 'REVOKED';
  return at >= expiresAt ? 'EXPIRED' : 'ACTIVE';
}

/** When a token made now for so many days ends: with the last of them in Shanghai, never in the middle of a working day. */
export function apiTokenEnd(at: Date, days: number): Date {
  return new Date(`${addDays(shanghaiDate(at), days + 1)}T00:00:00+08:00`);
}

/** The last day in Shanghai on which the token works. */
export function lastDayOf(expiresAt: Date): DateText {
  return shanghaiDate(new Date(expiresAt.getTime() - 1));
}
