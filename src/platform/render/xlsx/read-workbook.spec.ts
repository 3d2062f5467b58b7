import { createDeflateRaw, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import ExcelJS from '@protobi/exceljs';
import type { Sheet } from '../../../core/table/sheet.js';
import { UnreadableTable } from '../../tables/text-table.js';
import { openWorkbook, textTableOf } from './read-workbook.js';

/** A ZIP of ready packed parts; sizes may lie, as those of bombs do. */
function zip(parts: readonly { name: string; packed: Buffer; claims?: number; method?: number; flags?: number }[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, packed, claims = packed.length, method = 8, flags = 0 } of parts) {
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claims, 22);
    local.writeUInt16LE(name.length, 26);
    local.write(name, 30, 'latin1');
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claims, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    entry.write(name, 46, 'latin1');
    locals.push(local, packed);
    entries.push(entry);
    offset += local.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const part = (name: string, xml: string): { name: string; packed: Buffer } => ({ name, packed: deflateRawSync(Buffer.from(xml)) });
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const FRAME = [
  part('_rels/.rels', `<Relationships><Relationship Id="r1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
  part('xl/workbook.xml', `<workbook xmlns:r="${RELATION}"><sheets><sheet name="报价" sheetId="1" r:id="r1"/></sheets></workbook>`),
  part('xl/_rels/workbook.xml.rels', `<Relationships><Relationship Id="r1" Type="${RELATION}/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r2" Type="${RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`),
];
const workbookOf = (sheet: string, strings = '<sst/>'): Buffer => zip([...FRAME, part('xl/sharedStrings.xml', strings), part('xl/worksheets/sheet1.xml', sheet)]);

/** One text many times over, packed as it is made. */
async function packedRepeat(head: string, piece: string, times: number): Promise<Buffer> {
  const deflate = createDeflateRaw({ level: 1 });
  const chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => deflate.on('end', resolve));
  deflate.write(head);
  for (let i = 0; i < times; i += 1) if (!deflate.write(piece)) await new Promise((resolve) => deflate.once('drain', resolve));
  deflate.end();
  await ended;
  return Buffer.concat(chunks);
}

async function sheetOf(bytes: Buffer): Promise<Sheet> {
  const book = await openWorkbook(bytes);
  if (!book.ok) throw new Error(book.refusal.code);
  const [first] = book.value.sheets;
  if (first === undefined) throw new Error('no sheet');
  return first.read();
}

/** The refusal that opening or reading comes to, or null. */
async function refusalOf(bytes: Buffer): Promise<string | null> {
  try {
    const book = await openWorkbook(bytes);
    if (!book.ok) return book.refusal.code;
    for (const sheet of book.value.sheets) await sheet.read();
    return null;
  } catch (error) {
    if (error instanceof UnreadableTable) return error.refusal.code;
    throw error;
  }
}

const texts = (sheet: Sheet): string[][] => sheet.rows.map(({ cells }) => Array.from(cells, (cell) => cell?.text ?? ''));

describe('a workbook', () => {
  it('is read with its dress: grounds, crossed out text, hidden rows, columns and sheets, merged cells', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('报价');
    sheet.addRow(['产品', '型号', '底价']);
    sheet.addRow(['破碎机', 'PE-600', 12.5]);
    sheet.addRow([null, 'PE-900', 30]);
    sheet.mergeCells('A2:A3');
    sheet.getCell('B2').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFF00' } };
    sheet.getCell('B3').font = { strike: true, color: { argb: 'FFFF0000' } };
    sheet.getRow(3).hidden = true;
    sheet.getColumn(3).hidden = true;
    book.addWorksheet('内部', { state: 'veryHidden' }).addRow(['成本']);
    const opened = await openWorkbook(Buffer.from(await book.xlsx.writeBuffer()));
    const sheets = opened.ok ? opened.value.sheets : [];
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([['报价', false], ['内部', true]]);
    const read = await sheets[0]?.read();
    expect(read?.merges).toEqual([{ top: 2, bottom: 3, left: 0, right: 0 }]);
    expect([...read?.hiddenColumns ?? []]).toEqual([2]);
    expect(read?.rows.map(({ number, hidden }) => [number, hidden])).toEqual([[1, false], [2, false], [3, true]]);
    expect(read?.rows[1]?.cells[1]).toMatchObject({ text: 'PE-600', fill: 'FFFF00', struck: false });
    expect(read?.rows[2]?.cells[1]).toMatchObject({ text: 'PE-900', ink: 'FF0000', struck: true });
  });

  it.each([
    ['a figure without what binary fractions add', 8.199999999999999, undefined, '8.2', 8.2],
    ['hidden decimals of a price', 12.345, '0.0', '12.345', 12.345],
    ['the unit that its format writes', 42, '0"kW"', '42kW', 42],
    ['the currency that its format writes', 5800, '"¥"#,##0.00', '¥5800', 5800],
    ['no word of a format that scales the figure', 128000, '0!.0,"万"', '128000', 128000],
    ['a share', 0.13, '0%', '13%', 0.13],
    ['a large figure in full', 1.32e21, undefined, '1320000000000000000000', 1.32e21],
    ['the value of a formula', { formula: 'A1*1.13', result: 691560 }, undefined, '691560', 691560],
    ['an error as text', { error: '#N/A' }, undefined, '#N/A', null],
    ['rich text as one, without what is crossed out in it', { richText: [{ font: { strike: true }, text: '12800 ' }, { text: '11800' }] }, undefined, '11800', null],
    ['the words of a link', { text: '详情', hyperlink: 'http://example.invalid/' }, undefined, '详情', null],
    ['yes and no', true, undefined, 'TRUE', null],
  ])('shows %s', async (_what, value, numFmt, text, number) => {
    const book = new ExcelJS.Workbook();
    const cell = book.addWorksheet('x').getCell('A1');
    cell.value = value as ExcelJS.CellValue;
    if (numFmt !== undefined) cell.numFmt = numFmt;
    const shown = (await sheetOf(Buffer.from(await book.xlsx.writeBuffer()))).rows[0]?.cells[0];
    expect([shown?.text, shown?.number === null ? null : Number(shown?.number?.toPrecision(15))]).toEqual([text, number]);
  });

  it('shows days as days, whatever the format', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('x');
    sheet.getCell('A1').value = new Date('2026-11-24T00:00:00Z');
    sheet.getCell('B1').value = new Date('2026-11-24T00:00:00Z');
    sheet.getCell('B1').numFmt = '[$-804]yyyy"年"m"月"d"日"';
    expect((await sheetOf(Buffer.from(await book.xlsx.writeBuffer()))).rows[0]?.cells.map((cell) => cell?.date)).toEqual(['2026-11-24', '2026-11-24']);
  });

  it.each([
    ['prefixes before its names', '<x:worksheet xmlns:x="y"><x:sheetData><x:row r="2"><x:c r="B2" t="str"><x:v>甲&amp;乙</x:v></x:c></x:row></x:sheetData></x:worksheet>', [[2, ['', '甲&乙']]]],
    ['rows and cells without references', '<worksheet><sheetData><row><c><v>1</v></c><c t="inlineStr"><is><t>二</t></is></c></row><row><c><v>3</v></c></row></sheetData></worksheet>', [[1, ['1', '二']], [2, ['3']]]],
    ['shared strings, readings left out', '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>', [[1, ['泵机']]]],
    ['characters that XML does not allow, written as numbers, which are left out', '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>甲&#0;&#xD800;&#x2A6DF;</v></c></row></sheetData></worksheet>', [[1, ['甲\u{2a6df}']]]],
    ['comments, CDATA and a document type', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet><!-- <row> --><sheetData><row r="1"><c r="A1" t="str"><v><![CDATA[<a&b>]]>&a;</v></c></row></sheetData></worksheet>', [[1, ['<a&b>&a;']]]],
  ])('may have %s', async (_what, xml, rows) => {
    const sheet = await sheetOf(workbookOf(xml, '<sst><si><r><t>泵</t></r><r><t>机</t></r><rPh sb="0" eb="1"><t>beng</t></rPh></si></sst>'));
    expect(sheet.rows.map(({ number }, at) => [number, texts(sheet)[at]])).toEqual(rows);
  });

  it('is a table of text to readers that know no dress, without its hidden rows', async () => {
    const book = await openWorkbook(workbookOf('<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>产品名称</v></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="4"><c r="B4"><v>2</v></c></row></sheetData></worksheet>'));
    const [first] = book.ok ? book.value.sheets : [];
    const rows: unknown[] = [];
    if (first !== undefined) for await (const row of textTableOf(first).rows()) rows.push(row);
    expect(rows).toEqual([{ number: 1, cells: ['产品名称'] }, { number: 4, cells: ['', '2'] }]);
  });
});

