import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { ENTITIES } from '../../src/app/entities.js';
import { allInvariants } from '../../src/app/verify/invariants.js';
import { verify } from '../../src/app/verify/verify.js';
import { TOKEN_SCOPES } from '../../src/core/access/token-scopes.js';
import { shanghaiDate } from '../../src/core/time/dates.js';
import { Database } from '../../src/platform/db/database.js';
import { openSearchIndex } from '../../src/platform/search/open-search-index.js';
import { Receiver } from '../contract/webhook/receiver.js';
import { aDemand, aProduct, CLASS_ID, type MadeDemand } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import type { Asking, Endpoint } from './endpoint.js';
import { runHouse, type RunningHouse } from './harness.js';

/** In the sandbox and on the market, told apart by a word that neither class nor anybody else uses. */
const [IN_SANDBOX, ON_MARKET] = ['滚筒采煤机 沙洲型', '滚筒采煤机 云冈型'];
const SANDBOX = 'Sandbox { id name since }';

let house: RunningHouse;
let registry: Registry;
let receiver: Receiver;
let [firm, buyer, officer]: Member[] = [];
let secret: string;
let developer: Asking & { readonly token: string };
let real: { readonly product: string; readonly demand: MadeDemand };
let own: { product: string; demand: string; sandbox: string };
beforeAll(async () => {
  receiver = await Receiver.open();
  house = await runHouse(['market', 'admin', 'worker'], { DUIJIE_WEBHOOK_LOCAL_TRIAL: '1' });
  registry = await Registry.open(house, house.market);
  [firm, buyer] = [await registry.member({ name: '晋机集团' }), await registry.member()];
  officer = await registry.member({ kind: 'DEPARTMENT' });
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
  await receiver.close();
});

const market = (): Endpoint => house.market;
const openIt = (as: Asking): Promise<{ id: string; name: string; since: string }> => market().done('openSandbox', {}, SANDBOX, as);
async function rest<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${house.market.url}/api/v1/${path}`, {
    method, headers: { authorization: `Bearer ${developer.token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
  return await response.json() as T;
}
const items = (answer: { items: { id: string; change: string }[] }) => answer.items;
const send = async (): Promise<string[]> => {
  const [product] = items(await rest('PUT', 'products', { products: [{ externalRef: 'P-1', name: IN_SANDBOX, model: 'SZ-1', classId: CLASS_ID, priceCny: '1280000' }], publish: true }));
  const [demand] = items(await rest('PUT', 'demands', {
    demands: [{ externalRef: 'D-1', title: '更新采煤机（沙洲）', regionCode: '140100', noStateSecretConfirmed: true, lines: [{ classIds: [CLASS_ID], quantity: '2', unit: '台' }] }], publish: true,
  }));
  own = { ...own, product: product?.id ?? '', demand: demand?.id ?? '' };
  return [product?.change ?? '', demand?.change ?? ''];
};

interface Found {
  readonly nodes: { id: string }[];
  readonly totalCount: number | null;
  readonly facets: { readonly suppliers: { supplier: { id: string } | null; count: number }[]; readonly classes: { count: number }[] };
}
const found = async (query: string, as: Asking = {}): Promise<Found> => (await market().ask<{ products: Found }>(
  'query ($query: String) { products(query: $query) { nodes { id } totalCount facets { suppliers { supplier { id } count } classes { count } } } }', { query }, as)).products;
const idsOf = ({ nodes }: { nodes: { id: string }[] }): string[] => nodes.map(({ id }) => id);
const recommended = async (side: 'BUYER' | 'SUPPLIER', as: Asking): Promise<{ id: string; productId: string; side: string; demandId: string }[]> => (await market().ask<{ recommendations: { nodes: never[] } }>(
  'query ($side: RecommendationSide!) { recommendations(side: $side, first: 100) { nodes { id productId demandId side } } }', { side }, as)).recommendations.nodes;
const told = (type: string): { id: string; subjectId: string; organisationId: string }[] => receiver.received.flatMap(({ headers, body }) => {
  const message = new Webhook(secret).verify(body, headers as Record<string, string>) as { type: string; data: { id: string; subjectId: string; organisationId: string } };
  return message.type === type ? [message.data] : [];
});

