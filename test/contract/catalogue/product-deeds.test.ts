import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { visibleProducts, type OfferToSet, type ProductToRevise } from '../../../src/catalogue/index.js';
import { pageOfOwnProducts, pageOfProducts } from '../../../src/catalogue/product.store.js';
import { ANONYMOUS, type MemberViewer, type Viewer } from '../../../src/core/access/viewer.js';
import type { ProductForm } from '../../../src/core/catalogue/product-form.js';
import type { ProductId } from '../../../src/core/ids/ids.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import { CatalogueRoom } from './catalogue-room.js';

let room: CatalogueRoom;
let supplier: MemberViewer;
let rival: MemberViewer;
let department: MemberViewer;

beforeAll(async () => {
  room = await CatalogueRoom.open();
  department = await room.house.organisation({ kind: 'DEPARTMENT' });
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  [supplier, rival] = [await room.house.organisation(), await room.house.organisation()];
});

const form = (changes: Partial<ProductForm> = {}): ProductForm => ({
  name: '带式输送机', model: 'SL-1', classId: 'S1.1.1.02', kindKey: null, specs: [{ attributeKey: 'capacity', value: 800 }, { attributeKey: 'length', value: '0.5km' }],
  description: '', certificates: [], energyGrade: null, priceCny: '620000', leadTimeDays: 60, warrantyMonths: 12, ...changes,
});
const create = async (changes: Partial<ProductForm> = {}, viewer = supplier): Promise<ProductId> => valueOf(await room.creating.run(room.house.request(viewer), [form(changes)])).id;
const publish = async (id: ProductId): Promise<void> => void valueOf(await room.publishing.run(room.house.request(supplier), [id]));
const revise = (id: ProductId, changes: ProductToRevise['changes'], ifRevision: number | null = null, viewer = supplier) =>
  room.revising.run(room.house.request(viewer), [{ productId: id, ifRevision, changes }]);
const offer = (id: ProductId, terms: OfferToSet['terms'], viewer = supplier) => room.offering.run(room.house.request(viewer), [{ productId: id, terms }]);
const seen = async (viewer: Viewer, id: ProductId) => (await room.house.read(viewer, (tx) => visibleProducts(tx, viewer, [id])))[0];
const announced = async (id: ProductId): Promise<string[]> => (await room.house.outbox()).filter((event) => event.subjectId === id).map((event) => event.type);

describe('creating a product', () => {
  it('keeps a draft that its supplier and the departments see', async () => {
    const id = await create();
    expect(await seen(supplier, id)).toMatchObject({
      name: '带式输送机', model: 'SL-1', state: 'DRAFT', revision: 1, specs: { capacity: 800, length: 500 }, specOriginals: { length: '0.5km' },
      offer: { priceKind: 'FIXED', priceCny: '620000.00', priceHidden: false, unit: '台', taxIncluded: true, taxRatePercent: '13.00', minimumQuantity: '1.000', revision: 1 },
    });
    expect([await seen(department, id), await seen(rival, id), await seen(ANONYMOUS, id)].map((one) => one !== undefined)).toEqual([true, false, false]);
    expect(await announced(id)).toEqual(['ProductDraftSaved']);
  });

  it('refuses a model that is there, in whatever width it is written, and what a form may not hold', async () => {
    await create();
    expect(refusalOf(await room.creating.run(room.house.request(supplier), [form({ model: 'ＳＬ－1 ' })]))).toEqual({ code: 'MODEL_EXISTS', field: 'model' });
    expect(refusalOf(await room.creating.run(room.house.request(supplier), [form({ model: 'B', classId: 'S9' })]))).toEqual({ code: 'UNKNOWN_CLASS', field: 'classId' });
    const outcomes = await room.creating.run(room.house.request(supplier), [form({ model: 'C' }), form({ model: 'D', name: '' }), form({ model: 'c' }), form({ model: 'E' })]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'OK' : outcome.refusal.code))).toEqual(['OK', 'PRODUCT_NAME_MISSING', 'DUPLICATE_MODEL', 'OK']);
    expect((await room.productsOf(supplier)).map((product) => product.model)).toEqual(['C', 'E', 'SL-1']);
    await create({}, rival);
  });

  it('of one model by several at once makes one, whoever is first', async () => {
    for (let round = 1; round <= 8; round++) {
      const outcomes = await Promise.all([1, 2, 3, 4].map((n) => room.creating.run(room.house.request(supplier), [form({ model: `SL-${round}`, description: `第 ${n} 人` })])));
      expect(outcomes.flat().map((outcome) => (outcome.ok ? 'OK' : outcome.refusal.code)).sort()).toEqual(['MODEL_EXISTS', 'MODEL_EXISTS', 'MODEL_EXISTS', 'OK']);
    }
    expect((await room.productsOf(supplier)).map(({ revision, revisions }) => [revision, revisions])).toEqual(Array.from({ length: 8 }, () => [1, 1]));
  }, 20_000);
});

