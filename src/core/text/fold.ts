/** Characters without width or with a hidden effect on direction: they come with copied text and make equal models differ. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;
const FULL_WIDTH = /[\uFF01-\uFF5E]/u;
/** C0 without tab, line feed and carriage return; DEL; C1. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u;
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63]/gu;
const DOTS = /[\u2022\u2219\u22C5\u30FB\u2027]/gu;
const DEGREES = /[\u00BA\u02DA]/gu;
const SLASHES = /[\u2044\u2215]/gu;

/** The text without invisible characters and without white space (the ideographic space included) at its ends. */
export function tidy(text: string): string {
  return text.replace(INVISIBLE, '').trim();
}

/**
 * One form for what a Chinese and a Latin keyboard write differently: NFKC (full-width to half-width, ㎡ to m2), every dash
 * to `-`, every middle dot to `·`, every degree ring to `°`. For reading values and comparing words, never for storing prose.
 */
export function fold(text: string): string {
  const compatible = tidy(text).replace(DEGREES, '°').normalize('NFKC');
  return compatible.replace(DASHES, '-').replace(DOTS, '·').replace(SLASHES, '/').trim();
}

/** As `fold`, without any white space and in lower case: two words are the same word when this is equal. */
export function wordKey(text: string): string {
  return fold(text).replace(/\s+/gu, '').toLowerCase();
}

/** Full-width letters, digits and the signs inside model numbers to half-width; Chinese punctuation stays as written. */
export function foldAlphanumerics(text: string): string {
  return text.replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF0D\uFF0E\uFF0F]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

export function hasFullWidth(text: string): boolean {
  return FULL_WIDTH.test(text);
}

export function hasControl(text: string): boolean {
  return CONTROL.test(text);
}

/** True when a UTF-16 surrogate stands without its partner: such text cannot be stored as UTF-8. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/**
 * What makes two models the same listing: folded, upper case, no white space. Idempotent; the repetition is for the few
 * letters whose upper case is again a compatibility form.
 */
export function modelKey(model: string): string {
  let key = model;
  for (let round = 0; round < 4; round += 1) {
    const next = fold(key).replace(/\s+/gu, '').toUpperCase();
    if (next === key) return key;
    key = next;
  }
  return key;
}
