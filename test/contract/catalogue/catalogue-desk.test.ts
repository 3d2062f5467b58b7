import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApplyForRecommendedList } from '../../../src/catalogue/apply-for-recommended-list.js';
import { CancelListApplications } from '../../../src/catalogue/cancel-list-applications.js';
import { DecideListApplications, type ListVerdict } from '../../../src/catalogue/decide-list-applications.js';
import { EndRecommendations } from '../../../src/catalogue/end-recommendations.js';
import { visibleProducts } from '../../../src/catalogue/index.js';
import { JudgeSamples } from '../../../src/catalogue/judge-samples.js';
import { pageOfApplicationQueue, pageOfRecommended, type ListApplicationRow } from '../../../src/catalogue/recommended-list.store.js';
import { ReinstateProducts } from '../../../src/catalogue/reinstate-products.js';
import { SampleProducts, type SampleToDraw } from '../../../src/catalogue/sample-products.js';
import { pageOfSampleItems, sampleById } from '../../../src/catalogue/sample.store.js';
import { SuspendProducts } from '../../../src/catalogue/suspend-products.js';
import { pageOfSuspensions, suspensionsInForce } from '../../../src/catalogue/suspension.store.js';
import { ANONYMOUS, type MemberViewer, type Viewer } from '../../../src/core/access/viewer.js';
import type { ProductId, SampleId } from '../../../src/core/ids/ids.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import { CatalogueRoom, conveyors } from './catalogue-room.js';

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

let made = 0;
const draft = async (viewer = supplier, classId = 'S1.1.1.02'): Promise<ProductId> => {
  const model = `SL-${++made}`;
  return valueOf(await room.creating.run(room.house.request(viewer), [{
    name: '带式输送机', model, classId, kindKey: null, specs: [], description: '', certificates: [], energyGrade: null, priceCny: '620000', leadTimeDays: 60, warrantyMonths: 12,
  }])).id;
};
const published = async (viewer = supplier, classId?: string): Promise<ProductId> => {
  const id = await draft(viewer, classId);
  valueOf(await room.publishing.run(room.house.request(viewer), [id]));
  return id;
};
const seen = async (viewer: Viewer, id: ProductId) => (await room.house.read(viewer, (tx) => visibleProducts(tx, viewer, [id])))[0];
const noticesTo = async (owner: MemberViewer) => (await room.house.outbox()).flatMap(({ notice }) => (notice?.recipients.includes(owner.organisationId) === true ? [[notice.code, notice.params]] : []));
const suspend = (ids: readonly ProductId[], reason = '流量参数与检测报告不符', viewer: Viewer = department) =>
  new SuspendProducts(room.house.deeds, room.house.ids).run(room.house.request(viewer), ids.map((productId) => ({ productId, cause: 'FALSE_FIGURES', reason })));
const reinstate = (ids: readonly ProductId[], viewer: Viewer = department) =>
  new ReinstateProducts(room.house.deeds, room.classes).run(room.house.request(viewer), ids.map((productId) => ({ productId, because: '已更正参数' })));

