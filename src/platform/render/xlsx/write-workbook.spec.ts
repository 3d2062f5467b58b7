import { describe, expect, it } from '@jest/globals';
import ExcelJS from '@protobi/exceljs';
import { openWorkbook, textTableOf } from './read-workbook.js';
import { sheetXml, type SheetPlan, type WrittenCell } from './write-sheet.js';
import { stylesXml } from './write-styles.js';
import { writeWorkbook } from './write-workbook.js';

const PLAN: SheetPlan = { name: '产品', columns: [{ width: 20, text: true }, { width: 12 }], rows: [] };

async function bytesOf(...plans: readonly SheetPlan[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of writeWorkbook(plans)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** As another program reads it. */
async function elsewhere(...plans: readonly SheetPlan[]): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(await bytesOf(...plans)).buffer);
  return workbook;
}

async function cellsOf(rows: readonly (readonly WrittenCell[])[]): Promise<string[][]> {
  const opened = await openWorkbook(await bytesOf({ ...PLAN, rows }));
  if (!opened.ok) throw new Error(opened.refusal.code);
  const [sheet] = opened.value.sheets;
  const read: string[][] = [];
  if (sheet !== undefined) for await (const { cells } of textTableOf(sheet).rows()) read.push([...cells]);
  return read;
}

