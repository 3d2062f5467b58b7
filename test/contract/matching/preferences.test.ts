import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { DismissalCause } from '../../../src/core/matching/answer.js';
import type { DemandLineId } from '../../../src/core/ids/ids.js';
import { shanghaiDate } from '../../../src/core/time/dates.js';
import { AnswerRecommendations, type RecommendationAnswer } from '../../../src/matching/answer-recommendations.js';
import { AskWhyNot } from '../../../src/matching/ask-why-not.js';
import { replayRun, type Replayed } from '../../../src/matching/index.js';
import { preferencesNow } from '../../../src/matching/read-preferences.js';
import { recommendationsOfLines } from '../../../src/matching/recommendation-reads.store.js';
import { ResetPreferences } from '../../../src/matching/reset-preferences.js';
import { SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import { all, aListing, openFilledMarket, openMarket, type Market } from './market.js';

jest.setTimeout(30_000);

const BEFORE = ['便宜', '快'];
const AFTER = ['快', '便宜'];

describe.each([['by SQL', openMarket], ['by the index in memory', openFilledMarket]] as const)('answers of a buyer, %s', (_how, open) => {
  let market: Market;
  let [buyer, rival, supplier, officer]: MemberViewer[] = [];
  let lines: DemandLineId[];
  let others: DemandLineId;

  beforeAll(async () => {
    market = await open();
    const { house } = market;
    [buyer, rival, supplier, officer] = [await house.organisation(), await house.organisation(), await house.organisation(), await house.organisation({ kind: 'DEPARTMENT' })];
    await market.publish(supplier!, [aListing({ model: '便宜', priceCny: '90000.00', leadTimeDays: 300 }), aListing({ model: '快', priceCny: '136000.00', leadTimeDays: 10 })]);
    const wanted = { budgetCny: '100000.00' };
    lines = (await market.demand(buyer!, [wanted, wanted, wanted, wanted], { neededBy: '2026-12-31' })).lineIds;
    [others] = (await market.demand(rival!, [wanted], { neededBy: '2026-12-31' })).lineIds as [DemandLineId];
    await market.settle();
  }, 60_000);
  afterAll(() => market.house.close());

  const answer = async (line: number, model: string, given: Omit<RecommendationAnswer, 'recommendationId'>): Promise<void> => {
    const one = (await market.recommendations(lines[line]!)).find((row) => row.model === model)!;
    all(await new AnswerRecommendations(market.house.deeds).run(market.house.request(buyer!), [{ recommendationId: one.id, ...given }]));
    await market.settle();
  };
  const dismiss = (line: number, cause: DismissalCause | null, reason: string | null = null): Promise<void> => answer(line, '便宜', { answer: 'DISMISSED', reason, cause });
  const withdraw = (line: number): Promise<void> => answer(line, '便宜', { answer: 'WITHDRAWN', reason: null });
  const reset = async (): Promise<string> => {
    const [outcome] = await new ResetPreferences(market.house.deeds).run(market.house.request(buyer!), [{ reason: '重新开始' }]);
    await market.settle();
    return outcome!.ok ? 'done' : outcome!.refusal.code;
  };
  const now = (viewer = buyer!) => market.house.read(viewer, (tx) => preferencesNow(tx, viewer.organisationId));
  const leadTime = async () => (await now()).factors.find(({ factor }) => factor === 'LEAD_TIME');
  const moves = async () => (await market.house.outbox('MatchingPreferenceMoved')).length;
  const shownTo = async (viewer: MemberViewer, line = lines[3]!) => (await market.house.read(viewer, (tx) => recommendationsOfLines(tx, viewer, [line])))[0]!;
  const runs = () => market.house.rows<{ id: string }>('select id from matching_run order by id');
  const replayed = async (id: string): Promise<Replayed> => {
    const { house } = market;
    const one = await house.matcher.read(SYSTEM_SCOPE, (tx) => replayRun(tx, id, house.clock.now(), shanghaiDate(house.clock.now())));
    if (typeof one === 'string') throw new Error(one);
    return one;
  };
  const notIdentical = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const { id } of await runs()) if (!(await replayed(id)).identical) found.push(id);
    return found;
  };

  it('move nothing while there are two', async () => {
    expect(await now()).toMatchObject({ version: 0, answers: 0, changedAt: null, resetAt: null });
    await dismiss(0, 'TOO_LATE');
    await dismiss(1, 'TOO_LATE', '工期来不及');
    expect(await market.models(lines[3]!)).toEqual(BEFORE);
    expect([await moves(), await leadTime()]).toEqual([0, { factor: 'LEAD_TIME', plain: 1_000, points: 1_000, answers: 2, reason: 'PREFERENCE_TOO_FEW' }]);
  });

  it('say nothing where no cause is named', async () => {
    await dismiss(2, null, '工期来不及');
    await dismiss(2, 'OTHER', '已另行采购');
    expect([await moves(), (await now()).answers]).toEqual([0, 2]);
  });

  it('move the weight of what they speak of with the third, on the lines of their buyer alone', async () => {
    await dismiss(2, 'TOO_LATE');
    expect([await market.models(lines[3]!), await market.models(others)]).toEqual([AFTER, BEFORE]);
    expect([await moves(), await now(), await leadTime()]).toMatchObject([1, { version: 1, answers: 3 }, { points: 1_150, answers: 3, reason: 'PREFERENCE_MORE' }]);
    expect(await now(rival!)).toMatchObject({ version: 0, answers: 0 });
  });

  it('are told to the buyer and the department, and to no supplier', async () => {
    const points = async (viewer: MemberViewer) => (await shownTo(viewer))[0]!.factors.find(({ code }) => code === 'LEAD_TIME');
    expect(await points(buyer!)).toMatchObject({ maximum: 1_150, plain: { maximum: 1_000 } });
    expect(await points(officer!)).toMatchObject({ maximum: 1_150, plain: { maximum: 1_000 } });
    const told = await points(supplier!);
    expect([told?.maximum, told?.plain]).toEqual([1_000, undefined]);
    expect((await shownTo(supplier!)).map(({ score }) => score).sort()).toEqual((await shownTo(supplier!, others)).map(({ score }) => score).sort());
    const why = async (viewer: MemberViewer) => (await new AskWhyNot(market.house.app, market.classes, market.house.clock).run(viewer, lines[3]!, (await shownTo(buyer!))[0]!.productId))?.score;
    expect([await why(buyer!), await why(officer!), await why(supplier!)]).toEqual([(await shownTo(buyer!))[0]!.score, (await shownTo(officer!))[0]!.score, (await shownTo(supplier!)).at(0)!.score]);
  });

  it('leave every run to be judged again bit for bit, and name the difference', async () => {
    expect(await notIdentical()).toEqual([]);
    const [first] = await market.house.rows<{ id: string }>(`select id from matching_run where direction = 'FORWARD' and $1 = any(subject_ids) order by id limit 1`, [lines[3]]);
    const { then, today, differences } = await replayed(first!.id);
    expect([then.preferences, today.preferences]).toEqual(['none', `${buyer!.organisationId} 1`]);
    expect(differences.flatMap(({ because }) => because.map(({ fact, now: is }) => [fact, is]))).toContainEqual(['LINE_PREFERENCE', { version: 1, leanings: { LEAD_TIME: 1_500 } }]);
  });

  it('are undone by withdrawing one, and count again when it is given again', async () => {
    await withdraw(1);
    expect([await market.models(lines[3]!), (await leadTime())?.points, (await now()).version]).toEqual([BEFORE, 1_000, 2]);
    expect((await shownTo(buyer!, lines[1])).find(({ buyerState }) => buyerState === 'DISMISSED')).toBeUndefined();
    await dismiss(1, 'TOO_LATE');
    expect([await market.models(lines[3]!), (await now()).version]).toEqual([AFTER, 3]);
  });

  it('change what they say when the buyer changes his mind', async () => {
    await dismiss(1, 'TOO_DEAR');
    expect([await market.models(lines[3]!), (await leadTime())?.answers]).toEqual([BEFORE, 2]);
    await dismiss(1, 'TOO_LATE');
    expect(await market.models(lines[3]!)).toEqual(AFTER);
  });

  it('count no more after a reset, though they stand; later ones count from the first', async () => {
    expect(await reset()).toBe('done');
    expect(await market.models(lines[3]!)).toEqual(BEFORE);
    expect([await now(), await leadTime()]).toMatchObject([{ version: 6, answers: 0, resetAt: market.house.clock.now() }, { points: 1_000, answers: 0 }]);
    expect((await shownTo(buyer!, lines[0])).map(({ cause }) => cause).filter((cause) => cause !== null)).toEqual(['TOO_LATE']);
    await dismiss(3, 'TOO_LATE');
    expect([(await now()).answers, (await now()).version]).toEqual([1, 6]);
    expect(await reset()).toBe('done');
    expect(await reset()).toBe('PREFERENCE_NOTHING_LEARNED');
  });

  it('reach a line that is published later, and read from interest what was strong', async () => {
    for (const line of [0, 1, 2]) {
      await answer(line, '便宜', { answer: 'WITHDRAWN', reason: null });
      await answer(line, '快', { answer: 'INTERESTED', reason: null });
    }
    // Dear, quick, next door, of the right class, proven by nothing.
    expect((await now()).factors.map(({ factor, reason }) => [factor, reason]).filter(([, reason]) => reason !== 'PREFERENCE_MADE_ROOM')).toEqual([
      ['PATH_STRENGTH', 'PREFERENCE_MORE'], ['PRICE', 'PREFERENCE_LESS'], ['LEAD_TIME', 'PREFERENCE_MORE'], ['DISTANCE', 'PREFERENCE_MORE'], ['PROOF', 'PREFERENCE_LESS'],
    ]);
    const { lineIds: [later] } = await market.demand(buyer!, [{ budgetCny: '100000.00' }], { neededBy: '2026-12-31' });
    await market.settle();
    expect(await market.models(later!)).toEqual(AFTER);
    expect(await notIdentical()).toEqual([]);
  });
});