describe('what cannot be read is refused', () => {
  const row = (number: number, cells: string): string => `<worksheet><sheetData><row r="${number}">${cells}</row></sheetData></worksheet>`;

  it.each([
    ['no ZIP', Buffer.from('PK no zip'), 'FILE_DAMAGED'],
    ['a ZIP of something else', zip([part('word/document.xml', '<x/>')]), 'FILE_DAMAGED'],
    ['a workbook without sheets', zip([FRAME[0] as never, part('xl/workbook.xml', '<workbook/>')]), 'TABLE_EMPTY'],
    ['a sheet that is cut off', workbookOf('<worksheet><sheetData><row r="1"><c r="A1'), 'FILE_DAMAGED'],
    ['a part that does not unpack', zip([...FRAME, { name: 'xl/worksheets/sheet1.xml', packed: Buffer.from('not deflated') }]), 'FILE_DAMAGED'],
    ['a part under a password', zip([...FRAME, { ...part('xl/worksheets/sheet1.xml', '<worksheet/>'), flags: 1 }]), 'XLS_NOT_SUPPORTED'],
    ['a part packed otherwise', zip([...FRAME, { ...part('xl/worksheets/sheet1.xml', '<worksheet/>'), method: 12 }]), 'FILE_DAMAGED'],
    ['content below the last row', workbookOf(row(60_000, '<c r="A60000"><v>1</v></c>')), 'TABLE_TOO_MANY_ROWS'],
    ['content beyond the last column', workbookOf(row(1, '<c r="ZZ1"><v>1</v></c>')), 'TABLE_TOO_MANY_COLUMNS'],
    ['a cell of 20,001 characters', workbookOf(row(1, `<c r="A1" t="str"><v>${'长'.repeat(20_001)}</v></c>`)), 'TABLE_CELL_TOO_LONG'],
    ['a row of no number', workbookOf('<worksheet><sheetData><row r="x"><c><v>1</v></c></row></sheetData></worksheet>'), 'FILE_DAMAGED'],
    ['a row before the first', workbookOf(row(0, '<c><v>1</v></c>')), 'FILE_DAMAGED'],
    ['a tag without end', workbookOf(`<worksheet a="${'x'.repeat(2_000_000)}`), 'FILE_DAMAGED'],
  ])('%s', async (_what, bytes, code) => {
    expect(await refusalOf(bytes)).toBe(code);
  });

  it('ten million cells, long before they are read', async () => {
    const packed = await packedRepeat('<worksheet><sheetData>', `<row>${'<c><v>1</v></c>'.repeat(200)}</row>`, 50_000);
    const started = process.memoryUsage().rss;
    expect(await refusalOf(zip([...FRAME, { name: 'xl/worksheets/sheet1.xml', packed, claims: 1_000 }]))).toBe('TABLE_TOO_LARGE');
    expect(process.memoryUsage().rss - started).toBeLessThan(400_000_000);
  }, 60_000);

  it.each([['a string', '<sst><si><t>'], ['a value', '<worksheet><sheetData><row r="1"><c r="A1"><v>']])('%s that unpacks to a gigabyte', async (what, head) => {
    const packed = await packedRepeat(head, ' '.repeat(1_048_576), 1_000);
    const name = what === 'a string' ? 'xl/sharedStrings.xml' : 'xl/worksheets/sheet1.xml';
    const started = process.memoryUsage().rss;
    expect(await refusalOf(zip([...FRAME, { name, packed, claims: 1_000 }]))).toBe('TABLE_TOO_LARGE');
    expect(process.memoryUsage().rss - started).toBeLessThan(300_000_000);
  }, 60_000);

  it('nothing of a million rows that have a dress and no content', async () => {
    const styled = await packedRepeat('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>', '<row s="1" customFormat="1"><c s="1"/></row>'.repeat(1_000), 1_000);
    expect(await refusalOf(zip([...FRAME, { name: 'xl/worksheets/sheet1.xml', packed: styled }]))).toBeNull();
  }, 60_000);
});
