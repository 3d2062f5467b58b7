import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AdvanceProductImport, type ImportChunk } from '../../../src/catalogue/advance-product-import.js';
import { SaveProducts } from '../../../src/catalogue/save-products.js';
import type { ProductImportEntity } from '../../../src/catalogue/product-import.entity.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { ImportPolicy } from '../../../src/core/catalogue/import/remark.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import { CatalogueRoom, conveyors } from './catalogue-room.js';

const FOLDER = 'seeds/demo/catalogues';
let room: CatalogueRoom;
let supplier: MemberViewer;
let rival: MemberViewer;

beforeAll(async () => {
  room = await CatalogueRoom.open();
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  [supplier, rival] = [await room.house.organisation(), await room.house.organisation()];
});

const eventsOf = async (id: string, type: string) => (await room.house.outbox(type)).filter((event) => event.subjectId === id);

describe('an import', () => {
  it.each(readdirSync(FOLDER).filter((file) => file.endsWith('.csv')))('of %s saves what its rows say, and the same file again changes nothing', async (file) => {
    const content = readFileSync(`${FOLDER}/${file}`);
    const done = await room.imported(supplier, content);
    const rows = await room.rowsOf(done.id);
    const taken = rows.filter((row) => row.productId !== null);
    expect(done).toMatchObject({ state: 'FINISHED', refusalCode: null, rowsTotal: rows.length, rowsRead: rows.length, rowsTaken: taken.length });
    expect(rows.filter((row) => (row.productId === null) !== (row.verdict === 'REJECT' || row.verdict === 'SKIP'))).toEqual([]);
    const products = await room.productsOf(supplier);
    expect(products).toHaveLength(taken.length);
    const again = await room.imported(supplier, content);
    expect(again).toMatchObject({ state: 'FINISHED', rowsTaken: done.rowsTaken, rowsRejected: done.rowsRejected });
    expect(await room.productsOf(supplier)).toEqual(products);
    expect((await room.rowsOf(again.id)).map((row) => row.productId)).toEqual(rows.map((row) => row.productId));
  });

  it('keeps drafts, first revisions, an audit and what it was told', async () => {
    const done = await room.imported(supplier, conveyors(2, (n) => (n === 2 ? { capacity: '0.8kt/h', price: '12.5万' } : {})));
    expect(await room.productsOf(supplier)).toMatchObject([
      { model: 'SL-00001', revision: 1, revisions: 1, priceCny: '100000.00', specs: { capacity: 800, driveType: 'pmDirect' } },
      { model: 'SL-00002', revision: 1, revisions: 1, priceCny: '125000.00', specs: { capacity: 800 } },
    ]);
    expect(await room.house.rows('select state, spec_originals from catalogue_product where owner_id = $1 order by model', [supplier.organisationId]))
      .toEqual([{ state: 'DRAFT', spec_originals: {} }, { state: 'DRAFT', spec_originals: { capacity: '0.8kt/h' } }]);
    const audit = await room.house.rows<{ deed: string; count: number }>('select deed, count(*)::int from platform_audit where organisation_id = $1 group by deed order by deed', [supplier.organisationId]);
    expect(audit).toEqual([
      { deed: 'finishProductImport', count: 1 }, { deed: 'importProducts', count: 1 }, { deed: 'registerFile', count: 1 },
      { deed: 'requestProductImport', count: 1 }, { deed: 'saveProducts', count: 2 }, { deed: 'startProductImport', count: 1 },
    ]);
    const [finished] = await eventsOf(done.id, 'ProductImportFinished');
    expect(finished).toMatchObject({
      organisationId: supplier.organisationId,
      notice: { recipients: [supplier.organisationId], code: 'NOTICE_IMPORT_FINISHED', params: { rowsTotal: 2, rowsTaken: 2, rowsRejected: 0 } },
    });
  });

  it('announces its progress once for each chunk of 500', async () => {
    const done = await room.imported(supplier, conveyors(1_201));
    expect(done).toMatchObject({ state: 'FINISHED', rowsTotal: 1_201, rowsTaken: 1_201 });
    expect(await eventsOf(done.id, 'ProductImportProgressed')).toHaveLength(4);
  }, 30_000);

  it('revises what it knows by model, and published products say so', async () => {
    await room.imported(supplier, conveyors(3));
    const [first] = await room.productsOf(supplier);
    await room.publishing.run(room.house.request(supplier), [first?.id as never]);
    await room.imported(supplier, conveyors(3, (n) => (n <= 2 ? { price: '99000', model: n === 1 ? 'ｓｌ－00001' : 'SL-00002' } : {})));
    expect((await room.productsOf(supplier)).map(({ model, revision, priceCny }) => [model, revision, priceCny]))
      .toEqual([['SL-00001', 2, '99000.00'], ['SL-00002', 2, '99000.00'], ['SL-00003', 1, '100002.00']]);
    expect((await room.house.outbox('ProductRevised')).map((event) => event.subjectId)).toEqual([first?.id]);
  });

  it('leaves a rival’s products of the same model alone', async () => {
    await room.imported(rival, conveyors(1));
    await room.imported(supplier, conveyors(1, () => ({ price: '1' })));
    expect((await room.productsOf(rival))[0]).toMatchObject({ revision: 1, priceCny: '100000.00' });
  });
});

