import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { proposeList } from '../../core/catalogue/proposing/propose-list.js';
import type { ProposedSheet } from '../../core/catalogue/proposing/proposal.js';
import { answersOf } from './price-list-answers.js';
import { scorePriceList, sum, type ExpectedRow, type PriceListScore } from './price-list-score.js';
import type { Reference } from './proposer.js';
import { readSheets } from '../../platform/render/read-sheets.js';

const LISTS = /\.(?:xlsx|xls|et|csv|txt|tsv)$/iu;

export interface PriceListRun {
  readonly file: string;
  /** Code of the refusal where the file cannot be read. */
  readonly refused: string | null;
  readonly products: number;
  /** Null without expected.json. */
  readonly score: PriceListScore | null;
}

/** Reads every list of a folder, writes what was understood beside its name, and scores it where expected.json lies in the folder. */
export async function runPriceLists(folder: string, out: string, reference: Reference, today: string): Promise<PriceListRun[]> {
  const files = (await readdir(folder)).filter((name) => LISTS.test(name)).sort();
  const expected = await readExpected(folder);
  const runs: PriceListRun[] = [];
  for (const file of files) {
    const sheets = await readSheets(await readFile(join(folder, file)));
    const proposed: readonly ProposedSheet[] = sheets.ok ? proposeList(sheets.value, reference.proposer, today) : [];
    const answers = answersOf(proposed);
    await writeFile(join(out, `${file}.json`), `${JSON.stringify(answers, null, 1)}\n`);
    const rows = expected.get(file);
    const ignored = new Set(proposed.filter((sheet) => sheet.ignored !== null).map(({ name }) => name));
    runs.push({ file, refused: sheets.ok ? null : sheets.refusal.code, products: answers.filter(({ sheet }) => !ignored.has(sheet)).length, score: rows === undefined ? null : scorePriceList(rows, answers) });
  }
  return runs;
}

/** All runs that were scored as one. */
export function totalOf(runs: readonly PriceListRun[]): PriceListScore | null {
  const scores = runs.flatMap(({ score }) => (score === null ? [] : [score]));
  return scores.length === 0 ? null : { shares: sum(scores.map(({ shares }) => shares)), faults: scores.flatMap(({ faults }) => faults) };
}

async function readExpected(folder: string): Promise<ReadonlyMap<string, readonly ExpectedRow[]>> {
  try {
    const lists = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')) as readonly { readonly file: string; readonly rows: readonly ExpectedRow[] }[];
    return new Map(lists.map(({ file, rows }) => [file, rows]));
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return new Map();
    throw error;
  }
}
