import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

const FOLDER = 'test/fixtures/price-lists';
let house: RunningHouse;
let registry: Registry;
let supplier: Member;
beforeAll(async () => {
  house = await runHouse(['market', 'worker']);
  registry = await Registry.open(house, house.market);
  supplier = await registry.member();
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

interface Row {
  readonly sheetName: string;
  readonly number: number;
  readonly state: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
  readonly name: string | null;
  readonly model: string | null;
  readonly classes: readonly { readonly classId: string; readonly confidence: number; readonly remembered: boolean; readonly class: { readonly zh: string } | null }[];
  readonly price: { readonly kind: string | null; readonly priceCny: string | null; readonly taxIncluded: boolean | null } | null;
  readonly specs: readonly { readonly zh: string; readonly textZh: string }[];
  readonly missingSpecs: readonly { readonly zh: string }[];
  readonly product: { readonly model: string; readonly state: string; readonly offer: { readonly priceCny: string | null } } | null;
}
interface Import {
  readonly state: string;
  readonly progress: number;
  readonly rowsTotal: number;
  readonly rowsTaken: number;
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly proposal: {
    readonly counts: Readonly<Record<string, number>>;
    readonly sheets: readonly { readonly name: string; readonly ignored: string | null; readonly message: string | null; readonly tables: readonly Table[] }[];
    readonly rows: { readonly nodes: readonly Row[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } };
  } | null;
}
interface Table {
  readonly headingRows: readonly number[];
  readonly remembered: boolean;
  readonly columns: readonly { readonly letter: string; readonly heading: string; readonly role: string; readonly roleName: string; readonly meanings: readonly { readonly zh: string }[] }[];
}

const IMPORT = 'ProductImport { id state }';
const LOOK = `query ($id: ID!, $states: [ImportListRowState!], $after: String) { productImport(id: $id) { state progress rowsTotal rowsTaken refusal { code message }
  proposal { counts { ready incomplete needsClass rejected ignored }
    sheets { name ignored message tables { headingRows remembered columns { letter heading role roleName meanings { zh } } } }
    rows(first: 100, after: $after, states: $states) { pageInfo { hasNextPage endCursor } nodes { sheetName number state reasons { code message } name model
      classes { classId confidence remembered class { zh } } price { kind priceCny taxIncluded } specs { zh textZh } missingSpecs { zh } product { model state offer { priceCny } } } } } } }`;

const look = async (id: string, variables: object = {}): Promise<Import> => {
  const { productImport } = await house.market.ask<{ productImport: Import | null }>(LOOK, { id, ...variables }, supplier);
  if (productImport === null) throw new Error(`no import ${id}`);
  return productImport;
};

/** Asks until the import is in one of these states. */
async function reaches(id: string, ...states: readonly string[]): Promise<Import> {
  let now = await look(id);
  await house.until(`the import is ${states.join(' or ')}`, async () => states.includes((now = await look(id)).state), 30_000);
  return now;
}

async function asked(name: string, content: Uint8Array | string, input: object = {}): Promise<string> {
  const { status, body } = await house.market.upload(name, content, supplier);
  if (status !== 201) throw new Error(`The upload was refused: ${JSON.stringify(body)}`);
  return (await house.market.done<{ id: string }>('importProducts', { fileId: body['fileId'], ...input }, IMPORT, supplier)).id;
}

describe('a price list in Excel', () => {
  let id: string;

  it('is proposed in Chinese: sheets, columns and rows, with what is missing; nothing is saved yet', async () => {
    id = await asked('晋矿机械报价单.xlsx', readFileSync(`${FOLDER}/a1-mining-machines.xlsx`));
    const { proposal, ...seen } = await reaches(id, 'PROPOSED');
    expect(seen).toMatchObject({ state: 'PROPOSED', progress: 1, rowsTotal: 22, refusal: null });
    expect(proposal?.sheets.map(({ name, ignored, message }) => [name, ignored, message])).toEqual([
      ['破碎筛分', null, null], ['皮带及刮板', null, null], ['说明', 'NO_LIST', '没有找到产品表'],
    ]);
    const [crushers, belts] = proposal?.sheets.map(({ tables: [table] }) => table) ?? [];
    expect(crushers?.columns.map(({ letter, roleName }) => `${letter} ${roleName}`)).toEqual(['A 序号', 'B 产品名称', 'C 型号', 'D 参数描述', 'E 单价', 'F 交货期', 'G 质保', 'H 备注']);
    expect(belts?.columns.filter(({ role }) => role === 'ATTRIBUTE').flatMap(({ meanings }) => meanings[0]?.zh ?? [])).toContain('输送量');
    expect(proposal?.counts).toEqual({ ready: 8, incomplete: 6, needsClass: 4, rejected: 1, ignored: 3 });
    const rows = new Map(proposal?.rows.nodes.map((row) => [`${row.sheetName} ${row.number}`, row]));
    expect(rows.get('破碎筛分 5')).toMatchObject({
      state: 'READY', name: '老虎口', model: 'PE-600×900', price: { kind: 'FIXED', priceCny: '136000.00', taxIncluded: true }, product: null,
      classes: [{ classId: 'S1.1.1.03', confidence: expect.any(Number), remembered: false, class: { zh: expect.stringContaining('破碎') } }],
      specs: expect.arrayContaining([{ zh: '处理能力', textZh: '120 t/h' }]),
    });
    expect(rows.get('破碎筛分 7')).toMatchObject({ state: 'INCOMPLETE', price: { kind: 'ON_REQUEST', priceCny: null }, missingSpecs: expect.arrayContaining([{ zh: expect.any(String) }]) });
    expect(rows.get('破碎筛分 13')?.reasons).toEqual([{ code: 'NO_CLASS', message: '没有合适的品类，暂不导入；请指明品类后再确认' }]);
    expect(rows.get('破碎筛分 16')).toMatchObject({ state: 'REJECTED', reasons: [{ code: 'OUT_OF_RANGE' }] });
    expect(await house.sql('select from catalogue_product where owner_id = $1', [supplier.organisationId])).toEqual([]);
  }, 60_000);

  it('is corrected and confirmed; the products are drafts, and rows without a class wait', async () => {
    await house.market.done('confirmProductImport', {
      importId: id, classes: [{ sheet: '破碎筛分', rows: [13], classId: 'S1.1.1.03' }, { name: '桥式转载', classId: null }],
    }, IMPORT, supplier);
    const { proposal, ...seen } = await reaches(id, 'FINISHED');
    expect(seen).toMatchObject({ rowsTotal: 22, rowsTaken: 14 });
    expect(proposal?.rows.nodes.flatMap(({ product }) => product ?? []).every(({ state }) => state === 'DRAFT')).toBe(true);
    expect(proposal?.rows.nodes.find(({ model }) => model === '2YK1860')).toMatchObject({ classes: [{ classId: 'S1.1.1.03', confidence: 1 }], product: { model: '2YK1860' } });
    const waiting = await look(id, { states: ['NEEDS_CLASS'] });
    expect(waiting.proposal?.rows.nodes.map(({ name }) => name)).toEqual(['棒条给料机', '轮斗洗砂机', '桥式转载', '托辊']);
    expect(await house.sql(`select count(*)::int as count from catalogue_product where owner_id = $1 and state = 'DRAFT'`, [supplier.organisationId])).toEqual([{ count: 14 }]);
  }, 60_000);

  it('next month is read as it was confirmed, and says so', async () => {
    const next = await reaches(await asked('晋矿机械报价单（二月）.xlsx', readFileSync(`${FOLDER}/a1-mining-machines.xlsx`)), 'PROPOSED');
    expect(next.proposal?.sheets.flatMap(({ tables }) => tables.map(({ remembered }) => remembered))).toEqual([true, true]);
    expect(next.proposal?.rows.nodes.find(({ model }) => model === '2YK1860')?.classes[0]).toMatchObject({ classId: 'S1.1.1.03', remembered: true });
  }, 60_000);

  it('tells in words what a correction speaks of that is not there', async () => {
    const refusal = await house.market.refused('confirmProductImport', { importId: id, columns: [{ sheet: '破碎', index: 1, role: 'NAME' }] }, IMPORT, supplier);
    expect(refusal).toMatchObject({ code: 'LIST_SHEET_UNKNOWN', field: 'columns.0.sheet', message: '没有读取名为「破碎」的工作表，请从 proposal.sheets 中选' });
    const rival = await registry.member();
    expect(await house.market.refused('confirmProductImport', { importId: id }, IMPORT, rival)).toMatchObject({ code: 'NOT_FOUND', field: 'importId' });
    expect((await house.market.ask<{ productImport: object | null }>('query ($id: ID!) { productImport(id: $id) { proposal { counts { ready } } } }', { id }, rival)).productImport).toBeNull();
  });
});

describe('a list as text', () => {
  it('in GB18030 out of an old ledger comes to its products, watched as it goes on', async () => {
    const id = await asked('导出.csv', readFileSync(`${FOLDER}/a3-farm-erp-export.csv`));
    await reaches(id, 'PROPOSED');
    const live = house.market.subscribe<{ productImportProgressed: { state: string } }>('subscription ($id: ID!) { productImportProgressed(importId: $id) { state } }', { id }, supplier);
    const next = async (): Promise<string> => (await live.next()).data?.productImportProgressed.state ?? 'NONE';
    expect(await next()).toBe('PROPOSED');
    await house.market.done('confirmProductImport', { importId: id }, IMPORT, supplier);
    const states = new Set<string>();
    while (!states.has('FINISHED')) states.add(await next());
    await live.close();
    expect(await look(id)).toMatchObject({ rowsTotal: 18, rowsTaken: 13 });
  }, 60_000);
});
