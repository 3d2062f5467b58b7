import { acceptance, judgeRequirement, type Requirement } from '../../demand/requirement.js';
import type { SpecValue } from '../../policy/class-definition.js';
import { greatestMeeting, leastMeeting } from './threshold.js';

/** A requirement in the form that columns hold: a span of doubles, one of some words, or one that only the rule itself can judge. */
export type Asked =
  | { readonly as: 'SPAN'; readonly low: number; readonly high: number }
  | { readonly as: 'WORDS'; readonly words: readonly string[] }
  | { readonly as: 'RULE'; readonly requirement: Requirement };

/** Null: nothing meets it. */
export function askedOf(requirement: Requirement): Asked | null {
  const accepted = acceptance(requirement);
  if (accepted === null) return null;
  if ('oneOf' in accepted) {
    const words = accepted.oneOf.map(wordOf);
    return words.some((word) => word === null) ? { as: 'RULE', requirement } : { as: 'WORDS', words: words as string[] };
  }
  const [low, high] = [leastMeeting(accepted.low), greatestMeeting(accepted.high)];
  return low === null || high === null ? { as: 'RULE', requirement } : { as: 'SPAN', low, high };
}

/** A value that is told apart by itself alone; null for a number, which nine digits tell apart. */
export function wordOf(value: SpecValue): string | null {
  return typeof value === 'number' ? null : `${typeof value}:${String(value)}`;
}

/** A finite number, or null where the rule finds none. */
export function numberOf(value: SpecValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Whether a value meets what was asked, as `judgeRequirement` says it. */
export function meets(asked: Asked, value: SpecValue | undefined): boolean {
  if (asked.as === 'RULE') return judgeRequirement(asked.requirement, value) === 'MET';
  if (asked.as === 'SPAN') {
    const number = numberOf(value);
    return number !== null && number >= asked.low && number <= asked.high;
  }
  const word = value === undefined || value === '' ? null : wordOf(value);
  return word !== null && asked.words.includes(word);
}

/** What a line asks of a class, of one mode. What nothing can meet is left to the rule, which says so of every product. */
export function requirementsOn(requirements: readonly Requirement[], classId: string, mode: Requirement['mode']): { key: string; asked: Asked }[] {
  return requirements.filter((one) => one.mode === mode && (one.classId ?? classId) === classId)
    .map((requirement) => ({ key: requirement.attributeKey, asked: askedOf(requirement) ?? { as: 'RULE', requirement } }));
}
