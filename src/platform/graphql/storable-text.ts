import { hasLoneSurrogate } from '../../core/text/fold.js';
import { refused, type RefusalData } from '../../core/outcome/outcome.js';

/** Longest single text of the API; what is longer is a file. */
export const TEXT_MAX = 20_000;
const NUL = '\u0000';

/**
 * The first text in the arguments of a root field that cannot be kept, or null: PostgreSQL takes no NUL, UTF-8 knows no half
 * of a surrogate pair. `input` is left out of the path, as everywhere in refusals.
 */
export function textFault(value: unknown, path: readonly string[] = []): RefusalData | null {
  if (typeof value === 'string') {
    const field = path.filter((part, index) => index > 0 || part !== 'input').join('.') || null;
    if (value.length > TEXT_MAX) return refused('INPUT', 'TEXT_TOO_LONG', field, { max: TEXT_MAX }).refusal;
    return value.includes(NUL) || hasLoneSurrogate(value) ? refused('INPUT', 'TEXT_NOT_STORABLE', field).refusal : null;
  }
  if (value === null || typeof value !== 'object' || value instanceof Date) return null;
  for (const [key, item] of Object.entries(value)) {
    const fault = textFault(item, [...path, key]);
    if (fault !== null) return fault;
  }
  return null;
}
