import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';
import { packedTimes, part, sheetXml, workbookOf, type ZipPart } from './workbook-parts.js';

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

const SHEET = 'xl/worksheets/sheet1.xml';
const PRODUCTS = ['catalogue_product', 'catalogue_offer', 'catalogue_product_revision', 'catalogue_import_list_row'] as const;
const HEADING = ['名称', '型号', '单价（元）', '停产日期'];
const LIST = [HEADING, ['带式输送机', 'DSJ-1', '100000', ''], ['带式输送机', 'DSJ-2', '120000', '']];
const sheet = (xml: string, name = SHEET): ZipPart => part(name, xml);

interface Ended {
  readonly state: string;
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly proposal: { readonly rows: { readonly nodes: readonly { readonly sheetName: string; readonly number: number; readonly state: string; readonly name: string | null; readonly reasons: readonly { readonly code: string }[] }[] } } | null;
}

/** Uploads and asks for the import; answers the code of the door, or the import when it waits or has ended. */
async function put(content: Uint8Array): Promise<string | Ended> {
  const { status, body } = await house.market.upload('报价单.xlsx', content, supplier);
  if (status !== 201) return String(body['code']);
  const { id } = await house.market.done<{ id: string }>('importProducts', { fileId: body['fileId'] }, 'ProductImport { id }', supplier);
  let now: Ended | null = null;
  await house.until('the import waits or has ended', async () => {
    ({ productImport: now } = await house.market.ask<{ productImport: Ended | null }>(
      'query ($id: ID!) { productImport(id: $id) { state refusal { code message } proposal { rows(first: 100) { nodes { sheetName number state name reasons { code } } } } } }', { id }, supplier));
    return now !== null && ['PROPOSED', 'FINISHED', 'REFUSED'].includes(now.state);
  }, 60_000);
  if (now === null) throw new Error('no import');
  return now;
}

