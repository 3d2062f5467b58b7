import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let supplier: Member;
let other: Member;
beforeAll(async () => {
  house = await runHouse(['market', 'worker']);
  registry = await Registry.open(house, house.market);
  [supplier, other] = [await registry.member(), await registry.member()];
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const HEADING = '产品名称,型号,品类(supplyId),单价(元),计价单位,交货期(天),质保(月),能效等级,设备组成';
const ROW = (n: number): string => `双滚筒采煤机,UP-${n},S1.1.1.01,2650000,台,100,12,,采煤机`;
const MEBIBYTE = 1_048_576;
const OLD_EXCEL = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array<number>(504).fill(0)]);
const IMPORT = 'ProductImport { id state }';

interface ImportState {
  readonly state: string;
  readonly rowsTotal: number;
  readonly rowsTaken: number;
  readonly rowsRejected: number;
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly remarks: readonly { readonly code: string; readonly message: string }[];
  readonly rows: { readonly nodes: readonly { readonly number: number; readonly verdict: string; readonly remarks: readonly { readonly code: string; readonly column: string | null }[] }[] };
}

/** Uploads and imports a file; answers how the import ended. */
async function imported(content: string | Uint8Array, input: Record<string, unknown> = {}): Promise<ImportState> {
  const { status, body } = await house.market.upload('目录.csv', content, supplier);
  if (status !== 201) throw new Error(`The upload was refused: ${JSON.stringify(body)}`);
  const { id } = await house.market.done<{ id: string }>('importProducts', { fileId: body['fileId'], ...input }, IMPORT, supplier);
  const look = async (): Promise<ImportState | null> => (await house.market.ask<{ productImport: ImportState | null }>(
    `query ($id: ID!) { productImport(id: $id) { state rowsTotal rowsTaken rowsRejected refusal { code message } remarks { code message } rows(first: 100) { nodes { number verdict remarks { code column } } } } }`, { id }, supplier)).productImport;
  let state: ImportState | null = null;
  await house.until(`the import ends (${JSON.stringify(state)})`, async () => {
    state = await look();
    return state !== null && ['FINISHED', 'REFUSED'].includes(state.state);
  });
  if (state === null) throw new Error('the import is gone');
  return state;
}

describe('a file that is refused at the door', () => {
  it.each<[string, string | Uint8Array, string, number, string]>([
    ['an old workbook', OLD_EXCEL, 'a.xls', 415, 'XLS_NOT_SUPPORTED'],
    ['an old workbook by another name', OLD_EXCEL, 'a.csv', 415, 'XLS_NOT_SUPPORTED'],
    ['nothing', '', 'a.csv', 400, 'FILE_EMPTY'],
    ['a program', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), 'a.csv', 415, 'FILE_KIND_NOT_ALLOWED'],
    ['more than 20 MiB', new Uint8Array(20 * MEBIBYTE + 1).fill(0x61), 'a.csv', 413, 'FILE_TOO_LARGE'],
  ])('%s', async (_what, content, name, status, code) => {
    const before = await house.counts();
    const answer = await house.market.upload(name, content, supplier);
    expect([answer.status, answer.body['code'], answer.body['field']]).toEqual([status, code, 'file']);
    expect(answer.body['message']).toMatch(/[一-龥]/);
    expect(await house.counts()).toEqual(before);
  });

  it('one of nobody', async () => {
    const answer = await house.market.upload('a.csv', HEADING);
    expect([answer.status, answer.body['code']]).toEqual([401, 'SIGN_IN_REQUIRED']);
  });
});

describe('a file that cannot be read as a catalogue', () => {
  const bytes = (...codes: number[]): Uint8Array => Uint8Array.from([...Buffer.from(`${HEADING}\n`), ...codes, 0x0a]);
  it.each<[string, string | Uint8Array]>([
    ['in no encoding', bytes(0xff, 0xff, 0xff, 0x80, 0x2c, 0xff)],
    ['half in UTF-8, half in GB18030', Uint8Array.from([...Buffer.from(`${HEADING}\n${ROW(1)}\n`), ...iconv.encode(ROW(2), 'gb18030')])],
    ['with a quote that never closes', `${HEADING}\n双滚筒采煤机,"UP-3,S1.1.1.01,1,台,1,1,,采煤机\n`],
    ['with a heading alone', `${HEADING}\n`],
    ['with none of our columns', '甲,乙,丙\n1,2,3\n'],
    ['with a NUL in a cell', `${HEADING}\n双滚筒\u0000采煤机,UP-4,S1.1.1.01,1,台,1,1,,采煤机\n`],
  ])('%s', async (_what, content) => {
    const before = await house.counts('catalogue_product', 'catalogue_offer', 'catalogue_product_revision');
    const upload = await house.market.upload('目录.csv', content, supplier);
    // What is no text at all is told at the door, everything else by the import.
    if (upload.status !== 201) {
      expect([upload.body['code'], upload.body['field']]).toEqual([expect.stringMatching(/^FILE_/), 'file']);
      return;
    }
    const state = await imported(content);
    const told = state.refusal ?? state.rows.nodes.find(({ verdict }) => verdict === 'REJECT')?.remarks[0];
    expect([state.state, told?.code]).toEqual([state.refusal === null ? 'FINISHED' : 'REFUSED', expect.stringMatching(/^[A-Z_]+$/)]);
    expect([state.rowsTaken, await house.counts('catalogue_product', 'catalogue_offer', 'catalogue_product_revision')]).toEqual([0, before]);
  }, 30_000);
});