describe('policies', () => {
  const MIXED = conveyors(4, (n) => (n === 2 ? { drive: '皮带' } : n === 3 ? { capacity: '800000' } : {}));
  it.each<[ImportPolicy, string[], number, string[]]>([
    ['IGNORE_FAILED_FIELDS', ['OK', 'WARN', 'REJECT', 'OK'], 3, []],
    ['WHOLE_ROWS', ['OK', 'REJECT', 'REJECT', 'OK'], 2, []],
    ['ALL_OR_NOTHING', ['OK', 'REJECT', 'REJECT', 'OK'], 0, ['NOTHING_TAKEN']],
  ])('%s', async (policy, verdicts, taken, remarks) => {
    const done = await room.imported(supplier, MIXED, { policy });
    expect((await room.rowsOf(done.id)).map((row) => row.verdict)).toEqual(verdicts);
    expect(done.rowsTaken).toBe(taken);
    expect(done.remarks.map((remark) => remark.code)).toEqual(remarks);
    expect(await room.productsOf(supplier)).toHaveLength(taken);
  });

  it('ALL_OR_NOTHING takes all when nothing is wrong', async () => {
    expect(await room.imported(supplier, conveyors(600), { policy: 'ALL_OR_NOTHING' })).toMatchObject({ rowsTaken: 600, remarks: [] });
  }, 20_000);

  it.each<[ImportPolicy, number]>([['IGNORE_FAILED_FIELDS', 3], ['ALL_OR_NOTHING', 0]])('a trial run under %s counts %i and saves nothing', async (policy, taken) => {
    const done = await room.imported(supplier, MIXED, { policy, dryRun: true });
    expect(done).toMatchObject({ state: 'FINISHED', rowsTaken: taken, rowsRead: 4 });
    expect(await room.productsOf(supplier)).toEqual([]);
    expect((await room.rowsOf(done.id)).map((row) => row.productId)).toEqual([null, null, null, null]);
    expect((await eventsOf(done.id, 'ProductImportFinished'))[0]?.notice?.code).toBe('NOTICE_IMPORT_CHECKED');
  });
});

/** Breaks off before its nth chunk, as a worker does that is killed between two. */
class DyingBetween extends AdvanceProductImport {
  private chunks = 0;

  constructor(private readonly at: number, from: CatalogueRoom) {
    super(from.house.app, from.house.deeds, from.saving, from.house.clock);
  }

  override async chunk(row: ProductImportEntity, traceId: string, chunk: ImportChunk): Promise<void> {
    if (++this.chunks === this.at) throw new Error('killed');
    return super.chunk(row, traceId, chunk);
  }
}

/** Breaks off inside the transaction of its nth chunk, when its products are written and its verdicts are not. */
class DyingWithin extends SaveProducts {
  private chunks = 0;

  constructor(private readonly at: number, from: CatalogueRoom) {
    super(from.house.deeds, from.house.ids, from.classes);
  }

  override async within(...args: Parameters<SaveProducts['within']>): ReturnType<SaveProducts['within']> {
    const outcomes = await super.within(...args);
    if (++this.chunks === this.at) throw new Error('killed');
    return outcomes;
  }
}

describe('a worker that is killed', () => {
  const CONTENT = conveyors(1_700, (n) => (n % 7 === 0 ? { capacity: '12立方' } : n % 11 === 0 ? { price: '0' } : n % 400 === 0 ? { model: 'SL-00001' } : {}));
  const summary = async (of: MemberViewer, id: ProductImportEntity['id']) => ({
    rows: (await room.rowsOf(id)).map(({ number, verdict, productId }) => [number, verdict, productId !== null]),
    products: (await room.productsOf(of)).map(({ model, revision, revisions, priceCny, specs }) => ({ model, revision, revisions, priceCny, specs })),
    counted: await room.importOf(of, id).then(({ state, rowsTotal, rowsRead, rowsTaken, rowsRejected }) => ({ state, rowsTotal, rowsRead, rowsTaken, rowsRejected })),
  });
  let whole: Awaited<ReturnType<typeof summary>>;
  beforeAll(async () => {
    const reference = await room.house.organisation();
    whole = await summary(reference, (await room.imported(reference, CONTENT)).id);
  }, 30_000);

  it.each([
    ['before the first chunk', () => new DyingBetween(1, room)],
    ['before the third', () => new DyingBetween(3, room)],
    ['within the second', () => room.advancing(new DyingWithin(2, room))],
    ['within the last', () => room.advancing(new DyingWithin(4, room))],
  ])('%s is followed by one that loses no row and doubles none', async (_when, dying) => {
    const event = await room.requested(supplier, CONTENT);
    await expect(room.worker(dying()).handle([event])).rejects.toThrow('killed');
    expect((await room.importOf(supplier, event.subjectId)).state).toBe('RUNNING');
    await room.worker().handle([event]);
    expect(await summary(supplier, event.subjectId as never)).toEqual(whole);
    expect(await eventsOf(event.subjectId, 'ProductImportFinished')).toHaveLength(1);
  }, 30_000);

  it('may live on beside its successor', async () => {
    const event = await room.requested(supplier, CONTENT);
    await Promise.all([room.worker().handle([event]), room.worker().handle([event])]);
    await room.worker().handle([event]);
    expect(await summary(supplier, event.subjectId as never)).toEqual(whole);
    expect(await eventsOf(event.subjectId, 'ProductImportFinished')).toHaveLength(1);
    expect(await eventsOf(event.subjectId, 'ProductImportProgressed')).toHaveLength(5);
  }, 30_000);

  it('does not keep other imports of its job from running', async () => {
    const [broken, fine] = [await room.requested(supplier, conveyors(3)), await room.requested(rival, conveyors(2))];
    await expect(room.worker(new DyingBetween(1, room)).handle([broken, fine])).rejects.toThrow('killed');
    expect((await room.importOf(rival, fine.subjectId)).state).toBe('FINISHED');
  });
});

