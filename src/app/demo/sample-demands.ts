import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, daysBetween, type DateText } from '../../core/time/dates.js';
import { PROJECT_FOLDER } from '../../platform/config/project.js';

/** The day the samples were written for; their dates move with the day on which the story is told. */
const BASE: DateText = '2026-11-23';
const OPS: Readonly<Record<string, string>> = { '>=': 'AT_LEAST', '<=': 'AT_MOST', '=': 'EQUAL', 'between': 'BETWEEN', 'in': 'ONE_OF', 'about': 'ABOUT' };

interface SampleRequirement {
  readonly supplyId?: string;
  /** Of an extension class. */
  readonly classId?: string;
  readonly attribute?: string;
  readonly op: string;
  readonly value: unknown;
  readonly unit?: string;
  readonly mode: 'must' | 'prefer';
}

/** A demand of seeds/demo/sample-demands.json or sample-demands-extension.json. */
export interface SampleDemand {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly region: { readonly code: string };
  readonly quantity: { readonly value: number; readonly unit: string };
  readonly budgetCny: number | null;
  readonly needDate: DateText;
  readonly requirements: readonly SampleRequirement[];
  readonly retire?: { readonly zh: string; readonly model?: string; readonly commissionedYear?: number; readonly count?: number } | null;
  readonly expected: {
    readonly supplyIds?: readonly string[];
    readonly extensionIds?: readonly string[];
    readonly demandIds: readonly string[];
    /** Models that meet all musts, and of these the ones that pass the energy gate; without the second the gate asks nothing of them. */
    readonly sampleModels: readonly string[];
    readonly afterGate?: readonly string[];
  };
}

/**
 * Classes that the buyer asks for: of those it would accept the ones for which it says what must hold, since the labels speak of no others.
 * None where no class covers its goods, and the demand goes by an item of the work plan.
 */
export function classesWanted({ expected, requirements }: SampleDemand): readonly string[] {
  const asked = requirements.flatMap(({ supplyId, classId = supplyId, attribute, mode }) => (mode === 'must' && attribute !== undefined ? classId ?? [] : []));
  return asked.length > 0 ? [...new Set(asked)] : [...expected.supplyIds ?? [], ...expected.extensionIds ?? []];
}

/** The sixty of the plan's classes, or the ten of extension classes. */
export async function sampleDemands(which: 'sample-demands' | 'sample-demands-extension' = 'sample-demands'): Promise<readonly SampleDemand[]> {
  const text = await readFile(join(PROJECT_FOLDER, `seeds/demo/${which}.json`), 'utf8');
  return (JSON.parse(text) as { demands: readonly SampleDemand[] }).demands;
}

/** Those that want one of these classes first. */
export function wantingClasses(demands: readonly SampleDemand[], classIds: ReadonlySet<string>): SampleDemand[] {
  return demands.filter(({ expected: { supplyIds: [first] = [] } }) => first !== undefined && classIds.has(first));
}

/** The demand as `createDemand` takes it, told on `today`; `itemId`: the item that it goes by where no class covers its goods. */
export function createDemandInput(demand: SampleDemand, today: DateText, itemId: string | null = null): Record<string, unknown> {
  const { quantity, retire } = demand;
  const classIds = classesWanted(demand);
  const moved = Math.max(0, daysBetween(BASE, today));
  return {
    title: demand.title, words: demand.text, regionCode: demand.region.code, purpose: retire ? 'RENEWAL' : 'NEW_CAPACITY', visibility: 'PUBLIC',
    noStateSecretConfirmed: true, neededBy: addDays(demand.needDate, moved), budgetCny: demand.budgetCny === null ? null : String(demand.budgetCny),
    lines: [{
      classIds, itemId: classIds.length > 0 ? null : itemId, words: demand.text, quantity: String(quantity.value), unit: quantity.unit,
      requirements: demand.requirements.flatMap(requirementInput).filter(({ classId }) => classIds.includes(classId)), budgetCny: demand.budgetCny === null ? null : String(demand.budgetCny),
      retires: retire ? [{ name: retire.zh, model: retire.model ?? null, commissionedYear: retire.commissionedYear ?? null, count: retire.count ?? 1 }] : [],
    }],
  };
}

/** What is asked of goods that no class covers has no attribute to be compared with; it stays in the words. */
function requirementInput({ supplyId, classId = supplyId, attribute, op, value, unit, mode }: SampleRequirement): ({ readonly classId: string } & Record<string, unknown>)[] {
  if (classId === undefined || attribute === undefined) return [];
  return [{ attributeKey: attribute, op: OPS[op], value, unit: unit ?? null, mode: mode === 'must' ? 'HARD' : 'SOFT', classId }];
}
