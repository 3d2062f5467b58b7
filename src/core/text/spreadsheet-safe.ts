/** What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection), full-width forms included. */
const FORMULA_START = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** True when a spreadsheet might evaluate the cell instead of showing it. */
export function isFormulaLike(text: string): boolean {
  return FORMULA_START.test(text);
}

/** The text as it may be written into a spreadsheet: an apostrophe before anything that looks like a formula. Plain numbers are not for this. */
export function neutralise(text: string): string {
  return isFormulaLike(text) ? `'${text}` : text;
}