describe('the sandbox of an enterprise', () => {
  it('is opened once by its owner, and says what it is', async () => {
    expect(await market().refused('createApiToken', { name: '试接', scopes: ['CATALOGUE_READ'], days: 1, sandbox: true }, 'ApiTokenCreated { secret }', firm)).toMatchObject({ code: 'SANDBOX_NOT_OPEN', field: 'sandbox' });
    expect(await market().ask('{ sandbox { id } }', {}, firm)).toEqual({ sandbox: null });
    const opened = await openIt(firm as Member);
    expect(opened).toMatchObject({ id: expect.stringMatching(/^sbx_/), name: '【沙箱】晋机集团' });
    expect(await openIt(firm as Member)).toEqual(opened);
    expect(await market().ask('{ sandbox { id name since } }', {}, firm)).toEqual({ sandbox: { id: opened.id, name: opened.name, since: opened.since } });
    own = { sandbox: opened.id, product: '', demand: '' };
  });

  it('is opened by nobody else', async () => {
    const waiting = await registry.member({ approved: false });
    const clerk = await registry.member({ roles: ['CATALOGUE'] });
    const codes = [];
    for (const as of [waiting, clerk, officer, {}]) codes.push((await market().perform<{ code: string }>('openSandbox', {}, SANDBOX, as)).code);
    expect(codes).toEqual(['NOT_APPROVED', 'ROLE_MISSING', 'WRONG_KIND', 'SIGN_IN_REQUIRED']);
    expect(await market().refused('emptySandbox', {}, SANDBOX, buyer)).toMatchObject({ code: 'SANDBOX_NOT_OPEN' });
  });

  it('is entered by a token that says so, and by no person', async () => {
    const made = await market().done<{ secret: string }>('createApiToken', { name: '试接', scopes: TOKEN_SCOPES, days: 1, sandbox: true }, 'ApiTokenCreated { secret token { sandbox } }', firm);
    expect(made).toMatchObject({ secret: expect.stringMatching(/^djk_sandbox_/), token: { sandbox: true } });
    developer = { token: made.secret };
    for (const deed of ['openSandbox', 'emptySandbox']) expect(await market().refused(deed, {}, SANDBOX, developer)).toMatchObject({ code: 'TOKEN_NOT_HERE' });
    expect(await market().refused('actFor', { organisationId: own.sandbox }, 'SignedIn { session { token } }', firm)).toMatchObject({ code: expect.any(String) });
    expect((await market().ask<{ organisation: object }>('query ($id: ID!) { organisation(id: $id) { name } }', { id: own.sandbox }, developer)).organisation).toEqual({ name: '【沙箱】晋机集团' });
  });
});

describe('what other software does in it', () => {
  it('goes the whole way: written, found, recommended, told by a webhook, answered', async () => {
    ({ secret } = await market().done<{ secret: string }>('createWebhook', { name: '试接', url: receiver.url, eventTypes: ['ProductPublished', 'RecommendationMade'] }, 'WebhookSecret { secret }', developer));
    real = { product: await aProduct(market(), firm as Member, { name: ON_MARKET }), demand: await aDemand(market(), buyer as Member) };
    expect(await send()).toEqual(['CREATED', 'CREATED']);
    expect(await send()).toEqual(['UNCHANGED', 'UNCHANGED']);
    await house.until('the recommendation was told', () => told('RecommendationMade').length >= 2, 40_000);
    await house.until('the real pair met', async () => (await recommended('BUYER', buyer as Member)).length > 0, 40_000);
    expect(told('ProductPublished').map(({ subjectId, organisationId }) => [subjectId, organisationId])).toEqual([[own.product, own.sandbox]]);

    const [asBuyer, asSupplier] = [await recommended('BUYER', developer), await recommended('SUPPLIER', developer)];
    expect(asBuyer).toEqual([{ id: expect.any(String), productId: own.product, demandId: own.demand, side: 'BUYER' }]);
    expect(asSupplier).toEqual([{ ...asBuyer[0], side: 'SUPPLIER' }]);
    await house.until('it is found', async () => idsOf(await found('沙洲型', developer)).length > 0);
    expect(await found('采煤机', developer)).toMatchObject({ nodes: [{ id: own.product }], totalCount: 1, facets: { suppliers: [{ supplier: { id: own.sandbox }, count: 1 }], classes: [{ count: 1 }] } });

    expect(await rest('POST', `recommendations/${asBuyer[0]?.id ?? ''}/answer`, { answer: 'INTERESTED' })).toMatchObject({ buyerState: 'INTERESTED', supplierState: 'INTERESTED', mutualInterest: true });
    await house.until('the change is listed', async () => (await rest<{ changes: { type: string }[] }>('GET', 'changes')).changes.some(({ type }) => type === 'RECOMMENDATION'));
    expect((await house.sql<{ code: string }>('select code from notification_notice where organisation_id = $1 order by code', [own.sandbox])).map(({ code }) => code))
      .toEqual(['NOTICE_MUTUAL_INTEREST', 'NOTICE_RECOMMENDATION_BUYER', 'NOTICE_RECOMMENDATION_SUPPLIER']);
  }, 120_000);
});

