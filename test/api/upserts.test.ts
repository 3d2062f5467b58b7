import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLASS_ID } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let member: Member;
beforeAll(async () => {
  house = await runHouse(['market']);
  registry = await Registry.open(house, house.market);
  member = await registry.member();
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

interface Item {
  readonly change: string | null;
  readonly product?: { readonly id: string; readonly externalRef: string } | null;
  readonly demand?: { readonly id: string; readonly externalRef: string } | null;
  readonly refusal: { readonly code: string; readonly field: string; readonly message: string } | null;
}
const PRODUCTS = 'ProductsUpserted { items { externalRef change product { id externalRef } refusal { code field message } } }';
const DEMANDS = 'DemandsUpserted { items { externalRef change demand { id externalRef } refusal { code field message } } }';
const products = async (items: readonly object[], publish = false): Promise<readonly Item[]> =>
  (await house.market.done<{ items: Item[] }>('upsertProducts', { products: items, publish }, PRODUCTS, member)).items;
const row = (n: number, changes: object = {}): object => ({ externalRef: `ERP-${n}`, name: `滚筒采煤机 ${n}`, model: `MG-${n}`, classId: CLASS_ID, priceCny: '1280000', ...changes });

describe('a price list of other software', () => {
  it('of a thousand rows is one request; sent again it writes nothing', async () => {
    const rows = Array.from({ length: 1_000 }, (_, n) => row(n));
    expect(new Set((await products(rows)).map(({ change }) => change))).toEqual(new Set(['CREATED']));
    const before = await house.counts();
    expect(new Set((await products(rows)).map(({ change }) => change))).toEqual(new Set(['UNCHANGED']));
    expect(await house.counts()).toEqual(before);
    expect(await house.market.refused('upsertProducts', { products: [...rows, row(1_000)] }, PRODUCTS, member)).toMatchObject({ code: 'LIST_LENGTH', field: 'products' });
  }, 60_000);

  it('answers each row in its place', async () => {
    const items = await products([row(2_000), row(2_001, { classId: 'S9' }), row(2_002, { specs: [{ attributeKey: 'nothing', value: 1 }] }), row(2_003)], true);
    expect(items.map(({ change, product, refusal }) => change ?? [product, refusal?.code, refusal?.field])).toEqual([
      'CREATED', [null, 'UNKNOWN_CLASS', 'products.1.classId'], [null, 'SPEC_ATTRIBUTE_UNKNOWN', 'products.2.specs.0.attributeKey'], 'CREATED',
    ]);
    expect(items[1]?.refusal?.message).toMatch(/[一-龥]/);
    expect(items[0]?.product).toMatchObject({ externalRef: 'ERP-2000' });
  });

  it.each<[what: string, body: object, code: string]>([
    ['a wrong type', { products: [row(1, { priceCny: 'x' })] }, 'BAD_USER_INPUT'],
    ['an unknown field', { products: [row(1, { colour: 'red' })] }, 'BAD_USER_INPUT'],
    ['no list', { products: 7 }, 'BAD_USER_INPUT'],
  ])('is refused whole with %s', async (_what, input, code) => {
    const { codes } = await house.market.graphql('mutation ($input: UpsertProductsInput!) { upsertProducts(input: $input) { __typename } }', { input }, member);
    expect(codes).toEqual([code]);
  });
});

describe('demands of other software', () => {
  it('are written with their lines, published, and answered in their places', async () => {
    const demand = { externalRef: 'PR-1', title: '更新采煤机', regionCode: '140100', noStateSecretConfirmed: true, lines: [{ classIds: [CLASS_ID], quantity: '2', unit: '台' }] };
    const send = async (demands: readonly object[]): Promise<readonly Item[]> => (await house.market.done<{ items: Item[] }>('upsertDemands', { demands, publish: true }, DEMANDS, member)).items;
    const items = await send([demand, { externalRef: 'PR-2', title: '无行' }, { ...demand, externalRef: 'PR-3', lines: [{ classIds: [CLASS_ID], quantity: '-2', unit: '台' }] }]);
    expect(items.map(({ change, refusal }) => change ?? [refusal?.code, refusal?.field])).toEqual(['CREATED', ['NEW_DEMAND_NEEDS', 'demands.1.regionCode'], ['LINE_QUANTITY_WRONG', 'demands.2.lines.0.quantity']]);
    expect((await send([demand])).map(({ change }) => change)).toEqual(['UNCHANGED']);
    expect(await house.sql('select state from demand_line where owner_id = $1', [member.organisationId])).toEqual([{ state: 'PUBLISHED' }]);
  });

  it('and machines are registered by their asset numbers, by GraphQL and by REST, each in its place', async () => {
    const machine = { assetNumber: 'SB-0001', name: '普通车床', maker: '沈阳第一机床厂', serial: 'SN-1', commissioned: '2012-05' };
    const EQUIPMENT = 'EquipmentUpserted { items { assetNumber change equipment { id name site } refusal { code field message } } }';
    const send = async (equipment: readonly object[]) => (await house.market.done<{ items: { change: string | null; equipment: object | null; refusal: { code: string; field: string } | null }[] }>('upsertEquipment', { equipment }, EQUIPMENT, member)).items;
    expect((await send([machine, { assetNumber: 'SB-0002' }])).map(({ change, refusal }) => change ?? [refusal?.code, refusal?.field])).toEqual(['REGISTERED', ['EQUIPMENT_NAME_MISSING', 'equipment.1.name']]);
    expect((await send([machine, { assetNumber: 'SB-0001', site: '一车间' }]))[1]?.refusal).toMatchObject({ code: 'ASSET_NUMBER_TWICE', field: 'equipment.1.assetNumber' });
    expect(await house.market.refused('upsertEquipment', { equipment: [{ ...machine, quantity: 0 }] }, EQUIPMENT, member)).toMatchObject({ field: 'equipment.0.quantity' });
    const { secret } = await house.market.done<{ secret: string }>('createApiToken', { name: 'MES', scopes: ['DEMAND_WRITE'], days: 1 }, 'ApiTokenCreated { secret }', member);
    const response = await fetch(`${house.market.url}/api/v1/equipment`, {
      method: 'PUT', headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }, body: JSON.stringify({ equipment: [{ assetNumber: 'SB-0001', site: '一车间' }, { assetNumber: 'SB-0003' }] }),
    });
    expect([response.status, await response.json()]).toMatchObject([200, { items: [{ assetNumber: 'SB-0001', change: 'REVISED', problem: null }, { assetNumber: 'SB-0003', id: null, change: null, problem: { code: 'EQUIPMENT_NAME_MISSING', field: 'equipment.1.name' } }] }]);
    expect((await send([{ ...machine, site: '一车间' }])).map(({ change }) => change)).toEqual(['UNCHANGED']);
  });

  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