describe('revising a product', () => {
  it('makes a new revision of what is different, and a published one says so', async () => {
    const id = await create();
    await publish(id);
    expect(valueOf(await revise(id, { name: '管状带式输送机', energyGrade: 1 })).change).toBe('REVISED');
    expect(await seen(supplier, id)).toMatchObject({ name: '管状带式输送机', kindKey: 'pipe', energyGrade: 1, revision: 2, state: 'PUBLISHED', specs: { capacity: 800, length: 500 }, specOriginals: { length: '0.5km' } });
    expect(valueOf(await revise(id, { name: '管状带式输送机' })).change).toBe('UNCHANGED');
    expect(await announced(id)).toEqual(['ProductDraftSaved', 'ProductPublished', 'ProductRevised']);
    expect(await room.productsOf(supplier)).toMatchObject([{ revision: 2, revisions: 2 }]);
  });

  it('replaces all figures, and drops them with another class', async () => {
    const id = await create();
    await revise(id, { specs: [{ attributeKey: 'capacity', value: 900 }] });
    expect(await seen(supplier, id)).toMatchObject({ specs: { capacity: 900 }, specOriginals: {} });
    await revise(id, { classId: 'S1.1.1.03', name: '颚式破碎机' });
    expect(await seen(supplier, id)).toMatchObject({ classId: 'S1.1.1.03', kindKey: 'jaw', specs: {}, model: 'SL-1' });
  });

  it('leaves a range of prices alone', async () => {
    const id = await create();
    await offer(id, { priceKind: 'RANGE', priceMaxCny: '650000' });
    await revise(id, { description: '重型' });
    expect((await seen(supplier, id))?.offer).toMatchObject({ priceKind: 'RANGE', priceCny: '620000.00', priceMaxCny: '650000.00' });
  });

  it('refuses an old revision, nonsense, and somebody else’s', async () => {
    const id = await create();
    await revise(id, { description: '一' }, 1);
    expect(refusalOf(await revise(id, { description: '二' }, 1))).toEqual({ code: 'REVISION_CHANGED', field: 'ifRevision' });
    expect(refusalOf(await revise(id, { specs: [{ attributeKey: 'capacity', value: -1 }] }))).toEqual({ code: 'SPEC_OUT_OF_RANGE', field: 'specs.0.value' });
    expect(refusalOf(await revise(id, { description: '三' }, null, rival))).toEqual({ code: 'NOT_FOUND', field: 'productId' });
    expect(await seen(supplier, id)).toMatchObject({ description: '一', revision: 2 });
  });
});

