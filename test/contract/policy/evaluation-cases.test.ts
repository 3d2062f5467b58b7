import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { parseUnit } from '../../../src/core/quantity/unit.js';

const CASES = 'test/fixtures/evaluation';
const REFERENCE = 'seeds/reference';
const MEASURED_ON = '2026-11-23';
/** The counts that the README of the cases claims: a case lost in an edit shows here. */
const CLAIMED = { demands: 228, gaps: 69, outOfScope: 14, extraction: 150, withoutRequirement: 18, search: 111, zeroResults: 10 };
const TAGS = { none: 15, negation: 10, range: 10, tolerance: 10, numerals: 8, slang: 8, accuracy: 8, energy: 6, meter: 6 };

interface Case { readonly id: string; readonly set: 'tune' | 'held' }
interface DemandCase extends Case {
  readonly text: string; readonly region: string | { readonly code: string; readonly zh: string };
  readonly expectedSupplyIds: readonly string[]; readonly acceptableSupplyIds: readonly string[]; readonly expectedDemandIds: readonly string[]; readonly acceptableDemandIds: readonly string[];
  readonly expectedExtensionIds: readonly string[]; readonly acceptableExtensionIds: readonly string[];
  readonly taskId: string | null; readonly acceptableTaskIds: readonly string[]; readonly outOfScope: boolean; readonly gap: boolean;
}
type Value = number | boolean | readonly (number | string)[];
interface Requirement { readonly attribute: string; readonly name: string; readonly op: string; readonly value: Value; readonly unit?: string; readonly hard: boolean }
interface ExtractionCase extends Case {
  readonly text: string; readonly tags: readonly string[]; readonly requirements: readonly Requirement[]; readonly quantity: number | null; readonly quantityUnit: string | null;
  readonly budgetCny: number | null; readonly budgetBasis: string | null; readonly neededBy: string | null; readonly energyGradeAtMost: number | null;
  readonly oldMachine: { readonly kind: string | null; readonly model: string | null; readonly commissioned: number | null } | null;
}
interface SearchCase extends Case {
  readonly query: string; readonly expectedSupplyIds: readonly string[]; readonly acceptableSupplyIds: readonly string[]; readonly expectedExtensionIds: readonly string[]; readonly zeroResultsExpected: boolean;
}
interface Taxonomy { readonly demand: readonly { readonly tasks: readonly { readonly id: string; readonly directions: readonly { readonly items: readonly { readonly id: string }[] }[] }[] }[] }

async function json<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T;
}

const demands = await json<DemandCase[]>(`${CASES}/own-demands.json`);
const extraction = await json<ExtractionCase[]>(`${CASES}/own-extraction.json`);
const search = await json<SearchCase[]>(`${CASES}/own-search.json`);
const tasks = (await json<Taxonomy>(`${REFERENCE}/seed-taxonomy.json`)).demand.flatMap((part) => part.tasks);
const taskIds = new Set(tasks.map(({ id }) => id));
const itemIds = new Set(tasks.flatMap(({ directions }) => directions.flatMap(({ items }) => items.map(({ id }) => id))));
const supplyIds = new Set((await json<{ classes: { supplyId: string }[] }>(`${REFERENCE}/class-attributes.json`)).classes.map(({ supplyId }) => supplyId));
const extensionIds = new Set((await json<{ classes: { classId: string }[] }>(`${REFERENCE}/extension-classes.json`)).classes.map(({ classId }) => classId));

const strangers = (ids: readonly string[], known: ReadonlySet<string>): string[] => ids.filter((id) => !known.has(id));
const both = (expected: readonly string[], acceptable: readonly string[]): string[] => expected.filter((id) => acceptable.includes(id));
const taskOf = (itemId: string): string => itemId.split('.').slice(0, 2).join('.');

/** True where the value has the shape that its operator asks for: two ordered ends, a choice, a yes or no, a figure. */
function fits({ op, value, unit }: Requirement): boolean {
  if (op === 'between') return Array.isArray(value) && value.length === 2 && Number(value[0]) < Number(value[1]) && unit !== undefined;
  if (op === 'in') return Array.isArray(value) && value.length > 0;
  if (typeof value === 'boolean') return op === '=' && unit === undefined;
  return ['>=', '<=', '=', 'about'].includes(op) && typeof value === 'number' && unit !== undefined;
}

describe.each([['demands', demands, 'OD'], ['extraction', extraction, 'OX'], ['search', search, 'OS']] as const)('the cases of %s', (_what, cases, prefix) => {
  it('are numbered through, with no text twice', () => {
    expect((cases as readonly Case[]).map(({ id }) => id)).toEqual(cases.map((_case, index) => `${prefix}-${String(index + 1).padStart(3, '0')}`));
    const texts = (cases as readonly (Case & { text?: string; query?: string })[]).map(({ text, query }) => text ?? query);
    expect(texts.filter((text, index) => text === undefined || text.trim() === '' || texts.indexOf(text) !== index)).toEqual([]);
  });

  it('keep a third held out', () => {
    const held = (cases as readonly Case[]).filter(({ set }) => set === 'held').length;
    expect((cases as readonly Case[]).filter(({ set }) => set !== 'held' && set !== 'tune')).toEqual([]);
    expect(held).toBe(Math.floor(cases.length / 3));
  });
});

