/** Answers that may say when to come again (RFC 6585 §4; RFC 9110 §15.6.4). */
const SAYS_WHEN: ReadonlySet<number> = new Set([429, 503]);
const SECONDS = /^\d{1,9}$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const [DAY, TIME] = ['(?<day>[ 0-3]?\\d)', '(?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d)'];
/** The one form that is sent, and the two that a recipient has to take as well (RFC 9110 §5.6.7). */
const DATES = [
  new RegExp(`^[A-Z][a-z]{2}, ${DAY} (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) ${TIME} GMT$`),
  new RegExp(`^[A-Z][a-z]{5,8}, ${DAY}-(?<month>[A-Z][a-z]{2})-(?<year>\\d\\d) ${TIME} GMT$`),
  new RegExp(`^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) ${DAY} ${TIME} (?<year>\\d{4})$`),
];
const CENTURY = 2_000;

/** When a receiver asks to be tried again: by `Retry-After`, in seconds or as a date, on 429 and 503; null where it says nothing that can be read. */
export function retryAfter(statusCode: number | null, header: string | null, now: Date): Date | null {
  if (statusCode === null || header === null || !SAYS_WHEN.has(statusCode)) return null;
  const text = header.trim();
  return SECONDS.test(text) ? new Date(now.getTime() + Number(text) * 1_000) : dateOf(text);
}

function dateOf(text: string): Date | null {
  const groups = DATES.map((form) => form.exec(text)?.groups).find((found) => found !== undefined);
  if (groups === undefined) return null;
  const { day, month = '', year, h, m, s } = groups;
  const [place, hours, minutes, seconds] = [MONTHS.indexOf(month), Number(h), Number(m), Number(s)];
  // A second of 60 is a leap second.
  if (place < 0 || hours > 23 || minutes > 59 || seconds > 60) return null;
  const date = new Date(Date.UTC(Number(year) < 100 ? CENTURY + Number(year) : Number(year), place, Number(day), hours, minutes, seconds));
  return date.getUTCMonth() === place || seconds === 60 ? date : null;
}
