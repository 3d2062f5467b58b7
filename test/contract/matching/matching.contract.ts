import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { DemandId, DemandLineId, ProductId } from '../../../src/core/ids/ids.js';
import { BEST_PER_LINE } from '../../../src/core/matching/line-changes.js';
import { DEFAULT_WEIGHTS, MATCHING_RULE_VERSION } from '../../../src/core/matching/rules.js';
import { aListing, type FreshClass, type Market } from './market.js';
import { CLASSES } from './sample-listings.js';

/** What matching does, whoever finds the candidates. */
export function matchingContract(how: string, open: () => Promise<Market>): void {
  describe(how, () => {
    let market: Market;
    beforeAll(async () => { market = await open(); }, 60_000);
    afterAll(() => market.house.close());

    const supplierAndBuyer = async (): Promise<[MemberViewer, MemberViewer]> => [await market.house.organisation(), await market.house.organisation()];
    const madeFor = async (lineId: string) => (await market.house.outbox('RecommendationMade')).filter((event) => event.refs['lineId'] === lineId);
    const only = <T>(items: readonly T[]): T => {
      if (items.length !== 1) throw new Error(`${items.length} instead of one`);
      return items[0] as T;
    };

    describe('a product and a line that fit', () => {
      it.each(['product first', 'demand first', 'both before any handler'])('meet, %s, and both sides are told once', async (order) => {
        const [supplier, buyer] = await supplierAndBuyer();
        const { classId, zh } = market.freshClass();
        const publish = () => market.publish(supplier, [aListing({ classId, specs: {} })]);
        if (order === 'product first') await publish();
        if (order === 'product first') await market.settle();
        const { id: demandId, lineIds: [lineId] } = await market.demand(buyer, [{ classIds: [classId] }], { title: '石灰石破碎机改造' });
        if (order === 'demand first') await market.settle();
        if (order !== 'product first') await publish();
        await market.settle();

        const recommendation = only(await market.recommendations(lineId!));
        expect(recommendation).toMatchObject({ model: 'PE-600', retired: false, clause: CLASSES.get(classId)?.clause });
        expect(recommendation.score).toBe(recommendation.factors.reduce((sum, factor) => sum + factor.amount, 0));
        const told = { subjectId: recommendation.id, organisationId: null };
        const refs = { lineId, demandId, productId: recommendation.productId };
        const params = { title: '石灰石破碎机改造', model: 'PE-600', className: zh };
        expect(await madeFor(lineId!)).toMatchObject([
          { ...told, refs: { ...refs, buyerId: buyer.organisationId }, notice: { recipients: [buyer.organisationId], code: 'NOTICE_RECOMMENDATION_BUYER', params } },
          { ...told, refs: { ...refs, supplierId: supplier.organisationId }, notice: { recipients: [supplier.organisationId], code: 'NOTICE_RECOMMENDATION_SUPPLIER', params } },
        ]);
      });

      it('leave a run behind that says what was seen, by which versions and when', async () => {
        const [supplier, buyer] = await supplierAndBuyer();
        const { classId } = market.freshClass();
        await market.publish(supplier, [aListing({ classId, specs: {} })]);
        await market.settle();
        await market.house.rows(`with p as (select id, row_number() over (order by id) as n from platform_outbox) update platform_outbox o set position = p.n from p where p.id = o.id`);
        const { lineIds } = await market.demand(buyer, [{ classIds: [classId] }]);
        await market.settle();
        const position = (await market.house.rows<{ position: string }>('select max(position) as position from platform_outbox'))[0]?.position;
        expect(await market.house.rows(
          `select direction, outbox_position, rule_version, weights_version, paths_version, as_of::text, pairs_judged, pairs_matched from matching_run where subject_ids && $1`, [lineIds]))
          .toEqual([{ direction: 'FORWARD', outbox_position: position, rule_version: MATCHING_RULE_VERSION, weights_version: DEFAULT_WEIGHTS.version, paths_version: '2026-11-23', as_of: '2026-11-23', pairs_judged: 1, pairs_matched: 1 }]);
      });

      it('meet by the paths of a demand item, and a mere part does not', async () => {
        const [supplier, buyer] = await supplierAndBuyer();
        await market.publish(supplier, [aListing({ model: 'ITEM-1' }), aListing({ model: 'ITEM-2', classId: 'S1.2.1.05', name: '永磁电机', specs: {} })]);
        const { lineIds: [raw, compressor] } = await market.demand(buyer, [{ itemId: 'D3.1.c.02', unit: '台' }, { itemId: 'D3.3.a.03', unit: '台' }]);
        await market.settle();
        expect(await market.models(raw!)).toContain('ITEM-1');
        expect(await market.models(compressor!)).not.toContain('ITEM-2');
      });

      it('do not meet where the energy grade is unproven', async () => {
        const [supplier, buyer] = await supplierAndBuyer();
        const fan = { classId: 'X.101', name: '离心通风机', specs: {}, energyGrade: 2 };
        await market.publish(supplier, [aListing({ ...fan, model: 'FAN-UNPROVEN' }), aListing({ ...fan, model: 'FAN-FAIL', energyGrade: 3 }), aListing({ ...fan, model: 'FAN-PASS', certificates: ['能效等级检测报告'] })]);
        const { lineIds: [lineId] } = await market.demand(buyer, [{ classIds: ['X.101'] }]);
        await market.settle();
        expect(await market.models(lineId!)).toEqual(['FAN-PASS']);
      });

      it('do not meet within one organisation', async () => {
        const both = await market.house.organisation();
        await market.publish(both, [aListing({ model: 'OWN-1' })]);
        const { lineIds: [lineId] } = await market.demand(both, [{}]);
        await market.settle();
        expect(await market.models(lineId!)).not.toContain('OWN-1');
      });
    });

    interface Pair extends FreshClass {
      readonly productId: ProductId;
      readonly demandId: DemandId;
      readonly lineId: DemandLineId;
    }

    describe('what ends', () => {
      const ENDS: [what: string, act: (supplier: MemberViewer, buyer: MemberViewer, pair: Pair) => Promise<unknown>][] = [
        ['a product is withdrawn', (supplier, _buyer, { productId }) => market.withdraw(supplier, [productId])],
        ['a product moves to another class', (supplier) => market.publish(supplier, [aListing({ model: 'END-1', classId: market.freshClass().classId, specs: {} })])],
        ['a product meets a requirement no more', (supplier, _buyer, { classId, key, low }) => market.publish(supplier, [aListing({ model: 'END-1', classId, specs: { [key]: low } })])],
        ['a demand is closed', (_supplier, buyer, { demandId }) => market.close(buyer, demandId)],
        ['a line wants another class', (_supplier, buyer, { lineId }) => market.reviseLine(buyer, lineId, { classIds: [market.freshClass().classId] })],
      ];
      it.each(ENDS)('when %s; its row stays, and nobody is told again', async (_what, act) => {
        const [supplier, buyer] = await supplierAndBuyer();
        const used = market.freshClass();
        const products = await market.publish(supplier, [aListing({ model: 'END-1', classId: used.classId, specs: { [used.key]: used.high } })]);
        const { id: demandId, lineIds: [lineId] } = await market.demand(buyer, [
          { classIds: [used.classId], requirements: [{ attributeKey: used.key, op: '>=', value: used.high, unit: used.unit, mode: 'HARD' }] }]);
        await market.settle();
        expect(await market.models(lineId!)).toEqual(['END-1']);
        await act(supplier, buyer, { ...used, productId: products.get('END-1')!, demandId, lineId: lineId! });
        await market.settle();
        expect(await market.recommendations(lineId!)).toMatchObject([{ model: 'END-1', retired: true }]);
        expect(await madeFor(lineId!)).toHaveLength(2);
      });

      it('returns with a product that returns: the same recommendation, told no second time', async () => {
        const [supplier, buyer] = await supplierAndBuyer();
        const { classId } = market.freshClass();
        const products = await market.publish(supplier, [aListing({ classId, specs: {} })]);
        const { lineIds: [lineId] } = await market.demand(buyer, [{ classIds: [classId] }]);
        await market.settle();
        const before = only(await market.recommendations(lineId!));
        await market.withdraw(supplier, [...products.values()]);
        await market.settle();
        await market.publish(supplier, [aListing({ classId, specs: {} })]);
        await market.settle();
        expect(await market.recommendations(lineId!)).toEqual([before]);
        expect(await madeFor(lineId!)).toHaveLength(2);
      });
    });

    describe('the places of a line', () => {
      it('are fifty; when one falls free, the next best moves up', async () => {
        const [supplier, buyer] = await supplierAndBuyer();
        const { classId } = market.freshClass();
        const listings = Array.from({ length: BEST_PER_LINE + 3 }, (_, n) => aListing({ model: `KEEP-${String(n).padStart(2, '0')}`, classId, specs: {}, leadTimeDays: 30 + n }));
        const ids = await market.publish(supplier, listings);
        const { lineIds: [lineId] } = await market.demand(buyer, [{ classIds: [classId] }], { neededBy: '2026-12-10' });
        await market.settle();
        const kept = await market.models(lineId!);
        expect(kept).toHaveLength(BEST_PER_LINE);
        expect(kept).not.toContain('KEEP-52');
        await market.withdraw(supplier, [ids.get('KEEP-00')!, ids.get('KEEP-01')!]);
        await market.settle();
        expect((await market.models(lineId!)).filter((model) => !kept.includes(model))).toEqual(['KEEP-50', 'KEEP-51']);
        expect(await market.models(lineId!)).toHaveLength(BEST_PER_LINE);
      });
    });

    describe('a demand of 500 lines', () => {
      it('is matched whole', async () => {
        const [supplier, buyer] = await supplierAndBuyer();
        const { classId } = market.freshClass();
        await market.publish(supplier, [aListing({ model: 'MANY-1', classId, specs: {} })]);
        const { id } = await market.demand(buyer, Array.from({ length: 500 }, () => ({ classIds: [classId] })));
        await market.settle();
        const [count] = await market.house.rows<{ lines: string; recommended: string }>(
          'select count(distinct l.id) as lines, count(r.id) as recommended from demand_line l left join matching_recommendation r on r.line_id = l.id and r.retired_at is null where l.demand_id = $1', [id]);
        expect(count).toEqual({ lines: '500', recommended: '500' });
      });
    });

    describe('whoever supplies', () => {
      it('sees lines for approved suppliers once approved, and leaves when suspended', async () => {
        const buyer = await market.house.organisation();
        const supplier = await market.house.organisation({ approved: false });
        const { classId } = market.freshClass();
        await market.publish(supplier, [aListing({ classId, specs: {}, model: 'STATE-1' })]);
        const { lineIds: [open] } = await market.demand(buyer, [{ classIds: [classId] }]);
        const { lineIds: [closed] } = await market.demand(buyer, [{ classIds: [classId] }], { visibility: 'APPROVED_SUPPLIERS' });
        await market.settle();
        const models = async () => [await market.models(open!), await market.models(closed!)];
        expect(await models()).toEqual([['STATE-1'], []]);
        const become = async (state: string, type: string): Promise<void> => {
          await market.house.rows('update organisation set state = $2 where id = $1', [supplier.organisationId, state]);
          await market.house.rows(`insert into platform_outbox (type, subject_id, organisation_id, trace_id) values ($2, $1, $1, 'trace')`, [supplier.organisationId, type]);
          await market.settle();
        };
        await become('APPROVED', 'RegistrationReviewed');
        expect(await models()).toEqual([['STATE-1'], ['STATE-1']]);
        await become('SUSPENDED', 'OrganisationSuspended');
        expect(await models()).toEqual([[], []]);
        await become('APPROVED', 'OrganisationReinstated');
        expect(await models()).toEqual([['STATE-1'], ['STATE-1']]);
        expect(await madeFor(open!)).toHaveLength(2);
      });
    });
  });
}
