import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDemand, aProduct, CLASS_ID } from '../factories/listings.js';
import { creditCode, Registry, type Member } from '../factories/organisations.js';
import { isRefusal, type RefusalAnswer } from './endpoint.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let buyer: Member;
let other: Member;
beforeAll(async () => {
  house = await runHouse(['market', 'admin']);
  registry = await Registry.open(house, house.market);
  [buyer, other] = [await registry.member(), await registry.member()];
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const demand = (changes: object = {}): Record<string, unknown> =>
  ({ title: '更新破碎机', regionCode: '140100', noStateSecretConfirmed: true, lines: [{ words: '颚式破碎机', classIds: [], quantity: '2', unit: '台' }], ...changes });
const DEMAND = 'Demand { id title }';
let keys = 0;
const newKey = (): string => `key-${++keys}`;

describe('a mutation that is sent twice', () => {
  it('answers the same and writes once, in a row and at once', async () => {
    const idempotencyKey = newKey();
    const before = await house.counts('demand_demand', 'demand_line', 'platform_audit', 'platform_outbox');
    const send = (): Promise<{ id: string; title: string }> => house.market.done('createDemand', demand({ idempotencyKey }), DEMAND, buyer);
    const first = await send();
    const written = await house.counts('demand_demand', 'demand_line', 'platform_audit', 'platform_outbox');
    expect(written['demand_demand']).toBe((before['demand_demand'] ?? 0) + 1);
    expect(await send()).toEqual(first);
    expect(await Promise.all(Array.from({ length: 8 }, send))).toEqual(Array.from({ length: 8 }, () => first));
    expect(await house.counts('demand_demand', 'demand_line', 'platform_audit', 'platform_outbox')).toEqual(written);
  });

  it('is made once by ten senders at once', async () => {
    const idempotencyKey = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => house.market.done<{ id: string }>('createDemand', demand({ idempotencyKey, title: '同时提交' }), DEMAND, buyer)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await house.sql(`select id from demand_demand where title = '同时提交'`)).toHaveLength(1);
  });

  it('with another input is refused and writes nothing', async () => {
    const idempotencyKey = newKey();
    await house.market.done('createDemand', demand({ idempotencyKey }), DEMAND, buyer);
    const before = await house.counts();
    const refusal = await house.market.refused('createDemand', demand({ idempotencyKey, title: '另一条' }), DEMAND, buyer);
    expect([refusal.code, refusal.field]).toEqual(['IDEMPOTENCY_KEY_REUSED', 'idempotencyKey']);
    expect(await house.counts()).toEqual(before);
  });

  it('by another organisation is another one', async () => {
    const idempotencyKey = newKey();
    const [mine, theirs] = [
      await house.market.done<{ id: string }>('createDemand', demand({ idempotencyKey }), DEMAND, buyer),
      await house.market.done<{ id: string }>('createDemand', demand({ idempotencyKey }), DEMAND, other),
    ];
    expect(mine.id).not.toBe(theirs.id);
  });

  it('that was refused leaves its key free for the corrected try', async () => {
    const idempotencyKey = newKey();
    await house.market.refused('createDemand', demand({ idempotencyKey, regionCode: '999999' }), DEMAND, buyer);
    await house.market.done('createDemand', demand({ idempotencyKey }), DEMAND, buyer);
  });

  it.each(['', 'x'.repeat(201)])('takes no key of %j', async (idempotencyKey) => {
    const refusal = await house.market.refused('createDemand', demand({ idempotencyKey }), DEMAND, buyer);
    expect([refusal.code, refusal.field]).toEqual(['TEXT_LENGTH', 'idempotencyKey']);
  });

  describe('of every kind', () => {
    const PRODUCT = 'Product { id name model revision state updatedAt offer { id priceCny } }';
    const BATCH = 'ProductBatch { products { id state publishedAt } refusals { code message field } }';
    const LINE = { classIds: [CLASS_ID], quantity: '1' };
    const draft = { title: '逐项重复', regionCode: '140100', noStateSecretConfirmed: true, lines: [LINE] };
    type Things = { readonly productId: string; readonly publishedId: string; readonly demandId: string; readonly draftId: string };
    let things: Things;
    beforeAll(async () => {
      things = {
        productId: await aProduct(house.market, buyer, { state: 'DRAFT' }), publishedId: await aProduct(house.market, buyer),
        demandId: (await aDemand(house.market, buyer)).id, draftId: (await aDemand(house.market, buyer, { state: 'DRAFT' })).id,
      };
    });

    it.each<[string, (things: Things) => object, string, (things: Things) => object]>([
      ['createProduct', () => ({ classId: CLASS_ID, name: '重复', model: 'REP-1', priceCny: '1' }), PRODUCT, () => ({ model: 'REP-2' })],
      ['reviseProduct', ({ productId }) => ({ productId, name: '改名' }), PRODUCT, () => ({ name: '又改名' })],
      ['setOffer', ({ productId }) => ({ productId, priceCny: '5' }), PRODUCT, () => ({ priceCny: '6' })],
      ['publishProducts', ({ productId }) => ({ productIds: [productId] }), BATCH, ({ publishedId }) => ({ productIds: [publishedId] })],
      ['withdrawProducts', ({ publishedId }) => ({ productIds: [publishedId] }), BATCH, ({ productId }) => ({ productIds: [productId] })],
      ['createDemand', () => draft, 'Demand { id state createdAt }', () => ({ title: '另一条' })],
      ['addDemandLine', ({ demandId }) => ({ demandId, line: LINE }), 'Demand { id lines { id number } }', () => ({ line: { ...LINE, quantity: '9' } })],
      ['reviseDemand', ({ demandId }) => ({ demandId, title: '改题' }), 'Demand { id title updatedAt }', () => ({ title: '又改题' })],
      ['publishDemand', ({ draftId }) => ({ demandId: draftId }), 'Demand { id state publishedAt }', ({ demandId }) => ({ demandId })],
      ['closeDemand', ({ draftId }) => ({ demandId: draftId, reason: '不再需要' }), 'Demand { id state }', () => ({ reason: '另一原因' })],
      ['addMember', () => ({ login: 'repeat-member', displayName: '某人', password: 'correct horse 7 battery', roles: ['VIEWER'] }), 'MemberAdded { member { id login } }', () => ({ login: 'repeat-other' })],
    ])('%s', async (mutation, input, success, change) => {
      const keyed = { idempotencyKey: newKey(), ...input(things) };
      const first = await house.market.done(mutation, keyed, success, buyer);
      const written = await house.counts();
      expect(await house.market.done(mutation, keyed, success, buyer)).toEqual(first);
      const answer = await house.market.perform<{ refusals?: RefusalAnswer[] }>(mutation, { ...keyed, ...change(things) }, success, buyer);
      // A batch tells of each of its items.
      const refusal = isRefusal(answer) ? answer : answer.refusals?.[0];
      expect([refusal?.code, refusal?.field]).toEqual(['IDEMPOTENCY_KEY_REUSED', 'idempotencyKey']);
      expect(await house.counts()).toEqual(written);
    });
  });

  it('by a guest: an enterprise registers once, and nobody learns of another’s registration by its key', async () => {
    const registration = (n: number): Record<string, unknown> => ({
      idempotencyKey: '1', name: `重复登记 ${n}`, creditCode: creditCode(9_000 + n), regionCode: '140100', trades: ['MAKER'],
      owner: { login: `repeat-${n}`, displayName: '某人', password: 'correct horse 7 battery' },
    });
    const ENTERPRISE = 'EnterpriseRegistered { organisation { id name } }';
    const first = await house.market.done('registerEnterprise', registration(1), ENTERPRISE);
    expect(await house.market.done('registerEnterprise', registration(1), ENTERPRISE)).toEqual(first);
    expect(await house.market.done('registerEnterprise', registration(2), ENTERPRISE)).not.toEqual(first);
    expect(await house.sql(`select id from organisation where name like '重复登记%'`)).toHaveLength(2);
  });

  it('a sign-in opens a session each time: its token is never kept', async () => {
    const tokens = await Promise.all([1, 2].map(() => house.market.perform<{ session: { token: string } }>('signIn', { login: buyer.login, password: buyer.password, idempotencyKey: 'same' }, 'SignedIn { session { token } }')));
    const opened = tokens.flatMap((answer) => (isRefusal(answer) ? [] : [answer.session.token]));
    expect(new Set(opened).size).toBe(2);
    for (const token of [...opened, buyer.token]) expect(JSON.stringify(await house.sql('select * from platform_idempotency'))).not.toContain(token);
  });

  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
