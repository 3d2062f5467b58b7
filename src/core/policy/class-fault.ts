import { refused, type Refused } from '../outcome/outcome.js';
import { parseUnit } from '../quantity/unit.js';
import type { AttributeDefinition, ClassDefinition } from './class-definition.js';

/** Characters and entries at most. */
const NAME_MAX = 60;
const EN_MAX = 200;
const OTHER_NAMES_MAX = 50;
const KINDS_MAX = 50;
const ATTRIBUTES_MAX = 40;
const VALUES_MAX = 50;
const KEY = /^[a-z][A-Za-z0-9]{0,39}$/u;
const DAYS_MAX = 3_650;

interface Named { readonly key: string; readonly zh: string; readonly en: string }

/** What is wrong with a class as it is written down; null when nothing is. Keys that the seeds brought are not looked at: they are as they are. */
export function classFault(definition: ClassDefinition): Refused | null {
  const { alsoCalled, kinds, attributes, leadTimeDays } = definition;
  const long = alsoCalled.findIndex((name) => name.length > NAME_MAX);
  return nameFault(definition, '')
    ?? (alsoCalled.length > OTHER_NAMES_MAX ? tooMany('alsoCalled', OTHER_NAMES_MAX) : null)
    ?? (long >= 0 ? refused('INPUT', 'CLASS_NAME_INVALID', `alsoCalled.${long}`, { max: NAME_MAX }) : null)
    ?? (definition.unit === '' || definition.unit.length > 10 ? refused('INPUT', 'CLASS_NAME_INVALID', 'unit', { max: 10 }) : null)
    ?? (leadTimeIsSound(leadTimeDays) ? null : refused('INPUT', 'CLASS_LEAD_TIME_INVALID', 'leadTimeDays'))
    ?? listFault(kinds, 'kinds', KINDS_MAX)
    ?? listFault(attributes, 'attributes', ATTRIBUTES_MAX)
    ?? first(attributes, (attribute, index) => attributeFault(attribute, kinds, `attributes.${index}`));
}

function leadTimeIsSound(days: readonly number[]): boolean {
  return days.length === 3 && days.every((day, index) => Number.isInteger(day) && day >= 1 && day <= DAYS_MAX && day >= (days[index - 1] ?? 1));
}

function attributeFault(attribute: AttributeDefinition, kinds: readonly Named[], field: string): Refused | null {
  const { key, type, unit, min, max, values, appliesToKinds } = attribute;
  const number = type === 'number';
  if ((!number && (unit !== null || min !== null || max !== null)) || (type !== 'enum' && values.length > 0)) return refused('INPUT', 'CLASS_ATTRIBUTE_MIXED', field, { key });
  if (number && (unit === null || (unit !== '1' && parseUnit(unit) === null))) return refused('INPUT', 'CLASS_UNIT_INVALID', `${field}.unit`, { key });
  if (min !== null && max !== null && min > max) return refused('INPUT', 'CLASS_BOUNDS_INVALID', `${field}.min`, { key });
  if (type === 'enum' && (values.length === 0 || values.length > VALUES_MAX)) return refused('INPUT', 'CLASS_VALUES_INVALID', `${field}.values`, { key, max: VALUES_MAX });
  const kind = appliesToKinds?.find((one) => kinds.every((known) => known.key !== one));
  if (kind !== undefined) return refused('INPUT', 'CLASS_ATTRIBUTE_KIND_UNKNOWN', `${field}.appliesToKinds`, { key, kind: kind.slice(0, 50) });
  return listFault(values, `${field}.values`, VALUES_MAX);
}

function listFault(list: readonly Named[], field: string, max: number): Refused | null {
  if (list.length > max) return tooMany(field, max);
  return first(list, (one, index) => {
    if (one.key === '' || one.key.length > 40) return refused('INPUT', 'CLASS_KEY_INVALID', `${field}.${index}.key`, { key: one.key.slice(0, 50) });
    if (list.findIndex(({ key }) => key === one.key) < index) return refused('INPUT', 'CLASS_KEY_REPEATED', `${field}.${index}.key`, { key: one.key });
    return nameFault(one, `${field}.${index}.`);
  });
}

/** The first key that the class did not have before and that is written otherwise than keys are; null when there is none. */
export function newKeyFault(before: ClassDefinition | null, after: ClassDefinition): Refused | null {
  const known = new Set(before === null ? [] : keysOf(before).map(({ id }) => id));
  return first(keysOf(after), ({ id, key, field }) => (known.has(id) || KEY.test(key) ? null : refused('INPUT', 'CLASS_KEY_INVALID', field, { key: key.slice(0, 50) })));
}

function keysOf({ kinds, attributes }: ClassDefinition): { readonly id: string; readonly key: string; readonly field: string }[] {
  return [
    ...kinds.map(({ key }, index) => ({ id: `kind ${key}`, key, field: `kinds.${index}.key` })),
    ...attributes.flatMap((attribute, index) => [
      { id: `attribute ${attribute.key}`, key: attribute.key, field: `attributes.${index}.key` },
      ...attribute.values.map(({ key }, n) => ({ id: `value ${attribute.key} ${key}`, key, field: `attributes.${index}.values.${n}.key` })),
    ]),
  ];
}

function nameFault({ zh, en }: { readonly zh: string; readonly en: string }, prefix: string): Refused | null {
  if (zh === '' || zh.length > NAME_MAX) return refused('INPUT', 'CLASS_NAME_INVALID', `${prefix}zh`, { max: NAME_MAX });
  return en === '' || en.length > EN_MAX ? refused('INPUT', 'CLASS_NAME_INVALID', `${prefix}en`, { max: EN_MAX }) : null;
}

const tooMany = (field: string, max: number): Refused => refused('INPUT', 'CLASS_LIST_TOO_LONG', field, { max });

function first<T>(list: readonly T[], faultOf: (one: T, index: number) => Refused | null): Refused | null {
  for (const [index, one] of list.entries()) {
    const fault = faultOf(one, index);
    if (fault !== null) return fault;
  }
  return null;
}
