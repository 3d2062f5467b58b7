import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { ProductId, TopicId } from '../../../src/core/ids/ids.js';
import { ChangeTopics } from '../../../src/matching/change-topics.js';
import { pageOfGapEntries } from '../../../src/matching/gap-register.store.js';
import { OpenTopics, type TopicToOpen } from '../../../src/matching/open-topics.js';
import { ReviewTopics } from '../../../src/matching/review-topics.js';
import { SweepTopics } from '../../../src/matching/sweep-topics.js';
import { pageOfTopics, topicById, type TopicRow } from '../../../src/matching/topic.store.js';
import { CLASSES } from './sample-listings.js';
import { aListing, all, openMarket, type FreshClass, type Market } from './market.js';

jest.setTimeout(30_000);

let market: Market;
let buyer: MemberViewer;
let supplier: MemberViewer;
let officer: MemberViewer;
let wanted: FreshClass;
let opening: OpenTopics;
let changing: ChangeTopics;
beforeAll(async () => {
  market = await openMarket();
  const { house } = market;
  [buyer, supplier] = [await house.organisation({ name: '某需求单位' }), await house.organisation()];
  officer = await house.organisation({ kind: 'DEPARTMENT', roles: ['PROGRAMME'] });
  opening = new OpenTopics(house.deeds, house.ids, market.classes);
  changing = new ChangeTopics(house.deeds);
}, 60_000);
afterAll(() => market.house.close());
beforeEach(() => { wanted = market.freshClass(); });

const request = (viewer = officer) => market.house.request(viewer);
/** Lines that want the class, each asking for so much at least. */
async function wish(...atLeast: number[]) {
  const { id, lineIds } = await market.demand(buyer, atLeast.map((value) => (
    { classIds: [wanted.classId], quantity: '2', requirements: [{ attributeKey: wanted.key, op: '>=' as const, value, unit: wanted.unit, mode: 'HARD' as const }] })), { visibility: 'THROUGH_DEPARTMENT' });
  await market.settle();
  return { demandId: id, lineIds };
}
async function offer(value: number, of = supplier): Promise<ProductId> {
  const model = `M-${wanted.classId}-${value}-${of === supplier ? 1 : 2}`;
  const id = (await market.publish(of, [aListing({ model, classId: wanted.classId, specs: { [wanted.key]: value } })])).get(model)!;
  await market.settle();
  return id;
}
const opened = (changes: Partial<TopicToOpen> = {}) => opening.run(request(), [{ kind: 'PLATFORM', itemId: null, classId: wanted.classId, lineIds: null, ...changes }]);
async function published(changes: Partial<TopicToOpen> = {}): Promise<TopicId> {
  const [topic] = all(await opened(changes));
  all(await changing.publish(request(), [{ topicId: topic!.id }]));
  return topic!.id;
}
const read = async (id: TopicId): Promise<TopicRow> => (await market.house.read(officer, (tx) => topicById(tx, id)))!;
const drafts = () => market.house.read(officer, (tx) => pageOfTopics(tx, 'DRAFT', 50, null));
/** The plan itself names makers in the province for its own classes. */
const ofThePlan = (): boolean => CLASSES.get(wanted.classId)?.origin === 'PLAN';
const register = async (kind: 'PLATFORM' | 'PROVINCE') => (await market.house.read(officer, (tx) => pageOfGapEntries(tx, kind, 100, null))).filter(({ id }) => id === wanted.classId);
const noticesOf = async (type: string, id: string) => (await market.house.outbox(type)).filter(({ subjectId }) => subjectId === id).map(({ notice }) => notice);

describe('the register of supply gaps', () => {
  it('counts who misses what, and tells the platform from the province', async () => {
    const { lineIds } = await wish(wanted.low, wanted.high);
    const platform = { what: 'CLASS', id: wanted.classId, lines: 2, demands: 1, buyers: 1, lineIds: [...lineIds].sort().reverse() };
    expect(await register('PLATFORM')).toEqual([platform]);
    await offer(wanted.high, await market.house.organisation({ regionCode: '310000' }));
    expect(await register('PLATFORM')).toEqual([]);
    expect((await register('PROVINCE')).length).toBe(ofThePlan() ? 0 : 1);
  });

  it('names the demand item of a line that wants one', async () => {
    const { lineIds } = await market.demand(buyer, [{ itemId: 'D1.1.a.01', unit: '台' }]);
    await market.settle();
    const entries = await market.house.read(officer, async (tx) => [...await pageOfGapEntries(tx, 'PLATFORM', 100, null), ...await pageOfGapEntries(tx, 'PROVINCE', 100, null)]);
    expect(entries.filter(({ id }) => id === 'D1.1.a.01')).toContainEqual({ what: 'ITEM', id: 'D1.1.a.01', lines: 1, demands: 1, buyers: 1, lineIds });
  });

  it('goes on page by page without losing or repeating an entry', async () => {
    await wish(wanted.low);
    const whole = await market.house.read(officer, (tx) => pageOfGapEntries(tx, 'PLATFORM', 100, null));
    const [first] = whole;
    const rest = await market.house.read(officer, (tx) => pageOfGapEntries(tx, 'PLATFORM', 100, [first!.lines, first!.id]));
    expect([first, ...rest]).toEqual(whole);
  });
});

