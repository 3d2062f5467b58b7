import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { openCsv } from '../../../platform/tables/read-csv.js';
import type { ClassDefinition } from '../../policy/class-definition.js';
import { placedClasses, type ReferenceFiles } from '../../policy/reference.js';
import { parseUnit } from '../../quantity/unit.js';
import { decodingRemarks } from './decoding.js';
import { ProductTable, type JudgedRow } from './product-table.js';
import type { Remark } from './remark.js';

const FOLDER = 'seeds/demo/catalogues';
const README = readFileSync(`${FOLDER}/README.md`, 'utf8');
const reference = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = {
  taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths'),
};
const CLASSES: ReadonlyMap<string, ClassDefinition> = new Map(placedClasses(FILES).map(({ definition }) => [definition.id, definition]));

/** The cells of a Markdown table that stands under a heading. */
function tableUnder(heading: string): string[][] {
  const section = README.split(/^## /mu).find((part) => part.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|')).slice(2);
  return rows.map((line) => line.split(/(?<!\\)\|/u).slice(1, -1).map((cell) => cell.trim().replaceAll('\\|', '|')));
}

async function importFile(file: string): Promise<{ remarks: readonly Remark[]; rows: JudgedRow[] }> {
  const table = openCsv(readFileSync(`${FOLDER}/${file}`));
  if (!table.ok) throw new Error(table.refusal.code);
  let products: ProductTable | null = null;
  for await (const row of table.value.rows()) {
    if (products !== null) products.survey(row);
    else {
      const opened = ProductTable.open(row, CLASSES);
      if (!opened.ok) throw new Error(opened.refusal.code);
      products = opened.value;
    }
  }
  const judge = products?.judge('IGNORE_FAILED_FIELDS');
  const rows: JudgedRow[] = [];
  for await (const row of table.value.rows()) if (row.number > 1 && judge !== undefined) rows.push(judge(row));
  return { remarks: [...decodingRemarks(table.value.reading), ...products?.remarks ?? []], rows };
}

const CATALOGUES = readdirSync(FOLDER).filter((file) => file.endsWith('.csv')).sort();
const IMPORTS = new Map(await Promise.all(CATALOGUES.map(async (file) => [file, await importFile(file)] as const)));

const PLANTED = tableUnder('植入的问题').map(([file = '', row = '', column = '', original = '', problem = '', verdict = '', code = '', expected = '']) => ({
  file, row: Number(row), column, original: original === '（空）' ? null : original.replace(/^`|`$/gu, '').replaceAll('⏎', '\n'), problem, verdict: verdict.toUpperCase(), code, expected,
}));
const FILE_LEVEL = tableUnder('文件级问题').map(([file = '', , problem = '', verdict = '', code = '']) => ({ file, problem, verdict: verdict.toUpperCase(), code }));
const COUNTS = tableUnder('文件 /').map(([file = '', , , rows = '', , , planted = '']) => ({ file, rows: Number(rows), planted }));

describe('the sample catalogues', () => {
  it('are fourteen, with 41 planted faults and 3 of whole files', () => {
    expect([COUNTS.length, PLANTED.length, FILE_LEVEL.length, CATALOGUES.length]).toEqual([14, 41, 3, 14]);
  });

  it('have the same verdicts in the file that the demonstration is held to', () => {
    const { catalogues } = JSON.parse(readFileSync('seeds/demo/expected-verdicts.json', 'utf8')) as { catalogues: { file: string; rows: number; remarked: object[] }[] };
    expect(catalogues.map(({ file, rows, remarked }) => ({ file, rows, remarked }))).toEqual(COUNTS.map(({ file, rows }) => ({
      file, rows, remarked: PLANTED.filter((one) => one.file === file && one.verdict !== 'OK').map(({ row, verdict, code }) => ({ row, verdict, code })),
    })));
  });

  it.each(PLANTED)('$file row $row, $problem: $verdict $code', ({ file, row, column, original, verdict, code, expected }) => {
    const found = IMPORTS.get(file)?.rows.find((one) => one.number === row);
    expect(found?.verdict).toBe(verdict);
    if (verdict === 'OK') {
      expect(found?.remarks).toEqual([]);
      expect(found?.draft?.description).toBe(original);
      return;
    }
    expect(found?.remarks).toMatchObject([{ code, verdict, column: column === '—' ? null : column, original }]);
    if (expected !== '') expect(found?.remarks[0]?.params['expected']).toBe(expected);
    expect(found?.draft === null).toBe(verdict === 'REJECT' || verdict === 'SKIP');
  });

  it.each(FILE_LEVEL)('$file as a whole, $problem: $verdict $code', ({ file, verdict, code }) => {
    expect(IMPORTS.get(file)?.remarks).toContainEqual(expect.objectContaining({ code, verdict }));
  });

  it.each(COUNTS)('$file: $rows rows, and no remark but the planted ones', ({ file, rows }) => {
    const planted = new Set(PLANTED.filter((one) => one.file === file).map((one) => one.row));
    const found = IMPORTS.get(file);
    expect(found?.rows).toHaveLength(rows);
    expect(found?.rows.filter((row) => !planted.has(row.number) && (row.verdict !== 'OK' || row.remarks.length > 0))).toEqual([]);
    expect(found?.remarks.map(({ code }) => code)).toEqual(FILE_LEVEL.filter((one) => one.file === file).map(({ code }) => code));
  });
});

describe('every unit of the classes', () => {
  it('is one the reader knows', () => {
    const units = new Set([...CLASSES.values()].flatMap((definition) => definition.attributes.flatMap((attribute) => attribute.unit ?? [])));
    expect([...units].filter((unit) => parseUnit(unit) === null)).toEqual([]);
  });
});
