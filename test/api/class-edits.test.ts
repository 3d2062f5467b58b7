import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let officer: Member;
let supplier: Member;
let buyer: Member;
beforeAll(async () => {
  house = await runHouse();
  registry = await Registry.open(house, house.market);
  officer = await registry.member({ kind: 'DEPARTMENT', name: '省工信厅' });
  supplier = await registry.member({ name: '磁悬浮风机厂' });
  buyer = await registry.member({ name: '水泥厂' });
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const FLOW = { key: 'flow', zh: '风量', en: 'flow', type: 'NUMBER', unit: 'm3/min', better: 'HIGHER', min: 1, max: 2000, matchRole: 'HARD' };
const classIds = async (query: string): Promise<string[]> =>
  (await house.market.ask<{ classes: { id: string }[] }>('query ($query: String!) { classes(query: $query) { id } }', { query }, supplier)).classes.map(({ id }) => id);
const found = async (words: string): Promise<string[]> =>
  (await house.market.ask<{ products: { nodes: { id: string }[] } }>('query ($words: String!) { products(query: $words) { nodes { id } } }', { words })).products.nodes.map(({ id }) => id);
const matchesOf = async (demandId: string): Promise<string[]> => {
  const { demand } = await house.market.ask<{ demand: { lines: { matches: { product: { id: string } | null }[] }[] } }>(
    'query ($id: ID!) { demand(id: $id) { lines { matches(first: 50) { product { id } } } } }', { id: demandId }, buyer);
  return demand.lines.flatMap(({ matches }) => matches.flatMap(({ product }) => product?.id ?? []));
};

describe('an officer and the classes', () => {
  it('adds a class that a supplier lists in and a buyer is matched by, revises its words, and may not take away what they use', async () => {
    const { classId } = await house.admin.done<{ classId: string }>('addExtensionClass', {
      parentId: 'X.1', taskId: 'D1.1', zh: '磁悬浮离心风机', en: 'magnetic-bearing blower', unit: '台', leadTimeDays: [20, 45, 90], attributes: [FLOW], reason: '企业反映无类可选',
    }, 'ClassEdit { classId change before { id } after { zh origin departments path { id } } }', officer);
    expect(classId).toMatch(/^X\.1[0-9]{2}$/);
    await house.until('the supplier sees it', async () => (await classIds('磁悬浮离心风机')).includes(classId));

    const { id } = await house.market.done<{ id: string }>('createProduct', {
      classId, name: '节能鼓风设备', model: 'CX-150', priceCny: '180000.00', specs: [{ attributeKey: 'flow', value: 120 }],
    }, 'Product { id class { zh } }', supplier);
    await house.market.done('publishProducts', { productIds: [id] }, 'ProductBatch { products { state } refusals { code } }', supplier);
    const { id: demandId } = await house.market.done<{ id: string }>('createDemand', {
      title: '更新风机', regionCode: '140100', visibility: 'PUBLIC', noStateSecretConfirmed: true,
      lines: [{ classIds: [classId], quantity: '2', unit: '台', requirements: [{ attributeKey: 'flow', op: 'AT_LEAST', value: 100, unit: 'm3/min' }] }],
    }, 'Demand { id }', buyer);
    await house.market.done('publishDemand', { demandId }, 'Demand { id }', buyer);
    await house.until('it is matched', async () => (await matchesOf(demandId)).includes(id));

    const revision = { classId, alsoCalled: ['悬浮透平机'], attributes: [{ ...FLOW, max: 100 }], reason: '补充别名' };
    const { previewClassEdit } = await house.admin.ask(`query ($input: ReviseClassInput!) { previewClassEdit(input: $input) {
      productsTouched linesTouched outOfBounds examples { productId attributeKey value min max } after { alsoCalled } } }`, { input: revision }, officer);
    expect(previewClassEdit).toEqual({
      productsTouched: 1, linesTouched: 1, outOfBounds: 1, examples: [{ productId: id, attributeKey: 'flow', value: 120, min: 1, max: 100 }], after: { alsoCalled: ['悬浮透平机'] },
    });
    expect(await found('悬浮透平机')).not.toContain(id);
    await house.admin.done('reviseClass', { ...revision, attributes: null }, 'ClassEdit { change after { alsoCalled } }', officer);
    await house.until('search finds its products by the new name', async () => (await found('悬浮透平机')).includes(id));

    const answer = await house.admin.graphql(`mutation ($a: ReviseClassInput!, $b: RetireExtensionClassInput!) {
      taken: reviseClass(input: $a) { ... on Refusal { code field message } } retired: retireExtensionClass(input: $b) { ... on Refusal { code field message } } }`,
    { a: { classId, attributes: [], reason: '精简' }, b: { classId, reason: '并入风机' } }, officer);
    expect(answer.data).toEqual({
      taken: { code: 'CLASS_ATTRIBUTE_USED', field: 'attributes', message: expect.stringContaining('1 个在架产品、1 条公开需求') },
      retired: { code: 'CLASS_IN_USE', field: 'classId', message: expect.stringContaining('1 个在架产品、1 条公开需求') },
    });
    const { classEdits } = await house.admin.ask('query ($id: ID!) { classEdits(classId: $id) { nodes { change reason editedBy before { alsoCalled } after { alsoCalled } } } }', { id: classId }, officer);
    expect(classEdits).toEqual({ nodes: [
      { change: 'REVISE', reason: '补充别名', editedBy: officer.organisationId, before: { alsoCalled: [] }, after: { alsoCalled: ['悬浮透平机'] } },
      { change: 'ADD', reason: '企业反映无类可选', editedBy: officer.organisationId, before: null, after: { alsoCalled: [] } },
    ] });
  }, 60_000);
});