describe('a workbook that is no price list', () => {
  const MEBIBYTE = 1_048_576;
  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['that unpacks to 450 MiB and says 1,000 bytes', async () => workbookOf([{ name: SHEET, packed: await packedTimes(' '.repeat(MEBIBYTE), 450), claims: 1_000 }]), 'TABLE_TOO_LARGE'],
    ['that says it unpacks to terabytes', () => workbookOf([{ ...sheet(sheetXml(LIST)), claims: 0xffff_fff0 }]), 'FILE_KIND_NOT_ALLOWED'],
    ['of ten million cells', () => workbookOf([sheet(`<worksheet><sheetData>${`<row>${'<c><v>1</v></c>'.repeat(500)}</row>`.repeat(20_000)}</sheetData></worksheet>`)]), 'TABLE_TOO_LARGE'],
    ['of a hundred thousand rows', () => workbookOf([sheet(`<worksheet><sheetData>${'<row><c><v>1</v></c></row>'.repeat(100_000)}</sheetData></worksheet>`)]), 'TABLE_TOO_MANY_ROWS'],
    ['of more sheets than anybody keeps', () => workbookOf(Array.from({ length: 120 }, (_, at) => sheet(sheetXml(LIST), `xl/worksheets/s${at}.xml`))), 'TABLE_TOO_MANY_SHEETS'],
    ['with macros', () => workbookOf([sheet(sheetXml(LIST))], [part('xl/vbaProject.bin', 'x')]), 'XLSX_HAS_MACROS'],
    ['whose entities would multiply', () => workbookOf([sheet(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${sheetXml([['&b;']])}`)]), 'LIST_NOT_FOUND'],
    ['cut off in the middle', () => workbookOf([sheet(sheetXml(LIST))]).subarray(0, 400), 'FILE_DAMAGED'],
    ['whose sheet does not unpack', () => workbookOf([{ name: SHEET, packed: Buffer.from('not deflated'), claims: 100 }]), 'FILE_DAMAGED'],
    ['of empty sheets', () => workbookOf([sheet(sheetXml([])), sheet(sheetXml([[''], ['']]), 'xl/worksheets/sheet2.xml')]), 'LIST_NOT_FOUND'],
    ['of customers and their telephones', () => workbookOf([sheet(sheetXml([['客户', '电话', '地区'], ['甲', '000', '太原'], ['乙', '001', '大同']]))]), 'LIST_NOT_FOUND'],
  ])('%s is refused by a code, and nothing is written', async (_what, content, code) => {
    const before = await house.counts(...PRODUCTS);
    const answer = await put(await content());
    if (typeof answer === 'string') expect(answer).toBe(code);
    else expect(answer).toMatchObject({ state: 'REFUSED', refusal: { code, message: expect.stringMatching(/[一-龥]/) } });
    expect(await house.counts(...PRODUCTS)).toEqual(before);
  }, 90_000);
});

describe('a price list in disorder', () => {
  const rowsOf = (answer: string | Ended) => (typeof answer === 'string' ? answer : answer.proposal?.rows.nodes.map(({ number, state, reasons }) => [number, state, reasons[0]?.code]));

  it('with ten thousand merged ranges over one another is read all the same', async () => {
    const merges = `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:C3"/><mergeCell ref="Z9:A1"/>'.repeat(3_500)}</mergeCells>`;
    expect(await put(workbookOf([sheet(sheetXml(LIST, merges))]))).toMatchObject({ state: expect.stringMatching(/^(?:PROPOSED|REFUSED)$/) });
  }, 60_000);

  it('with the same model twice, at one price or two, takes the first', async () => {
    const rows = [...LIST, ['带式输送机', 'DSJ-1', '100000', ''], ['带式输送机', 'DSJ-2', '1', '']];
    expect(rowsOf(await put(workbookOf([sheet(sheetXml(rows))])))).toEqual([
      [2, 'INCOMPLETE', 'MISSING_SPEC'], [3, 'INCOMPLETE', 'MISSING_SPEC'], [4, 'REJECTED', 'REPEATED_MODEL'], [5, 'REJECTED', 'DUPLICATE_MODEL'],
    ]);
  }, 60_000);

  it('of goods that end in the future takes them, and those that have ended it does not', async () => {
    const rows = [HEADING, ['带式输送机', 'DSJ-1', '100000', '2099-12-31'], ['带式输送机', 'DSJ-2', '120000', '2020-01-01']];
    expect(rowsOf(await put(workbookOf([sheet(sheetXml(rows))])))).toEqual([[2, 'INCOMPLETE', 'MISSING_SPEC'], [3, 'IGNORED', 'WITHDRAWN']]);
  }, 60_000);

  it('of two makes on two sheets reads each by its own heading', async () => {
    const other = [['序号', '产品', '规格型号', '含税价(万元)', '备注'], ['1', '颚式破碎机', 'PE-400×600', '5.8', ''], ['2', '颚式破碎机', 'PE-600×900', '13.6', '']];
    const answer = await put(workbookOf([sheet(sheetXml(LIST)), sheet(sheetXml(other), 'xl/worksheets/sheet2.xml')]));
    expect(typeof answer === 'string' ? answer : answer.proposal?.rows.nodes.map(({ sheetName, number, state }) => [sheetName, number, state]))
      .toEqual([['表1', 2, 'INCOMPLETE'], ['表1', 3, 'INCOMPLETE'], ['表2', 2, 'INCOMPLETE'], ['表2', 3, 'INCOMPLETE']]);
  }, 60_000);

  it('with characters that no text may hold is read without them', async () => {
    const rows = [HEADING, ['带式&#x0;&#x8;输送机', 'DSJ-9&#xD800;', '100000', '']];
    expect(await put(workbookOf([sheet(sheetXml(rows))]))).toMatchObject({ state: 'PROPOSED', proposal: { rows: { nodes: [{ name: '带式输送机', state: 'INCOMPLETE' }] } } });
  }, 60_000);

  it('was no fault', () => {
    expect(house.faults).toEqual([]);
  });
});
