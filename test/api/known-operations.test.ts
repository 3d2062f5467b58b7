import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDemand, aProduct, CLASS_ID } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let supplier: Member;
let product = '';
let hidden = '';
let demand = '';
beforeAll(async () => {
  house = await runHouse(['market']);
  registry = await Registry.open(house, house.market);
  supplier = await registry.member();
  product = await aProduct(house.market, supplier);
  hidden = await aProduct(house.market, supplier, { priceVisibility: 'APPROVED_BUYERS' });
  demand = (await aDemand(house.market, supplier)).id;
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

type Variables = Readonly<Record<string, unknown>>;
interface Told {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}
/** As often as a query is met before it is known. */
const TIMES = 3;

async function ask(query: string, variables: Variables, token: string | null, headers: Record<string, string> = {}): Promise<Told> {
  const answer = await house.market.post(JSON.stringify({ query, variables }), { token, headers });
  return { status: answer.status, type: answer.headers.get('content-type'), text: (await answer.text()).replaceAll(/[0-9a-f]{32}/g, 'TRACE') };
}
async function shortWays(): Promise<number> {
  const text = await (await fetch(`${house.market.url}/metrics`)).text();
  return Number(/^duijie_known_operations_total (\d+)/m.exec(text)?.[1] ?? 0);
}
let texts = 0;
/** The engine's own answer: no text is met twice. */
const byEngine = (query: string, variables: Variables, token: string | null): Promise<Told> => ask(`${query} # ${++texts}`, variables, token);

interface Case {
  readonly query: string;
  /** The first makes the query known; each of them is compared. */
  readonly with?: () => readonly Variables[];
  readonly anonymous?: true;
}
const F = 'id zh en';

const SHORT: Readonly<Record<string, Case>> = {
  'a list of objects': { query: `{ classes(origin: PLAN) { ${F} clause } }` },
  'lists in lists': { query: '{ classes { id attributes { key zh unit type } kinds { key zh } } }' },
  'names for fields': { query: '{ one: class(id: "S1.1.1.01") { number: id zh } two: class(id: "S1.1.1.02") { number: id zh } }' },
  'the same field twice': { query: '{ class(id: "S1.1.1.01") { id } class(id: "S1.1.1.01") { zh } }' },
  'fragments': { query: `query { classes(parentId: "S1.1.1") { ...C } } fragment C on EquipmentClass { ${F} ...D } fragment D on EquipmentClass { clause }` },
  'an inline fragment': { query: '{ classes { ... on EquipmentClass { id zh } ... { en } } }' },
  '__typename': { query: '{ __typename classes { __typename id } }' },
  'introspection': { query: '{ __schema { queryType { name } } __type(name: "Product") { fields { name type { kind name ofType { name } } } } }' },
  'a variable that is needed': { query: 'query ($id: ID!) { class(id: $id) { id zh } }', with: () => [{ id: 'S1.1.1.01' }, { id: 'S9' }, { id: '' }, { id: null }, {}, { id: 7 }, { id: true }, { id: ['S1.1.1.01'] }, { id: 'S1.1.1.01', more: 1 }] },
  'a variable with a default': { query: 'query ($first: Int = 3) { demandItems(first: $first) { nodes { id zh } pageInfo { hasNextPage endCursor } } }', with: () => [{}, { first: 2 }, { first: null }, { first: 0 }, { first: 101 }, { first: 1.5 }, { first: '2' }, { first: 3_000_000_000 }] },
  'a variable that may be missing': { query: 'query ($words: String, $task: ID) { demandItems(query: $words, taskId: $task, first: 2) { nodes { id zh clause } } }', with: () => [{}, { words: '锅炉' }, { words: null }, { words: '', task: 'x' }, { words: 'x'.repeat(20_001) }, { words: 'a\u0000b' }] },
  'a choice as a variable': { query: 'query ($origin: ClassOrigin) { classes(origin: $origin, parentId: "S1.1") { id } }', with: () => [{ origin: 'PLAN' }, { origin: null }, {}, { origin: 'NONE' }, { origin: 'plan' }, { origin: 1 }] },
  'a list as a variable': { query: 'query ($ids: [ID!]) { openDemands(classIds: $ids) { nodes { id title lines { quantity unit classes { zh } } } } }', with: () => [{ ids: [CLASS_ID] }, { ids: CLASS_ID }, { ids: [] }, { ids: [null] }, { ids: null }, {}] },
  'an object as a variable': {
    query: 'query ($filter: ProductFilterInput) { products(filter: $filter) { nodes { id } totalCount } }',
    with: () => [{ filter: { classIds: [CLASS_ID] } }, { filter: {} }, { filter: null }, {}, { filter: { priceMinCny: '1.50' } }, { filter: { priceMinCny: 'x' } }, { filter: { energyGradeAtMost: 9 } }, { filter: { no: 1 } }, { filter: { specs: [{ attributeKey: 'power' }] } }],
  },
  'a variable within an object': { query: 'query ($id: ID!) { products(filter: { classIds: [$id] }, sort: NEWEST) { nodes { id } totalCount } }', with: () => [{ id: CLASS_ID }, { id: 'S1.1.1.02' }, { id: 'no class' }, { id: null }, {}] },
  'a missing variable within an object': { query: 'query ($grade: Int, $ids: [ID!] = ["S1.1.1.01"]) { products(filter: { energyGradeAtMost: $grade, classIds: $ids }) { totalCount } }', with: () => [{}, { grade: 2 }, { grade: null }, { grade: 'x' }, { ids: null }, { ids: ['S1.1.1.02'] }] },
  'an amount within an object': { query: 'query ($least: Decimal) { products(filter: { priceMinCny: $least, priceMaxCny: "900000000" }) { totalCount } }', with: () => [{ least: '1' }, { least: '1e3' }, { least: 1.5 }, { least: {} }] },
  'a product without an account': { query: 'query ($id: ID!) { product(id: $id) { id name specs { attributeKey value unit } offer { priceCny priceHidden } supplier { name } publishedAt state } }', anonymous: true, with: () => [{ id: product }, { id: hidden }, { id: 'prd_0' }, { id: '产品' }] },
  'a product of one\'s own': { query: 'query ($id: ID!) { product(id: $id) { id offer { priceCny priceHidden } createdAt updatedAt revision state } }', with: () => [{ id: product }, { id: hidden }] },
  'a page and its cursor': { query: 'query ($after: String) { myProducts(first: 1, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } }', with: () => [{}, { after: null }, { after: 'no cursor' }, { after: '' }] },
  'what another room adds': { query: 'query ($id: ID!) { demand(id: $id) { id title owner { name } lines { number item { zh } matches { score } classes { id zh } } budgetCny neededBy } }', with: () => [{ id: demand }, { id: product }] },
  'who asks': { query: '{ viewer { displayName roles organisation { id name } organisations { name kind roles } } }' },
  'an inbox': { query: '{ inbox(first: 5, unreadOnly: true) { nodes { id text readAt } unreadCount } }' },
  'a decimal and a day': { query: '{ myDemands(first: 5) { nodes { budgetCny neededBy createdAt lines { quantity budgetCny requirements { op value unit } } } } }' },
  'suggestions': { query: 'query ($p: String!) { suggest(prefix: $p, first: 5) { kind text id } }', anonymous: true, with: () => [{ p: '采煤' }, { p: '' }, { p: ' ' }, { p: 'ＭＧ' }] },
  'clauses of the plan': { query: '{ clauses { ref title departments } clause(ref: "A1") { ref text parentRef } }' },
  'nothing where nothing is': { query: '{ class(id: "no") { id paths: attributes { key } } demand(id: "no") { id } }' },
};

const ENGINE: Readonly<Record<string, Case>> = {
  'a directive': { query: 'query ($all: Boolean!) { classes(parentId: "S1.1") { id zh @include(if: $all) } }', with: () => [{ all: true }, { all: false }] },
  'two operations': { query: 'query A { classes(parentId: "S1.1") { id } } query B { __typename }' },
  'a mutation': { query: 'mutation { __typename }' },
  'a query that is refused each time': { query: '{ myProducts(first: 1) { nodes { id } } }', anonymous: true },
  'a number for a text of digits': { query: 'query ($least: Decimal) { products(filter: { priceMinCny: $least, priceMaxCny: 900000000.5 }) { totalCount } }', with: () => [{ least: '1' }] },
};

describe.each<[string, Readonly<Record<string, Case>>, boolean]>([['the short way of a known query', SHORT, true], ['what stays with the engine', ENGINE, false]])('%s', (_way, cases, short) => {
  it.each(Object.entries(cases))('answers as the engine does: %s', async (_name, { query, with: variants = () => [{}], anonymous }) => {
    const token = anonymous ? null : supplier.token;
    const all = variants();
    const compared: Told[] = [];
    for (const variables of all) {
      for (let n = 0; n < TIMES; n += 1) await ask(query, all[0] ?? {}, token);
      const before = await shortWays();
      compared.push(await ask(query, variables, token));
      if (compared.length === 1) expect(await shortWays() - before).toBe(short ? 1 : 0);
    }
    const expected: Told[] = [];
    for (const variables of all) expected.push(await byEngine(query, variables, token));
    expect(compared).toEqual(expected);
  });
});

describe('a known query', () => {
  const QUERY = 'query Mine($first: Int! = 2) { myProducts(first: $first) { nodes { id } } }';
  const known = async (): Promise<void> => { for (let n = 0; n < TIMES; n += 1) await ask(QUERY, {}, supplier.token); };

  it('is still closed to whom it is closed', async () => {
    await known();
    const answer = await ask(QUERY, {}, null);
    expect(answer).toEqual(await byEngine(QUERY, {}, null));
    expect(answer.text).toContain('SIGN_IN_REQUIRED');
  });

  it('is still counted by its cost, for the values it comes with', async () => {
    const deep = 'query ($first: Int!) { myProducts(first: $first) { nodes { similar(first: 20) { similar(first: 20) { id name model description } } } } }';
    for (let n = 0; n < TIMES; n += 1) await ask(deep, { first: 1 }, supplier.token);
    expect(await ask(deep, { first: 100 }, supplier.token)).toEqual(await byEngine(deep, { first: 100 }, supplier.token));
  });

  it.each([['application/graphql-response+json'], ['text/html'], ['application/json, */*;q=0.1'], ['image/png']])('is answered in the form that is accepted: %s', async (accept) => {
    await known();
    expect(await ask(QUERY, {}, supplier.token, { accept })).toEqual(await ask(`${QUERY} # ${++texts}`, {}, supplier.token, { accept }));
  });

  it('tells a name that it has not, and extensions, as ever', async () => {
    await known();
    for (const more of [{ operationName: 'Other' }, { operationName: 'Mine' }, { extensions: {} }, { extensions: 'x' }, { variables: 'x' }, { variables: [] }, { operationName: 1 }]) {
      const asked = async (query: string): Promise<unknown[]> => {
        const answer = await house.market.post(JSON.stringify({ query, ...more }), { token: supplier.token });
        return [answer.status, (await answer.text()).replaceAll(/[0-9a-f]{32}/g, 'TRACE')];
      };
      expect(await asked(QUERY)).toEqual(await asked(`${QUERY} # ${++texts}`));
    }
  });

  it('has its name in the log, its figure, and the id of its request', async () => {
    await known();
    const answer = await house.market.post(JSON.stringify({ query: QUERY }), { token: supplier.token, headers: { 'x-request-id': 'known-operation-1' } });
    expect(answer.headers.get('x-request-id')).toBe('known-operation-1');
    const figures = await (await fetch(`${house.market.url}/metrics`)).text();
    expect(figures).toMatch(/duijie_operation_seconds_count\{kind="query",field="myProducts",ok="yes"\} [1-9]/);
  });
});
