import type { ClassDefinition } from '../class-definition.js';
import type { Doubt, ExtractedRequirement } from './extraction.js';
import { isOutside } from './figure-requirements.js';

const ABSURD = 1e9;

/** What cannot be right in single requirements and in two of one attribute; nothing is dropped for it. */
export function doubtsOf(requirements: readonly ExtractedRequirement[], definition: ClassDefinition | null): Doubt[] {
  return [...requirements.flatMap((one) => singleDoubts(one, definition)), ...contradictions(requirements)];
}

function singleDoubts({ attribute, name, op, value, unit, words }: ExtractedRequirement, definition: ClassDefinition | null): Doubt[] {
  const values = (Array.isArray(value) ? value : [value]).filter((one): one is number => typeof one === 'number');
  const [low, high] = values;
  const known = definition?.attributes.find(({ key }) => key === attribute);
  if (op === 'between' && low !== undefined && high !== undefined && low > high) return [{ code: 'RANGE_REVERSED', words, params: { name, low, high } }];
  if (known !== undefined && values.length > 0 && isOutside({ values }, known)) {
    return [{ code: 'OUT_OF_BOUNDS', words, params: { name, value: values.join('–'), min: known.min ?? '-', max: known.max ?? '-', unit: unit ?? '' } }];
  }
  const isAbsurd = values.some((one) => Math.abs(one) >= ABSURD || (one < 0 && unit !== '°C' && unit !== '°') || (one === 0 && op !== 'between' && op !== '<=' && unit !== '°C'));
  return isAbsurd ? [{ code: 'FIGURE_ABSURD', words, params: { name, figure: values.join('–') } }] : [];
}

/** 处理量不低于500t/h且不超过200t/h: no product meets both. */
function contradictions(requirements: readonly ExtractedRequirement[]): Doubt[] {
  const doubts: Doubt[] = [];
  const seen = new Map<string, { low: number; high: number; name: string }>();
  for (const { attribute, op, value, unit, hard, name, words } of requirements) {
    const ends = hard ? endsOf(op, value) : null;
    if (ends === null) continue;
    const key = `${attribute}|${unit ?? ''}`;
    const before = seen.get(key);
    const both = before === undefined ? ends : { low: Math.max(before.low, ends.low), high: Math.min(before.high, ends.high) };
    if (both.low > both.high * (1 + 1e-9) && before !== undefined) doubts.push({ code: 'CONTRADICTION', words, params: { name, low: both.low, high: both.high } });
    else seen.set(key, { ...both, name });
  }
  return doubts;
}

function endsOf(op: ExtractedRequirement['op'], value: ExtractedRequirement['value']): { low: number; high: number } | null {
  if (Array.isArray(value)) {
    const [low, high] = value as readonly unknown[];
    return op === 'between' && typeof low === 'number' && typeof high === 'number' ? { low, high } : null;
  }
  if (typeof value !== 'number') return null;
  switch (op) {
    case '>=': return { low: value, high: Infinity };
    case '<=': return { low: -Infinity, high: value };
    case '=': return { low: value, high: value };
    case 'about': return { low: value - Math.abs(value) * 0.1, high: value + Math.abs(value) * 0.1 };
    case 'between':
    case 'in': return null;
  }
}
