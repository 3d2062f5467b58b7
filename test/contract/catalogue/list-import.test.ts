import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AdvanceListImport, type ListChunk } from '../../../src/catalogue/advance-list-import.js';
import type { ImportToConfirm } from '../../../src/catalogue/index.js';
import type { ProductImportEntity } from '../../../src/catalogue/product-import.entity.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { valueOf } from '../rooms/demand-room.js';
import { CatalogueRoom, conveyors } from './catalogue-room.js';
import { csv, LIST, workbook } from './price-list.js';

const FOLDER = 'test/fixtures/price-lists';
let room: CatalogueRoom;
let supplier: MemberViewer;
beforeAll(async () => {
  room = await CatalogueRoom.open();
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  supplier = await room.house.organisation();
});

const eventsOf = async (id: string, type: string) => (await room.house.outbox(type)).filter((event) => event.subjectId === id);
const confirm = (by: MemberViewer, importId: string, corrections: Partial<ImportToConfirm>) =>
  room.confirming.run(room.house.request(by), [{ importId: importId as never, columns: [], classes: [], leaveOutSheets: [], ...corrections }]);
const statesOf = async ({ id }: ProductImportEntity) => (await room.listRowsOf(id)).map(({ number, state }) => [number, state]);
const offersOf = () => room.house.rows(
  `select p.model, p.class_id, p.state, o.price_kind, o.price_cny, o.price_max_cny, o.tax_included, o.tax_rate_percent, o.lead_time_days, o.warranty_months
   from catalogue_product p join catalogue_offer o on o.product_id = p.id where p.owner_id = $1 order by p.model`, [supplier.organisationId]);

