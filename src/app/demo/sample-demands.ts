import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, daysBetween, type DateText } from '../../core/time/dates.js';
import { PROJECT_FOLDER } from '../../platform/config/project.js';

/** The day the samples were written for; their dates move with the day on which the story is told. */
const BASE: DateText = '2026-11-23';
const OPS: Readonly<Record<string, string>> = { '>=': 'AT_LEAST', '<=': 'AT_MOST', '=': 'EQUAL', 'between': 'BETWEEN', 'in': 'ONE_OF', 'about': 'ABOUT' };

interface SampleRequirement {
  readonly supplyId?: string;
  readonly attribute?: string;
  readonly op: string;
  readonly value: unknown;
  readonly unit?: string;
  readonly mode: 'must' | 'prefer';
}

/** A demand of seeds/demo/sample-demands.json. */
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
  readonly expected: { readonly supplyIds: readonly string[]; readonly sampleModels: readonly string[] };
}

export async function sampleDemands(): Promise<readonly SampleDemand[]> {
  const text = await readFile(join(PROJECT_FOLDER, 'seeds/demo/sample-demands.json'), 'utf8');
  return (JSON.parse(text) as { demands: readonly SampleDemand[] }).demands;
}

/** Those that want one of these classes first. */
export function wantingClasses(demands: readonly SampleDemand[], classIds: ReadonlySet<string>): SampleDemand[] {
  return demands.filter(({ expected }) => expected.supplyIds[0] !== undefined && classIds.has(expected.supplyIds[0]));
}

/** The demand as `createDemand` takes it, told on `today`. */
export function createDemandInput(demand: SampleDemand, today: DateText): Record<string, unknown> {
  const { expected, quantity, retire } = demand;
  const moved = Math.max(0, daysBetween(BASE, today));
  return {
    title: demand.title, words: demand.text, regionCode: demand.region.code, purpose: retire ? 'RENEWAL' : 'NEW_CAPACITY', visibility: 'PUBLIC',
    noStateSecretConfirmed: true, neededBy: addDays(demand.needDate, moved), budgetCny: demand.budgetCny === null ? null : String(demand.budgetCny),
    lines: [{
      classIds: expected.supplyIds, words: demand.text, quantity: String(quantity.value), unit: quantity.unit,
      requirements: demand.requirements.flatMap(requirementInput), budgetCny: demand.budgetCny === null ? null : String(demand.budgetCny),
      retires: retire ? [{ name: retire.zh, model: retire.model ?? null, commissionedYear: retire.commissionedYear ?? null, count: retire.count ?? 1 }] : [],
    }],
  };
}

/** What is asked of goods that no class covers has no attribute to be compared with; it stays in the words. */
function requirementInput({ supplyId, attribute, op, value, unit, mode }: SampleRequirement): Record<string, unknown>[] {
  if (supplyId === undefined || attribute === undefined) return [];
  return [{ attributeKey: attribute, op: OPS[op], value, unit: unit ?? null, mode: mode === 'must' ? 'HARD' : 'SOFT', classId: supplyId }];
}
