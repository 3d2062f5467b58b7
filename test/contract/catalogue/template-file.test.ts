import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from '@protobi/exceljs';
import { catalogueMessages } from '../../../src/catalogue/messages.js';
import { TemplateDownload } from '../../../src/catalogue/template.download.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import { ClassCards } from '../../../src/policy/index.js';
import { CatalogueRoom } from './catalogue-room.js';
import { asking, opened, refusalCode, savedAsCsv, sheetsOf } from './written-files.js';

let room: CatalogueRoom;
let supplier: MemberViewer;
let templates: TemplateDownload;
beforeAll(async () => {
  room = await CatalogueRoom.open();
  supplier = await room.house.organisation();
  templates = new TemplateDownload(new ClassCards(room.house.app, room.classes), new MessageCatalogue([catalogueMessages]));
}, 60_000);
afterAll(() => room.close());

describe('the template of a class', () => {
  const file = (name: string) => asking(supplier, { params: { file: name } });

  it('has a sheet to fill in, instructions, and lists of choices', async () => {
    const { name, bytes } = await opened(templates, file('S1.1.1.02.xlsx'));
    const [sheet, how] = await sheetsOf(bytes);
    expect([name, sheet?.name, how?.name]).toEqual(['产品导入模板-皮带输送机.xlsx', '皮带输送机', '填写说明']);
    expect(sheet?.rows[0]?.slice(0, 9)).toEqual(['产品名称', '型号', '品类(supplyId)', '单价(元)', '计价单位', '交货期(天)', '质保(月)', '能效等级', '输送量(t/h)']);
    expect(sheet?.rows[1]?.slice(0, 3)).toEqual([expect.stringMatching(/^【示例】/u), 'ABC-100', 'S1.1.1.02 皮带输送机']);
    expect(how?.rows.map(([heading]) => heading)).toEqual(expect.arrayContaining(['填写说明', '输送量(t/h)', '驱动方式']));
    const told = new ExcelJS.Workbook();
    await told.xlsx.load(new Uint8Array(bytes).buffer);
    const drive = (sheet?.rows[0] ?? []).indexOf('驱动方式') + 1;
    const rules = [3, 4, 5, 8, drive].map((column) => told.worksheets[0]?.getCell(2, column).dataValidation);
    expect(rules.map((rule) => rule?.type)).toEqual(['list', 'list', 'list', 'list', 'list']);
    expect(rules[0]?.formulae).toEqual(['"S1.1.1.02 皮带输送机"']);
    // 面议 is a proposal: any price may stand there.
    expect(rules.map((rule) => rule?.showErrorMessage === true)).toEqual([true, false, true, true, true]);
  });

  it('filled in and saved as CSV is imported without a remark, its example passed over', async () => {
    const [sheet] = await sheetsOf((await opened(templates, file('S1.1.1.02.xlsx'))).bytes);
    const [heading = [], example = []] = sheet?.rows ?? [];
    const filled = [1, 2, 3].map((n) => example.map((cell, index) => (index === 0 ? '带式输送机' : index === 1 ? `DTL-${n}` : cell)));
    const done = await room.imported(supplier, savedAsCsv([heading, example, ...filled]));
    expect(done).toMatchObject({ state: 'FINISHED', rowsTotal: 4, rowsTaken: 3, rowsRejected: 0 });
    expect(done.remarks.map(({ code }) => code)).toEqual(['BOM']);
    expect((await room.rowsOf(done.id)).map(({ verdict, remarks }) => [verdict, remarks.map(({ code }) => code)])).toEqual([['SKIP', ['EXAMPLE_ROW']], ['OK', []], ['OK', []], ['OK', []]]);
  });

  it('may be of several classes in one sheet, and speaks English where that is asked for', async () => {
    const { name, bytes } = await opened(templates, asking(supplier, { locale: 'en', query: { classId: ['S1.1.1.02', 'X.714', 'S1.1.1.02'] } }));
    const sheets = (await sheetsOf(bytes)).filter(({ hidden }) => !hidden);
    expect([name, sheets.map((one) => one.name)]).toEqual(['产品导入模板-2个品类.xlsx', ['Products', 'How to fill this in']]);
    expect(sheets[0]?.rows[0]?.[0]).toBe('产品名称');
    expect(sheets[0]?.rows.slice(1).map((row) => row[2])).toEqual(['S1.1.1.02 皮带输送机', 'X.714 实验室分析仪器']);
    const told = new ExcelJS.Workbook();
    await told.xlsx.load(new Uint8Array(bytes).buffer);
    expect(told.worksheets[0]?.getCell(2, 3).dataValidation.formulae).toEqual(['"S1.1.1.02 皮带输送机,X.714 实验室分析仪器"']);
  });

  it('of several classes is filled in and sent as the workbook that it is', async () => {
    const { bytes } = await opened(templates, asking(supplier, { query: { classId: ['S1.1.1.02', 'S1.1.1.03'] } }));
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array(bytes).buffer);
    const sheet = book.worksheets[0];
    if (sheet === undefined) throw new Error('no sheet');
    for (const row of [2, 3]) {
      sheet.getCell(row, 1).value = row === 2 ? '带式输送机' : '颚式破碎机';
      sheet.getCell(row, 2).value = `T-${row}`;
    }
    const done = await room.imported(supplier, Buffer.from(await book.xlsx.writeBuffer()), { policy: 'ALL_OR_NOTHING' });
    expect(done).toMatchObject({ state: 'FINISHED', rowsTotal: 2, rowsTaken: 2, rowsRejected: 0, remarks: [] });
  });

  it.each<[string, Parameters<typeof asking>[1]]>([
    ['NOT_FOUND', { params: { file: 'S9.9.xlsx' } }], ['NOT_FOUND', { params: { file: 'S1.1.1.02' } }], ['UNKNOWN_CLASS', { query: { classId: ['S9.9'] } }],
    ['TEMPLATE_CLASSES', {}], ['TEMPLATE_CLASSES', { query: { classId: Array.from({ length: 21 }, (_, n) => `X.${n}`) } }],
  ])('is refused with %s', async (code, facts) => {
    expect(await refusalCode(templates, asking(supplier, facts))).toBe(code);
  });
});
