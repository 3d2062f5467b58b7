import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MemberViewer, Viewer } from '../../../src/core/access/viewer.js';
import type { RecommendationId } from '../../../src/core/ids/ids.js';
import { scopeOf } from '../../../src/platform/db/database.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import { InMemoryPush } from '../../../src/platform/push/in-memory-push.js';
import { AnswerRecommendations } from '../../../src/matching/answer-recommendations.js';
import { AskWhyNot } from '../../../src/matching/ask-why-not.js';
import { Explanations } from '../../../src/matching/explanations.js';
import { matchingMessages } from '../../../src/matching/messages.js';
import { pageOfGaps, supplyOfLines } from '../../../src/matching/matching-line.store.js';
import { pageOfRuns } from '../../../src/matching/match-run.store.js';
import {
  pageOfProductRecommendations, pageOfRecommendations, pageOfSide, recommendationsOfLines, visibleRecommendation,
} from '../../../src/matching/recommendation-reads.store.js';
import { WatchRecommendations } from '../../../src/matching/watch-recommendations.js';
import { ClassCards } from '../../../src/policy/index.js';
import { aListing, all, openMarket, type FreshClass, type Market } from './market.js';

jest.setTimeout(30_000);

let market: Market;
let buyer: MemberViewer;
let supplier: MemberViewer;
let rival: MemberViewer;
let stranger: MemberViewer;
let officer: MemberViewer;
let used: FreshClass;
beforeAll(async () => {
  market = await openMarket();
  const { house } = market;
  [buyer, supplier, rival, stranger] = [await house.organisation({ name: '某需求单位' }), await house.organisation(), await house.organisation(), await house.organisation()];
  officer = await house.organisation({ kind: 'DEPARTMENT' });
}, 60_000);
afterAll(() => market.house.close());
beforeEach(() => { used = market.freshClass(); });

const read = <T>(viewer: Viewer, work: Parameters<typeof market.house.read<T>>[1]): Promise<T> => market.house.read(viewer, work);
const WANTED = { lineId: null, productId: null, buyerId: null, supplierId: null };

/** One line with a budget, through the department, and a product of each of two suppliers. */
async function trade() {
  const product = async (of: MemberViewer, model: string, priceCny: string) => (await market.publish(of, [aListing({ model, classId: used.classId, specs: {}, priceCny })])).get(model)!;
  const [ours, theirs] = [await product(supplier, `OURS-${used.classId}`, '70000.00'), await product(rival, `THEIRS-${used.classId}`, '150000.00')];
  const { id: demandId, lineIds: [lineId] } = await market.demand(buyer, [{ classIds: [used.classId], budgetCny: '100000' }], { visibility: 'THROUGH_DEPARTMENT', title: '匿名需求' });
  await market.settle();
  const rows = await market.recommendations(lineId!);
  const idOf = (productId: string): RecommendationId => rows.find((row) => row.productId === productId)!.id;
  return { ours, theirs, demandId, lineId: lineId!, ourId: idOf(ours), theirId: idOf(theirs) };
}

