/** A code sent by SMS: six digits, good for five minutes, five tries and one use. */
export const CODE_MINUTES = 5;
export const CODE_TRIES = 5;
export const CODE_DIGITS = 6;

/** How many codes one telephone is sent at most, whoever asks: the receiver pays with attention, the platform with money. */
export const CODE_LIMITS = [
  { seconds: 60, codes: 1 },
  { seconds: 3_600, codes: 5 },
  { seconds: 86_400, codes: 10 },
] as const;
export const CODE_WINDOW_SECONDS = 86_400;

export interface SentCode {
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  /** Tries counted so far, the present one included. */
  readonly tries: number;
}

export type CodeFault = 'CODE_WRONG' | 'CODE_EXPIRED' | 'CODE_USED' | 'CODE_TRIES_SPENT';

/** Why a code that was typed opens nothing, or null. `fits`: it is the one that was sent. Null for `code`: none was sent. */
export function codeFault(code: SentCode | null, fits: boolean, at: Date): CodeFault | null {
  if (code === null) return 'CODE_WRONG';
  if (code.tries > CODE_TRIES) return 'CODE_TRIES_SPENT';
  // Whoever cannot name the code learns nothing about it but that it was wrong.
  if (!fits) return 'CODE_WRONG';
  if (code.usedAt !== null) return 'CODE_USED';
  return at > code.expiresAt ? 'CODE_EXPIRED' : null;
}

/** Seconds until this telephone may be sent another code, 0 when it may now. `sent`: when codes went out within the last day, in any order. */
export function codeWaitSeconds(sent: readonly Date[], at: Date): number {
  const newestFirst = sent.map((date) => date.getTime()).sort((a, b) => b - a);
  return Math.max(0, ...CODE_LIMITS.map(({ seconds, codes }) => {
    const nth = newestFirst[codes - 1];
    return nth === undefined ? 0 : Math.ceil(seconds - (at.getTime() - nth) / 1_000);
  }));
}