describe('a written workbook', () => {
  it.each<[what: string, cell: WrittenCell, read: string]>([
    ['text', '双滚筒采煤机', '双滚筒采煤机'],
    ['signs of XML', '<a href="x">&\'', '<a href="x">&\''],
    ['blanks at the ends and lines', ' 甲\n 乙 ', ' 甲\n 乙 '],
    ['rare characters', '𠮷野家 😀 ㎡', '𠮷野家 😀 ㎡'],
    ['a half of a pair', '甲\uD842乙', '甲乙'],
    ['a control character', '甲\u0007乙', '甲\u0007乙'],
    ['what looks like an escaped one', '_x000D_', '_x000D_'],
    ['digits as text', '00123', '00123'],
    ['what looks like a formula', '=cmd|calc', '=cmd|calc'],
    ['a number', 620_000, '620000'],
    ['a small number', 1e-7, '0.0000001'],
    ['a number of fifteen digits', 123_456_789_012.345, '123456789012.345'],
    ['a number of more digits than a sheet holds', 0.1 + 0.2, '0.30000000000000004'],
    ['no number', Number.NaN, 'NaN'],
    ['a price', { value: 1_234.5, look: 'MONEY' }, '1234.5'],
  ])('keeps %s', async (_what, cell, read) => {
    expect(await cellsOf([[cell]])).toEqual([[read]]);
  });

  it('leaves what is empty empty, and rows where they stand', async () => {
    const opened = await openWorkbook(await bytesOf({ ...PLAN, rows: [['甲', null, 1], [], [null, '', 2]] }));
    if (!opened.ok) throw new Error(opened.refusal.code);
    const rows = [];
    for await (const { number, cells } of opened.value.sheets[0]?.rows() ?? []) rows.push([number, Array.from(cells, (cell) => cell?.text ?? '')]);
    expect(rows).toEqual([[1, ['甲', '', '1']], [3, ['', '', '2']]]);
  });

  it('holds no formula: another program sees text under the mark of an apostrophe', async () => {
    const sheet = (await elsewhere({ ...PLAN, rows: [['=1+1', '@SUM(A1)'], ['-5', -5]] })).worksheets[0];
    const cells = ['A1', 'B1', 'A2', 'B2'].map((name) => sheet?.getCell(name));
    expect(cells.map((cell) => [cell?.value, cell?.formula, cell?.numFmt])).toEqual([['=1+1', undefined, '@'], ['@SUM(A1)', undefined, '@'], ['-5', undefined, '@'], [-5, undefined, undefined]]);
    const formats = stylesXml().split('<cellXfs')[1]?.match(/<xf [^>]*>/gu) ?? [];
    let xml = '';
    for await (const piece of sheetXml({ ...PLAN, rows: [['=1+1', '甲', -5]] }, true, () => '')) xml += piece;
    const marked = [...xml.matchAll(/<c [^>]*s="(\d+)"/gu)].map((found) => formats[Number(found[1])]?.includes('quotePrefix="1"'));
    expect(marked).toEqual([true, false, false]);
  });

  it('has widths, a heading that stays, a Chinese font, and looks', async () => {
    const sheet = (await elsewhere({ ...PLAN, frozen: { rows: 1, columns: 1 }, rows: [[{ value: '型号', look: 'REQUIRED' }], [{ value: 'A', look: 'WRONG' }, { value: null, look: 'WRONG' }]] })).worksheets[0];
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, ySplit: 1, topLeftCell: 'B2' });
    expect([sheet?.getColumn(1).width, sheet?.getColumn(2).width]).toEqual([20, 12]);
    expect(sheet?.getCell('A1').font).toMatchObject({ name: '宋体', bold: true });
    expect([sheet?.getCell('A2').fill, sheet?.getCell('B2').fill]).toEqual(Array(2).fill(expect.objectContaining({ fgColor: { argb: 'FFFF9999' } })));
  });

  it('offers choices: short lists in the cell, long ones from a sheet that is not shown', async () => {
    const long = Array.from({ length: 90 }, (_, n) => `品类 ${n}`);
    const said = '请从列表中选择';
    const workbook = await elsewhere({
      ...PLAN, rows: [['甲']],
      choices: [
        { column: 0, rows: [2, 9], choice: { kind: 'LIST', values: long, only: true }, said },
        { column: 1, rows: [2, 9], choice: { kind: 'LIST', values: ['是', '否'], only: false }, said },
        { column: 2, rows: [2, 9], choice: { kind: 'LIST', values: ['甲,乙', '丙'], only: true }, said },
        { column: 3, rows: [2, 9], choice: { kind: 'RANGE', min: 0.1, max: 10 }, said },
      ],
    });
    const [sheet, lists] = workbook.worksheets;
    expect([lists?.name, lists?.state, lists?.getCell('A90').value, lists?.getCell('B1').value]).toEqual(['可选值', 'hidden', '品类 89', '甲,乙']);
    const rules = ['A2', 'B9', 'C2', 'D2'].map((name) => sheet?.getCell(name).dataValidation);
    expect(rules.map((rule) => [rule?.type, rule?.formulae, rule?.showErrorMessage])).toEqual([
      ['list', ["'可选值'!$A$1:$A$90"], true], ['list', ['"是,否"'], undefined], ['list', ["'可选值'!$B$1:$B$2"], true], ['decimal', [0.1, 10], true],
    ]);
    expect(rules[0]?.error).toBe(said);
  });

  it('says no more of a wrong value than Excel takes', async () => {
    const choices = [{ column: 0, rows: [2, 9], choice: { kind: 'RANGE', min: 0, max: 1 }, said: '值'.repeat(400) }] as const;
    expect((await elsewhere({ ...PLAN, rows: [['甲']], choices })).worksheets[0]?.getCell('A2').dataValidation.error).toBe('值'.repeat(225));
  });

  it('names its tabs as tabs may be named', async () => {
    const names = ['输送机/斗式', '输送机/斗式', "'引'", '', `长${'长'.repeat(40)}`, `长${'长'.repeat(40)}`].map((name) => ({ ...PLAN, name, rows: [['甲']] }));
    expect((await elsewhere(...names)).worksheets.map(({ name }) => name)).toEqual(['输送机·斗式', '输送机·斗式(2)', '引', 'Sheet', '长'.repeat(31), `${'长'.repeat(27)}(2)`]);
  });

  it('asks for rows as they are read, and lets go of them when its reader leaves', async () => {
    let asked = 0;
    let left = false;
    const rows = (async function* () {
      try {
        for (; asked < 200_000; asked += 1) yield ['文字'.repeat(20), Math.sin(asked)];
      } finally {
        left = true;
      }
    })();
    const reader = writeWorkbook([{ ...PLAN, rows }]);
    for (let n = 0; n < 30; n += 1) await reader.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toBeLessThan(50_000);
    await reader.return(undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(left).toBe(true);
  });

  it('ends with the fault of its rows', async () => {
    const rows = (async function* () {
      yield ['甲'];
      throw new Error('the database is gone');
    })();
    await expect(bytesOf({ ...PLAN, rows })).rejects.toThrow('the database is gone');
  });
});