describe('a topic', () => {
  it('is drafted from the lines, without the buyer’s name, edited, published, and closed with a reason', async () => {
    await wish(wanted.low, wanted.high);
    const [topic] = all(await opened());
    expect(topic).toMatchObject({ state: 'DRAFT', classId: wanted.classId, quantity: expect.stringMatching(/^4 /u), title: `「${wanted.zh}」研制与供给` });
    expect(topic!.requirements).toEqual([expect.stringContaining(`≥ ${wanted.high}`)]);
    expect(JSON.stringify(topic)).not.toContain('某需求单位');
    all(await changing.revise(request(), [{ topicId: topic!.id, title: '新题目', need: null, requirements: ['甲', ' '], quantity: null }]));
    all(await changing.publish(request(), [{ topicId: topic!.id }]));
    expect(await read(topic!.id)).toMatchObject({ state: 'PUBLISHED', title: '新题目', requirements: ['甲'], revision: 2 });
    expect(await changing.revise(request(), [{ topicId: topic!.id, title: 'x', need: null, requirements: null, quantity: null }])).toMatchObject([{ refusal: { code: 'TOPIC_NOT_DRAFT' } }]);
    all(await changing.close(request(), [{ topicId: topic!.id, reason: '并入其他课题' }]));
    expect(await read(topic!.id)).toMatchObject({ state: 'CLOSED', closedBy: 'DEPARTMENT', closeReason: '并入其他课题' });
  });

  it('is closed once products pass every gate of each open line, and its department is told', async () => {
    const { lineIds } = await wish(wanted.low, wanted.high);
    const id = await published();
    await offer(wanted.low);
    expect(await read(id)).toMatchObject({ state: 'PUBLISHED' });
    await offer(wanted.high);
    expect(await read(id)).toMatchObject({ state: 'CLOSED', closedBy: 'SYSTEM', lineIds: expect.arrayContaining(lineIds) });
    expect(await noticesOf('TopicClosed', id)).toMatchObject([{ recipients: [officer.organisationId], code: 'NOTICE_TOPIC_CLOSED' }]);
  });

  it('comes up again as a new draft when the supply is withdrawn, once', async () => {
    const { lineIds } = await wish(wanted.low);
    const id = await published();
    const productId = await offer(wanted.high);
    await market.withdraw(supplier, [productId]);
    await market.settle();
    const again = (await drafts()).filter(({ reopens }) => reopens === id);
    expect(again).toMatchObject([{ state: 'DRAFT', classId: wanted.classId, lineIds, revision: 1 }]);
    expect(await read(id)).toMatchObject({ state: 'CLOSED', succeededBy: again[0]!.id });
    expect(await noticesOf('TopicReopened', again[0]!.id)).toHaveLength(1);
    await new SweepTopics(market.house.matcher, new ReviewTopics(market.house.ids, market.house.clock)).handle();
    expect((await drafts()).filter(({ reopens }) => reopens === id)).toHaveLength(1);
  });

  it('of the province is not closed by who makes it elsewhere', async () => {
    while (ofThePlan()) wanted = market.freshClass();
    await wish(wanted.low);
    const id = await published({ kind: 'PROVINCE' });
    await offer(wanted.high, await market.house.organisation({ regionCode: '310000' }));
    expect(await read(id)).toMatchObject({ state: 'PUBLISHED' });
    await offer(wanted.high);
    expect(await read(id)).toMatchObject({ state: 'CLOSED', closedBy: 'SYSTEM' });
  });

  it('is not closed by a demand that its buyer closed', async () => {
    const { demandId } = await wish(wanted.low);
    const id = await published();
    await market.close(buyer, demandId);
    await market.settle();
    expect(await read(id)).toMatchObject({ state: 'PUBLISHED' });
  });

  it('is refused where there is no gap, a line does not show it, or one is open', async () => {
    expect(await opened()).toMatchObject([{ ok: false, refusal: { code: 'TOPIC_WITHOUT_GAP', field: 'classId' } }]);
    expect(await opened({ classId: null })).toMatchObject([{ ok: false, refusal: { code: 'TOPIC_SUBJECT_WRONG' } }]);
    expect(await opened({ classId: 'X.999' })).toMatchObject([{ ok: false, refusal: { code: 'NOT_FOUND', field: 'classId' } }]);
    await wish(wanted.low);
    const stray = (await market.demand(buyer, [{}])).lineIds[0]!;
    expect(await opened({ lineIds: [stray] })).toMatchObject([{ ok: false, refusal: { code: 'TOPIC_LINE_WITHOUT_GAP', field: 'lineIds.0' } }]);
    const [topic] = all(await opened());
    expect(await opened()).toMatchObject([{ ok: false, refusal: { code: 'TOPIC_OPEN_ALREADY', params: { topicId: topic!.id } } }]);
    await offer(wanted.high);
    expect(await changing.publish(request(), [{ topicId: topic!.id }])).toMatchObject([{ ok: false, refusal: { code: 'TOPIC_GAP_CLOSED' } }]);
  });

  it('is changed by the department that opened it alone, and read by no enterprise', async () => {
    await wish(wanted.low);
    const [topic] = all(await opened());
    const other = await market.house.organisation({ kind: 'DEPARTMENT', roles: ['PROGRAMME'] });
    expect(await changing.close(request(other), [{ topicId: topic!.id, reason: 'x' }])).toMatchObject([{ ok: false, refusal: { code: 'NOT_FOUND' } }]);
    expect(await market.house.read(buyer, (tx) => topicById(tx, topic!.id))).toBeNull();
  });
});