describe('suspending a product', () => {
  it('takes it off the market and tells its supplier why; nobody else learns', async () => {
    const id = await published();
    expect(valueOf(await suspend([id]))).toMatchObject({ id });
    expect(await seen(ANONYMOUS, id)).toBeUndefined();
    expect(await seen(supplier, id)).toMatchObject({ state: 'SUSPENDED', stateReason: '流量参数与检测报告不符' });
    expect((await room.house.outbox('ProductSuspended')).filter(({ subjectId }) => subjectId === id)).toHaveLength(1);
    expect(await noticesTo(supplier)).toEqual([['NOTICE_PRODUCT_SUSPENDED', expect.objectContaining({ reason: '流量参数与检测报告不符' })]]);
    const inForce = (viewer: Viewer) => room.house.read(viewer, (tx) => suspensionsInForce(tx, [id]));
    expect(await inForce(supplier)).toMatchObject([{ productId: id, cause: 'FALSE_FIGURES', suspendedBy: department.organisationId, endedAt: null }]);
    expect(await inForce(rival)).toEqual([]);
  });

  it('holds against publishing and withdrawing until a department reinstates it, and keeps its history', async () => {
    const id = await published();
    await suspend([id]);
    expect(refusalOf(await room.publishing.run(room.house.request(supplier), [id]))?.code).toBe('PRODUCT_SUSPENDED');
    expect(refusalOf(await room.withdrawing.run(room.house.request(supplier), [id]))?.code).toBe('PRODUCT_NOT_PUBLISHED');
    valueOf(await reinstate([id]));
    expect(await seen(ANONYMOUS, id)).toMatchObject({ state: 'PUBLISHED', stateReason: null, offer: { priceCny: '620000.00' } });
    await suspend([id], '再次不符');
    const filter = { productId: id, ownerId: null, inForce: false };
    expect(await room.house.read(department, (tx) => pageOfSuspensions(tx, filter, 10, null))).toMatchObject([
      { reason: '再次不符', endedAt: null }, { reason: '流量参数与检测报告不符', endedAt: expect.any(Date), endedBecause: '已更正参数' },
    ]);
    expect((await noticesTo(supplier)).map(([code]) => code)).toEqual(['NOTICE_PRODUCT_SUSPENDED', 'NOTICE_PRODUCT_REINSTATED', 'NOTICE_PRODUCT_SUSPENDED']);
  });

  it('of a thousand in one request tells each supplier once', async () => {
    const many = await room.imported(supplier, conveyors(999));
    expect(many.rowsTaken).toBe(999);
    const ids = (await room.productsOf(supplier)).map(({ id }) => id as ProductId);
    await room.publishing.run(room.house.request(supplier), ids);
    const other = await published(rival);
    const outcomes = await suspend([...ids, other]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1_000);
    expect(await noticesTo(rival)).toEqual([['NOTICE_PRODUCT_SUSPENDED', expect.anything()]]);
    expect((await noticesTo(supplier)).filter(([code]) => code !== 'NOTICE_IMPORT_FINISHED')).toEqual([['NOTICE_PRODUCTS_SUSPENDED', expect.objectContaining({ count: 999 })]]);
  }, 60_000);

  it('refuses what is not on the market, twice the same, an empty reason, and whoever is no department', async () => {
    const [id, unpublished] = [await published(), await draft()];
    expect((await suspend([unpublished, id, id])).map((one) => (one.ok ? 'OK' : one.refusal.code))).toEqual(['PRODUCT_NOT_ON_MARKET', 'OK', 'PRODUCT_SUSPENDED_ALREADY']);
    expect(refusalOf(await suspend([await published()], '  '))).toEqual({ code: 'SUSPENSION_REASON_MISSING', field: 'reason' });
    expect(refusalOf(await suspend([await published()], '不实', rival))?.code).toBe('NOT_FOUND');
    expect(refusalOf(await reinstate([id], supplier))?.code).toBe('NOT_FOUND');
    expect(refusalOf(await reinstate([unpublished]))?.code).toBe('PRODUCT_NOT_SUSPENDED');
    expect(await seen(supplier, id)).toMatchObject({ state: 'SUSPENDED' });
  });

  it('is not ended for what could not be published now', async () => {
    const id = await published();
    await suspend([id]);
    await room.house.rows(`update catalogue_product set class_id = 'S9.9' where id = $1`, [id]);
    expect(refusalOf(await reinstate([id]))?.code).toBe('PRODUCT_INCOMPLETE');
    expect(await seen(supplier, id)).toMatchObject({ state: 'SUSPENDED' });
  });
});

