import { foldAlphanumerics, tidy } from '../text/fold.js';

const MOBILE = /^1[3-9]\d{9}$/;

/**
 * A mobile number of mainland China as people type it, as its 11 digits; null when it is none. Blanks, dashes and the prefix
 * 86 fall away. Numbers abroad are no way in: texts to them cost the platform without bound.
 */
export function mobileNumber(written: string): string | null {
  const plain = tidy(foldAlphanumerics(written)).replace(/[\s-]/gu, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/u, '');
  return MOBILE.test(plain) ? plain : null;
}

/** The number as its own owner is reminded of it: 138****0001. */
export function maskedMobile(number: string): string {
  return `${number.slice(0, 3)}****${number.slice(-4)}`;
}
