import type { Requirement } from '../demand/requirement.js';
import type { ClassDefinition } from '../policy/class-definition.js';
import type { MessageParams } from './pair.js';

const SIGN: Readonly<Record<Requirement['op'], string>> = { '>=': '≥', '<=': '≤', '=': '=', 'between': '=', 'in': '=', 'about': '≈' };
const OR = ' / ';

/** A value with its unit, `280 t/h`; the unit `1` of counts and ratios is not written. */
export function numberWords(value: unknown, unit: string | null): string {
  return typeof value === 'number' && unit !== null && unit !== undefined && unit !== '1' ? `${value} ${unit}` : String(value);
}

/** Parameters of a message about a requirement, in no language yet: `{ attribute: 'capacity', op: '≥', wanted: '300 t/h' }`. */
export function askedWords({ attributeKey, op, value, unit }: Requirement): { attribute: string; op: string; wanted: string } {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (op === 'between') return { attribute: attributeKey, op: SIGN[op], wanted: numberWords(values[0], unit) + '–' + numberWords(values[1], unit) };
  return { attribute: attributeKey, op: SIGN[op], wanted: values.map((one) => numberWords(one, unit)).join(OR) };
}

/** The same parameters with the attribute, its enum keys and yes/no in the reader's words; others pass through. */
export function namedParams(params: MessageParams, definition: ClassDefinition, locale: 'zh' | 'en'): MessageParams {
  const attribute = definition.attributes.find((one) => one.key === params['attribute']);
  if (attribute === undefined) return params;
  const yesNo: Readonly<Record<string, string>> = locale === 'zh' ? { true: '是', false: '否' } : { true: 'yes', false: 'no' };
  const word = (key: string): string => {
    if (attribute.type === 'boolean') return yesNo[key] ?? key;
    return attribute.type === 'enum' ? attribute.values.find((value) => value.key === key)?.[locale] ?? key : key;
  };
  const named = Object.entries(params).map(([name, value]): [string, string | number] => {
    if (name === 'attribute') return [name, attribute[locale]];
    return name === 'wanted' || name === 'actual' ? [name, String(value).split(OR).map(word).join(OR)] : [name, value];
  });
  return Object.fromEntries(named);
}