describe('the labels of demands', () => {
  it('name classes, items and tasks that the reference data has, none of them both expected and acceptable', () => {
    const wrong = demands.filter((one) => [
      ...strangers([...one.expectedSupplyIds, ...one.acceptableSupplyIds], supplyIds), ...strangers([...one.expectedExtensionIds, ...one.acceptableExtensionIds], extensionIds),
      ...strangers([...one.expectedDemandIds, ...one.acceptableDemandIds], itemIds), ...strangers([...(one.taskId === null ? [] : [one.taskId]), ...one.acceptableTaskIds], taskIds),
      ...both(one.expectedSupplyIds, one.acceptableSupplyIds), ...both(one.expectedDemandIds, one.acceptableDemandIds), ...both(one.expectedExtensionIds, one.acceptableExtensionIds),
    ].length > 0);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('say gap where nothing of the plan is expected and a machine is wanted, and nothing at all where none is', () => {
    const wrong = demands.filter(({ gap, outOfScope, ...one }) => gap !== (!outOfScope && one.expectedSupplyIds.length === 0) || (gap && one.acceptableSupplyIds.length > 0)
      || (outOfScope && [...one.expectedSupplyIds, ...one.acceptableSupplyIds, ...one.expectedDemandIds, ...one.expectedExtensionIds].length > 0));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('take the task from the first item, and accept the tasks of the other items', () => {
    const wrong = demands.filter(({ taskId, acceptableTaskIds, expectedDemandIds, acceptableDemandIds }) => taskId !== (expectedDemandIds[0] === undefined ? null : taskOf(expectedDemandIds[0]))
      || [...expectedDemandIds, ...acceptableDemandIds].some((item) => taskOf(item) !== taskId && !acceptableTaskIds.includes(taskOf(item))));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('reach every class of the plan and every task', () => {
    const reached = new Set(demands.flatMap(({ expectedSupplyIds }) => expectedSupplyIds));
    expect([...supplyIds].filter((id) => !reached.has(id))).toEqual([]);
    const tasked = new Set(demands.map(({ taskId }) => taskId));
    expect([...taskIds].filter((id) => !tasked.has(id))).toEqual([]);
  });
});

describe('the labels of extraction', () => {
  it('have a value of the shape that the operator asks for, in a unit of the table', () => {
    const wrong = extraction.flatMap(({ id, requirements }) => requirements.filter((one) => !fits(one) || (one.unit !== undefined && parseUnit(one.unit) === null)).map(({ name, unit }) => `${id} ${name} ${unit ?? ''}`));
    expect(wrong).toEqual([]);
  });

  it('give quantity with its unit, budget with its basis, days from the day of measuring on, grades 1 to 3', () => {
    const wrong = extraction.filter((one) => (one.quantity === null) !== (one.quantityUnit === null) || (one.budgetCny === null) !== (one.budgetBasis === null)
      || ![null, 'each', 'total'].includes(one.budgetBasis) || (one.neededBy !== null && !(/^\d{4}-\d{2}-\d{2}$/u.test(one.neededBy) && one.neededBy > MEASURED_ON && !Number.isNaN(Date.parse(one.neededBy))))
      || ![null, 1, 2, 3].includes(one.energyGradeAtMost) || (one.oldMachine?.commissioned ?? 1990) > 2026);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('cover what buyers write otherwise than forms ask for', () => {
    const counts = Object.fromEntries(Object.keys(TAGS).map((tag) => [tag, extraction.filter(({ tags }) => tags.includes(tag)).length]));
    expect(Object.entries(TAGS).filter(([tag, least]) => (counts[tag] ?? 0) < least)).toEqual([]);
    expect(extraction.filter(({ tags, requirements }) => tags.includes('none') !== (requirements.length === 0)).map(({ id }) => id)).toEqual([]);
  });
});

describe('the labels of search', () => {
  it('name classes that the reference data has, and none where nothing is to be found', () => {
    const wrong = search.filter((one) => [...strangers([...one.expectedSupplyIds, ...one.acceptableSupplyIds], supplyIds), ...strangers(one.expectedExtensionIds, extensionIds), ...both(one.expectedSupplyIds, one.acceptableSupplyIds)].length > 0
      || one.zeroResultsExpected !== (one.expectedSupplyIds.length + one.acceptableSupplyIds.length + one.expectedExtensionIds.length === 0));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

it('the counts are those that the README claims', () => {
  expect({
    demands: demands.length, gaps: demands.filter(({ gap }) => gap).length, outOfScope: demands.filter(({ outOfScope }) => outOfScope).length, extraction: extraction.length,
    withoutRequirement: extraction.filter(({ requirements }) => requirements.length === 0).length, search: search.length, zeroResults: search.filter(({ zeroResultsExpected }) => zeroResultsExpected).length,
  }).toEqual(CLAIMED);
});