describe('a sample', () => {
  const draw = (changes: Partial<Omit<SampleToDraw, 'filter'>> & Partial<SampleToDraw['filter']> = {}, viewer: Viewer = department) => {
    const { count = 3, seed = null, classIds = null, ownerId = supplier.organisationId, publishedSince = null } = changes;
    return new SampleProducts(room.house.deeds, room.house.ids, room.classes).run(room.house.request(viewer), [{ count, seed, filter: { classIds, ownerId, publishedSince } }]);
  };
  const items = (id: SampleId, viewer: Viewer = department) => room.house.read(viewer, (tx) => pageOfSampleItems(tx, id, null, 200, 0));
  const judge = (sampleId: SampleId, productId: ProductId, verdict: 'QUALIFIED' | 'UNQUALIFIED', reason: string | null = null) =>
    new JudgeSamples(room.house.deeds).run(room.house.request(department), [{ sampleId, productId, verdict, reason }]);

  it('draws published products alone, the same ones for the same seed, others for another', async () => {
    await draft();
    for (let n = 0; n < 12; n++) await published();
    const { id } = valueOf(await draw({ count: 5, seed: '2026年四季度' }));
    const again = valueOf(await draw({ count: 5, seed: '2026年四季度' }));
    const other = valueOf(await draw({ count: 5, seed: '另一种子' }));
    expect(await room.house.read(department, (tx) => sampleById(tx, id))).toMatchObject({
      seed: '2026年四季度', wanted: 5, population: 12, drawn: 5, judged: 0, drawnBy: department.organisationId, memberId: department.memberId,
    });
    const models = async (sample: SampleId) => (await items(sample)).map(({ productId }) => productId);
    expect(await models(again.id)).toEqual(await models(id));
    expect(await models(other.id)).not.toEqual(await models(id));
    expect(valueOf(await draw({ seed: null })).id).not.toBe(valueOf(await draw({ seed: null })).id);
  });

  it('keeps to class, group and day of publication', async () => {
    const conveyor = await published();
    await published(supplier, 'S1.1.1.01');
    expect((await items(valueOf(await draw({ classIds: ['S1.1.1.02'] })).id)).map(({ productId }) => productId)).toEqual([conveyor]);
    expect(await items(valueOf(await draw({ classIds: ['S1.1'] })).id)).toHaveLength(2);
    expect(refusalOf(await draw({ classIds: ['S1.1', 'S7'] }))).toEqual({ code: 'UNKNOWN_CLASS', field: 'classIds.1' });
    expect(refusalOf(await draw({ publishedSince: '2026-11-24' }))?.code).toBe('SAMPLE_EMPTY');
    expect(await items(valueOf(await draw({ publishedSince: '2026-11-23' })).id)).toHaveLength(2);
    expect(refusalOf(await draw({}, supplier))?.code).toBe('NOT_FOUND');
  });

  it('takes a verdict for each, tells who failed, and keeps a correction with its reason', async () => {
    const id = await published();
    const sample = valueOf(await draw());
    expect(refusalOf(await judge(sample.id, id, 'UNQUALIFIED', ' '))?.code).toBe('SAMPLE_REASON_MISSING');
    expect(refusalOf(await judge(sample.id, await published(), 'QUALIFIED'))).toEqual({ code: 'NOT_FOUND', field: 'productId' });
    valueOf(await judge(sample.id, id, 'UNQUALIFIED', '铭牌功率与参数不符'));
    expect(await room.house.read(department, (tx) => sampleById(tx, sample.id))).toMatchObject({ judged: 1, unqualified: 1 });
    expect(refusalOf(await judge(sample.id, id, 'QUALIFIED'))?.code).toBe('SAMPLE_REASON_MISSING');
    valueOf(await judge(sample.id, id, 'QUALIFIED', '复检合格'));
    expect(await items(sample.id)).toMatchObject([{ position: 1, verdict: 'QUALIFIED', reason: '复检合格', productRevision: 1, judgedBy: department.organisationId }]);
    expect((await noticesTo(supplier)).map(([code]) => code)).toEqual(['NOTICE_SAMPLE_FAILED', 'NOTICE_SAMPLE_CORRECTED']);
    expect(await items(sample.id, supplier)).toEqual([]);
    expect(await room.house.read(supplier, (tx) => sampleById(tx, sample.id))).toBeNull();
  });
});

