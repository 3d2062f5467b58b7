import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import ExcelJS from '@protobi/exceljs';
import iconv from 'iconv-lite';
import { ImportErrors } from '../../../src/catalogue/import-errors.js';
import { ImportErrorsDownload } from '../../../src/catalogue/import-errors.download.js';
import { importsWithFailures } from '../../../src/catalogue/import-errors.store.js';
import { catalogueMessages } from '../../../src/catalogue/messages.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import { CatalogueRoom, conveyors } from './catalogue-room.js';
import { asking, opened, refusalCode, savedAsCsv, sheetsOf } from './written-files.js';

let room: CatalogueRoom;
let supplier: MemberViewer;
let rival: MemberViewer;
let errors: ImportErrorsDownload;
beforeAll(async () => {
  room = await CatalogueRoom.open();
  errors = new ImportErrorsDownload(new ImportErrors(room.house.app, room.classes, room.files, new MessageCatalogue([catalogueMessages])));
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  [supplier, rival] = [await room.house.organisation(), await room.house.organisation()];
});

const RED = 'FFFF9999';
const YELLOW = 'FFFFEB9C';
const MIXED = conveyors(6, (n) => (n === 2 ? { drive: '皮带' } : n === 3 ? { capacity: '800000' } : n === 4 ? { price: '-5' } : n === 5 ? { model: 'SL-00001' } : {}));
const of = (importId: string, viewer = supplier, locale: 'zh-CN' | 'en' = 'zh-CN') => asking(viewer, { params: { importId }, locale });
const sheetOf = async (importId: string, locale: 'zh-CN' | 'en' = 'zh-CN') => (await sheetsOf((await opened(errors, of(importId, supplier, locale))).bytes))[0];

/** Cells under the heading that stand on this ground, by the heading of their column and their row. */
async function grounded(bytes: Buffer, colour: string): Promise<string[]> {
  const told = new ExcelJS.Workbook();
  await told.xlsx.load(new Uint8Array(bytes).buffer);
  const sheet = told.worksheets[0];
  const found: string[] = [];
  sheet?.eachRow((row, number) => row.eachCell({ includeEmpty: true }, (cell) => {
    if ((cell.fill as { fgColor?: { argb: string } } | undefined)?.fgColor?.argb === colour) found.push(`${String(sheet.getCell(1, Number(cell.col)).value)} ${number}`);
  }));
  return found;
}

