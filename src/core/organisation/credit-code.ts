import { wordKey } from '../text/fold.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/**
 * True for a unified social credit code (统一社会信用代码) with the right check character.
 *
 * 18 characters of digits and capitals without I, O, S, V, Z; GB 32100-2015: weighted sum of the first 17 modulo 31,
 * check value 31 minus the remainder, and a remainder of 0 gives the check value 0.
 */
export function isCreditCode(code: string): boolean {
  return code.length === 18 && code[17] === checkCharacter(code.slice(0, 17));
}

/** A credit code as people type it, in its one form: half-width, no blanks, capitals. Says nothing about whether it is right. */
export function normalCreditCode(written: string): string {
  return wordKey(written).toUpperCase();
}

/** The check character of the first 17 characters, or null when one of them is not in the alphabet. */
export function checkCharacter(body: string): string | null {
  if (body.length !== 17) return null;
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) {
    const value = ALPHABET.indexOf(body[index] ?? '');
    if (value < 0) return null;
    sum += value * weight;
  }
  return ALPHABET[(31 - (sum % 31)) % 31] ?? null;
}