describe('a price list as its supplier keeps it', () => {
  it('is read to a proposal, and nothing is saved before it is confirmed', async () => {
    const proposed = await room.imported(supplier, csv(LIST));
    expect(proposed).toMatchObject({ state: 'PROPOSED', listed: true, rowsTotal: 3, rowsRead: 3, rowsTaken: 2, rowsRejected: 0, confirmedAt: null, finishedAt: null });
    expect(await room.productsOf(supplier)).toEqual([]);
    expect((await eventsOf(proposed.id, 'ProductImportProgressed')).flatMap(({ notice }) => notice ?? [])).toEqual([
      { recipients: [supplier.organisationId], code: 'NOTICE_IMPORT_PROPOSED', params: { rowsTotal: 3, rowsTaken: 2, rowsRejected: 0 } },
    ]);
    expect(await room.listRowsOf(proposed.id)).toMatchObject([
      { number: 3, state: 'INCOMPLETE', name: '颚式破碎机', model: 'PE-400×600', price: { kind: 'fixed', priceCny: '58000', taxIncluded: true }, leadTimeDays: 0, productId: null },
      { number: 4, state: 'INCOMPLETE', price: { kind: 'onRequest' }, leadTimeDays: 30 },
      { number: 5, state: 'NEEDS_CLASS', reasons: [{ code: 'NO_CLASS' }], classes: [] },
    ]);
    const [sheet] = await room.house.rows<{ tables: { columns: { heading: string; role: string }[] }[] }>('select tables from catalogue_import_sheet where import_id = $1', [proposed.id]);
    expect(sheet?.tables[0]?.columns.map(({ heading, role }) => [heading, role])).toEqual([['设备名称', 'NAME'], ['型号', 'MODEL'], ['单价（万元）', 'PRICE'], ['交货期', 'LEAD_TIME']]);
  });

  it('is saved as drafts once it is confirmed: 万元 in yuan, 面议 on request, 现货 as one day', async () => {
    const { id } = await room.imported(supplier, csv(LIST));
    const done = await room.confirmed(supplier, id);
    expect(done).toMatchObject({ state: 'FINISHED', rowsTotal: 3, rowsRead: 3, rowsTaken: 2, rowsRejected: 0 });
    expect(await offersOf()).toEqual([
      { model: 'PE-400×600', class_id: 'S1.1.1.03', state: 'DRAFT', price_kind: 'FIXED', price_cny: '58000.00', price_max_cny: null, tax_included: true, tax_rate_percent: '13.00', lead_time_days: 1, warranty_months: null },
      { model: 'PE-600×900', class_id: 'S1.1.1.03', state: 'DRAFT', price_kind: 'ON_REQUEST', price_cny: null, price_max_cny: null, tax_included: true, tax_rate_percent: '13.00', lead_time_days: 30, warranty_months: null },
    ]);
    const [finished] = await eventsOf(id, 'ProductImportFinished');
    expect(finished?.notice?.code).toBe('NOTICE_IMPORT_FINISHED');
    const audit = await room.house.rows<{ deed: string }>(`select distinct deed from platform_audit where organisation_id = $1 order by deed`, [supplier.organisationId]);
    expect(audit.map(({ deed }) => deed)).toEqual([
      'confirmProductImport', 'finishProductImport', 'importProducts', 'proposeProductImport', 'registerFile', 'requestProductImport', 'saveProducts', 'startProductImport',
    ]);
  });

  it('may be confirmed again for rows that need a class; what is saved already stays as it is', async () => {
    const { id } = await room.imported(supplier, csv(LIST));
    await room.confirmed(supplier, id);
    const before = await room.productsOf(supplier);
    const done = await room.confirmed(supplier, id, { classes: [{ sheet: null, rows: [5], name: null, classId: 'S1.1.1.03' }] });
    expect(done).toMatchObject({ state: 'FINISHED', rowsTaken: 3 });
    const after = await room.productsOf(supplier);
    expect(after.map(({ model }) => model)).toEqual(['2YK1860', ...before.map(({ model }) => model)]);
    expect(after.slice(1)).toEqual(before);
  });

  it('takes corrections: a column, a class by name, a class by row, a sheet left out', async () => {
    const file = await workbook({
      老款: LIST,
      新款: [['品名', '规格', '说明', '价'], ['高效破碎设备', 'A-100', '颚式', 88_000], ['高效破碎设备', 'A-200', '颚式', 99_000], ['配套电控', 'B-7', '', 3_000]],
    });
    const { id } = await room.imported(supplier, file);
    const done = await room.confirmed(supplier, id, {
      leaveOutSheets: ['老款'], columns: [{ sheet: '新款', headingRow: null, index: 2, role: 'IGNORED', attribute: null }],
      classes: [{ sheet: null, rows: null, name: '高效破碎设备', classId: 'S1.1.1.03' }, { sheet: '新款', rows: [3], name: null, classId: null }],
    });
    expect(await statesOf(done)).toEqual([[2, 'INCOMPLETE'], [3, 'NEEDS_CLASS'], [4, 'NEEDS_CLASS']]);
    expect((await room.productsOf(supplier)).map(({ model }) => model)).toEqual(['A-100']);
    const sheets = await room.house.rows('select name, ignored, tables->0->$2->2->>$3 as role from catalogue_import_sheet where import_id = $1 order by sheet', [id, 'columns', 'role']);
    expect(sheets).toEqual([{ name: '老款', ignored: 'LEFT_OUT', role: null }, { name: '新款', ignored: null, role: 'IGNORED' }]);
  });

  it('reads a column as the attribute that its supplier names', async () => {
    const rows = [['名称', '型号', '大小', '单价'], ['带式输送机', 'DSJ-1', '800', '100000']];
    const { id } = await room.imported(supplier, csv(rows));
    expect((await room.listRowsOf(id))[0]?.specs).not.toHaveProperty('capacity');
    await room.confirmed(supplier, id, { columns: [{ sheet: null, headingRow: 1, index: 2, role: 'ATTRIBUTE', attribute: '输送量(t/h)' }] });
    expect((await room.productsOf(supplier))[0]?.specs).toMatchObject({ capacity: 800 });
  });

  it('gives the name to one column alone: who names another takes it from the first', async () => {
    const rows = [['产品', '品种', '型号', '单价'], ['一号', '带式输送机', 'DSJ-1', '100000'], ['二号', '带式输送机', 'DSJ-2', '120000']];
    const { id } = await room.imported(supplier, csv(rows));
    await room.confirmed(supplier, id, { columns: [{ sheet: null, headingRow: null, index: 1, role: 'NAME', attribute: null }] });
    expect((await room.listRowsOf(id)).map(({ name, state }) => [name, state])).toEqual([['带式输送机', 'INCOMPLETE'], ['带式输送机', 'INCOMPLETE']]);
  });

  it('leaves alone what the list does not say of a product that is known', async () => {
    await room.imported(supplier, conveyors(1));
    const [known] = await room.productsOf(supplier);
    await room.house.rows(`update catalogue_product set certificates = '{ISO9001}' where owner_id = $1`, [supplier.organisationId]);
    const { id } = await room.imported(supplier, csv([['名称', '型号', '单价（元）'], ['带式输送机', 'SL-00001', '88000']]));
    await room.confirmed(supplier, id);
    const [now] = await room.productsOf(supplier);
    expect(now).toMatchObject({ id: known?.id, revision: 2, priceCny: '88000.00', specs: known?.specs as object });
    expect(await room.house.rows('select certificates, o.lead_time_days from catalogue_product p join catalogue_offer o on o.product_id = p.id where p.owner_id = $1', [supplier.organisationId]))
      .toEqual([{ certificates: ['ISO9001'], lead_time_days: 60 }]);
  });

  it('as a trial run saves nothing, confirmed or not', async () => {
    const { id } = await room.imported(supplier, csv(LIST), { dryRun: true });
    expect(await room.confirmed(supplier, id)).toMatchObject({ state: 'FINISHED', rowsTaken: 2 });
    expect(await room.productsOf(supplier)).toEqual([]);
    expect((await eventsOf(id, 'ProductImportFinished'))[0]?.notice?.code).toBe('NOTICE_IMPORT_CHECKED');
  });

  it('under ALL_OR_NOTHING waits until every row can be taken', async () => {
    const { id } = await room.imported(supplier, csv(LIST), { policy: 'ALL_OR_NOTHING' });
    expect(await room.confirmed(supplier, id)).toMatchObject({ rowsTaken: 0, remarks: [{ code: 'NOTHING_TAKEN', params: { rejected: 1 } }] });
    expect(await room.productsOf(supplier)).toEqual([]);
    expect(await room.confirmed(supplier, id, { classes: [{ sheet: null, rows: null, name: '圆振动筛', classId: 'S1.1.1.03' }] })).toMatchObject({ rowsTaken: 3, remarks: [] });
  });

  it.each(readdirSync(FOLDER).filter((file) => /^a\d/u.test(file)))('%s comes to its products, and the same list again changes nothing', async (file) => {
    const content = readFileSync(`${FOLDER}/${file}`);
    const done = await room.confirmed(supplier, (await room.imported(supplier, content)).id);
    const products = await room.productsOf(supplier);
    const rows = await room.listRowsOf(done.id);
    expect(done).toMatchObject({ state: 'FINISHED', rowsTotal: rows.length, rowsTaken: products.length });
    expect(products.length).toBeGreaterThan(10);
    expect(rows.filter(({ productId, state }) => (productId === null) === (state === 'READY' || state === 'INCOMPLETE'))).toEqual([]);
    await room.confirmed(supplier, (await room.imported(supplier, content)).id);
    expect(await room.productsOf(supplier)).toEqual(products);
  }, 20_000);
});

