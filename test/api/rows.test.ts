import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDemand, aProduct, CLASS_ID, type DemandFacts, type MadeDemand, type ProductFacts } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import type { RefusalAnswer } from './endpoint.js';
import { runHouse, type RunningHouse } from './harness.js';

/** In this order in every table below: a guest, the owner, the group above it, a stranger not approved, an approved stranger, a department, a bank. */
const VIEWERS = ['guest', 'owner', 'group', 'stranger', 'approved', 'department', 'bank'] as const;
type ViewerName = (typeof VIEWERS)[number];

let house: RunningHouse;
let registry: Registry;
let people: Readonly<Record<ViewerName, Member | null>>;
let owner: Member;
beforeAll(async () => {
  house = await runHouse();
  registry = await Registry.open(house, house.market);
  const group = await registry.member({ name: '集团' });
  owner = await registry.member({ name: '厂矿', parent: group });
  people = {
    guest: null, owner, group, stranger: await registry.member({ approved: false }), approved: await registry.member(),
    department: await registry.member({ kind: 'DEPARTMENT' }), bank: await registry.member({ kind: 'BANK' }),
  };
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const tokenOf = (viewer: ViewerName): { token: string | null } => ({ token: people[viewer]?.token ?? null });

/** One letter for each viewer, by what the query answers him; a query that is refused is a fault of the test. */
async function letters<D extends object>(query: string, id: string, letter: (data: D) => boolean): Promise<string> {
  const marks = await Promise.all(VIEWERS.map(async (viewer) => (letter(await house.market.ask<D>(query, { id }, tokenOf(viewer))) ? 'r' : '-')));
  return marks.join('');
}

describe('a product is read', () => {
  const PRODUCT = 'query ($id: ID!) { product(id: $id) { id offer { priceCny priceHidden } supplier { id } } }';
  type Answer = { product: { id: string; offer: { priceCny: string | null } } | null };

  it.each<[string, ProductFacts, found: string, price: string]>([
    //                                                                         g o G s a d b    g o G s a d b
    ['a draft', { state: 'DRAFT' }, '-rr--r-', '-rr--r-'],
    ['withdrawn', { state: 'WITHDRAWN' }, '-rr--r-', '-rr--r-'],
    ['published', {}, 'rrrrrrr', 'rrrrrrr'],
    ['published, its price for approved buyers', { priceVisibility: 'APPROVED_BUYERS' }, 'rrrrrrr', '-rr-rr-'],
    ['published, its price on request', { priceVisibility: 'ON_REQUEST' }, 'rrrrrrr', '-r---r-'],
  ])('%s', async (_what, facts, found, price) => {
    const id = await aProduct(house.market, owner, facts);
    expect(await letters<Answer>(PRODUCT, id, ({ product }) => product !== null)).toBe(found);
    expect(await letters<Answer>(PRODUCT, id, ({ product }) => product?.offer.priceCny === '1280000.00')).toBe(price);
  });
});

describe('a demand is read', () => {
  const DEMAND = 'query ($id: ID!) { demand(id: $id) { id ownerId ownerHidden owner { id } budgetCny lines { id budgetCny } } }';
  type Answer = { demand: { id: string; ownerId: string | null; ownerHidden: boolean; owner: object | null; budgetCny: string | null; lines: { budgetCny: string | null }[] } | null };

  it.each<[string, DemandFacts, found: string, whose: string, budget: string]>([
    //                                                                 g o G s a d b    g o G s a d b    g o G s a d b
    ['a draft for all', { state: 'DRAFT' }, '-rr--r-', '-rr--r-', '-rr--r-'],
    ['for all', {}, 'rrrrrrr', 'rrrrrrr', '-rr--r-'],
    ['for approved suppliers', { visibility: 'APPROVED_SUPPLIERS' }, '-rr-rr-', '-rr-rr-', '-rr--r-'],
    ['through the department', { visibility: 'THROUGH_DEPARTMENT' }, '-rr-rr-', '-rr--r-', '-rr--r-'],
    ['closed, it was for all', { state: 'CLOSED' }, 'rrrrrrr', 'rrrrrrr', '-rr--r-'],
  ])('%s', async (_what, facts, found, whose, budget) => {
    const { id } = await aDemand(house.market, owner, facts);
    expect(await letters<Answer>(DEMAND, id, ({ demand }) => demand !== null)).toBe(found);
    expect(await letters<Answer>(DEMAND, id, ({ demand }) => demand?.ownerId === owner.organisationId && demand.owner !== null && !demand.ownerHidden)).toBe(whose);
    expect(await letters<Answer>(DEMAND, id, ({ demand }) => typeof demand?.ownerId === 'string' || (demand?.owner ?? null) !== null)).toBe(whose);
    expect(await letters<Answer>(DEMAND, id, ({ demand }) => Number(demand?.budgetCny) === 9_000_000 && Number(demand?.lines[0]?.budgetCny) === 4_000_000)).toBe(budget);
    expect(await letters<Answer>(DEMAND, id, ({ demand }) => typeof demand?.budgetCny === 'string' || typeof demand?.lines[0]?.budgetCny === 'string')).toBe(budget);
  });
});

describe('an organisation is read', () => {
  const ORGANISATION = 'query ($id: ID!) { organisation(id: $id) { id creditCode stateReason businessPhone } }';
  type Answer = { organisation: { id: string; creditCode: string | null } | null };

  it('approved: its card by everybody, its record by itself, its group and departments', async () => {
    expect(await letters<Answer>(ORGANISATION, owner.organisationId, ({ organisation }) => organisation !== null)).toBe('rrrrrrr');
    expect(await letters<Answer>(ORGANISATION, owner.organisationId, ({ organisation }) => typeof organisation?.creditCode === 'string')).toBe('-rr--r-');
  });

  it('under review: by itself and departments', async () => {
    const { organisationId } = people.stranger ?? owner;
    expect(await letters<Answer>(ORGANISATION, organisationId, ({ organisation }) => organisation !== null)).toBe('---r-r-');
  });
});

describe('lists hold what may be read one by one', () => {
  it('open demands', async () => {
    const made = new Map<string, string>();
    for (const visibility of ['PUBLIC', 'APPROVED_SUPPLIERS', 'THROUGH_DEPARTMENT'] as const) made.set((await aDemand(house.market, owner, { visibility, title: '列表' })).id, visibility);
    made.set((await aDemand(house.market, owner, { state: 'DRAFT', title: '列表' })).id, 'DRAFT');
    const seen = await Promise.all(VIEWERS.map(async (viewer) => {
      const { openDemands } = await house.market.ask<{ openDemands: { nodes: { id: string }[] } }>('{ openDemands(first: 100) { nodes { id title } } }', {}, tokenOf(viewer));
      return [viewer, openDemands.nodes.flatMap(({ id }) => made.get(id) ?? []).sort()] as const;
    }));
    const all = ['APPROVED_SUPPLIERS', 'PUBLIC', 'THROUGH_DEPARTMENT'];
    expect(Object.fromEntries(seen)).toEqual({ guest: ['PUBLIC'], owner: all, group: all, stranger: ['PUBLIC'], approved: all, department: all, bank: ['PUBLIC'] });
  });

  it('one’s own things alone', async () => {
    const [mine, theirs] = [await aProduct(house.market, owner, { state: 'DRAFT' }), await aProduct(house.market, people.approved ?? owner, { state: 'DRAFT' })];
    const idsOf = async (query: string, field: string, viewer: ViewerName): Promise<string[]> => {
      const data = await house.market.ask<Record<string, { nodes: { id: string; ownerId?: string }[] }>>(query, {}, tokenOf(viewer));
      return data[field]?.nodes.map(({ id }) => id) ?? [];
    };
    for (const [viewer, has, hasNot] of [['owner', mine, theirs], ['approved', theirs, mine]] as const) {
      const ids = await idsOf('{ myProducts(first: 100) { nodes { id } } }', 'myProducts', viewer);
      expect([ids.includes(has), ids.includes(hasNot)]).toEqual([true, false]);
    }
    const members = await house.market.ask<{ members: { nodes: { login: string }[] } }>('{ members(first: 100) { nodes { login } } }', {}, owner);
    expect(members.members.nodes.map(({ login }) => login)).toEqual([owner.login]);
  });
});

describe('a recommendation is read', () => {
  const RECOMMENDATION = 'query ($id: ID!) { recommendation(id: $id) { id side score factors { code amount neutral } } }';
  interface Answer {
    readonly recommendation: { readonly side: string; readonly factors: readonly { readonly code: string; readonly neutral: boolean }[] } | null;
  }

  it('by its two sides alone; the supplier does not learn how its price stands against the budget', async () => {
    const productId = await aProduct(house.market, owner);
    const demand = await aDemand(house.market, people.approved ?? owner);
    const found = (): Promise<{ id: string }[]> => house.sql('select id from matching_recommendation where product_id = $1 and demand_id = $2', [productId, demand.id]);
    await house.until('they are matched', async () => (await found()).length > 0);
    const [{ id } = { id: '' }] = await found();
    const read = await Promise.all(VIEWERS.map(async (viewer) => {
      const { data, codes } = await house.market.graphql<Answer>(RECOMMENDATION, { id }, tokenOf(viewer));
      return [viewer, codes[0] ?? data?.recommendation?.side ?? null];
    }));
    expect(Object.fromEntries(read)).toEqual({ guest: 'SIGN_IN_REQUIRED', owner: 'SUPPLIER', group: null, stranger: null, approved: 'BUYER', department: 'WRONG_KIND', bank: 'WRONG_KIND' });
    const priceOf = async (viewer: ViewerName): Promise<boolean | undefined> => {
      const { recommendation } = await house.market.ask<Answer>(RECOMMENDATION, { id }, tokenOf(viewer));
      return recommendation?.factors.find(({ code }) => code === 'PRICE')?.neutral;
    };
    expect([await priceOf('owner'), await priceOf('approved')]).toEqual([true, false]);
    for (const viewer of ['group', 'stranger'] as const) {
      const refusal = await house.market.refused('expressInterest', { recommendationId: id }, 'Recommendation { id }', tokenOf(viewer));
      expect([viewer, refusal.code]).toEqual([viewer, 'NOT_FOUND']);
    }
  }, 30_000);
});

describe('what is another’s is not there', () => {
  let draft: string;
  let published: string;
  let demand: MadeDemand;
  beforeAll(async () => {
    draft = await aProduct(house.market, owner, { state: 'DRAFT' });
    published = await aProduct(house.market, owner);
    demand = await aDemand(house.market, owner);
  });

  /** What a deed would leave; the worker writes elsewhere meanwhile. */
  const written = (): Promise<Readonly<Record<string, number>>> => house.counts('platform_audit', 'catalogue_product_revision', 'catalogue_offer_revision', 'demand_demand', 'demand_line', 'demand_line_revision');
  const LINE = { classIds: [CLASS_ID], quantity: '1' };
  it.each<[string, () => Record<string, unknown>, string]>([
    ['reviseProduct', () => ({ productId: draft, name: '改' }), 'Product { id }'],
    ['reviseProduct', () => ({ productId: published, name: '改' }), 'Product { id }'],
    ['setOffer', () => ({ productId: published, priceCny: '1' }), 'Product { id }'],
    ['addDemandLine', () => ({ demandId: demand.id, line: LINE }), 'Demand { id }'],
    ['reviseDemand', () => ({ demandId: demand.id, title: '改' }), 'Demand { id }'],
    ['reviseDemandLine', () => ({ lineId: demand.lineId, line: LINE }), 'DemandLine { id }'],
    ['publishDemand', () => ({ demandId: demand.id }), 'Demand { id }'],
    ['closeDemand', () => ({ demandId: demand.id, reason: '改' }), 'Demand { id }'],
    ['actFor', () => ({ organisationId: owner.organisationId }), 'SignedIn { session { token } }'],
  ])('%s #%#', async (mutation, input, success) => {
    const before = await written();
    for (const viewer of ['approved', 'group'] as const) {
      const { code, field } = await house.market.refused(mutation, input(), success, tokenOf(viewer));
      expect([viewer, code, field]).toEqual([viewer, 'NOT_FOUND', expect.any(String)]);
    }
    expect(await written()).toEqual(before);
  });

  it.each(['publishProducts', 'withdrawProducts'])('%s', async (mutation) => {
    const before = await written();
    const { refusals } = await house.market.done<{ refusals: RefusalAnswer[] }>(mutation, { productIds: [draft, published] }, 'ProductBatch { refusals { code field } }', tokenOf('approved'));
    expect(refusals.map(({ code }) => code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(await written()).toEqual(before);
    expect(await house.sql('select state from catalogue_product where id = any($1) order by state', [[draft, published]])).toEqual([{ state: 'DRAFT' }, { state: 'PUBLISHED' }]);
  });

  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