describe('a file that is taken', () => {
  it('in GB18030, row by row: what is wrong is told with its column, the rest goes in', async () => {
    const lines = [HEADING, ROW(11), ROW(12).replace('2650000', '-5'), ROW(13).replace('S1.1.1.01', 'S9.9'), ROW(14).replace('UP-14', ''), ROW(15)];
    const state = await imported(iconv.encode(lines.join('\r\n'), 'gb18030'));
    expect(state).toMatchObject({ state: 'FINISHED', rowsTotal: 5, rowsTaken: expect.any(Number), refusal: null });
    const said = new Map(state.rows.nodes.map(({ number, verdict, remarks }) => [number, [verdict, ...remarks.map(({ code }) => code)]]));
    expect(said.get(3)).toEqual(expect.arrayContaining([expect.stringContaining('PRICE_NOT_POSITIVE')]));
    expect(said.get(4)?.[0]).toBe('REJECT');
    expect(said.get(5)?.[0]).toBe('REJECT');
    const products = await house.sql<{ model: string }>(`select model from catalogue_product where model like 'UP-1_' and owner_id = $1 order by model`, [supplier.organisationId]);
    expect(products.map(({ model }) => model)).toEqual(expect.arrayContaining(['UP-11', 'UP-15']));
    expect(state.rowsTaken).toBe(products.length);
    expect(await house.sql(`select from catalogue_offer where price_cny < 0`)).toEqual([]);
  }, 30_000);

  it('all or nothing: one row that cannot be taken keeps all out', async () => {
    const state = await imported([HEADING, ROW(21), ROW(22).replace('S1.1.1.01', 'S9.9')].join('\n'), { policy: 'ALL_OR_NOTHING' });
    expect([state.rowsTaken, state.remarks.map(({ code }) => code)]).toEqual([0, expect.arrayContaining([expect.stringContaining('NOTHING_TAKEN')])]);
    expect(await house.sql(`select from catalogue_product where model like 'UP-2_'`)).toEqual([]);
  }, 30_000);

  it('as a dry run: every row has its verdict and nothing is kept', async () => {
    const state = await imported([HEADING, ROW(31)].join('\n'), { dryRun: true });
    expect(state.rows.nodes).toHaveLength(1);
    expect(await house.sql(`select from catalogue_product where model = 'UP-31'`)).toEqual([]);
  }, 30_000);

  it('twice: the second time changes nothing', async () => {
    const csv = [HEADING, ROW(41), ROW(42)].join('\n');
    await imported(csv);
    const before = await house.counts('catalogue_product', 'catalogue_product_revision', 'catalogue_offer_revision');
    expect((await imported(csv)).state).toBe('FINISHED');
    expect(await house.counts('catalogue_product', 'catalogue_product_revision', 'catalogue_offer_revision')).toEqual(before);
  }, 30_000);

  it('with what looks like a formula: kept as text', async () => {
    await imported([HEADING, ROW(51).replace('双滚筒采煤机', '=cmd|calc')].join('\n'));
    const [product] = await house.sql<{ name: string }>(`select name from catalogue_product where model = 'UP-51'`);
    expect(product?.name).toBe('=cmd|calc');
  }, 30_000);
});

describe('an import that is asked for wrongly', () => {
  it('of a file that is not there, or another’s: the same answer', async () => {
    const { body } = await house.market.upload('目录.csv', [HEADING, ROW(61)].join('\n'), other);
    for (const fileId of [body['fileId'], 'fil_01kazzzzzzzzzzzzzzzzzzzzzz']) {
      const refusal = await house.market.refused('importProducts', { fileId }, IMPORT, supplier);
      expect([refusal.code, refusal.field]).toEqual(['NOT_FOUND', 'fileId']);
    }
  });

  it('twice with one key: one import', async () => {
    const { body } = await house.market.upload('目录.csv', [HEADING, ROW(71)].join('\n'), supplier);
    const ask = (): Promise<{ id: string }> => house.market.done('importProducts', { fileId: body['fileId'], idempotencyKey: 'import-71' }, IMPORT, supplier);
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    await house.until('it ends', async () => (await house.sql(`select from catalogue_import where state in ('QUEUED', 'RUNNING')`)).length === 0);
  }, 30_000);

  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
