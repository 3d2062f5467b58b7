import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { OrganisationId } from '../../../src/core/ids/ids.js';
import { aListing, openFilledMarket, openMarket, type Market } from './market.js';

describe.each([['by SQL', openMarket], ['by the index in memory', openFilledMarket]] as const)('sandboxes in matching, %s', (_how, open) => {
  let market: Market;
  let [supplier, buyer, sandbox, another]: MemberViewer[] = [];
  beforeAll(async () => {
    market = await open();
    [supplier, buyer] = [await market.house.organisation(), await market.house.organisation()];
    [sandbox, another] = [await sandboxOf(supplier), await sandboxOf(buyer)];
  }, 60_000);
  afterAll(() => market.house.close());

  async function sandboxOf(enterprise: MemberViewer): Promise<MemberViewer> {
    const id = market.house.ids.next('sandbox') as string as OrganisationId;
    await market.house.rows(
      `insert into organisation (id, sandbox_of, kind, name, branch, region_code, trades, state, approved_at, created_at)
       select $1::text, id, kind, '沙箱', $1::text::ltree, region_code, trades, state, approved_at, created_at from organisation where id = $2`, [id, enterprise.organisationId]);
    return { ...enterprise, organisationId: id, branch: id };
  }
  const everybody = (): MemberViewer[] => [supplier, buyer, sandbox, another].flatMap((one) => one ?? []);

  it.each(['products first', 'demands first', 'all before any handler'])('pairs form within the market and within each sandbox, %s', async (order) => {
    const { classId } = market.freshClass();
    const publish = async (): Promise<void> => { for (const who of everybody()) await market.publish(who, [aListing({ classId, specs: {}, model: `${classId} ${who.organisationId}` })]); };
    if (order === 'products first') await publish();
    if (order === 'products first') await market.settle();
    const lines = new Map<MemberViewer, string>();
    for (const who of everybody()) lines.set(who, (await market.demand(who, [{ classIds: [classId] }])).lineIds[0] ?? '');
    if (order === 'demands first') await market.settle();
    if (order !== 'products first') await publish();
    await market.settle();
    const whose = async (who: MemberViewer | undefined): Promise<string[]> => (await market.models(lines.get(who as MemberViewer) as never)).map((model) => model.split(' ')[1] ?? '');
    expect(await Promise.all([supplier, buyer, sandbox, another].map(whose))).toEqual([[buyer?.organisationId], [supplier?.organisationId], [sandbox?.organisationId], [another?.organisationId]]);
  });

  it('what a sandbox offers supplies nobody', async () => {
    const { classId } = market.freshClass();
    const { lineIds: [lineId] } = await market.demand(buyer as MemberViewer, [{ classIds: [classId] }]);
    await market.publish(sandbox as MemberViewer, [aListing({ classId, specs: {}, model: `${classId} 1` })]);
    await market.settle();
    const told = () => market.house.rows('select supplied, made_in_province from matching_line where line_id = $1', [lineId]);
    expect(await told()).toEqual([{ supplied: false, made_in_province: false }]);
    await market.publish(supplier as MemberViewer, [aListing({ classId, specs: {}, model: `${classId} 2` })]);
    await market.settle();
    expect(await told()).toEqual([{ supplied: true, made_in_province: true }]);
  });

  it('no pair across can be written at all', async () => {
    for (const [one, other] of [[sandbox, buyer], [supplier, sandbox], [sandbox, another]]) {
      await expect(market.house.rows('update matching_recommendation set buyer_id = $1, supplier_id = $2', [one?.organisationId, other?.organisationId])).rejects.toThrow('recommendation_within_market');
    }
  });

  it('one that is closed trades no more', async () => {
    await market.house.rows(`update organisation set state = 'CLOSED' where id = $1`, [sandbox?.organisationId]);
    await market.reproject.handle([{ id: '0', type: 'SandboxEmptied', subjectId: sandbox?.organisationId ?? '', organisationId: null, traceId: 'test' }]);
    expect(await market.house.rows('select from matching_recommendation where buyer_id = $1 and retired_at is null', [sandbox?.organisationId])).toEqual([]);
    expect(await market.house.rows('select from matching_product where organisation_id = $1 and active', [sandbox?.organisationId])).toEqual([]);
    expect((await market.house.rows('select from matching_recommendation where buyer_id = $1 and retired_at is null', [another?.organisationId])).length).toBeGreaterThan(0);
  });
});
