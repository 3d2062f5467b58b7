import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { DemandLineId } from '../../../src/core/ids/ids.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { MatchProducts } from '../../../src/matching/match-products.js';
import { ProjectProducts } from '../../../src/matching/project-products.js';
import type { Tx } from '../../../src/platform/db/tx.js';
import { Classes } from '../../../src/policy/index.js';
import { databaseUrl, testServer } from '../../setup/test-server.js';
import { aListing, rematching, type Market } from './market.js';

/** The classes as they are, told only once somebody lets it go on. */
class StoppedClasses extends Classes {
  goOn!: () => void;
  private reach!: () => void;
  readonly reached = new Promise<void>((resolve) => { this.reach = resolve; });
  private readonly mayGoOn = new Promise<void>((resolve) => { this.goOn = resolve; });

  override async all(tx: Tx) {
    this.reach();
    await this.mayGoOn;
    return super.all(tx);
  }
}

/** What matching does, whoever finds the candidates. */
export function raceContract(how: string, open: () => Promise<Market>): void {
  describe(how, () => {
    let market: Market;
    let supplier: MemberViewer;
    let buyer: MemberViewer;
    /** A third party that holds locks: it stops a handler just where a race would be. */
    let third: Client;
    beforeAll(async () => {
      market = await open();
      [supplier, buyer] = [await market.house.organisation(), await market.house.organisation()];
      const [here] = await market.house.rows<{ name: string }>('select current_database() as name');
      third = new Client({ connectionString: databaseUrl(testServer().url, here?.name ?? '') });
      await third.connect();
    }, 60_000);
    afterAll(async () => {
      await third.end();
      await market.house.close();
    });

    afterEach(() => third.query('rollback'));

    const handOne = async (type: string, subjectId: string): Promise<void> => {
      const events = (await market.house.outbox(type)).filter((event) => event.subjectId === subjectId);
      if (type.startsWith('Product')) await market.matchProducts.handle(events);
      else await market.matchDemands.handle(events);
    };

    async function expectOnce(lineId: DemandLineId): Promise<void> {
      const rows = await market.recommendations(lineId);
      expect(rows).toMatchObject([{ retired: false }]);
      expect((await market.house.outbox('RecommendationMade')).filter((event) => event.refs['lineId'] === lineId)).toHaveLength(2);
    }

    /** Waits until somebody else waits for a lock. */
    async function untilWaiting(many = 1): Promise<void> {
      for (let tries = 0; tries < 500; tries++) {
        const [row] = await market.house.rows<{ waiting: number }>(`select count(*)::integer as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
        if ((row?.waiting ?? 0) >= many) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error('nobody came to wait');
    }

    describe('a product and a demand published at the same instant', () => {
      it('meet once, whoever is quicker', async () => {
        for (let round = 0; round < 15; round++) {
          const { classId } = market.freshClass();
          const publish = async (): Promise<void> => {
            const [id] = (await market.publish(supplier, [aListing({ model: `M-${classId}`, classId, specs: {} })])).values();
            await handOne('ProductPublished', id!);
          };
          const ask = async (): Promise<DemandLineId> => {
            const { id, lineIds } = await market.demand(buyer, [{ classIds: [classId] }]);
            await handOne('DemandPublished', id);
            return lineIds[0]!;
          };
          const [, lineId] = await Promise.all([publish(), ask()]);
          await expectOnce(lineId);
        }
      });

      it('meet when the line is copied only after all lines were looked through for the product', async () => {
        const { classId } = market.freshClass();
        const [productId] = (await market.publish(supplier, [aListing({ model: `M-${classId}`, classId, specs: {} })])).values();
        const { id, lineIds } = await market.demand(buyer, [{ classIds: [classId] }]);
        // Stopped before its copy is written.
        await third.query('begin; lock table matching_line in share mode');
        const asked = handOne('DemandPublished', id);
        await untilWaiting();
        const [pending] = await market.house.rows<{ count: number }>('select count(*)::integer as count from matching_line where line_id = $1', [lineIds[0]]);
        expect(pending?.count).toBe(0);
        await handOne('ProductPublished', productId!);
        expect(await market.recommendations(lineIds[0]!)).toEqual([]);
        await third.query('rollback');
        await asked;
        await expectOnce(lineIds[0]!);
      });

      it('meet when the product is copied only after all products were looked through for the line', async () => {
        const { classId } = market.freshClass();
        const [productId] = (await market.publish(supplier, [aListing({ model: `M-${classId}`, classId, specs: {} })])).values();
        const { id, lineIds } = await market.demand(buyer, [{ classIds: [classId] }]);
        await third.query('begin; lock table matching_product in share mode');
        const published = handOne('ProductPublished', productId!);
        await untilWaiting();
        await handOne('DemandPublished', id);
        expect(await market.recommendations(lineIds[0]!)).toEqual([]);
        await third.query('rollback');
        await published;
        await expectOnce(lineIds[0]!);
      });

      it('meet once when both looks find the pair at the same time', async () => {
        const { classId } = market.freshClass();
        const [productId] = (await market.publish(supplier, [aListing({ model: `M-${classId}`, classId, specs: {} })])).values();
        const { id, lineIds } = await market.demand(buyer, [{ classIds: [classId] }]);
        // Both have copied and wait for their runs to be written.
        await third.query('begin; lock table matching_run in share mode');
        const both = Promise.all([handOne('ProductPublished', productId!), handOne('DemandPublished', id)]);
        await untilWaiting(2);
        await third.query('rollback');
        await both;
        await expectOnce(lineIds[0]!);
      });
    });

    describe('a look that began before a product changed', () => {
      it.each([
        ['moved to another class', (productId: string, model: string) => market.publish(supplier, [aListing({ model, classId: market.freshClass().classId, specs: {} })]).then(() => handOne('ProductRevised', productId))],
        ['was withdrawn', (productId: string) => market.withdraw(supplier, [productId as never]).then(() => handOne('ProductWithdrawn', productId))],
      ])('leaves nothing behind when it ends after the product %s', async (_what, change) => {
        const { classId } = market.freshClass();
        const [productId] = (await market.publish(supplier, [aListing({ model: `M-${classId}`, classId, specs: {} })])).values();
        await handOne('ProductPublished', productId!);
        const { id, lineIds } = await market.demand(buyer, [{ classIds: [classId] }]);
        // The line's look has judged the product as it was and is stopped before it writes.
        await third.query('begin; lock table matching_recommendation in share mode');
        const asked = handOne('DemandPublished', id);
        await untilWaiting();
        const changed = change(productId!, `M-${classId}`);
        // The product's look has found nothing recommended yet, and waits for the line.
        await untilWaiting(2);
        await third.query('rollback');
        await Promise.all([asked, changed]);
        expect(await market.models(lineIds[0]!)).toEqual([]);
      });
    });

    describe('two changes of one product', () => {
      it('end with the newer one, though the handler that read the older one writes last', async () => {
        const { classId, key, low, high } = market.freshClass();
        const listing = (value: number) => aListing({ model: `M-${classId}`, classId, specs: { [key]: value } });
        const [productId] = (await market.publish(supplier, [listing(low)])).values();
        // A handler that is stopped between reading the product and copying it.
        const { handlers, matcher, clock } = market.house;
        const stopped = new StoppedClasses();
        const slow = new MatchProducts(handlers, matcher, new ProjectProducts(stopped, clock), rematching(market.house, market.index, stopped));
        const first = slow.handle((await market.house.outbox('ProductPublished')).filter((event) => event.subjectId === productId));
        await stopped.reached;
        await market.publish(supplier, [listing(high)]);
        const second = handOne('ProductRevised', productId!);
        await Promise.race([second, untilWaiting(1)]);
        stopped.goOn();
        await Promise.all([first, second]);
        expect(await market.house.rows(`select offered->'specs' as specs from matching_product where product_id = $1`, [productId])).toEqual([{ specs: { [key]: high } }]);
      });
    });
  });
}