describe('the recommended list', () => {
  const apply = (productId: ProductId, viewer: Viewer = supplier, statement = '国内首台套，业绩 12 台') =>
    new ApplyForRecommendedList(room.house.deeds, room.house.ids, room.classes).run(room.house.request(viewer), [{ productId, statement }]);
  const cancel = (application: ListApplicationRow, viewer: Viewer = supplier) => new CancelListApplications(room.house.deeds).run(room.house.request(viewer), [application.id]);
  const decide = (application: ListApplicationRow, verdict: ListVerdict['verdict'], more: Partial<ListVerdict> = {}, viewer: Viewer = department) =>
    new DecideListApplications(room.house.deeds).run(room.house.request(viewer), [{ applicationId: application.id, verdict, reason: null, ifRevision: null, ...more }]);
  const end = (productId: ProductId, viewer: Viewer = department) => new EndRecommendations(room.house.deeds).run(room.house.request(viewer), [{ productId, reason: '停产' }]);
  const queue = (name: string | null) => room.house.read(department, (tx) => pageOfApplicationQueue(tx, name, 100, null));
  const listed = async (viewer: Viewer = ANONYMOUS) => (await room.house.read(viewer, (tx) => pageOfRecommended(tx, viewer, null, 100, null))).map(({ id }) => id);

  it('is applied for, routed by the brackets of the clause, and shows what was approved to everybody', async () => {
    const id = await published();
    const application = valueOf(await apply(id));
    expect(application).toMatchObject({ departments: ['省工信厅', '省能源局'], clause: expect.stringContaining('三（一）1'), state: 'SUBMITTED', dueOn: '2026-12-07' });
    expect((await queue('省能源局')).map((one) => one.id)).toContain(application.id);
    expect((await queue('省教育厅')).map((one) => one.id)).not.toContain(application.id);
    valueOf(await decide(application, 'APPROVE', { ifRevision: 1 }));
    expect(await seen(ANONYMOUS, id)).toMatchObject({ recommendedAt: room.house.clock.now() });
    expect(await listed()).toContain(id);
    expect((await queue(null)).map((one) => one.id)).not.toContain(application.id);
    expect(await noticesTo(supplier)).toEqual([['NOTICE_LIST_APPROVED', expect.anything()]]);
  });

  it('returns with a reason, and may be applied for again', async () => {
    const id = await published();
    const first = valueOf(await apply(id));
    expect(refusalOf(await apply(id))?.code).toBe('LIST_APPLICATION_WAITS');
    expect(refusalOf(await decide(first, 'RETURN'))).toEqual({ code: 'LIST_REASON_MISSING', field: 'reason' });
    valueOf(await decide(first, 'RETURN', { reason: '请补充第三方检测报告' }));
    expect(refusalOf(await decide(first, 'APPROVE'))?.code).toBe('LIST_APPLICATION_DECIDED');
    expect(await seen(ANONYMOUS, id)).toMatchObject({ recommendedAt: null });
    expect(valueOf(await apply(id)).state).toBe('SUBMITTED');
    expect(await noticesTo(supplier)).toEqual([['NOTICE_LIST_RETURNED', expect.objectContaining({ reason: '请补充第三方检测报告' })]]);
  });

  it('is left with a reason, and a suspended product is not shown on it', async () => {
    const id = await published();
    valueOf(await decide(valueOf(await apply(id)), 'APPROVE'));
    expect(refusalOf(await apply(id))?.code).toBe('LIST_PRODUCT_LISTED');
    await suspend([id]);
    expect(await listed()).not.toContain(id);
    expect(await listed(supplier)).not.toContain(id);
    await reinstate([id]);
    expect(await listed()).toContain(id);
    valueOf(await end(id));
    expect(await listed()).not.toContain(id);
    expect(refusalOf(await end(id))?.code).toBe('LIST_PRODUCT_NOT_LISTED');
    expect((await noticesTo(supplier)).at(-1)?.[0]).toBe('NOTICE_LIST_ENDED');
  });

  it('is taken back by its supplier alone, and only while it waits', async () => {
    const application = valueOf(await apply(await published()));
    expect(refusalOf(await cancel(application, rival))?.code).toBe('NOT_FOUND');
    expect(valueOf(await cancel(application)).state).toBe('CANCELLED');
    expect(refusalOf(await cancel(application))?.code).toBe('LIST_APPLICATION_DECIDED');
    const approved = valueOf(await apply(await published()));
    valueOf(await decide(approved, 'APPROVE'));
    expect(refusalOf(await cancel(approved))?.code).toBe('LIST_APPLICATION_DECIDED');
  });

  it('is not for drafts, for other people’s products, nor for what changed under the officer’s eyes', async () => {
    expect(refusalOf(await apply(await draft()))?.code).toBe('LIST_PRODUCT_NOT_PUBLISHED');
    const id = await published();
    expect(refusalOf(await apply(id, rival))?.code).toBe('NOT_FOUND');
    expect(refusalOf(await apply(id, supplier, '  '))?.code).toBe('LIST_STATEMENT_MISSING');
    const application = valueOf(await apply(id));
    await room.revising.run(room.house.request(supplier), [{ productId: id, ifRevision: null, changes: { description: '改了' } }]);
    expect(refusalOf(await decide(application, 'APPROVE', { ifRevision: 1 }))?.code).toBe('REVISION_CHANGED');
    expect(refusalOf(await decide(application, 'APPROVE', {}, supplier))?.code).toBe('NOT_FOUND');
    await room.withdrawing.run(room.house.request(supplier), [id]);
    expect(refusalOf(await decide(application, 'APPROVE'))?.code).toBe('LIST_PRODUCT_NOT_PUBLISHED');
    expect(await seen(supplier, id)).toMatchObject({ recommendedAt: null });
  });
});
