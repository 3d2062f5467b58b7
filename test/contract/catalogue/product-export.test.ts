import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import ExcelJS from '@protobi/exceljs';
import { ExportProducts } from '../../../src/catalogue/export-products.js';
import { catalogueMessages } from '../../../src/catalogue/messages.js';
import { ProductsDownload } from '../../../src/catalogue/products.download.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import { valueOf } from '../rooms/demand-room.js';
import { CatalogueRoom, conveyors } from './catalogue-room.js';
import { asking, opened, refusalCode, sheetsOf } from './written-files.js';

const FOLDER = 'seeds/demo/catalogues';
let room: CatalogueRoom;
let supplier: MemberViewer;
let products: ProductsDownload;
beforeAll(async () => {
  room = await CatalogueRoom.open();
  products = new ProductsDownload(new ExportProducts(room.house.app, room.classes), new MessageCatalogue([catalogueMessages]));
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  supplier = await room.house.organisation();
});

const xlsx = (query: Record<string, readonly string[]> = {}) => asking(supplier, { path: '/files/products.xlsx', query });
const csv = () => asking(supplier, { path: '/files/products.csv' });
const revisions = () => room.house.rows<{ model: string; products: number; offers: number }>(
  `select p.model, (select count(*)::int from catalogue_product_revision r where r.product_id = p.id) as products,
          (select count(*)::int from catalogue_offer_revision r where r.offer_id = o.id) as offers
   from catalogue_product p join catalogue_offer o on o.product_id = p.id where p.owner_id = $1 order by p.id`, [supplier.organisationId]);

describe('an export', () => {
  it.each(readdirSync(FOLDER).filter((file) => file.endsWith('.csv')))('of what %s brought, imported again, rejects nothing and revises nothing', async (file) => {
    await room.imported(supplier, readFileSync(`${FOLDER}/${file}`));
    const before = await revisions();
    const whole = await room.imported(supplier, (await opened(products, csv())).bytes, { policy: 'ALL_OR_NOTHING' });
    expect(whole).toMatchObject({ state: 'FINISHED', rowsTaken: before.length, rowsRejected: 0 });
    const book = await room.imported(supplier, (await opened(products, xlsx())).bytes, { policy: 'ALL_OR_NOTHING' });
    expect(book).toMatchObject({ state: 'FINISHED', rowsTaken: before.length, rowsRejected: 0, remarks: [] });
    expect(await revisions()).toEqual(before);
  }, 60_000);

  it('keeps what a table has no column for: kind, price range, how figures were written, certificates with semicolons', async () => {
    const form = {
      name: '输送设备', model: 'F-1', classId: 'S1.1.1.02', kindKey: null, specs: [{ attributeKey: 'capacity', value: '0.8kt/h' }], description: '甲\r\n乙',
      certificates: ['CCC；2024', 'MA'], energyGrade: null, priceCny: '1000', leadTimeDays: 30, warrantyMonths: null,
    };
    const { id } = valueOf(await room.creating.run(room.house.request(supplier), [form]));
    const kinds = (await room.house.read(supplier, (tx) => room.classes.definition(tx, 'S1.1.1.02')))?.kinds ?? [];
    valueOf(await room.revising.run(room.house.request(supplier), [{ productId: id, ifRevision: null, changes: { kindKey: kinds[1]?.key ?? '' } }]));
    valueOf(await room.offering.run(room.house.request(supplier), [{ productId: id, terms: { priceKind: 'RANGE', priceCny: '1000', priceMaxCny: '2000' } }]));
    const before = await revisions();
    expect(await room.imported(supplier, (await opened(products, csv())).bytes)).toMatchObject({ rowsTaken: 1, rowsRejected: 0 });
    expect(await revisions()).toEqual(before);
  });

  it('writes text as text and numbers as numbers, and what looks like a formula harmless and readable as it was', async () => {
    await room.imported(supplier, conveyors(1).replace('带式输送机', '=cmd|calc'));
    const { name, bytes } = await opened(products, xlsx());
    expect(name).toBe('产品目录-2026-11-23.xlsx');
    const told = new ExcelJS.Workbook();
    await told.xlsx.load(new Uint8Array(bytes).buffer);
    const cells = ['A2', 'B2', 'C2', 'D2', 'I2'].map((cell) => told.worksheets[0]?.getCell(cell).value);
    expect(cells).toEqual(['=cmd|calc', 'SL-00001', 'S1.1.1.02 皮带输送机', 100_000, 800]);
    const text = (await opened(products, csv())).bytes.toString();
    expect(text).toMatch(/^\uFEFF产品名称,/u);
    expect(text).toContain("\r\n'=cmd|calc,SL-00001,");
    const before = await revisions();
    await room.imported(supplier, text);
    expect([(await room.productsOf(supplier)).length, await revisions()]).toEqual([1, before]);
  });

  it('holds what is asked for, and nobody else’s', async () => {
    await room.imported(await room.house.organisation(), conveyors(2));
    await room.imported(supplier, conveyors(3));
    const [first] = await room.productsOf(supplier);
    await room.publishing.run(room.house.request(supplier), [first?.id as never]);
    const models = async (query: Record<string, string[]>) => (await sheetsOf((await opened(products, xlsx(query))).bytes)).flatMap(({ hidden, rows }) => (hidden ? [] : rows.slice(1).map((row) => row[1])));
    expect(await models({})).toEqual(['SL-00001', 'SL-00002', 'SL-00003']);
    expect(await models({ state: ['PUBLISHED'] })).toEqual(['SL-00001']);
    expect(await models({ state: ['DRAFT', 'WITHDRAWN'], classId: ['S1.1.1.02'] })).toEqual(['SL-00002', 'SL-00003']);
  });

  it.each<[string, Record<string, string[]>]>([
    ['EXPORT_EMPTY', {}], ['EXPORT_EMPTY', { classId: ['S9'] }], ['EXPORT_STATE_UNKNOWN', { state: ['GONE'] }], ['UNKNOWN_CLASS', { classId: ["x'\u0000"] }],
  ])('is refused with %s', async (code, query) => {
    expect(await refusalCode(products, xlsx(query))).toBe(code);
  });

  it('of more pages than one is whole', async () => {
    await room.imported(supplier, conveyors(1_203));
    const [sheet] = await sheetsOf((await opened(products, xlsx())).bytes);
    expect(new Set(sheet?.rows.slice(1).map((row) => row[1])).size).toBe(1_203);
  }, 30_000);
});