describe('who reads what', () => {
  it('each side reads its own, a rival and a stranger nothing of it, a department all', async () => {
    const { ours, lineId, ourId, theirId } = await trade();
    const seen = async (viewer: Viewer) => read(viewer, async (tx) => [
      (await recommendationsOfLines(tx, viewer, [lineId]))[0]!.map((one) => one.id).sort(),
      (await pageOfProductRecommendations(tx, viewer, ours, 10, null)).map((one) => one.id),
      (await pageOfRecommendations(tx, viewer, { ...WANTED, lineId }, 10, null)).map((one) => one.id).sort(),
      (await visibleRecommendation(tx, viewer, ourId))?.id ?? null,
    ]);
    const both = [ourId, theirId].sort();
    expect(await seen(buyer)).toEqual([both, [ourId], both, ourId]);
    expect(await seen(supplier)).toEqual([[ourId], [ourId], [ourId], ourId]);
    expect(await seen(rival)).toEqual([[theirId], [], [theirId], null]);
    expect(await seen(stranger)).toEqual([[], [], [], null]);
    expect(await seen({ kind: 'ANONYMOUS' })).toEqual([[], [], [], null]);
    expect(await seen(officer)).toEqual([both, [ourId], both, ourId]);
    expect(await read(officer, (tx) => pageOfRuns(tx, 1, null))).toHaveLength(1);
    expect(await read(buyer, (tx) => pageOfRuns(tx, 1, null))).toEqual([]);
  });

  it('a supplier learns neither the budget nor whose demand it is, from words or from points', async () => {
    const { lineId, ourId } = await trade();
    const [told] = (await read(supplier, (tx) => recommendationsOfLines(tx, supplier, [lineId])))[0]!;
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`100000|${buyer.organisationId}`));
    expect(told?.factors.find((factor) => factor.code === 'PRICE')).toMatchObject({ neutral: true, reason: 'FACTOR_PRICE_NOT_SHOWN' });
    const [known] = (await read(buyer, (tx) => recommendationsOfLines(tx, buyer, [lineId])))[0]!.filter((one) => one.id === ourId);
    expect(known?.factors.find((factor) => factor.code === 'PRICE')?.amount).toBe(2000);
    const notices = (await market.house.outbox('RecommendationMade')).filter((event) => event.notice?.recipients.includes(supplier.organisationId));
    expect(JSON.stringify(notices)).not.toMatch(new RegExp(`${buyer.organisationId}|某需求单位|70000`));
  });

  it('pages run through everything once', async () => {
    const { classId } = used;
    await market.publish(supplier, Array.from({ length: 7 }, (_, n) => aListing({ model: `PAGE-${n}`, classId, specs: {} })));
    const reader = await market.house.organisation();
    const { lineIds: [lineId] } = await market.demand(reader, [{ classIds: [classId] }]);
    await market.settle();
    const pages: string[] = [];
    for (let after: readonly [string, string] | null = null; ;) {
      const page = await read(reader, (tx) => pageOfSide(tx, reader, reader.organisationId, 'BUYER', 3, after));
      pages.push(...page.map((one) => one.id));
      const last = page.at(-1);
      if (last === undefined) break;
      after = [last.madeAt.toISOString(), last.id];
    }
    expect([...pages].sort()).toEqual((await market.recommendations(lineId!)).map((one) => one.id).sort());
    expect(new Set(pages).size).toBe(7);
    expect(await read(reader, (tx) => pageOfSide(tx, reader, reader.organisationId, 'SUPPLIER', 3, null))).toEqual([]);
  });

  it('nobody but the rule changes a score', async () => {
    const { ourId } = await trade();
    const raise = market.house.app.transaction(scopeOf(supplier), (tx) => tx.query('update matching_recommendation set score = 10000 where id = $1', [ourId]));
    await expect(raise).rejects.toThrow('permission denied');
  });
});

