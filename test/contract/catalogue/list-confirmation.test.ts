import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImportToConfirm } from '../../../src/catalogue/index.js';
import type { ProductImportEntity } from '../../../src/catalogue/product-import.entity.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import { CatalogueRoom, conveyors } from './catalogue-room.js';
import { csv, LIST, workbook } from './price-list.js';

let room: CatalogueRoom;
let supplier: MemberViewer;
beforeAll(async () => {
  room = await CatalogueRoom.open();
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  supplier = await room.house.organisation();
});

const confirm = (by: MemberViewer, importId: string, corrections: Partial<ImportToConfirm>) =>
  room.confirming.run(room.house.request(by), [{ importId: importId as never, columns: [], classes: [], leaveOutSheets: [], ...corrections }]);

describe('a confirmation', () => {
  let id: ProductImportEntity['id'];
  beforeEach(async () => {
    ({ id } = await room.imported(supplier, csv(LIST)));
  });

  const column = (changes: object): Partial<ImportToConfirm> => ({ columns: [{ sheet: null, headingRow: null, index: 0, role: 'NAME', attribute: null, ...changes }] });
  const cls = (changes: object): Partial<ImportToConfirm> => ({ classes: [{ sheet: null, rows: [3], name: null, classId: 'S1.1.1.03', ...changes } as never] });
  it.each<[string, Partial<ImportToConfirm>, string, string | null]>([
    ['of a sheet that is not there', column({ sheet: '别的' }), 'LIST_SHEET_UNKNOWN', 'columns.0.sheet'],
    ['of a heading that is none', column({ headingRow: 7 }), 'LIST_HEADING_UNKNOWN', 'columns.0.headingRow'],
    ['of a column that is not there', column({ index: 9 }), 'LIST_COLUMN_UNKNOWN', 'columns.0.index'],
    ['of an attribute of no class', column({ role: 'ATTRIBUTE', attribute: '天地玄黄' }), 'LIST_ATTRIBUTE_UNKNOWN', 'columns.0.attribute'],
    ['of an attribute where none belongs', column({ role: 'PRICE', attribute: '输送量(t/h)' }), 'LIST_ATTRIBUTE_NOT_WANTED', 'columns.0.attribute'],
    ['of a class that is not there', cls({ classId: 'S9.9' }), 'UNKNOWN_CLASS', 'classes.0.classId'],
    ['of a row without goods', cls({ rows: [3, 1] }), 'LIST_ROW_UNKNOWN', 'classes.0.rows'],
    ['of a name that is not there', cls({ rows: null, name: '挖掘机' }), 'LIST_NAME_UNKNOWN', 'classes.0.name'],
    ['of rows and a name', cls({ name: '圆振动筛' }), 'LIST_ROWS_OR_NAME', 'classes.0'],
    ['of neither', cls({ rows: null }), 'LIST_ROWS_OR_NAME', 'classes.0'],
    ['without any sheet', { leaveOutSheets: [''] }, 'LIST_NOTHING_LEFT', 'leaveOutSheets'],
  ])('%s is refused, and nothing has changed', async (_what, corrections, code, field) => {
    const before = await room.importOf(supplier, id);
    expect(refusalOf(await confirm(supplier, id, corrections))).toEqual({ code, field });
    expect(await room.importOf(supplier, id)).toEqual(before);
    expect((await room.house.outbox('ProductImportConfirmed')).filter(({ subjectId }) => subjectId === id)).toEqual([]);
  });

  it('is for one’s own import, and for one that waits for it', async () => {
    const rival = await room.house.organisation();
    expect(refusalOf(await confirm(rival, id, {}))).toEqual({ code: 'NOT_FOUND', field: 'importId' });
    valueOf(await confirm(supplier, id, {}));
    expect(refusalOf(await confirm(supplier, id, {}))).toEqual({ code: 'IMPORT_NOT_PROPOSED', field: 'importId' });
    const table = await room.imported(supplier, conveyors(1));
    expect(refusalOf(await confirm(supplier, table.id, {}))).toEqual({ code: 'IMPORT_NOT_PROPOSED', field: 'importId' });
  });

  it('of two sheets says which one it means', async () => {
    const two = await room.imported(supplier, await workbook({ 一厂: LIST, 二厂: LIST }));
    expect(refusalOf(await confirm(supplier, two.id, column({})))).toEqual({ code: 'LIST_SHEET_MISSING', field: 'columns.0.sheet' });
    expect((await room.listRowsOf(two.id)).filter(({ sheet }) => sheet === 1).map(({ state, reasons }) => [state, reasons[0]?.code]))
      .toEqual([['REJECTED', 'REPEATED_MODEL'], ['REJECTED', 'REPEATED_MODEL'], ['NEEDS_CLASS', 'NO_CLASS']]);
  });
});
