import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

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

const ROWS = 3_000;
const HEADING = '产品名称,型号,品类(supplyId),单价(元),计价单位,交货期(天),质保(月),能效等级,设备组成';
const CATALOGUE = [HEADING, ...Array.from({ length: ROWS }, (_, n) => `双滚筒采煤机,RE-${n},S1.1.1.01,${1_000_000 + n},台,100,12,,采煤机`)].join('\n');

describe('a worker that is killed in the middle of an import', () => {
  it('goes on where it was: every row once, and none lost', async () => {
    const { body } = await house.market.upload('大目录.csv', CATALOGUE, supplier);
    const { id } = await house.market.done<{ id: string }>('importProducts', { fileId: body['fileId'] }, 'ProductImport { id }', supplier);
    const rowsRead = async (): Promise<number> => {
      const [row] = await house.sql<{ rows_read: number }>('select rows_read from catalogue_import where id = $1', [id]);
      return row?.rows_read ?? 0;
    };
    await house.until('some rows are read', async () => (await rowsRead()) > 0, 60_000);
    await house.kill('worker');
    expect(await rowsRead()).toBeLessThan(ROWS);
    await house.start('worker');
    await house.until('the import ends', async () => (await house.sql(`select from catalogue_import where id = $1 and state = 'FINISHED'`, [id])).length > 0, 90_000);
    const [told] = await house.sql('select rows_total, rows_read, rows_taken, rows_rejected from catalogue_import where id = $1', [id]);
    expect(told).toEqual({ rows_total: ROWS, rows_read: ROWS, rows_taken: ROWS, rows_rejected: 0 });
    expect(await house.sql('select count(*), count(distinct model) as models, max(revision) as revision from catalogue_product')).toEqual([{ count: String(ROWS), models: String(ROWS), revision: 1 }]);
    expect(await house.sql('select count(*) from catalogue_import_row where import_id = $1', [id])).toEqual([{ count: String(ROWS) }]);
  }, 240_000);
});