describe('answers', () => {
  const answer = async (viewer: MemberViewer, recommendationId: RecommendationId, given: 'SEEN' | 'INTERESTED' | 'DISMISSED', reason: string | null = null): Promise<string> => {
    const [outcome] = await new AnswerRecommendations(market.house.deeds).run(market.house.request(viewer), [{ recommendationId, answer: given, reason }]);
    return outcome!.ok ? 'done' : outcome!.refusal.code;
  };
  const statesFor = async (viewer: MemberViewer, id: RecommendationId) => {
    const row = await read(viewer, (tx) => visibleRecommendation(tx, viewer, id));
    return [row?.buyerState, row?.supplierState, row?.mutualInterest];
  };
  const events = async (id: RecommendationId) => (await market.house.outbox('RecommendationAnswered')).filter((event) => event.subjectId === id);

  it('of both sides make a mutual interest, told to both', async () => {
    const { ours, demandId, lineId, ourId } = await trade();
    expect([await answer(buyer, ourId, 'SEEN'), await statesFor(buyer, ourId), await statesFor(supplier, ourId)]).toEqual(['done', ['SEEN', null, false], [null, 'NEW', false]]);
    expect(await events(ourId)).toEqual([]);
    expect([await answer(supplier, ourId, 'INTERESTED'), await statesFor(buyer, ourId)]).toEqual(['done', ['SEEN', 'INTERESTED', false]]);
    expect([await answer(buyer, ourId, 'INTERESTED'), await statesFor(supplier, ourId)]).toEqual(['done', ['INTERESTED', 'INTERESTED', true]]);
    expect(await answer(buyer, ourId, 'INTERESTED')).toBe('done');
    const refs = { lineId, demandId, productId: ours, buyerId: buyer.organisationId, supplierId: supplier.organisationId };
    const params = { title: '匿名需求', model: `OURS-${used.classId}` };
    expect(await events(ourId)).toMatchObject([
      { organisationId: supplier.organisationId, refs, notice: { recipients: [buyer.organisationId], code: 'NOTICE_SUPPLIER_INTERESTED', params } },
      { organisationId: buyer.organisationId, refs, notice: { recipients: [buyer.organisationId, supplier.organisationId], code: 'NOTICE_MUTUAL_INTEREST', params } },
    ]);
  });

  it('a dismissal needs a reason and is not told to the other side', async () => {
    const { ourId } = await trade();
    expect(await answer(buyer, ourId, 'DISMISSED')).toBe('DISMISSAL_REASON_MISSING');
    expect(await answer(buyer, ourId, 'DISMISSED', '型号过时')).toBe('done');
    expect(await statesFor(supplier, ourId)).toEqual([null, 'NEW', false]);
    const [event] = await events(ourId);
    expect([event?.notice, event?.refs['supplierId'], event?.refs['buyerId']]).toEqual([null, undefined, buyer.organisationId]);
    expect(await read(buyer, (tx) => visibleRecommendation(tx, buyer, ourId))).toMatchObject({ buyerState: 'DISMISSED', reason: '型号过时' });
    expect(await read(supplier, (tx) => visibleRecommendation(tx, supplier, ourId))).toMatchObject({ reason: null });
  });

  it('are for those who speak for a side, of a recommendation that stands', async () => {
    const { ours, ourId } = await trade();
    expect(await answer(stranger, ourId, 'INTERESTED')).toBe('NOT_FOUND');
    expect(await answer(rival, ourId, 'DISMISSED', '竞争对手')).toBe('NOT_FOUND');
    expect(await answer({ ...buyer, roles: ['CATALOGUE'] }, ourId, 'INTERESTED')).toBe('ROLE_MISSING');
    expect(await answer({ ...supplier, roles: ['PURCHASING', 'VIEWER'] }, ourId, 'INTERESTED')).toBe('ROLE_MISSING');
    expect(await events(ourId)).toEqual([]);
    await market.withdraw(supplier, [ours]);
    await market.settle();
    expect(await answer(buyer, ourId, 'INTERESTED')).toBe('RECOMMENDATION_RETIRED');
  });
});

describe('why not', () => {
  const explanations = () => new Explanations(new MessageCatalogue([matchingMessages]), new ClassCards(market.house.app, market.classes));
  const ask = async (viewer: Viewer, lineId: string, productId: string) => {
    const answer = await new AskWhyNot(market.house.app, market.classes, market.house.clock).run(viewer, lineId as never, productId as never);
    const said = answer?.gate === null || answer === null ? null : (await explanations().one(answer.gate, answer.classId, 'zh-CN')).because;
    return { answer, said };
  };

  it('names the first gate and what would open it, and the recommendation where there is one', async () => {
    const { ours, lineId, ourId } = await trade();
    const { key, unit, high, low, classId, zh } = used;
    const { lineIds: [hard] } = await market.demand(buyer, [{ classIds: [classId], requirements: [{ attributeKey: key, op: '>=', value: high, unit, mode: 'HARD' }] }]);
    const [bad] = (await market.publish(supplier, [aListing({ model: `LOW-${classId}`, classId, specs: { [key]: low } })])).values();
    const other = market.freshClass();
    const { lineIds: [elsewhere] } = await market.demand(buyer, [{ classIds: [other.classId] }]);
    await market.settle();
    expect(await ask(buyer, lineId, ours)).toMatchObject({ answer: { matched: true, gate: null, recommendation: { id: ourId } } });
    expect(await ask(buyer, hard!, bad!)).toMatchObject({ answer: { matched: false, gate: { code: 'HARD_REQUIREMENT', reason: 'GATE_REQUIREMENT_MISSED_BY' } } });
    expect((await ask(supplier, hard!, ours)).answer?.gate?.reason).toBe('GATE_REQUIREMENT_NO_DATA');
    expect((await ask(supplier, elsewhere!, ours)).said).toContain(`${zh}（${classId}）`);
    await market.withdraw(supplier, [bad!]);
    expect((await ask(supplier, hard!, bad!)).answer?.gate?.reason).toBe('GATE_PRODUCT_NOT_ON_MARKET');
    expect(await ask(buyer, hard!, bad!)).toEqual({ answer: null, said: null });
  });

  it('tells a supplier nothing of the budget', async () => {
    const { ours, lineId } = await trade();
    expect(JSON.stringify((await ask(supplier, lineId, ours)).answer)).not.toContain('100000');
    expect(JSON.stringify((await ask(buyer, lineId, ours)).answer)).toContain('100000');
  });

  it('has a sentence in both languages for every factor of a recommendation', async () => {
    const { lineId } = await trade();
    const [one] = (await read(buyer, (tx) => recommendationsOfLines(tx, buyer, [lineId])))[0]!;
    for (const locale of ['zh-CN', 'en'] as const) {
      const said = await explanations().factors(one!.factors, one!.classId, locale);
      expect(said.map((factor) => factor.because).filter((because) => because.includes('{') || because === '')).toEqual([]);
      expect(said).toHaveLength(8);
    }
  });
});

