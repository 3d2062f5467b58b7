import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { savedAsCsv, sheetsOf } from '../contract/catalogue/written-files.js';
import { Registry, type Member } from '../factories/organisations.js';
import { bearer } from './endpoint.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let supplier: Member;
let other: Member;
let bureau: Member;
beforeAll(async () => {
  house = await runHouse();
  registry = await Registry.open(house, house.market);
  [supplier, other, bureau] = [await registry.member(), await registry.member(), await registry.member({ kind: 'DEPARTMENT' })];
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const HEADING = '产品名称,型号,品类(supplyId),单价(元),计价单位,交货期(天),质保(月),能效等级,设备组成';
const row = (n: number, price: number): string => `双滚筒采煤机,DL-${n},S1.1.1.01,${price},台,100,12,,采煤机`;

const get = (url: string, who: Member | null = supplier, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${house.market.url}${url}`, { headers: { ...bearer(who?.token ?? null), ...headers } });
const refused = async (response: Response): Promise<unknown[]> => {
  const { code, message } = await response.json() as { code: string; message: string };
  expect(message).toMatch(/[一-龥]/u);
  return [response.status, code];
};
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

interface Imported { readonly id: string; readonly state: string; readonly rowsTaken: number; readonly rowsRejected: number; readonly errorFileUrl: string | null }
async function imported(content: string): Promise<Imported> {
  const { body } = await house.market.upload('目录.csv', content, supplier);
  const { id } = await house.market.done<{ id: string }>('importProducts', { fileId: body['fileId'] }, 'ProductImport { id }', supplier);
  const look = async (): Promise<Imported | null> =>
    (await house.market.ask<{ productImport: Imported | null }>('query ($id: ID!) { productImport(id: $id) { id state rowsTaken rowsRejected errorFileUrl } }', { id }, supplier)).productImport;
  await house.until('the import ends', async () => (await look())?.state === 'FINISHED');
  const ended = await look();
  if (ended === null) throw new Error('the import is gone');
  return ended;
}

describe('files beside GraphQL', () => {
  it('a template is filled in, its failures come back in red, corrected they go in, and the export changes nothing', async () => {
    const answer = await house.market.ask<{ class: { templateUrl: string } }>('{ class(id: "S1.1.1.01") { templateUrl } }');
    const template = await get(answer.class.templateUrl);
    expect([template.status, template.headers.get('content-type')]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']);
    expect(template.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('产品导入模板-')}`);
    const [sheet] = await sheetsOf(await bytesOf(template));
    const [heading = [], example = []] = sheet?.rows ?? [];
    const filled = ['5200000', '-1'].map((price, n) => example.map((cell, at) => (at === 0 ? '采煤机' : at === 1 ? `DL-${n}` : heading[at] === '单价(元)' ? price : cell)));
    const first = await imported(savedAsCsv([heading, example, ...filled]));
    expect(first).toMatchObject({ rowsTaken: 1, rowsRejected: 1, errorFileUrl: `/files/imports/${first.id}/errors.xlsx` });

    const failures = await get(first.errorFileUrl ?? '');
    expect(failures.headers.get('content-disposition')).toContain(encodeURIComponent('目录-待改正.xlsx'));
    const [red] = await sheetsOf(await bytesOf(failures));
    expect(red?.rows[1]?.[0]).toContain('单价应大于 0');
    const second = await imported(savedAsCsv((red?.rows ?? []).map((cells) => cells.map((cell) => (cell === '-1' ? '4100000' : cell)))));
    expect(second).toMatchObject({ rowsTaken: 1, rowsRejected: 0, errorFileUrl: null });

    const counts = (): Promise<object> => house.counts('catalogue_product', 'catalogue_product_revision', 'catalogue_offer_revision');
    const before = await counts();
    for (const format of ['CSV', 'XLSX']) {
      const { exportProducts } = await house.market.ask<{ exportProducts: { url: string; productCount: number } }>(
        'query ($format: ExportFormat!) { exportProducts(states: [DRAFT], format: $format) { url productCount } }', { format }, supplier);
      expect(exportProducts).toEqual({ url: `/files/products.${format.toLowerCase()}?state=DRAFT`, productCount: 2 });
      const bytes = await bytesOf(await get(exportProducts.url));
      const content = format === 'CSV' ? bytes.toString() : savedAsCsv((await sheetsOf(bytes))[0]?.rows ?? []);
      expect(await imported(content)).toMatchObject({ rowsTaken: 2, rowsRejected: 0 });
    }
    expect(await counts()).toEqual(before);
  }, 60_000);

  it('a workbook of ours is taken in at the door', async () => {
    const { status, body } = await house.market.upload('模板.xlsx', await bytesOf(await get('/files/templates/S1.1.1.02.xlsx')), supplier);
    expect([status, body['kind']]).toEqual([201, 'XLSX']);
  });

  it('are for their own, by bearer and by cookie', async () => {
    const { errorFileUrl } = await imported([HEADING, row(21, 0)].join('\n'));
    const url = errorFileUrl ?? '';
    expect((await get(url)).status).toBe(200);
    expect((await get(url, null, { cookie: `duijie_session=${supplier.token}`, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect(await refused(await get(url, other))).toEqual([404, 'NOT_FOUND']);
    expect(await refused(await get(url, null))).toEqual([401, 'SIGN_IN_REQUIRED']);
    expect(await refused(await get(url, null, { cookie: `duijie_session=${supplier.token}`, 'sec-fetch-site': 'cross-site' }))).toEqual([403, 'CROSS_SITE_REQUEST']);
    expect(await refused(await get('/files/products.csv', other))).toEqual([409, 'EXPORT_EMPTY']);
    expect(await refused(await get('/files/products.csv', bureau))).toEqual([403, 'WRONG_KIND']);
    expect((await house.market.graphql('{ exportProducts { url } }', {}, other)).codes).toEqual(['EXPORT_EMPTY']);
    expect((await house.market.graphql('{ exportProducts { url } }')).codes).toEqual(['SIGN_IN_REQUIRED']);
  }, 30_000);

  it.each([
    ['/files/templates/S9.9.9.99.xlsx', 404, 'NOT_FOUND'], ['/files/templates/..%2F..%2Fpackage.json', 404, 'NOT_FOUND'], ['/files/templates.xlsx', 400, 'TEMPLATE_CLASSES'],
    ['/files/imports/imp_%00/errors.xlsx', 404, 'NOT_FOUND'], ['/files/products.xlsx?state=%00', 400, 'EXPORT_STATE_UNKNOWN'], ['/files/products.xlsx?classId=%00', 400, 'UNKNOWN_CLASS'],
  ])('%s: %i %s', async (url, status, code) => {
    expect(await refused(await get(url))).toEqual([status, code]);
  });

  it('are the market’s: the departments’ process has none', async () => {
    expect((await fetch(`${house.admin.url}/files/products.xlsx`, { headers: bearer(bureau.token) })).status).toBe(404);
  });

  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
