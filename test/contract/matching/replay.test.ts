import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { DemandLineId, MatchRunId, ProductId } from '../../../src/core/ids/ids.js';
import { FACTOR_CODES } from '../../../src/core/matching/factor-codes.js';
import { DEFAULT_WEIGHTS } from '../../../src/core/matching/rules.js';
import { shanghaiDate } from '../../../src/core/time/dates.js';
import { replayRun, type Difference, type Replayed } from '../../../src/matching/index.js';
import { EditWeights } from '../../../src/matching/edit-weights.js';
import { ForgetHistory, HISTORY_DAYS } from '../../../src/matching/forget-history.js';
import { saveProjectedProducts } from '../../../src/matching/matching-product.store.js';
import { RejudgeLines } from '../../../src/matching/rejudge-lines.js';
import { EditUpgradePaths } from '../../../src/policy/index.js';
import { SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import { all, aListing, openFilledMarket, openMarket, rematching, type Market } from './market.js';
import { CLASSES } from './sample-listings.js';

jest.setTimeout(30_000);

const runsOf = async ({ house }: Market): Promise<MatchRunId[]> => (await house.rows<{ id: MatchRunId }>('select id from matching_run order by id')).map(({ id }) => id);
const replay = ({ house }: Market, id: string) => house.matcher.read(SYSTEM_SCOPE, (tx) => replayRun(tx, id, house.clock.now(), shanghaiDate(house.clock.now())));

async function replayed(market: Market, id: string): Promise<Replayed> {
  const answer = await replay(market, id);
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
}

const factsOf = (differences: readonly Difference[]) => differences.map(({ lineId, productId, because }) => [lineId, productId, because.map(({ fact }) => fact)]);

describe.each([['by SQL', openMarket], ['by the index in memory', openFilledMarket]] as const)('runs of a market that went on, judged again, %s', (_how, open) => {
  let market: Market;
  let officer: MemberViewer;
  let [supplier, other, buyer]: MemberViewer[] = [];
  let ids: Map<string, ProductId>;
  let [bought, byItem]: (DemandLineId | undefined)[] = [];
  let runs: MatchRunId[];
  let path: { readonly itemId: string; readonly classId: string; readonly strength: number };
  let demandId: Parameters<Market['close']>[1];

  beforeAll(async () => {
    market = await open();
    const { house } = market;
    [officer, supplier, other, buyer] = [await house.organisation({ kind: 'DEPARTMENT' }), await house.organisation(), await house.organisation(), await house.organisation()];
    ids = await market.publish(supplier!, ['RP-1', 'RP-2', 'RP-3'].map((model, n) => aListing({ model, priceCny: `${80_000 + n * 10_000}.00` })));
    for (const [model, id] of await market.publish(other!, [aListing({ model: 'RP-4', specs: { capacity: 200 } })])) ids.set(model, id);
    const demand = await market.demand(buyer!, [{ budgetCny: '100000.00', requirements: [{ attributeKey: 'capacity', op: '>=', value: 250, unit: 't/h', mode: 'SOFT' }] }]);
    [bought] = demand.lineIds;
    demandId = demand.id;
    await market.settle();
    // One that came later, and one that looks for what an item of the plan buys.
    const paths = await house.rows<{ itemId: string; classId: string; strength: number }>(
      `select demand_item_id as "itemId", class_id as "classId", strength from policy_upgrade_path where relation = 'fulfils' order by 1, 2`);
    path = paths.find(({ classId }) => CLASSES.get(classId)?.energyGradeKind === null && classId !== 'S1.1.1.03')!;
    for (const [model, id] of await market.publish(other!, [aListing({ model: 'RP-5', priceCny: '70000.00' }), aListing({ model: 'RP-6', classId: path.classId, specs: {} })])) ids.set(model, id);
    [byItem] = (await market.demand(buyer!, [{ itemId: path.itemId }])).lineIds;
    await market.settle();
    runs = await runsOf(market);
  }, 60_000);
  afterAll(() => market.house.close());

  const pair = (line: DemandLineId | undefined, model: string) => [line, ids.get(model)];
  /** The run that looked for products of a line first. */
  const lookFor = async (line: DemandLineId | undefined): Promise<Replayed> => {
    const [run] = await market.house.rows<{ id: string }>(`select id from matching_run where direction = 'FORWARD' and $1 = any(subject_ids) order by id limit 1`, [line]);
    return replayed(market, run!.id);
  };
  const identical = async () => Promise.all((await runsOf(market)).map(async (id) => [id, (await replayed(market, id)).identical]));
  const expectIdentical = async () => {
    const answers = await identical();
    expect(answers.length).toBeGreaterThanOrEqual(runs.length);
    expect(answers.filter(([, same]) => same !== true)).toEqual([]);
  };

  it('come out the same at once, and differ from today by what came later', async () => {
    await expectIdentical();
    expect(factsOf((await lookFor(bought)).differences)).toContainEqual([...pair(bought, 'RP-5'), ['PRODUCT_KNOWN']]);
  });

  it('and after the price of an offer was changed', async () => {
    await market.publish(supplier!, [aListing({ model: 'RP-1', priceCny: '150000.00' })]);
    await market.settle();
    await expectIdentical();
    expect((await lookFor(bought)).differences).toContainEqual(expect.objectContaining({
      productId: ids.get('RP-1'), because: [{ fact: 'PRODUCT_PRICE_CNY', then: '80000.00', now: '150000.00' }],
    }));
  });

  it('and after a path to the item of a line was changed', async () => {
    const { house } = market;
    all(await new EditUpgradePaths(house.deeds, house.ids, market.classes).run(house.request(officer), [{
      demandItemId: path.itemId, classId: path.classId, change: 'CHANGE', relation: null, strength: path.strength === 3 ? 2 : 3, becauseZh: null, becauseEn: null, reason: '核对',
    }]));
    await market.rematchingItems.handle(await house.outbox('UpgradePathEdited'));
    await expectIdentical();
    const { then, today } = await lookFor(byItem);
    expect(today.paths).not.toBe(then.paths);
  });

  it('and after other weights came into force', async () => {
    const { house } = market;
    const weights = FACTOR_CODES.map((factor) => ({ factor, points: { ...DEFAULT_WEIGHTS.weights, PRICE: 1_000, PROOF: 1_500 }[factor] }));
    all(await new EditWeights(house.deeds).run(house.request(officer), [{ version: 1, weights, basis: '会议纪要', clause: null }]));
    await new RejudgeLines(house.matcher, rematching(house, market.index, market.classes)).handle(await house.outbox('MatchingWeightsEdited'));
    await expectIdentical();
    const { then, today, differences } = await lookFor(bought);
    expect([then.weights, today.weights]).toEqual(['1', '2']);
    expect(factsOf(differences)).toContainEqual([...pair(bought, 'RP-2'), ['WEIGHTS']]);
  });

  it('and after the line was revised, a product withdrawn and a supplier suspended', async () => {
    await market.reviseLine(buyer!, bought!, { budgetCny: '100000.00', requirements: [{ attributeKey: 'capacity', op: '>=', value: 100, unit: 't/h', mode: 'SOFT' }] });
    await market.withdraw(supplier!, [ids.get('RP-2')!]);
    await market.settle();
    await market.house.rows(`update organisation set state = 'SUSPENDED' where id = $1`, [other!.organisationId]);
    await market.sweeping.handle();
    await expectIdentical();
    const { differences } = await lookFor(bought);
    const becauseOf = (model: string) => differences.find(({ productId }) => productId === ids.get(model))?.because;
    expect(becauseOf('RP-2')).toEqual([{ fact: 'PRODUCT_ON_MARKET', then: true, now: 'WITHDRAWN, organisation APPROVED' }]);
    expect(becauseOf('RP-4')).toEqual([{ fact: 'PRODUCT_ON_MARKET', then: true, now: 'PUBLISHED, organisation SUSPENDED' }]);
  });

  it('and on another day, when the line is closed as well', async () => {
    market.house.clock.moveTo(new Date('2027-05-20T09:00:00+08:00'));
    await expectIdentical();
    await market.close(buyer!, demandId);
    await market.settle();
    await expectIdentical();
    const { differences } = await lookFor(bought);
    expect(differences.find(({ productId }) => productId === ids.get('RP-3'))?.because).toEqual([{ fact: 'LINE_OPEN', then: true, now: 'CLOSED, organisation APPROVED' }]);
  });

  it('are not the same when history was tampered with', async () => {
    await market.house.rows(`update matching_product_past set offered = jsonb_set(offered, '{leadTimeDays}', '1') where product_id = $1 and revision = 1`, [ids.get('RP-1')]);
    expect((await lookFor(bought)).identical).toBe(false);
  });

  it('are refused, each with its reason, when they cannot be judged again', async () => {
    const { house } = market;
    const [id] = runs;
    expect(await replay(market, house.ids.next('matchRun'))).toBe('RUN_UNKNOWN');
    const marked = async (change: string) => {
      await house.rows(`update matching_run set ${change} where id = $1`, [id]);
      return replay(market, id!);
    };
    expect(await marked(`weights_version = '9'`)).toBe('WEIGHTS_UNKNOWN');
    expect(await marked(`rule_version = '0.9.0'`)).toBe('RULE_OF_ANOTHER_VERSION');
    expect(await marked(`at = at - interval '${HISTORY_DAYS + 200} days'`)).toBe('HISTORY_FORGOTTEN');
    expect(await marked(`made_by_text = '3'`)).toBe('RUN_OF_ANOTHER_SERVER');
    expect(await marked('result = null')).toBe('RUN_BEFORE_HISTORY');
  });

  it('stay replayable while history is kept, which is forgotten afterwards', async () => {
    const { house } = market;
    const kept = async () => (await house.rows<{ n: number }>('select ((select count(*) from matching_product_past) + (select count(*) from matching_line_past))::int as n'))[0]?.n;
    const before = await kept();
    await new ForgetHistory(house.matcher, house.clock).handle();
    expect(await kept()).toBe(before);
    await house.rows(`update matching_product_past set replaced_at = $1::timestamptz - interval '${HISTORY_DAYS + 1} days'`, [house.clock.now()]);
    await new ForgetHistory(house.matcher, house.clock).handle();
    expect(await kept()).toBeLessThan(before ?? 0);
  });

  it('saw nothing of a transaction that had begun before and ended after', async () => {
    const { house } = market;
    const [maker, asking] = [await house.organisation(), await house.organisation()];
    const { classId, key, unit, low, high } = market.freshClass();
    const [productId] = (await market.publish(maker, [aListing({ model: 'RP-9', classId, specs: { [key]: low } })])).values();
    await market.settle();
    const { lineIds: [lineId] } = await market.demand(asking, [{ classIds: [classId], requirements: [{ attributeKey: key, op: '>=', value: high, unit, mode: 'HARD' }] }]);
    const [copy] = await house.rows<Parameters<typeof saveProjectedProducts>[1][number]>(
      `select product_id as "productId", organisation_id as "organisationId", class_id as "classId", active, offered, provincial_maker as "provincialMaker", matchable from matching_product where product_id = $1`, [productId]);
    await house.matcher.transaction(SYSTEM_SCOPE, async (tx) => {
      await saveProjectedProducts(tx, [{ ...copy!, offered: { ...copy!.offered, specs: { [key]: high } } }]);
      // The look goes on meanwhile and finds the product as it was.
      await market.settle();
    });
    const { identical: same, pairs, differences } = await lookFor(lineId);
    expect([same, pairs, factsOf(differences)]).toEqual([true, 0, [[lineId, productId, [`PRODUCT_SPEC ${key}`]]]]);
  });
});
