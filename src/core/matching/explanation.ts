import type { ClassDefinition } from '../policy/class-definition.js';
import { placeOf } from '../policy/region-code.js';
import type { MessageParams } from './pair.js';
import { namedParams } from './requirement-words.js';

/** Looks up a class; undefined for an id that is none. */
export type ClassOf = (id: string) => ClassDefinition | undefined;

const AMOUNTS: readonly string[] = ['priceCny', 'budgetCny', 'overCny'];
const SEVERAL = ', ';

/**
 * Parameters of a gate's or factor's message in the reader's words: attributes and options by name, classes by name and id, amounts
 * with thousands set apart, places by name as far as they are known. `classId`: of the product that was judged.
 */
export function explained(params: MessageParams, classId: string, classOf: ClassOf, locale: 'zh' | 'en'): MessageParams {
  const definition = classOf(classId);
  const named = definition === undefined ? params : namedParams(params, definition, locale);
  return Object.fromEntries(Object.entries(named).map(([name, value]): [string, string | number] => {
    if (AMOUNTS.includes(name)) return [name, grouped(String(value))];
    if (name === 'region') return [name, placeWords(String(value), locale)];
    if (name === 'classId' || (name === 'wanted' && params['attribute'] === undefined)) return [name, String(value).split(SEVERAL).map((id) => classWords(id, classOf, locale)).join(SEVERAL)];
    return [name, value];
  }));
}

/** `破碎机（S1.1.1.03）`; what is no class stays as it is. */
function classWords(id: string, classOf: ClassOf, locale: 'zh' | 'en'): string {
  const definition = classOf(id);
  if (definition === undefined) return id;
  return locale === 'zh' ? `${definition.zh}（${id}）` : `${definition.en} (${id})`;
}

function placeWords(code: string, locale: 'zh' | 'en'): string {
  const place = placeOf(code);
  return place === null ? code : `${place[locale]} ${code}`;
}

/** `1234567.50` → `1,234,567.50`; whole amounts lose their zeros. */
function grouped(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.');
  const apart = whole.replace(/\B(?=(\d{3})+$)/gu, ',');
  return /^0*$/u.test(fraction) ? apart : `${apart}.${fraction}`;
}