describe('a table in the shape of the template', () => {
  it('is read by its headings as a workbook as well, with the verdicts that it has as text', async () => {
    const text = conveyors(4, (n) => (n === 2 ? { drive: '皮带' } : n === 3 ? { capacity: '800000' } : {}));
    const inText = await room.imported(supplier, text);
    const other = await room.house.organisation();
    const inBook = await room.imported(other, await workbook({ Sheet1: text.trim().split('\n').map((line) => line.split(',')), Sheet2: [] }));
    expect(inBook).toMatchObject({ state: 'FINISHED', listed: false, rowsTotal: inText.rowsTotal, rowsTaken: inText.rowsTaken, rowsRejected: inText.rowsRejected });
    const said = async (id: ProductImportEntity['id']) => (await room.rowsOf(id)).map(({ number, verdict, remarks }) => ({ number, verdict, remarks }));
    expect(await said(inBook.id)).toEqual(await said(inText.id));
    expect((await room.productsOf(other)).map(({ model, specs, priceCny }) => ({ model, specs, priceCny })))
      .toEqual((await room.productsOf(supplier)).map(({ model, specs, priceCny }) => ({ model, specs, priceCny })));
  });

  it('rejects a row whose class is blank', async () => {
    const done = await room.imported(supplier, conveyors(2).replace('SL-00001,S1.1.1.02', 'SL-00001,'));
    expect(done).toMatchObject({ state: 'FINISHED', listed: false, rowsRejected: 1, rowsTaken: 1 });
  });

  it('twice in one workbook is refused', async () => {
    const rows = conveyors(1).trim().split('\n').map((line) => line.split(','));
    expect(await room.imported(supplier, await workbook({ 甲: rows, 乙: rows }))).toMatchObject({ state: 'REFUSED', refusalCode: 'IMPORT_SEVERAL_TABLES', refusalParams: { count: 2 } });
  });
});

