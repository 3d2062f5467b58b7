import { Exact } from '../../core/quantity/number.js';
import { convert } from '../../core/quantity/unit.js';
import { wordKey } from '../../core/text/fold.js';
import { added, NO_SHARE, shareOf, type Share } from './figures.js';

/** A requirement as cases and answers give it; `unit` may be left out. */
export interface CaseRequirement {
  readonly attribute: string;
  readonly name?: string;
  readonly op: string;
  readonly value: unknown;
  readonly unit?: string | null;
  readonly hard?: boolean;
}

/** What is expected of a text, and what the product answers (shared design, evaluation). */
export interface ExtractionAnswer {
  readonly id: string;
  readonly requirements: readonly CaseRequirement[];
  readonly quantity: number | null;
  readonly quantityUnit: string | null;
  readonly budgetCny: number | null;
  readonly budgetBasis: string | null;
  readonly neededBy: string | null;
  readonly energyGradeAtMost: number | null;
  readonly oldMachine: { readonly kind: string | null; readonly model: string | null; readonly commissioned: number | null } | null;
}

export const FIELDS = ['quantity', 'quantityUnit', 'budgetCny', 'budgetBasis', 'neededBy', 'energyGradeAtMost', 'oldMachine'] as const;
const OF_REQUIREMENTS = ['precision', 'recall', 'hard or soft'] as const;
export const EXTRACTION_SHARES = [...OF_REQUIREMENTS, ...FIELDS] as const;
type ShareName = (typeof EXTRACTION_SHARES)[number];

export interface ExtractionScore {
  readonly shares: Readonly<Record<ShareName, Share>>;
  /** What was not as expected, one line each. */
  readonly faults: readonly string[];
}

/** How far a value may be off: 8 kgf/cm2 are 0.8 MPa to people and 0.785 to physics. */
const TOLERANCE = 0.025;

/** Compares one answer with what is expected: requirements by operator and value, each field for itself. */
export function scoreExtraction(expected: ExtractionAnswer, answer: ExtractionAnswer): ExtractionScore {
  const free = new Set(answer.requirements);
  const faults: string[] = [];
  const modes: boolean[] = [];
  for (const wanted of expected.requirements) {
    const candidates = [...free].filter((given) => sameRequirement(wanted, given));
    const met = candidates.find(({ attribute }) => attribute === wanted.attribute) ?? candidates[0];
    if (met === undefined) { faults.push(`missed ${shownRequirement(wanted)}`); continue; }
    free.delete(met);
    modes.push((met.hard ?? true) === (wanted.hard ?? true));
    if (modes.at(-1) === false) faults.push(`hard or soft ${shownRequirement(wanted)}`);
  }
  for (const one of free) faults.push(`too much ${shownRequirement(one)}`);
  const hits = expected.requirements.length - (expected.requirements.length - modes.length);
  const fields = Object.fromEntries(FIELDS.map((field) => {
    const same = sameField(field, expected[field], answer[field]);
    if (!same) faults.push(`${field}: ${JSON.stringify(answer[field])} instead of ${JSON.stringify(expected[field])}`);
    return [field, shareOf([same])];
  })) as Record<(typeof FIELDS)[number], Share>;
  return {
    shares: { precision: { hits, of: answer.requirements.length }, recall: { hits, of: expected.requirements.length }, 'hard or soft': shareOf(modes), ...fields },
    faults: faults.map((fault) => `${expected.id} ${fault}`),
  };
}

export function sumExtraction(scores: readonly ExtractionScore[]): Record<ShareName, Share> {
  return Object.fromEntries(EXTRACTION_SHARES.map((name) => [name, scores.reduce((total, { shares }) => added(total, shares[name]), NO_SHARE)])) as Record<ShareName, Share>;
}

/** Twice the hits of both sides: the micro F1 as a share, for its interval. */
export function f1Share({ precision, recall }: Readonly<Record<ShareName, Share>>): Share {
  return { hits: precision.hits + recall.hits, of: precision.of + recall.of };
}

function sameRequirement(a: CaseRequirement, b: CaseRequirement): boolean {
  if (a.op !== b.op) return false;
  const [left, right] = [listOf(a.value), listOf(b.value)];
  if (left.length !== right.length) return false;
  return left.every((one, at) => sameValue(one, a.unit ?? null, a.op === 'in' && typeof one === 'string' ? right.find((other) => other === one) : right[at], b.unit ?? null));
}

function sameValue(a: unknown, unitA: string | null, b: unknown, unitB: string | null): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  const converted = unitA === null || unitB === null || unitA === unitB ? b : convert(new Exact(b), unitB, unitA)?.toNumber() ?? null;
  return converted !== null && Math.abs(converted - a) <= Math.abs(a) * TOLERANCE + 1e-12;
}

function sameField(field: (typeof FIELDS)[number], expected: unknown, given: unknown): boolean {
  if (field === 'oldMachine') return sameMachine(expected as ExtractionAnswer['oldMachine'], given as ExtractionAnswer['oldMachine']);
  if (typeof expected === 'number' && typeof given === 'number') return Math.abs(expected - given) <= Math.abs(expected) * 1e-9;
  return typeof expected === 'string' && typeof given === 'string' ? wordKey(expected) === wordKey(given) : (expected ?? null) === (given ?? null);
}

function sameMachine(a: ExtractionAnswer['oldMachine'], b: ExtractionAnswer['oldMachine']): boolean {
  if ((a ?? null) === null || (b ?? null) === null) return (a ?? null) === (b ?? null);
  return wordKey(a?.kind ?? '') === wordKey(b?.kind ?? '') && wordKey(a?.model ?? '') === wordKey(b?.model ?? '') && (a?.commissioned ?? null) === (b?.commissioned ?? null);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function shownRequirement({ attribute, op, value, unit }: CaseRequirement): string {
  return `${attribute} ${op} ${JSON.stringify(value)} ${unit ?? ''}`.trimEnd();
}