describe('what nobody else sees of it', () => {
  it('by search, whoever looks', async () => {
    for (const as of [{}, buyer, firm] as Asking[]) {
      expect(idsOf(await found('沙洲型', as))).not.toContain(own.product);
      expect(await found('', as)).toMatchObject({ nodes: [{ id: real.product }], totalCount: 1, facets: { suppliers: [{ count: 1 }], classes: [{ count: 1 }] } });
      expect(JSON.stringify(await market().ask('{ suggest(prefix: "滚筒") { __typename text } }', {}, as))).not.toContain('沙洲');
    }
  });

  it('by id', async () => {
    const [mine] = await recommended('BUYER', developer);
    for (const as of [{}, buyer, firm] as Asking[]) {
      expect(await market().ask('query ($p: ID!, $d: ID!) { product(id: $p) { id } demand(id: $d) { id } }', { p: own.product, d: own.demand }, as)).toEqual({ product: null, demand: null });
      expect((await market().ask<{ openDemands: { nodes: { id: string }[] } }>('{ openDemands(first: 100) { nodes { id } } }', {}, as)).openDemands.nodes).toEqual([{ id: real.demand.id }]);
    }
    expect(await market().ask('query ($r: ID!) { recommendation(id: $r) { id } }', { r: mine?.id }, firm)).toEqual({ recommendation: null });
    for (const as of [{}, buyer]) expect(await market().ask('query ($id: ID!) { organisation(id: $id) { id } }', { id: own.sandbox }, as)).toEqual({ organisation: null });
  });

  it('by recommendations, in either direction', async () => {
    expect((await recommended('BUYER', buyer as Member)).map(({ productId }) => productId)).toEqual([real.product]);
    expect((await recommended('SUPPLIER', firm as Member)).map(({ demandId }) => demandId)).toEqual([real.demand.id]);
    expect(await house.sql('select r.id from matching_recommendation r where (r.buyer_id = $1) <> (r.supplier_id = $1)', [own.sandbox])).toEqual([]);
    expect(await house.sql(`select n.id from notification_notice n where n.organisation_id <> $1 and n.params::text like '%沙洲%'`, [own.sandbox])).toEqual([]);
  });

  it('at a department: lists, queues, gaps and figures', async () => {
    const admin = await house.admin.ask<Record<string, { nodes: object[] }>>(
      `{ products(first: 100) { nodes { id } } demands(first: 100) { nodes { id } } recommendations(first: 100) { nodes { productId } } organisations(first: 100, kind: ENTERPRISE) { nodes { name } }
         certificateQueue { nodes { id } } supplyGaps(first: 100) { nodes { demandId } } }`, {}, officer);
    expect(admin).toMatchObject({ products: { nodes: [{ id: real.product }] }, demands: { nodes: [{ id: real.demand.id }] }, recommendations: { nodes: [{ productId: real.product }] } });
    expect(JSON.stringify(admin)).not.toMatch(/沙箱|sbx_/);
    expect(JSON.stringify(admin)).not.toContain(own.demand);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const { figures } = await house.admin.ask<{ figures: { total: { key: string; value: number }[] } }>('query ($d: Date!) { figures(by: CITY, from: $d, to: $d) { total { key value } } }', { d: today }, officer);
    expect(Object.fromEntries(figures.total.map(({ key, value }) => [key, value]))).toMatchObject({ PRODUCTS_PUBLISHED: 1, PRODUCTS_ON_MARKET: 1, DEMANDS_PUBLISHED: 1, LINES_OPEN: 1, RECOMMENDATIONS_MADE: 1, RECOMMENDATIONS_MUTUAL: 0 });
  });
});