describe('the failed rows of an import', () => {
  it('come back as they were sent, failing cells in red, with what to do', async () => {
    const done = await room.imported(supplier, MIXED);
    const { name, bytes } = await opened(errors, of(done.id));
    const [sheet] = await sheetsOf(bytes);
    expect(name).toBe('产品目录-待改正.xlsx');
    expect(sheet?.rows[0]).toEqual(['问题', ...(MIXED.split('\n')[0] ?? '').split(',')]);
    expect(sheet?.rows.slice(1).map(([said]) => said)).toEqual([
      expect.stringMatching(/^原文件第 3 行\n【驱动方式】「皮带」不在可选值中，未保存；/u), expect.stringMatching(/^原文件第 4 行\n【输送量\(t\/h\)】800000 t\/h 不在合理范围/u),
      expect.stringMatching(/^原文件第 5 行\n【单价\(元\)】单价应大于 0/u), expect.stringMatching(/^原文件第 6 行\n【型号】型号「SL-00001」与第 2 行重复/u),
    ]);
    expect(sheet?.rows[2]?.slice(1, 10)).toEqual(['带式输送机', 'SL-00003', 'S1.1.1.02', '100002', '台', '60', '12', '', '800000']);
    expect(await grounded(bytes, RED)).toEqual(['驱动方式 2', '输送量(t/h) 3', '单价(元) 4', '型号 5']);
  });

  it('come back from a workbook as well, and the workbook that came back can be corrected and sent', async () => {
    const sent = new ExcelJS.Workbook();
    sent.addWorksheet('目录').addRows(MIXED.trim().split('\n').map((line) => line.split(',')));
    const done = await room.imported(supplier, Buffer.from(await sent.xlsx.writeBuffer()));
    expect(done).toMatchObject({ state: 'FINISHED', rowsTaken: 3, rowsRejected: 3 });
    const { bytes } = await opened(errors, of(done.id));
    expect(await grounded(bytes, RED)).toEqual(['驱动方式 2', '输送量(t/h) 3', '单价(元) 4', '型号 5']);

    const correct: Readonly<Record<string, string>> = { 皮带: '永磁直驱', 800000: '800', '-5': '5', 'SL-00001': 'SL-00005' };
    const back = new ExcelJS.Workbook();
    await back.xlsx.load(new Uint8Array(bytes).buffer);
    back.worksheets[0]?.eachRow((row, number) => row.eachCell((cell) => { if (number > 1) cell.value = correct[cell.text] ?? cell.value; }));
    const again = await room.imported(supplier, Buffer.from(await back.xlsx.writeBuffer()), { policy: 'ALL_OR_NOTHING' });
    expect(again).toMatchObject({ state: 'FINISHED', rowsTotal: 4, rowsTaken: 4, rowsRejected: 0 });
    expect((await room.productsOf(supplier)).map(({ model }) => model)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `SL-0000${n}`));
  });

  it('show what is missing in yellow, also where the row is too short to have the cell', async () => {
    const [heading = '', row = ''] = conveyors(1).split('\n');
    const done = await room.imported(supplier, [heading, row.split(',').slice(0, 6).join(','), row.replace(',60,12,', ',,12,').replace('SL-00001', 'SL-2')].join('\n'));
    const { bytes } = await opened(errors, of(done.id));
    expect(await grounded(bytes, YELLOW)).toEqual(expect.arrayContaining(['质保(月) 2', '交货期(天) 3']));
    expect(await grounded(bytes, RED)).toEqual([]);
  });

  it('corrected and sent again go through', async () => {
    const done = await room.imported(supplier, MIXED);
    const correct: Readonly<Record<string, string>> = { 皮带: '永磁直驱', 800000: '800', '-5': '5', 'SL-00001': 'SL-00005' };
    const rows = ((await sheetOf(done.id))?.rows ?? []).map((row, index) => (index === 0 ? row : row.map((cell) => correct[cell] ?? cell)));
    const again = await room.imported(supplier, savedAsCsv(rows), { policy: 'ALL_OR_NOTHING' });
    expect(again).toMatchObject({ rowsTotal: 4, rowsTaken: 4, rowsRejected: 0 });
    expect(again.remarks.map(({ code }) => code)).toEqual(['BOM']);
    expect((await room.rowsOf(again.id)).map(({ verdict }) => verdict)).toEqual(['OK', 'OK', 'OK', 'OK']);
    expect((await room.productsOf(supplier)).map(({ model }) => model)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `SL-0000${n}`));
    expect(await refusalCode(errors, of(again.id))).toBe('IMPORT_WITHOUT_FAILURES');
  });

  it('are told in English where that is asked for, also of rows without a class or a cell, and of shifted ones', async () => {
    const lines = conveyors(4).split('\n');
    const content = [lines[0], lines[1]?.replace('S1.1.1.02', ''), '带式输送机', `${lines[3] ?? ''},a,b`, lines[4]].join('\n');
    const sheet = await sheetOf((await room.imported(supplier, content)).id, 'en');
    expect(sheet?.rows.map(([said]) => said?.split('\n').slice(0, 2))).toEqual([
      ['Problem'], ['Row 2 of your file', expect.stringContaining('[品类(supplyId)] The class is missing')], ['Row 3 of your file', expect.stringContaining('[型号] The model is missing')],
      ['Row 4 of your file', expect.stringContaining('more than the 21 columns')],
    ]);
    expect(sheet?.rows[3]?.slice(-2)).toEqual(['a', 'b']);
  });

  it('are also those of a trial run, of a file in GB18030 and with tabs', async () => {
    const done = await room.imported(supplier, iconv.encode(MIXED.replaceAll(',', '\t'), 'gb18030'), { dryRun: true });
    expect((await sheetOf(done.id))?.rows).toHaveLength(5);
  });

  it('are many, and come a page at a time', async () => {
    const done = await room.imported(supplier, conveyors(1_300, (n) => (n % 2 === 0 ? { price: '0' } : {})));
    const sheet = await sheetOf(done.id);
    expect([sheet?.rows.length, sheet?.rows.at(-1)?.[2]]).toEqual([651, 'SL-01300']);
  }, 30_000);

  it('are refused to others, before the end, without failures and without the file', async () => {
    const done = await room.imported(supplier, MIXED);
    expect(await refusalCode(errors, of(done.id, rival))).toBe('NOT_FOUND');
    for (const id of ['imp_x', '', room.house.ids.next('productImport')]) expect(await refusalCode(errors, of(id))).toBe('NOT_FOUND');
    const waiting = await room.requested(supplier, `${MIXED}\n`);
    expect(await refusalCode(errors, of(waiting.subjectId))).toBe('IMPORT_NOT_FINISHED');
    expect(await refusalCode(errors, of((await room.imported(supplier, conveyors(1))).id))).toBe('IMPORT_WITHOUT_FAILURES');
    await room.files.delete(done.fileSha256);
    expect(await refusalCode(errors, of(done.id))).toBe('FILE_GONE');
  });

  it('are known without looking at each, and a price on request is none', async () => {
    const bad = await room.imported(supplier, MIXED);
    const asked = await room.imported(supplier, conveyors(2, () => ({ price: '面议' })));
    expect(await room.house.read(supplier, (tx) => importsWithFailures(tx, [bad.id, asked.id]))).toEqual(new Set([bad.id]));
    expect(await room.house.read(rival, (tx) => importsWithFailures(tx, [bad.id]))).toEqual(new Set());
  });
});
