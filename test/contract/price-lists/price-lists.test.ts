import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { f1, ratio } from '../../../src/app/eval/figures.js';
import { measureMapping, type MappingFigures } from '../../../src/app/eval/mapping.js';
import { scorePriceList, type ExpectedRow, type PriceListScore } from '../../../src/app/eval/price-list-score.js';
import type { PriceListAnswer } from '../../../src/app/eval/price-list-answers.js';
import { readReference, type Reference } from '../../../src/app/eval/proposer.js';
import type { Sheet } from '../../../src/core/table/sheet.js';
import { readSheets } from '../../../src/platform/render/read-sheets.js';
import { runPriceLists, totalOf, type PriceListRun } from '../../../src/app/eval/run-price-lists.js';

const SLOW_MS = 60_000;
const TODAY = '2026-11-24';
const GIVEN = 'test/fixtures/price-lists';
const OWN = 'test/fixtures/price-lists/own';
/** What issue 4 asks of the six given lists. */
const GOALS = { 'class hit@1': 0.85, 'class hit@3': 0.95, 'price exact': 0.97, 'row taken or not': 0.97 } as const;
const SPEC_GOAL = 0.85;

function figures(score: PriceListScore | null): Record<string, number> {
  const shares = score?.shares ?? {};
  const none = { hits: 0, of: 0 };
  return {
    ...Object.fromEntries(Object.keys(GOALS).map((name) => [name, ratio(shares[name] ?? none) ?? 0])),
    'spec F1': f1(shares['spec precision'] ?? none, shares['spec recall'] ?? none) ?? 0, 'no class recall': ratio(shares['no class recall'] ?? none) ?? 0,
  };
}

/** 底价 or 采购成本 above a column: the figures below it, by sheet and row. */
function keptFigures(sheets: readonly Sheet[]): { sheet: string; row: number; figures: number[] }[] {
  return sheets.flatMap((sheet) => {
    const columns = sheet.rows.slice(0, 8).flatMap(({ cells }) => cells.flatMap((cell, column) => (/底价|成本|代理价|进价|结算价/u.test(cell?.text ?? '') ? [column] : [])));
    return sheet.rows.map(({ number, cells }) => ({
      sheet: sheet.name, row: number, figures: columns.map((column) => Number((cells[column]?.text ?? '').replace(/[,，]/gu, '') || NaN)).filter((figure) => figure > 0),
    }));
  });
}

let reference: Reference;
let out: string;
beforeAll(async () => {
  reference = await readReference();
  out = await mkdtemp(join(tmpdir(), 'price-lists-'));
}, SLOW_MS);
afterAll(async () => { await rm(out, { recursive: true }); });

describe.each([['the six given lists', GIVEN, 6], ['lists laid out otherwise, of other classes', OWN, 15]])('%s', (_what, folder, count) => {
  let runs: PriceListRun[];
  beforeAll(async () => { runs = await runPriceLists(folder, out, reference, TODAY); }, SLOW_MS);

  it('are all read', () => {
    expect(runs.map(({ refused }) => refused)).toEqual(new Array(count).fill(null));
  });

  it('reach the goals together', () => {
    const reached = figures(totalOf(runs));
    for (const [name, goal] of Object.entries(GOALS)) expect({ name, reached: (reached[name] ?? 0) >= goal ? goal : reached[name] }).toEqual({ name, reached: goal });
    expect(reached['spec F1']).toBeGreaterThanOrEqual(SPEC_GOAL);
    expect(reached['no class recall']).toBeGreaterThanOrEqual(0.9);
  });

  it('write one answer file for each', async () => {
    const files = await readdir(out);
    expect(runs.every(({ file }) => files.includes(`${file}.json`))).toBe(true);
  });

  it('never answer with a figure out of a column that is nobody’s business', async () => {
    const told: string[] = [];
    let figuresSeen = 0;
    for (const { file } of runs) {
      const answers = JSON.parse(await readFile(join(out, `${file}.json`), 'utf8')) as PriceListAnswer[];
      const sheets = await readSheets(await readFile(join(folder, file)));
      for (const { sheet, row, figures: kept } of sheets.ok ? keptFigures(sheets.value) : []) {
        figuresSeen += kept.length;
        for (const answer of answers.filter((one) => one.sheet === sheet && one.row === row)) {
          const prices = [answer.priceCny, answer.priceMin, answer.priceMax].filter((price) => price !== null).map(Number);
          told.push(...kept.filter((figure) => prices.some((price) => price === figure || price === figure * 10_000)).map((figure) => `${file} ${sheet} ${row}: ${figure}`));
        }
      }
    }
    expect(told).toEqual([]);
    expect(figuresSeen).toBeGreaterThan(10);
  });
});

