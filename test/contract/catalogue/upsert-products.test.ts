import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { visibleProducts } from '../../../src/catalogue/index.js';
import { UpsertProducts, type ProductToUpsert } from '../../../src/catalogue/upsert-products.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { ProductId } from '../../../src/core/ids/ids.js';
import { CatalogueRoom } from './catalogue-room.js';

let room: CatalogueRoom;
let upserting: UpsertProducts;
let supplier: MemberViewer;
beforeAll(async () => {
  room = await CatalogueRoom.open();
  upserting = new UpsertProducts(room.house.deeds, room.classes, room.saving);
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => { supplier = await room.house.organisation(); });

const ROW = {
  name: '带式输送机', model: 'SL-1', classId: 'S1.1.1.02', specs: [{ attributeKey: 'capacity', value: 800 }], priceCny: '620000', leadTimeDays: 60, warrantyMonths: 12,
} as const;
const item = (form: ProductToUpsert['form'] = ROW, more: Partial<ProductToUpsert> = {}): ProductToUpsert => ({ externalRef: 'ERP-1', form, publish: false, ...more });
const upsert = (items: readonly ProductToUpsert[], viewer = supplier, idempotencyKey: string | null = null) => upserting.run(room.house.request(viewer, { idempotencyKey }), items);
/** What came of each: its change, or the code and field of its refusal. */
const said = async (items: readonly ProductToUpsert[], viewer = supplier): Promise<string[]> =>
  (await upsert(items, viewer)).map((one) => (one.ok ? one.value.change : `${one.refusal.code} ${one.refusal.field ?? ''}`));
const own = async (viewer = supplier) => {
  const rows = await room.house.rows<{ id: ProductId }>('select id from catalogue_product where owner_id = $1 order by external_ref', [viewer.organisationId]);
  return room.house.read(viewer, (tx) => visibleProducts(tx, viewer, rows.map(({ id }) => id)));
};
const written = async (): Promise<unknown> => (await room.house.rows(
  `select (select count(*) from platform_audit) as audit, (select count(*) from platform_outbox) as outbox, (select count(*) from catalogue_product_revision) as revisions,
          (select max(updated_at) from catalogue_product) as touched`))[0];

describe('a product by the number of other software', () => {
  it('is created, revised, and left alone when nothing is different', async () => {
    expect(await said([item()])).toEqual(['CREATED']);
    expect(await own()).toMatchObject([{ externalRef: 'ERP-1', model: 'SL-1', state: 'DRAFT', revision: 1, offer: { priceCny: '620000.00' } }]);
    const before = await written();
    expect(await said([item()])).toEqual(['UNCHANGED']);
    expect(await written()).toEqual(before);
    expect(await said([item({ priceCny: '600000' })])).toEqual(['REVISED']);
    expect(await own()).toMatchObject([{ name: '带式输送机', specs: { capacity: 800 }, revision: 2, offer: { priceCny: '600000.00', leadTimeDays: 60, revision: 2 } }]);
  });

  it('keeps what is left out and empties what is null', async () => {
    await upsert([item({ ...ROW, description: '重型', certificates: ['MA'], energyGrade: 1 })]);
    expect(await said([item({ energyGrade: null, priceCny: null, certificates: [] })])).toEqual(['REVISED']);
    expect(await own()).toMatchObject([{ description: '重型', certificates: [], energyGrade: null, offer: { priceKind: 'ON_REQUEST', priceCny: null } }]);
  });

  it('is put on the market where that is asked for, once', async () => {
    expect(await said([item(ROW, { publish: true })])).toEqual(['CREATED']);
    expect(await said([item(ROW, { publish: true })])).toEqual(['UNCHANGED']);
    expect(await said([item({ priceCny: '1' }, { publish: true })])).toEqual(['REVISED']);
    expect(await own()).toMatchObject([{ state: 'PUBLISHED', revision: 2, offer: { published: true } }]);
    expect((await room.house.outbox()).filter(({ organisationId }) => organisationId === supplier.organisationId).map(({ type }) => type)).toEqual(['ProductPublished', 'ProductRevised']);
    await room.withdrawing.run(room.house.request(supplier), (await own()).map(({ id }) => id));
    expect(await said([item({}, { publish: true })])).toEqual(['PUBLISHED']);
    expect(await own()).toMatchObject([{ state: 'PUBLISHED', revision: 2 }]);
  });

  it('is the listing of the same model, when that has no number yet', async () => {
    await room.creating.run(room.house.request(supplier), [{ kindKey: null, description: '', certificates: [], energyGrade: null, ...ROW }]);
    expect(await said([item({ model: ' ｓｌ-1' })])).toEqual(['LINKED']);
    expect(await own()).toMatchObject([{ externalRef: 'ERP-1', model: 'SL-1', revision: 1 }]);
    expect(await said([item({ model: 'SL-1' })])).toEqual(['UNCHANGED']);
  });

  it('answers a repeat with the same key as the first time', async () => {
    const first = await upsert([item()], supplier, 'night run 7');
    const before = await written();
    expect(await upsert([item()], supplier, 'night run 7')).toEqual(first);
    expect((await upsert([item({ priceCny: '2' })], supplier, 'night run 7'))[0]).toMatchObject({ refusal: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(await written()).toEqual(before);
  });

  it('is one, however many write it at once', async () => {
    const answers = (await Promise.all(Array.from({ length: 6 }, () => said([item()])))).flat();
    expect(answers.sort()).toEqual(['CREATED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED']);
    expect(await own()).toHaveLength(1);
  });
});

describe('an item is refused for itself', () => {
  it.each<[what: string, items: ProductToUpsert[], answers: string[]]>([
    ['without a number', [item(ROW, { externalRef: '  ' })], ['EXTERNAL_REF_WRONG externalRef']],
    ['named twice', [item(), item({ ...ROW, model: 'B' })], ['CREATED', 'EXTERNAL_REF_REPEATED externalRef']],
    ['new and without a model', [item({ name: '甲', classId: 'S1.1.1.02' })], ['NEW_PRODUCT_NEEDS model']],
    ['of no class', [item({ ...ROW, classId: 'S9' })], ['UNKNOWN_CLASS classId']],
    ['of a model that another item has', [item(), item(ROW, { externalRef: 'ERP-2' })], ['CREATED', 'DUPLICATE_MODEL model']],
    ['with a figure of no sense', [item({ ...ROW, specs: [{ attributeKey: 'capacity', value: -1 }] }), item({ ...ROW, model: 'B' }, { externalRef: 'ERP-2' })], ['SPEC_OUT_OF_RANGE specs.0.value', 'CREATED']],
  ])('%s', async (_what, items, answers) => {
    expect(await said(items)).toEqual(answers);
    expect(await own()).toHaveLength(answers.filter((one) => one === 'CREATED').length);
  });

  it('with another model under its number, or a model under another number', async () => {
    await upsert([item(), item({ ...ROW, model: 'SL-2' }, { externalRef: 'ERP-2' })]);
    expect(await said([item({ model: 'SL-9' }), item({ model: 'SL-1' }, { externalRef: 'ERP-3' })])).toEqual(['EXTERNAL_REF_OTHER_MODEL model', 'MODEL_UNDER_OTHER_REF externalRef']);
  });

  it('to be published by an organisation that nobody has approved', async () => {
    const newcomer = await room.house.organisation({ approved: false });
    expect(await said([item(ROW, { publish: true })], newcomer)).toEqual(['NOT_APPROVED publish']);
    expect(await said([item()], newcomer)).toEqual(['CREATED']);
  });

  it('not fit for the market, and then its new price is not kept either', async () => {
    await upsert([item()]);
    await room.house.rows(`update catalogue_product set state = 'SUSPENDED', state_reason = '资料不实' where owner_id = $1`, [supplier.organisationId]);
    expect(await said([item({ priceCny: '1' }, { publish: true }), item({ ...ROW, model: 'B' }, { externalRef: 'ERP-2' })])).toEqual(['PRODUCT_SUSPENDED publish', 'CREATED']);
    expect((await own())[0]).toMatchObject({ revision: 1, offer: { priceCny: '620000.00' } });
  });

  it('beyond a thousand', async () => {
    expect(new Set(await said(Array.from({ length: 1_001 }, (_, n) => item(ROW, { externalRef: `E${n}` }))))).toEqual(new Set(['TOO_MANY_ITEMS ']));
  });

  it('numbers are each organisation’s own', async () => {
    await upsert([item()]);
    expect(await said([item()], await room.house.organisation())).toEqual(['CREATED']);
  });
});