describe('what it sees of the market', () => {
  it('is nothing', async () => {
    expect(idsOf(await found('云冈型', developer))).not.toContain(real.product);
    expect(await market().ask('query ($p: ID!, $d: ID!, $o: ID!) { product(id: $p) { id } demand(id: $d) { id } organisation(id: $o) { id } }', { p: real.product, d: real.demand.id, o: buyer?.organisationId }, developer))
      .toEqual({ product: null, demand: null, organisation: null });
    expect((await market().ask<{ openDemands: { nodes: { id: string }[] } }>('{ openDemands(first: 100) { nodes { id } } }', {}, developer)).openDemands.nodes).toEqual([{ id: own.demand }]);
  });
});

describe('a machine with the same name plate', () => {
  it('stands in the register of each side, and neither hears of the other', async () => {
    const machine = { assetNumber: 'SZ-0001', name: '滚筒采煤机', maker: '沙洲机器厂', serial: '2016-0042', quantity: 1 };
    const sides = [await market().perform<{ __typename: string }>('registerEquipment', machine, 'Equipment { id }', developer), await market().perform<{ __typename: string }>('registerEquipment', machine, 'Equipment { id }', firm)];
    expect(sides.map(({ __typename }) => __typename)).toEqual(['Equipment', 'Equipment']);
    expect(await market().refused('registerEquipment', machine, 'Equipment { id }', buyer)).toMatchObject({ code: 'MACHINE_REGISTERED_ELSEWHERE' });
    expect((await market().ask<{ equipment: { nodes: object[] } }>('{ equipment { nodes { assetNumber } } }', {}, firm)).equipment.nodes).toHaveLength(1);
  });
});

describe('emptying it', () => {
  it('leaves nothing, and token and webhook go on', async () => {
    const before = own;
    const emptied = await market().done<{ id: string }>('emptySandbox', {}, SANDBOX, firm);
    expect(emptied.id).not.toBe(before.sandbox);
    own = { ...own, sandbox: emptied.id };
    expect(await market().ask('query ($p: ID!) { product(id: $p) { id } myProducts { nodes { id } } myDemands { nodes { id } } inbox { nodes { id } } recommendations(side: BUYER) { nodes { id } } }', { p: before.product }, developer))
      .toEqual({ product: null, myProducts: { nodes: [] }, myDemands: { nodes: [] }, inbox: { nodes: [] }, recommendations: { nodes: [] } });
    expect((await found('采煤机', developer)).totalCount).toBe(0);
    expect((await rest<{ changes: object[] }>('GET', 'changes')).changes).toEqual([]);
    await house.until('the webhook is the new one’s', async () => (await house.sql('select from notification_webhook where organisation_id = $1', [emptied.id])).length === 1);
    await house.until('the index forgot it', async () => (await house.sql('select from platform_search_product where product_id = $1 and not deleted', [before.product])).length === 0);
    await house.until('matching forgot it', async () => (await house.sql('select from matching_recommendation where product_id = $1 and retired_at is null', [before.product])).length === 0);
    receiver.received.splice(0);
    expect(await send()).toEqual(['CREATED', 'CREATED']);
    await house.until('it was told again', () => told('RecommendationMade').length >= 2, 40_000);
    expect(new Set(told('RecommendationMade').map(({ organisationId }) => organisationId))).toEqual(new Set([emptied.id]));
    expect(idsOf(await found('', buyer))).toEqual([real.product]);
    expect(house.faults).toEqual([]);
  }, 120_000);

  it('and what ran in it leave the database in order', async () => {
    const database = new Database(await Database.open({ url: house.database.ownerUrl, applicationName: 'verify', entities: ENTITIES, connections: 1 }));
    const invariants = allInvariants({ search: openSearchIndex(), dataDir: house.dataDir, sampling: { lines: 50, salt: '', today: shanghaiDate(new Date()) }, failedInRedis: null, engine: null });
    try {
      expect((await verify(database, invariants, { looks: 10, pauseMs: 500, failedElsewhere: null })).findings).toEqual([]);
    } finally {
      await database.close();
    }
  }, 60_000);
});