describe('classes without class codes', () => {
  let mapping: MappingFigures[];
  beforeAll(async () => { mapping = await measureMapping(reference); }, SLOW_MS);

  it.each([0, 1])('are proposed first for 85 %% and within three for 95 %% of the accepted sample rows (way %i)', (way) => {
    const { first, three } = mapping[way] ?? { first: { hits: 0, of: 1 }, three: { hits: 0, of: 1 } };
    expect(first.of).toBeGreaterThan(470);
    expect(ratio(first)).toBeGreaterThanOrEqual(0.85);
    expect(ratio(three)).toBeGreaterThanOrEqual(0.95);
  });
});

describe('files that are no lists', () => {
  it.each([
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 'XLS_NOT_SUPPORTED'],
    ['nothing', Buffer.alloc(0), 'FILE_EMPTY'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'FILE_KIND_NOT_ALLOWED'],
    ['a workbook cut off', Buffer.from('PK\u0003\u0004cut off', 'latin1'), 'FILE_DAMAGED'],
  ])('%s is refused', async (_what, bytes, code) => {
    const sheets = await readSheets(bytes);
    expect(sheets.ok ? null : sheets.refusal.code).toBe(code);
  });

  it('are named with their refusal in a folder, and files of other kinds passed over', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'no-lists-'));
    await writeFile(join(folder, 'old.xls'), Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]));
    await writeFile(join(folder, 'README.md'), 'text');
    expect((await runPriceLists(folder, folder, reference, TODAY)).map(({ file, refused }) => [file, refused])).toEqual([['old.xls', 'XLS_NOT_SUPPORTED']]);
    await rm(folder, { recursive: true });
  });
});

describe('the score', () => {
  const row: ExpectedRow = { sheet: '', row: 2, name: '破碎机', model: 'PE-600', classIds: ['S1.1.1.03'], priceCny: '100', priceKind: 'fixed', state: 'draft', specs: { motorPower: 75, crusherType: 'jaw', explosionProof: true } };
  const answer: PriceListAnswer = {
    sheet: '', row: 2, name: '破碎机', model: 'PE-600', ranked: ['S1.1.1.03'], priceCny: '100', priceKind: 'fixed', priceMin: null, priceMax: null, taxIncluded: null, leadTimeDays: null, warrantyMonths: null,
    specs: { motorPower: 75.4, crusherType: 'jaw', explosionProof: true }, state: 'importable',
  };

  it.each([
    ['the right answer', answer, {}],
    ['another class', { ...answer, ranked: ['S1.1.1.02', 'S1.1.1.03'] }, { 'class hit@1': 0 }],
    ['no class', { ...answer, ranked: [] }, { 'class hit@1': 0, 'class hit@3': 0, 'no class precision': 0 }],
    ['another price', { ...answer, priceCny: '101' }, { 'price exact': 0 }],
    ['a row left out', { ...answer, state: 'ignore' as const }, { 'row taken or not': 0 }],
    ['an unlabelled choice, which is set apart', { ...answer, specs: { ...answer.specs, other: 'x' } }, {}],
    ['an unlabelled figure', { ...answer, specs: { ...answer.specs, other: 1 } }, { 'spec precision': 3 / 4 }],
    ['a wrong figure', { ...answer, specs: { ...answer.specs, motorPower: 80 } }, { 'spec precision': 2 / 3, 'spec recall': 2 / 3 }],
  ])('of %s', (_what, given, lower) => {
    const { shares } = scorePriceList([row], [given]);
    const below = Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, ratio(share)]).filter(([, value]) => value !== null && value !== 1));
    expect(below).toEqual(lower);
  });

  it('counts an answer for a row that is not in the list', () => {
    expect(scorePriceList([row], [answer, { ...answer, row: 9 }]).shares['row taken or not']).toEqual({ hits: 1, of: 2 });
  });
});