/** Breaks off before its nth chunk. */
class DyingList extends AdvanceListImport {
  private chunks = 0;

  constructor(private readonly at: number) {
    super(room.advancing(), room.saving);
  }

  override async chunk(row: ProductImportEntity, traceId: string, chunk: ListChunk): Promise<void> {
    if (++this.chunks === this.at) throw new Error('killed');
    return super.chunk(row, traceId, chunk);
  }
}

const long = (count: number): string => csv([['名称', '型号', '单价（元）'], ...Array.from({ length: count }, (_, n) => ['带式输送机', `SL-${10_000 + n}`, String(100_000 + n)])]);

describe('a worker that is killed', () => {
  it.each([['while it reads', 1], ['between two chunks', 2]])('%s, before and after the list is confirmed, loses no row and doubles none', async (_when, at) => {
    const event = await room.requested(supplier, long(1_100));
    await expect(room.worker(undefined, undefined, new DyingList(at)).handle([event])).rejects.toThrow('killed');
    await room.worker().handle([event]);
    const { id, state } = await room.importOf(supplier, event.subjectId);
    expect(state).toBe('PROPOSED');
    valueOf(await confirm(supplier, id, {}));
    const [confirmed] = await eventsOf(id, 'ProductImportConfirmed');
    await expect(room.worker(undefined, undefined, new DyingList(at)).handle([confirmed as never])).rejects.toThrow('killed');
    await room.worker().handle([confirmed as never]);
    await room.worker().handle([confirmed as never, event]);
    expect(await room.importOf(supplier, id)).toMatchObject({ state: 'FINISHED', rowsTotal: 1_100, rowsRead: 1_100, rowsTaken: 1_100 });
    expect(new Set((await room.listRowsOf(id)).map(({ productId }) => productId)).size).toBe(1_100);
    expect((await room.productsOf(supplier)).every(({ revisions }) => revisions === 1)).toBe(true);
  }, 60_000);

  it('of an earlier confirmation changes nothing of a later one', async () => {
    const { id } = await room.imported(supplier, csv(LIST));
    valueOf(await confirm(supplier, id, {}));
    const stale = await room.importOf(supplier, id);
    const done = await room.confirmed(supplier, id).catch(() => null);
    expect(done).toBeNull();
    await room.worker().handle(await eventsOf(id, 'ProductImportConfirmed'));
    const lists = new AdvanceListImport(room.advancing(), room.saving);
    await lists.chunk({ ...stale, confirmedAt: new Date(0) }, 'trace', { first: 0, rows: [], take: true });
    expect(await lists.start({ ...stale, confirmedAt: new Date(0) }, 'trace', { sheets: [], rowsTotal: 9, remarks: [], memory: { layouts: [], labels: [] }, accepted: false })).toBeNull();
    expect(await room.importOf(supplier, id)).toMatchObject({ state: 'FINISHED', rowsTaken: 2 });
  });
});

