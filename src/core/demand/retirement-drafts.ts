import type { RetirementRule, RetirementSuggestion } from '../policy/retirement.js';
import { wordKey } from '../text/fold.js';
import { addDays, type DateText } from '../time/dates.js';
import { LIMITS } from './demand-limits.js';
import type { LineDraft } from './line-content.js';
import { shownMachines } from './retired-equipment.js';

export type RetirementDraftState = 'SUGGESTED' | 'DEFERRED' | 'DISPUTED' | 'ACCEPTED' | 'LAPSED';

/** A machine of the register, as far as a draft demand for its successor asks. */
export interface AgeingMachine {
  readonly id: string;
  readonly classId: string | null;
  readonly name: string;
  readonly model: string;
  readonly commissioned: string | null;
  readonly quantity: number;
}

/** Machines that one draft demand is suggested for: the same rule, and the same thing to be bought. */
export interface DraftGroup {
  readonly groupKey: string;
  readonly rule: RetirementRule;
  readonly demandItemId: string | null;
  readonly clause: string;
  readonly verify: boolean;
  /** At most 200 machines, one suggestion each. */
  readonly suggestions: readonly RetirementSuggestion[];
}

/** How far ahead a suggestion may be put off. */
export const DEFERRAL_DAYS_MAX = 1_830;

/**
 * Suggestions by the draft demand they lead to, in the order in which they came. A workshop of a hundred lathes is one demand, not a
 * hundred; one that stands on second-hand facts is kept apart from one that does not. `room`: how many machines an open draft of a
 * group still takes; a group that is larger becomes several.
 */
export function draftGroups(suggestions: readonly RetirementSuggestion[], machines: ReadonlyMap<string, AgeingMachine>, room: (groupKey: string) => number): DraftGroup[] {
  const groups: { group: Omit<DraftGroup, 'suggestions'>; suggestions: RetirementSuggestion[]; room: number }[] = [];
  const open = new Map<string, (typeof groups)[number]>();
  for (const suggestion of suggestions) {
    const machine = machines.get(suggestion.equipmentId);
    if (machine === undefined) continue;
    const { rule, demandItemId, clause, verify } = suggestion;
    const groupKey = JSON.stringify([rule, demandItemId ?? machine.classId ?? wordKey(machine.name), verify]);
    let current = open.get(groupKey);
    if (current === undefined || current.suggestions.length >= current.room) {
      const left = current === undefined ? room(groupKey) : 0;
      current = { group: { groupKey, rule, demandItemId, clause, verify }, suggestions: [], room: left > 0 ? left : LIMITS.equipment };
      open.set(groupKey, current);
      groups.push(current);
    }
    current.suggestions.push(suggestion);
  }
  return groups.map(({ group, suggestions: some }) => ({ ...group, suggestions: some }));
}

/** Lines of the demand that a draft becomes: one for each class of machine (or name, where no class is known), with the machines it retires. */
export function renewalLines({ rule, demandItemId }: Pick<DraftGroup, 'rule' | 'demandItemId'>, machines: readonly AgeingMachine[]): LineDraft[] {
  const kinds = new Map<string, AgeingMachine[]>();
  for (const machine of machines) {
    const key = machine.classId ?? `/${wordKey(machine.name)}`;
    kinds.set(key, [...(kinds.get(key) ?? []), machine]);
  }
  return [...kinds.values()].map((alike): LineDraft => {
    const classId = alike[0]?.classId ?? null;
    return {
      itemId: demandItemId, classIds: demandItemId === null && classId !== null ? [classId] : [], words: wordsOf(alike), unit: '台',
      quantity: String(alike.reduce((sum, { quantity }) => sum + quantity, 0)), requirements: [], budgetCny: null, retires: [],
      // What is renewed for its energy has to be of grade 2 or better (二（三）3).
      energyGradeAtMost: rule === 'ENERGY' ? 2 : null, equipmentIds: alike.map(({ id }) => id),
    };
  });
}

const TITLES: Readonly<Record<RetirementRule, string>> = {
  SERVICE_LIFE: '更新服役超过 10 年的机床', ENERGY: '更新能效未达 2 级的设备', ELIMINATION: '更新列入淘汰目录的设备',
};

/** What a draft is about, as the demand that it becomes is called: the demand's own language is Chinese. */
export function draftTitle(rule: RetirementRule, machines: readonly Pick<AgeingMachine, 'quantity'>[]): string {
  return `${TITLES[rule]} ${machines.reduce((sum, { quantity }) => sum + quantity, 0)} 台`;
}

/** Whether a suggestion may be put off until this day: after today, at most five years ahead. */
export function isDeferralDay(until: DateText, today: DateText): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(until) && until > today && until <= addDays(today, DEFERRAL_DAYS_MAX);
}

const KINDS_TOLD = 5;

function wordsOf(machines: readonly AgeingMachine[]): string {
  const told = shownMachines(machines);
  const lines = told.slice(0, KINDS_TOLD).map(({ name, model, commissionedYear, count }) =>
    [name, model, commissionedYear === null ? null : `${commissionedYear} 年投用`, `${count} 台`].filter((part) => part !== null).join(' '));
  return `替换：${lines.join('；')}${told.length > KINDS_TOLD ? ' 等' : ''}`;
}
