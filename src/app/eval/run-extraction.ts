import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DemandReader } from '../../core/policy/extraction/extract-demand.js';
import { classOfWords } from '../../core/policy/extraction/class-of-words.js';
import type { ClassDefinition } from '../../core/policy/class-definition.js';
import type { DateText } from '../../core/time/dates.js';
import { interval, f1, shown } from './figures.js';
import { EXTRACTION_SHARES, f1Share, scoreExtraction, sumExtraction, type ExtractionAnswer, type ExtractionScore } from './extraction-score.js';

/** A case; the product reads `text` alone. */
export type ExtractionCase = ExtractionAnswer & { readonly text: string; readonly set?: string };

/** Finds the class that a text wants; null when none is sure. */
export type ClassOf = (text: string) => string | null;

export interface ExtractionRun {
  readonly cases: readonly ExtractionCase[];
  readonly answers: readonly ExtractionAnswer[];
  /** Null where no case says what is expected. */
  readonly scores: readonly ExtractionScore[] | null;
}

/** Reads every case as the product reads a demand and compares with what is expected where the cases say it. */
export function extractionRun(cases: readonly ExtractionCase[], classes: ReadonlyMap<string, ClassDefinition>, today: DateText, classOf: ClassOf | null = null): ExtractionRun {
  const reader = new DemandReader([...classes.values()]);
  const chosen = classOf ?? ((text) => classOfWords(text, reader.goods, reader.index));
  const answers = cases.map(({ id, text }) => answerOf(id, text, reader, classes.get(chosen(text) ?? '') ?? null, today));
  const isLabelled = cases.every((one) => Array.isArray(one.requirements));
  return { cases, answers, scores: isLabelled ? cases.map((one, at) => scoreExtraction(one, answers[at] ?? answerOf(one.id, '', reader, null, today))) : null };
}

/** Runs the cases of a file and writes OUT/extraction.jsonl. */
export async function runExtraction(file: string, out: string, classes: ReadonlyMap<string, ClassDefinition>, today: DateText, classOf: ClassOf | null = null): Promise<ExtractionRun> {
  const read = JSON.parse(await readFile(file, 'utf8')) as readonly ExtractionCase[] | { readonly cases: readonly ExtractionCase[] };
  const run = extractionRun('cases' in read ? read.cases : read, classes, today, classOf);
  await writeFile(join(out, 'extraction.jsonl'), run.answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
  return run;
}

/** The figures for `--json`; null without labels. */
export function extractionFigures({ answers, scores }: ExtractionRun): unknown {
  return scores === null ? null : { texts: answers.length, shares: sumExtraction(scores) };
}

/** Lines to print: micro F1 over requirements, then each field. */
export function extractionLines({ cases, answers, scores }: ExtractionRun, withFaults: boolean): string[] {
  if (scores === null) return [`extraction: ${answers.length} texts, no labels`];
  const total = sumExtraction(scores);
  const micro = f1(total.precision, total.recall);
  const range = interval(f1Share(total));
  return [
    `extraction, ${answers.length} texts`,
    `  ${'requirement F1'.padEnd(20)} ${micro?.toFixed(3) ?? '—'}${range === null ? '' : ` (${range[0].toFixed(3)}–${range[1].toFixed(3)})`}`,
    ...EXTRACTION_SHARES.map((name) => `  ${name.padEnd(20)} ${shown(total[name])}`),
    // Of cases that are held back no fault is shown: rules must not be written against them.
    ...(withFaults ? scores.flatMap(({ faults }, at) => (cases[at]?.set === 'held' ? [] : faults.map((fault) => `    ${fault}`))) : []),
  ];
}

function answerOf(id: string, text: string, reader: DemandReader, definition: ClassDefinition | null, today: DateText): ExtractionAnswer {
  const { requirements, quantity, budget, neededBy, energyGradeAtMost, oldMachine } = reader.read(text, definition, today);
  return {
    id, requirements: requirements.map(({ attribute, name, op, value, unit, hard }) => ({ attribute, name, op, value, ...(unit === null ? {} : { unit }), hard })),
    quantity: quantity?.value.amount ?? null, quantityUnit: quantity?.value.unit ?? null, budgetCny: budget?.value.cny ?? null, budgetBasis: budget?.value.basis ?? null,
    neededBy: neededBy?.value ?? null, energyGradeAtMost: energyGradeAtMost?.value ?? null,
    oldMachine: oldMachine === null ? null : { kind: oldMachine.kind, model: oldMachine.model, commissioned: oldMachine.commissioned },
  };
}
