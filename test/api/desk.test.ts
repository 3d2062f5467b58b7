import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDemand, aProduct, CLASS_ID } from '../factories/listings.js';
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
  supplier = await registry.member({ name: '煤机厂' });
  buyer = await registry.member({ name: '煤矿' });
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const found = async (words: string): Promise<string[]> =>
  (await house.market.ask<{ products: { nodes: { id: string }[] } }>('query ($words: String!) { products(query: $words) { nodes { id } } }', { words })).products.nodes.map(({ id }) => id);
const matchesOf = async (demandId: string): Promise<string[]> => {
  const { demand } = await house.market.ask<{ demand: { lines: { matches: { product: { id: string } | null }[] }[] } }>(
    'query ($id: ID!) { demand(id: $id) { lines { matches(first: 50) { product { id } } } } }', { id: demandId }, buyer);
  return demand.lines.flatMap(({ matches }) => matches.flatMap(({ product }) => product?.id ?? []));
};

describe('an officer at the desk of the catalogue', () => {
  it('suspends a product: search and matching drop it within seconds, the supplier reads why, and it comes back', async () => {
    const id = await aProduct(house.market, supplier, { name: '电牵引采煤机', model: 'MG650/1590-WD' });
    const { id: demandId } = await aDemand(house.market, buyer);
    await house.until('it is found', async () => (await found('MG650/1590-WD')).includes(id));
    await house.until('it is recommended', async () => (await matchesOf(demandId)).includes(id));
    const suspended = await house.admin.done<{ products: object[]; refusals: object[] }>('suspendProducts', { productIds: [id], cause: 'FALSE_FIGURES', reason: '装机功率与铭牌不符' },
      'ProductBatch { products { id state suspension { cause } } refusals { code field } }', officer);
    expect(suspended).toMatchObject({ products: [{ id, state: 'SUSPENDED', suspension: { cause: 'FALSE_FIGURES' } }], refusals: [] });
    await house.until('search and matching dropped it', async () => !(await found('MG650/1590-WD')).includes(id) && !(await matchesOf(demandId)).includes(id));
    const { product } = await house.market.ask('query ($id: ID!) { product(id: $id) { state stateReason suspension { cause reason } } }', { id }, supplier);
    expect(product).toEqual({ state: 'SUSPENDED', stateReason: '装机功率与铭牌不符', suspension: { cause: 'FALSE_FIGURES', reason: '装机功率与铭牌不符' } });
    const notices = async (): Promise<string[]> => (await house.market.ask<{ inbox: { nodes: { text: string }[] } }>('{ inbox(first: 50) { nodes { text } } }', {}, supplier)).inbox.nodes.map(({ text }) => text);
    await house.until('the supplier is told', async () => (await notices()).some((text) => text.includes('MG650/1590-WD') && text.includes('装机功率与铭牌不符')));
    await house.admin.done('reinstateProducts', { productIds: [id], because: '已更正' }, 'ProductBatch { products { id } refusals { code } }', officer);
    await house.until('it is back', async () => (await found('MG650/1590-WD')).includes(id) && (await matchesOf(demandId)).includes(id));
  }, 60_000);

  it('answers in Chinese what cannot be suspended, product by product', async () => {
    const id = await aProduct(house.market, supplier, { model: '草稿-1', state: 'DRAFT' });
    const batch = await house.admin.done('suspendProducts', { productIds: [id], cause: 'OTHER', reason: '核查' }, 'ProductBatch { refusals { code field message } }', officer);
    expect(batch).toMatchObject({ refusals: [{ code: 'PRODUCT_NOT_ON_MARKET', field: 'productIds.0', message: '产品「草稿-1」没有发布，不能暂停' }] });
  });

  it('draws a sample, enters verdicts, and looks back on it', async () => {
    for (let n = 0; n < 4; n++) await aProduct(house.market, supplier);
    const sample = await house.admin.done<{ id: string; items: { nodes: { productId: string }[] } }>('sampleProducts', { count: 3, seed: '2026-四季度', classIds: [CLASS_ID] },
      'ProductSample { id seed population drawn classIds items(first: 10) { nodes { productId position product { model } } } }', officer);
    expect(sample).toMatchObject({ seed: '2026-四季度', drawn: 3, classIds: [CLASS_ID] });
    const [first, second] = sample.items.nodes.map(({ productId }) => productId);
    const judged = await house.admin.done('judgeSample', { sampleId: sample.id, verdicts: [{ productId: first, verdict: 'QUALIFIED' }, { productId: second, verdict: 'UNQUALIFIED' }] },
      'SampleJudged { sample { judged unqualified } refusals { code field message } }', officer);
    expect(judged).toMatchObject({ sample: { judged: 1, unqualified: 0 }, refusals: [{ code: 'SAMPLE_REASON_MISSING', field: 'verdicts.1.reason', message: expect.stringContaining('不合格或更正结论须写明理由') }] });
    await house.admin.done('judgeSample', { sampleId: sample.id, verdicts: [{ productId: second, verdict: 'UNQUALIFIED', reason: '无出厂编号' }] }, 'SampleJudged { sample { judged } }', officer);
    const { productSamples } = await house.admin.ask<{ productSamples: { nodes: { id: string }[] } }>(
      '{ productSamples(first: 5) { nodes { id drawnBy judged unqualified items(verdict: UNQUALIFIED) { nodes { productId reason } } } } }', {}, officer);
    expect(productSamples.nodes[0]).toMatchObject({ id: sample.id, drawnBy: officer.organisationId, judged: 2, unqualified: 1, items: { nodes: [{ productId: second, reason: '无出厂编号' }] } });
  });

  it('decides the recommended list, which everybody reads', async () => {
    const id = await aProduct(house.market, supplier, { model: '推介-1' });
    const application = await house.market.done<{ id: string; departments: string[] }>('applyForRecommendedList', { productId: id, statement: '省内首台套' }, 'ListApplication { id departments clause state }', supplier);
    expect(application.departments).toContain('省能源局');
    const { listApplicationQueue } = await house.admin.ask<{ listApplicationQueue: { nodes: object[] } }>(
      '{ listApplicationQueue(department: "省能源局") { nodes { id productRevision product { model missingSpecs { key } } } } }', {}, officer);
    expect(listApplicationQueue.nodes).toMatchObject([{ id: application.id, productRevision: 1, product: { model: '推介-1' } }]);
    await house.admin.done('decideListApplication', { applicationId: application.id, verdict: 'APPROVE', ifRevision: 1 }, 'ListApplication { state }', officer);
    const list = async (): Promise<object[]> => (await house.market.ask<{ recommendedProducts: { nodes: object[] } }>('{ recommendedProducts { nodes { id recommendedAt } } }')).recommendedProducts.nodes;
    expect(await list()).toEqual([{ id, recommendedAt: expect.stringMatching(/\+08:00$/) }]);
    await house.admin.done('endRecommendation', { productId: id, reason: '停产' }, 'Product { id recommendedAt }', officer);
    expect(await list()).toEqual([]);
    const { myListApplications } = await house.market.ask<{ myListApplications: { nodes: object[] } }>('{ myListApplications { nodes { state reason } } }', {}, supplier);
    expect(myListApplications.nodes).toEqual([{ state: 'ENDED', reason: '停产' }]);
  });

  it('looks at the queues and has the search index made anew', async () => {
    const id = await aProduct(house.market, supplier, { model: 'ZX-4711' });
    await house.until('it is found', async () => (await found('ZX-4711')).includes(id));
    const { queues } = await house.admin.ask<{ queues: { lane: string; failed: number }[] }>('{ queues { lane waiting running delayed failed oldestWaitingAt oldestWaitingSeconds } }', {}, officer);
    expect(queues.map(({ lane, failed }) => [lane, failed])).toEqual(['IMPORT', 'INDEX', 'MATCH', 'NOTIFY', 'DELIVER', 'HOUSEKEEPING'].map((lane) => [lane, 0]));
    const generation = async (): Promise<unknown> => (await house.sql('select * from platform_search_generation'))[0];
    const before = await generation();
    await house.admin.done('reindex', { reason: '检索结果可疑' }, 'ReindexRequested { requestedAt }', officer);
    await house.until('the new index is in use', async () => JSON.stringify(await generation()) !== JSON.stringify(before) && (await found('ZX-4711')).includes(id));
    expect(await house.sql(`select because from platform_audit where deed = 'requestReindex'`)).toEqual([{ because: '检索结果可疑' }]);
    expect(await house.admin.refused('reindex', { reason: '试试' }, 'ReindexRequested { requestedAt }', await registry.member({ kind: 'DEPARTMENT', roles: ['REVIEWER'] }))).toMatchObject({ code: 'ROLE_MISSING' });
  }, 60_000);

  it('lists failed jobs and has them tried again, if they answer for the department', async () => {
    expect((await house.admin.ask('{ failedJobs(lane: MATCH) { id handler reason attempts failedAt subjectIds } }', {}, officer))).toEqual({ failedJobs: [] });
    expect(await house.admin.done('retryFailedJobs', { lane: 'MATCH' }, 'FailedJobsRetried { lane }', officer)).toMatchObject({ lane: 'MATCH' });
    expect((await house.admin.graphql('{ failedJobs(lane: MATCH) { id } }', {}, await registry.member({ kind: 'DEPARTMENT', roles: ['REVIEWER'] }))).codes).toEqual(['ROLE_MISSING']);
  });

  it('reads figures by city and by sector, with their definitions and a cut-off', async () => {
    const maker = await registry.member({ name: '朔州机械厂', regionCode: '140602' });
    const mine = await registry.member({ name: '朔州煤矿', regionCode: '140602' });
    await registry.member({ approved: false, regionCode: '140602' });
    const id = await aProduct(house.market, maker);
    await aProduct(house.market, maker, { state: 'WITHDRAWN' });
    await aProduct(house.market, maker, { state: 'DRAFT' });
    const { lineId } = await aDemand(house.market, mine);
    await house.until('it is recommended', async () => (await house.sql('select from matching_recommendation where line_id = $1 and product_id = $2', [lineId, id])).length > 0);
    interface Table { readonly asOf: string; readonly rows: { readonly key: string; readonly zh: string; readonly cells: { readonly key: string; readonly value: number }[] }[]; readonly definitions: { readonly key: string; readonly name: string; readonly definition: string }[] }
    const FIGURES = 'query ($by: FiguresBy!, $from: Date!, $to: Date!) { figures(by: $by, from: $from, to: $to) { asOf definitions { key name definition records } rows { key zh cells { key value } } total { key value } } }';
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const table = async (by: string, from = today, to = today): Promise<Table> => (await house.admin.ask<{ figures: Table }>(FIGURES, { by, from, to }, officer)).figures;
    const cells = (one: Table, key: string): Record<string, number> => Object.fromEntries(one.rows.find((row) => row.key === key)?.cells.map(({ key: figure, value }) => [figure, value]) ?? []);
    const cities = await table('CITY');
    expect(cities.rows.find(({ key }) => key === '140600')?.zh).toBe('山西省朔州市');
    expect(cells(cities, '140600')).toMatchObject({
      ENTERPRISES_APPROVED: 2, ENTERPRISES_WAITING: 1, ENTERPRISES_SUSPENDED: 0, ENTERPRISES_NEW: 2, PRODUCTS_ON_MARKET: 1, PRODUCTS_PUBLISHED: 2, DEMANDS_PUBLISHED: 1, LINES_PUBLISHED: 1, LINES_OPEN: 1,
      RECOMMENDATIONS_ANSWERED: 0, RECOMMENDATIONS_MUTUAL: 0,
    });
    expect(cells(cities, '140600')['RECOMMENDATIONS_MADE']).toBeGreaterThanOrEqual(1);
    expect(cities.definitions.find(({ key }) => key === 'PRODUCTS_ON_MARKET')).toMatchObject({ name: '在架产品', definition: expect.stringContaining('供应商所在地') });
    const sectors = await table('SECTOR');
    expect(Object.keys(cells(sectors, 'S1.1'))).not.toContain('ENTERPRISES_APPROVED');
    expect(cells(sectors, 'S1.1')['PRODUCTS_ON_MARKET']).toBe((await house.sql<{ n: number }>(`select count(*)::int as n from catalogue_product where state = 'PUBLISHED'`))[0]?.n);
    const before = await table('CITY', '2020-01-01', '2020-12-31');
    expect(cells(before, '140600')).toMatchObject({ PRODUCTS_ON_MARKET: 1, PRODUCTS_PUBLISHED: 0, LINES_PUBLISHED: 0, LINES_OPEN: 1 });
    expect((await house.admin.graphql(FIGURES, { by: 'CITY', from: '2026-02-01', to: '2026-01-01' }, officer)).codes).toEqual(['PERIOD_WRONG']);
    expect((await house.admin.graphql(FIGURES, { by: 'CITY', from: today, to: today }, supplier)).codes).toEqual(['WRONG_KIND']);
  }, 60_000);

  it('edits an upgrade path after a look at what it would do, and matching follows within seconds', async () => {
    const ITEM = 'D1.1.b.01';
    const id = await aProduct(house.market, supplier, { model: '路径-1' });
    const { id: demandId } = await house.market.done<{ id: string }>('createDemand', {
      title: '更新下料设备', regionCode: '140100', visibility: 'PUBLIC', noStateSecretConfirmed: true, lines: [{ itemId: ITEM, quantity: '1', unit: '台' }],
    }, 'Demand { id }', buyer);
    await house.market.done('publishDemand', { demandId }, 'Demand { id }', buyer);
    const PREVIEW = `query ($change: PathChange!) { previewUpgradePath(demandItemId: "${ITEM}", classId: "${CLASS_ID}", change: $change, relation: FULFILS, strength: 3) {
      linesTouched productsTouched lines { demandId before { count } after { count best { productId score } } } } }`;
    interface Preview { readonly linesTouched: number; readonly lines: { readonly before: { readonly count: number }; readonly after: { readonly count: number; readonly best: object[] } }[] }
    const { previewUpgradePath: preview } = await house.admin.ask<{ previewUpgradePath: Preview }>(PREVIEW, { change: 'ADD' }, officer);
    expect(preview).toMatchObject({ linesTouched: 1, lines: [{ demandId, before: { count: 0 } }] });
    expect(preview.lines[0]?.after.count).toBeGreaterThan(0);
    expect(await matchesOf(demandId)).toEqual([]);
    const path = { demandItemId: ITEM, classId: CLASS_ID };
    await house.admin.done('editUpgradePath', { ...path, change: 'ADD', relation: 'FULFILS', strength: 3, becauseZh: '同类设备', becauseEn: 'The same goods', reason: '专家论证' },
      'UpgradePathEdit { change after { strength because class { zh } } }', officer);
    await house.until('it is recommended', async () => (await matchesOf(demandId)).includes(id));
    expect((await house.admin.graphql(PREVIEW, { change: 'ADD' }, officer)).codes).toEqual(['PATH_EXISTS']);
    await house.admin.done('editUpgradePath', { ...path, change: 'END', reason: '复议后终止' }, 'UpgradePathEdit { change }', officer);
    await house.until('it is taken back', async () => !(await matchesOf(demandId)).includes(id));
    const { upgradePathEdits } = await house.admin.ask('query ($id: ID!) { upgradePathEdits(demandItemId: $id) { nodes { change reason before { strength } after { strength because } editedBy } } }', { id: ITEM }, officer);
    expect(upgradePathEdits).toEqual({ nodes: [
      { change: 'END', reason: '复议后终止', before: { strength: 3 }, after: null, editedBy: officer.organisationId },
      { change: 'ADD', reason: '专家论证', before: null, after: { strength: 3, because: '同类设备' }, editedBy: officer.organisationId },
    ] });
  }, 60_000);

  it('reads with the supplier what the law says to a listing, and nobody else does', async () => {
    const { id } = await house.market.done<{ id: string }>('createProduct', { classId: 'X.104', name: '清水离心泵', model: 'BA-12' }, 'Product { id }', supplier);
    await house.market.done('publishProducts', { productIds: [id] }, 'ProductBatch { products { id } }', supplier);
    interface Remarked { readonly product: { readonly remarks: { readonly code: string; readonly weight: string; readonly text: string; readonly clause: string }[] } }
    const QUERY = 'query ($id: ID!) { product(id: $id) { remarks { code weight text clause } } }';
    const own = (await house.market.ask<Remarked>(QUERY, { id }, supplier)).product.remarks;
    expect(own).toContainEqual({ code: 'ELIMINATION_VERIFY', weight: 'WARNS', text: expect.stringContaining('二手转录，待核'), clause: '四（二）' });
    expect(own).toContainEqual({ code: 'ENERGY_CLAIM_MISSING', weight: 'BLOCKS', text: '未标能效等级；请标明等级', clause: '二（三）3' });
    expect((await house.admin.ask<Remarked>(QUERY, { id }, officer)).product.remarks).toEqual(own);
    expect((await house.market.ask<Remarked>(QUERY, { id }, buyer)).product.remarks).toEqual([]);
    expect((await house.market.ask<Remarked>(QUERY, { id })).product.remarks).toEqual([]);
  });

  it('is no supplier, and no auditor decides', async () => {
    const auditor = await registry.member({ kind: 'DEPARTMENT', roles: ['AUDITOR'] });
    const id = await aProduct(house.market, supplier);
    expect(await house.admin.refused('suspendProducts', { productIds: [id], cause: 'OTHER', reason: '核查' }, 'ProductBatch { products { id } }', auditor)).toMatchObject({ code: 'ROLE_MISSING' });
    expect(await house.admin.refused('sampleProducts', { count: 1 }, 'ProductSample { id }', supplier)).toMatchObject({ code: 'WRONG_KIND' });
    expect((await house.market.ask<{ product: { state: string } }>('query ($id: ID!) { product(id: $id) { state } }', { id })).product.state).toBe('PUBLISHED');
  });
});

it('logged no fault', () => {
  expect(house.faults).toEqual([]);
});