describe('the gap of a line', () => {
  const gapOf = async (viewer: Viewer, lineId: string) => read(viewer, async (tx) => (await supplyOfLines(tx, [lineId])).map(({ planNamesMaker, supplied, madeInProvince }) => [planNamesMaker, supplied, madeInProvince])[0]);

  it('follows what comes onto the platform and leaves it', async () => {
    const maker = await market.house.organisation({ regionCode: '410100' });
    const { lineIds: [lineId] } = await market.demand(buyer, [{ classIds: [used.classId] }]);
    await market.settle();
    const plan = used.classId.startsWith('S');
    expect(await gapOf(buyer, lineId!)).toEqual([plan, false, false]);
    const outside = await market.publish(maker, [aListing({ model: `OUT-${used.classId}`, classId: used.classId, specs: {} })]);
    await market.settle();
    expect(await gapOf(buyer, lineId!)).toEqual([plan, true, false]);
    const inside = await market.publish(supplier, [aListing({ model: `IN-${used.classId}`, classId: used.classId, specs: {} })]);
    await market.settle();
    expect(await gapOf(buyer, lineId!)).toEqual([plan, true, true]);
    await market.withdraw(maker, [...outside.values()]);
    await market.withdraw(supplier, [...inside.values()]);
    await market.settle();
    expect(await gapOf(buyer, lineId!)).toEqual([plan, false, false]);
    expect(await gapOf(stranger, lineId!)).toBeUndefined();
    expect((await read(officer, (tx) => pageOfGaps(tx, 100, null))).map((one) => one.lineId)).toContain(lineId);
    expect(await read(stranger, (tx) => pageOfGaps(tx, 100, null))).toEqual([]);
  });
});

describe('a live reader', () => {
  it('gets each recommendation of its organisation under its rights of now, and ends with its session', async () => {
    const push = new InMemoryPush();
    let now: Viewer | null = supplier;
    const words = new WatchRecommendations(market.house.app, push, market.house.ids).of(supplier, () => Promise.resolve(now));
    const first = words.next();
    const { ourId, theirId } = await trade();
    const say = (subjectId: string, type = 'RecommendationMade') => push.publish([{ topic: `org:${supplier.organisationId}`, payload: { type, subjectId } }]);
    await say(theirId);
    await say(ourId, 'NoticePosted');
    await say(ourId);
    expect(await first).toMatchObject({ value: { id: ourId, side: 'SUPPLIER' } });
    now = null;
    await say(ourId);
    expect((await words.next()).done).toBe(true);
    expect(push.topics.size).toBe(0);
  });

  it('catches up when words were lost, and is let go of when it leaves while it waits', async () => {
    const push = new InMemoryPush();
    const words = new WatchRecommendations(market.house.app, push, market.house.ids).of(supplier, () => Promise.resolve(supplier));
    const first = words.next();
    market.house.clock.moveBy(1_000);
    const { ourId } = await trade();
    push.topics.lose(`org:${supplier.organisationId}`);
    expect(await first).toMatchObject({ value: { id: ourId } });
    const waiting = words.next();
    await words.return?.();
    expect((await waiting).done).toBe(true);
    expect(push.topics.size).toBe(0);
  });
});

it('a repeated answer under one key is the first one', async () => {
  const { ourId } = await trade();
  const deed = new AnswerRecommendations(market.house.deeds);
  const twice = () => deed.run(market.house.request(buyer, { idempotencyKey: `k-${ourId}` }), [{ recommendationId: ourId, answer: 'INTERESTED', reason: null }]);
  expect([all(await twice()), all(await twice())]).toEqual([[{ id: ourId }], [{ id: ourId }]]);
  expect((await market.house.outbox('RecommendationAnswered')).filter((event) => event.subjectId === ourId)).toHaveLength(1);
});