describe('conditions of sale', () => {
  it('are set one by one, each change a revision of the offer', async () => {
    const id = await create();
    await publish(id);
    valueOf(await offer(id, { priceVisibility: 'APPROVED_BUYERS', regionsServed: ['140100'], minimumQuantity: '2', validUntil: '2027-01-31' }));
    valueOf(await offer(id, { regionsServed: null, leadTimeDays: null }));
    valueOf(await offer(id, { leadTimeDays: null }));
    expect((await seen(supplier, id))?.offer).toMatchObject({
      priceVisibility: 'APPROVED_BUYERS', regionsServed: null, minimumQuantity: '2.000', validUntil: '2027-01-31', leadTimeDays: null, warrantyMonths: 12, revision: 3,
    });
    expect(await announced(id)).toEqual(['ProductDraftSaved', 'ProductPublished', 'ProductRevised', 'ProductRevised']);
    const revisions = await room.house.rows<{ revision: number; content: object }>('select r.revision, r.content from catalogue_offer_revision r join catalogue_offer o on o.id = r.offer_id where o.product_id = $1 order by 1', [id]);
    expect(revisions).toMatchObject([{ revision: 1 }, { revision: 2, content: { regionsServed: ['140100'] } }, { revision: 3, content: { regionsServed: null } }]);
  });

  it('hide the price from whom it is not for, and nothing else', async () => {
    const id = await create();
    await publish(id);
    await offer(id, { priceVisibility: 'APPROVED_BUYERS' });
    const waiting = await room.house.organisation({ approved: false });
    const prices = await Promise.all([supplier, rival, department, waiting, ANONYMOUS].map(async (viewer) => (await seen(viewer, id))?.offer));
    expect(prices.map((one) => [one?.priceCny, one?.priceHidden, one?.leadTimeDays])).toEqual([
      ['620000.00', false, 60], ['620000.00', false, 60], ['620000.00', false, 60], [null, true, 60], [null, true, 60],
    ]);
  });

  it('that are wrong or somebody else’s change nothing', async () => {
    const id = await create();
    expect(refusalOf(await offer(id, { priceCny: '0' }))).toEqual({ code: 'PRICE_NOT_POSITIVE', field: 'priceCny' });
    expect(refusalOf(await offer(id, { priceCny: '1' }, rival))).toEqual({ code: 'NOT_FOUND', field: 'productId' });
    expect((await seen(supplier, id))?.offer).toMatchObject({ priceCny: '620000.00', revision: 1 });
  });
});

describe('publishing and withdrawing', () => {
  it('opens a listing to everybody, and closes it', async () => {
    const id = await create();
    await publish(id);
    expect(await seen(ANONYMOUS, id)).toMatchObject({ state: 'PUBLISHED', offer: { priceCny: '620000.00' }, externalRef: null });
    await publish(id);
    valueOf(await room.withdrawing.run(room.house.request(supplier), [id]));
    expect(await seen(ANONYMOUS, id)).toBeUndefined();
    expect(refusalOf(await room.withdrawing.run(room.house.request(rival), [id]))).toEqual({ code: 'NOT_FOUND', field: 'productIds' });
    await publish(id);
    expect(await announced(id)).toEqual(['ProductDraftSaved', 'ProductPublished', 'ProductWithdrawn', 'ProductPublished']);
  });

  it('answers for each product of a batch', async () => {
    const [a, b, c] = [await create(), await create({ model: 'SL-2' }), await create({}, rival)];
    await room.house.rows("update catalogue_product set state = 'SUSPENDED', state_reason = '资料不实' where id = $1", [b]);
    const outcomes = await room.publishing.run(room.house.request(supplier), [a, b, c]);
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.value.state : outcome.refusal.code))).toEqual(['PUBLISHED', 'PRODUCT_SUSPENDED', 'NOT_FOUND']);
    expect((await seen(supplier, b))?.stateReason).toBe('资料不实');
  });
});

describe('lists', () => {
  it('page by page, newest first, without gap or repeat, of one state', async () => {
    const ids: ProductId[] = [];
    for (let n = 1; n <= 5; n++) ids.unshift(await create({ model: `SL-${n}` }));
    await publish(ids[1]!);
    const page = (after: string | null, state: 'DRAFT' | null = null) =>
      room.house.read(supplier, (tx) => pageOfOwnProducts(tx, supplier, supplier.organisationId, state, 2, after)).then((rows) => rows.map((row) => row.id));
    expect([await page(null), await page(ids[1]!), await page(ids[3]!), await page(ids[4]!)]).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4), []]);
    expect(await page(null, 'DRAFT')).toEqual([ids[0], ids[2]]);
    const all = await room.house.read(department, (tx) => pageOfProducts(tx, department, { state: 'DRAFT', ownerId: supplier.organisationId }, 10, null));
    expect(all.map((row) => row.id)).toEqual([ids[0], ...ids.slice(2)]);
  });
});
