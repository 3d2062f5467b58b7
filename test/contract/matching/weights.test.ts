import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { FACTOR_CODES } from '../../../src/core/matching/factor-codes.js';
import { DEFAULT_WEIGHTS, type WeightTable } from '../../../src/core/matching/rules.js';
import { EditWeights } from '../../../src/matching/edit-weights.js';
import { pageOfWeights } from '../../../src/matching/matching-weights.store.js';
import { PreviewWeights } from '../../../src/matching/preview-weights.js';
import { RejudgeLines } from '../../../src/matching/rejudge-lines.js';
import { all, aListing, openFilledMarket, rematching, type Market } from './market.js';

let market: Market;
let officer: MemberViewer;
beforeAll(async () => {
  market = await openFilledMarket();
  officer = await market.house.organisation({ kind: 'DEPARTMENT' });
}, 60_000);
afterAll(() => market.house.close());

const SHIPPED = DEFAULT_WEIGHTS.weights;
const named = (weights: WeightTable) => FACTOR_CODES.map((factor) => ({ factor, points: weights[factor] }));
const edit = (viewer: MemberViewer, version: number, weights: WeightTable, basis = '处务会议纪要') =>
  new EditWeights(market.house.deeds).run(market.house.request(viewer), [{ version, weights: named(weights), basis, clause: null }]);
const versions = () => market.house.read(officer, (tx) => pageOfWeights(tx, 10, null));
const inFavourOfTime = { ...SHIPPED, LEAD_TIME: 3_000, PRICE: 0 };

describe('weights of matching', () => {
  it('begin as shipped', async () => {
    expect(await versions()).toMatchObject([{ version: 1, weights: SHIPPED, editedBy: null, clause: null }]);
  });

  it('are refused as a stranger’s, without a basis, unseen and unchanged, and nothing is written', async () => {
    const stranger = await market.house.organisation();
    const codes = [
      ...await edit(stranger, 1, inFavourOfTime), ...await edit(officer, 1, inFavourOfTime, ' '), ...await edit(officer, 7, inFavourOfTime), ...await edit(officer, 1, SHIPPED),
    ].map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code));
    expect(codes).toEqual(['NOT_FOUND', 'WEIGHTS_BASIS_MISSING', 'WEIGHTS_EDITED_MEANWHILE', 'WEIGHTS_IN_FORCE']);
    expect([await versions(), await market.house.outbox('MatchingWeightsEdited')]).toEqual([[expect.objectContaining({ version: 1 })], []]);
  });

  it('put into force, judge all open lines anew, as the preview has said', async () => {
    const { house } = market;
    const [supplier, buyer] = [await house.organisation(), await house.organisation()];
    await market.publish(supplier, [aListing({ model: '便宜', priceCny: '60000.00', leadTimeDays: 300 }), aListing({ model: '快', priceCny: '140000.00', leadTimeDays: 10 })]);
    const { lineIds: [lineId] } = await market.demand(buyer, [{ budgetCny: '100000.00' }], { neededBy: '2026-12-31' });
    await market.settle();
    expect(await market.models(lineId!)).toEqual(['便宜', '快']);
    const preview = await new PreviewWeights(house.app).preview(officer, named(inFavourOfTime), '2026-11-23');
    const [kept] = all(await edit(officer, 1, inFavourOfTime));
    await new RejudgeLines(house.matcher, rematching(house, market.index, market.classes)).handle(await house.outbox('MatchingWeightsEdited'));
    expect(await market.models(lineId!)).toEqual(['快', '便宜']);
    const standing = (await market.recommendations(lineId!)).map(({ productId, score }) => ({ productId, score }));
    expect(preview).toMatchObject([{ lineId, before: { count: 2 }, after: { count: 2, best: standing } }]);
    expect(kept).toMatchObject({ version: 2, editedBy: officer.organisationId, memberId: officer.memberId, basis: '处务会议纪要' });
    expect((await versions()).map(({ version }) => version)).toEqual([2, 1]);
    expect(await house.rows('select distinct weights_version from matching_run where subject_ids && $1', [[lineId]])).toEqual([{ weights_version: '1' }, { weights_version: '2' }]);
  });
});