describe('a file that cannot be read', () => {
  const HEADING = '产品名称,型号,品类(supplyId)';
  it.each<[what: string, code: string, params: object, content: string]>([
    ['with our class column and without the others', 'TABLE_COLUMNS_MISSING', { row: 1, columns: '产品名称、型号' }, '品类(supplyId),price\nS1.1.1.02,1\n'],
    ['without any list of goods', 'LIST_NOT_FOUND', {}, '甲,乙,丙\n1,2,3\n'],
    ['with a heading alone', 'TABLE_EMPTY', {}, `${HEADING}\n`],
    ['with an open quote', 'TABLE_QUOTE_OPEN', { row: 2 }, `${HEADING}\n"甲,乙,丙\n`],
    ['with an open quote after a thousand rows', 'TABLE_QUOTE_OPEN', { row: 1_002 }, `${conveyors(1_000)}"开,B\n`],
    ['with a giant cell', 'TABLE_CELL_TOO_LONG', { row: 2, max: 20_000 }, `${HEADING}\n${'长'.repeat(20_001)},B,S1.1.1.02\n`],
  ])('%s is refused as %s, with nothing saved', async (_what, code, params, content) => {
    const done = await room.imported(supplier, content);
    expect(done).toMatchObject({ state: 'REFUSED', refusalCode: code, refusalParams: params, rowsRead: 0 });
    expect(done.finishedAt).not.toBeNull();
    expect(await room.rowsOf(done.id)).toEqual([]);
    expect(await room.productsOf(supplier)).toEqual([]);
    expect((await eventsOf(done.id, 'ProductImportFinished'))[0]?.notice).toEqual({ recipients: [supplier.organisationId], code: 'NOTICE_IMPORT_REFUSED', params: {} });
  });

  it('because its content is gone is refused', async () => {
    const event = await room.requested(supplier, conveyors(1));
    const { fileSha256 } = await room.importOf(supplier, event.subjectId);
    await room.files.delete(fileSha256);
    await room.worker().handle([event]);
    expect(await room.importOf(supplier, event.subjectId)).toMatchObject({ state: 'REFUSED', refusalCode: 'FILE_GONE' });
  });
});

describe('asking for an import', () => {
  it('is for one’s own files', async () => {
    const fileId = await room.upload(rival, conveyors(1));
    const ask = { fileId, policy: 'IGNORE_FAILED_FIELDS', dryRun: false } as const;
    expect(refusalOf(await room.requesting.run(room.house.request(supplier), [ask]))).toEqual({ code: 'NOT_FOUND', field: 'fileId' });
    expect(await room.house.rows('select id from catalogue_import where owner_id = $1', [supplier.organisationId])).toEqual([]);
  });

  it.each([
    ['a file that waits for inspection', "state = 'QUARANTINED'", 'FILE_NOT_CLEAN'],
    ['a picture', "kind = 'PNG'", 'IMPORT_KIND_NOT_READ'],
  ])('refuses %s', async (_what, change, code) => {
    const fileId = await room.upload(supplier, conveyors(1));
    await room.house.rows(`update platform_file set ${change} where id = $1`, [fileId]);
    expect(refusalOf(await room.requesting.run(room.house.request(supplier), [{ fileId, policy: 'WHOLE_ROWS', dryRun: false }]))).toEqual({ code, field: 'fileId' });
  });

  it('answers a repeat with the same key from the first try', async () => {
    const fileId = await room.upload(supplier, conveyors(1));
    const request = room.house.request(supplier, { idempotencyKey: 'once' });
    const ask = { fileId, policy: 'WHOLE_ROWS', dryRun: false } as const;
    const first = valueOf(await room.requesting.run(request, [ask]));
    expect(valueOf(await room.requesting.run(request, [ask]))).toEqual(first);
    expect(refusalOf(await room.requesting.run(request, [{ ...ask, dryRun: true }]))?.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await eventsOf(first.id, 'ProductImportRequested')).toHaveLength(1);
  });

  it('is seen by its organisation alone', async () => {
    const done = await room.imported(supplier, conveyors(1));
    await expect(room.importOf(rival, done.id)).rejects.toThrow('no import');
  });
});