describe('what earlier lists have settled', () => {
  const ODD = [['产品', '型号', '说明', '单价'], ['齿辊机', 'X-100', '颚式', '88000'], ['神奇机', 'X-200', '', '99000']];

  it('holds for the next list of the same layout and says so; the supplier is asked all the same', async () => {
    const first = await room.imported(supplier, csv(ODD));
    await room.confirmed(supplier, first.id, { classes: [{ sheet: null, rows: null, name: '神奇机', classId: 'S1.1.1.02' }] });
    const next = await room.imported(supplier, csv([ODD[0] ?? [], ['神奇机', 'X-300', '', '77000']]));
    expect(next).toMatchObject({ state: 'PROPOSED', rowsTaken: 1 });
    const [row] = await room.listRowsOf(next.id);
    expect(row?.classes[0]).toMatchObject({ classId: 'S1.1.1.02', confidence: 1, reasons: [{ code: 'REMEMBERED' }] });
    const [sheet] = await room.house.rows<{ tables: { remembered: boolean }[] }>('select tables from catalogue_import_sheet where import_id = $1', [next.id]);
    expect(sheet?.tables.map(({ remembered }) => remembered)).toEqual([true]);
  });

  it('is asked for no more where the supplier wishes so and nothing is new', async () => {
    const first = await room.imported(supplier, csv(LIST));
    await room.confirmed(supplier, first.id, { classes: [{ sheet: null, rows: null, name: '圆振动筛', classId: null }] });
    const dearer = LIST.map((row) => row.map((cell) => (cell === '5.8' ? '6.2' : cell)));
    expect(await room.imported(supplier, csv(dearer), { acceptRemembered: true })).toMatchObject({ state: 'FINISHED', rowsTaken: 2, rowsTotal: 3 });
    expect((await room.productsOf(supplier))[0]).toMatchObject({ model: 'PE-400×600', priceCny: '62000.00', revision: 2 });
    expect(await room.imported(supplier, csv([...LIST, ['带式输送机', 'DSJ-1', '9', '']]), { acceptRemembered: true })).toMatchObject({ state: 'PROPOSED' });
  });

  it('of a layout is another one’s business where a heading differs', async () => {
    await room.confirmed(supplier, (await room.imported(supplier, csv(LIST))).id);
    const other = LIST.map((row, at) => (at === 1 ? ['设备名称', '型号', '报价（万元）', '交货期'] : row));
    expect(await room.imported(supplier, csv(other), { acceptRemembered: true })).toMatchObject({ state: 'PROPOSED' });
  });

  it('is of one’s own organisation alone, and of a trial run nothing is kept', async () => {
    const rival = await room.house.organisation();
    await room.confirmed(rival, (await room.imported(rival, csv(LIST))).id, { classes: [{ sheet: null, rows: null, name: '圆振动筛', classId: 'S1.1.1.03' }] });
    const trial = await room.imported(supplier, csv(LIST), { dryRun: true });
    await room.confirmed(supplier, trial.id, { classes: [{ sheet: null, rows: null, name: '圆振动筛', classId: 'S1.1.1.03' }] });
    expect(await statesOf(await room.imported(supplier, csv(LIST)))).toContainEqual([5, 'NEEDS_CLASS']);
    expect(await room.house.rows('select from catalogue_list_label where owner_id = $1', [supplier.organisationId])).toEqual([]);
  });
});
