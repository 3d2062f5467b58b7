import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { openCsv } from './read-csv.js';
import { UnreadableTable, type TableReading } from './text-table.js';

async function read(bytes: Buffer | string): Promise<{ reading: TableReading; rows: (readonly string[])[]; numbers: number[] }> {
  const table = openCsv(Buffer.from(bytes));
  if (!table.ok) throw new UnreadableTable(table.refusal);
  const rows: (readonly string[])[] = [];
  const numbers: number[] = [];
  for await (const row of table.value.rows()) {
    rows.push(row.cells);
    numbers.push(row.number);
  }
  return { reading: table.value.reading, rows, numbers };
}

async function refusal(bytes: Buffer | string): Promise<[string, object]> {
  try {
    await read(bytes);
  } catch (error) {
    if (error instanceof UnreadableTable) return [error.refusal.code, error.refusal.params];
    throw error;
  }
  throw new Error('It was read.');
}

const TABLE = '名称,型号\n㸆煤铲𠮷,Ⅱ型㎡\n';

describe('bytes become text', () => {
  it.each<[what: string, bytes: Buffer, encoding: TableReading['encoding'], byteOrderMark: boolean]>([
    ['UTF-8', Buffer.from(TABLE), 'UTF-8', false],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${TABLE}`), 'UTF-8', true],
    ['GB18030 with characters of four bytes', iconv.encode(TABLE, 'gb18030'), 'GB18030', false],
    ['UTF-16, little end first', iconv.encode(TABLE, 'utf-16le', { addBOM: true }), 'UTF-16LE', true],
    ['UTF-16, big end first', iconv.encode(TABLE, 'utf-16be', { addBOM: true }), 'UTF-16BE', true],
    ['UTF-8 with the end mark of DOS', Buffer.from(`${TABLE}\x1a`), 'UTF-8', false],
  ])('from %s', async (_what, bytes, encoding, byteOrderMark) => {
    expect(await read(bytes)).toMatchObject({ reading: { encoding, byteOrderMark, delimiter: ',' }, rows: [['名称', '型号'], ['㸆煤铲𠮷', 'Ⅱ型㎡']] });
  });

  it.each<[what: string, bytes: Buffer, code: string]>([
    ['UTF-16 without its mark', iconv.encode(TABLE, 'utf-16le', { addBOM: false }), 'TABLE_ENCODING'],
    ['text with a NUL', Buffer.from('a,b\n1,\u0000\n'), 'TABLE_ENCODING'],
    ['bytes that are no text', Buffer.from([0x50, 0xff, 0xff, 0x80, 0x2c, 0x0a]), 'TABLE_ENCODING'],
    ['nothing', Buffer.alloc(0), 'TABLE_EMPTY'],
    ['a mark alone', Buffer.from('\ufeff'), 'TABLE_EMPTY'],
    ['white space', Buffer.from(' \r\n\n'), 'TABLE_EMPTY'],
  ])('never from %s', async (_what, bytes, code) => {
    expect((await refusal(bytes))[0]).toBe(code);
  });
});

describe('text becomes rows', () => {
  it.each<[what: string, text: string, rows: string[][]]>([
    ['lines of Windows', 'a,b\r\n1,2\r\n', [['a', 'b'], ['1', '2']]],
    ['lines of the old Mac', 'a,b\r1,2', [['a', 'b'], ['1', '2']]],
    ['mixed lines', 'a\r\nb\nc', [['a'], ['b'], ['c']]],
    ['no end of the last line', 'a,b\n1,2', [['a', 'b'], ['1', '2']]],
    ['quotes', '"a,b","c""d"\n', [['a,b', 'c"d']]],
    ['a line break inside quotes', '"a\nb",c\n"d\r\ne",f\n', [['a\nb', 'c'], ['d\r\ne', 'f']]],
    ['an inch inside a bare cell', '5" 管,2\n', [['5" 管', '2']]],
    ['quotes around a part', '"12" 寸管",2\n3,4\n', [['"12" 寸管"', '2'], ['3', '4']]],
    ['blank lines', 'a\n\n\nb\n', [['a'], [''], [''], ['b']]],
    ['ragged lines', 'a,b,c\n1\n1,2,3,4\n', [['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']]],
    ['white space', ' a ,\tb\n', [[' a ', '\tb']]],
    ['formulas, as text', "=1+1,@x,'y\n", [['=1+1', '@x', "'y"]]],
    ['tabs', 'a\tb\n1,5\t2\n', [['a', 'b'], ['1,5', '2']]],
    ['semicolons', 'a;b;c\n1,5;2;3\n', [['a', 'b', 'c'], ['1,5', '2', '3']]],
    ['a title above the heading', '报价单\na,b\n', [['报价单'], ['a', 'b']]],
    ['commas, where quotes hold other marks', '"a;b;c",d\n', [['a;b;c', 'd']]],
  ])('with %s', async (_what, text, rows) => {
    expect((await read(text)).rows).toEqual(rows);
  });

  it('numbered as a spreadsheet counts: a line break in a cell starts no row', async () => {
    expect((await read('a,b\n"1\n2\n3",x\n\ny,z\n')).numbers).toEqual([1, 2, 3, 4]);
  });

  it('cut anywhere by the slices it is read in', async () => {
    const cells = Array.from({ length: 20_000 }, (_, index) => [`第${index}行，"引号"`, '㸆𠮷'.repeat(index % 5)]);
    const text = cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
    expect((await read(text)).rows).toEqual(cells);
  });

  it('as often as it is asked for', async () => {
    const table = openCsv(Buffer.from('a\nb\n'));
    if (!table.ok) throw new Error('refused');
    const first: string[] = [];
    for await (const row of table.value.rows()) {
      first.push(row.cells[0] ?? '');
      break;
    }
    const all: string[] = [];
    for await (const row of table.value.rows()) all.push(row.cells[0] ?? '');
    expect([first, all]).toEqual([['a'], ['a', 'b']]);
  });
});

describe('a table that cannot be read on', () => {
  it.each<[what: string, text: string, code: string, params: object]>([
    ['has a quote that is not closed', 'a,b\n1,2\n"3,4\n5,6\n', 'TABLE_QUOTE_OPEN', { row: 3 }],
    ['has one that swallows megabytes', `a,b\n1,"2\n${'x,y\n'.repeat(600_000)}`, 'TABLE_QUOTE_OPEN', { row: 2 }],
    ['has too many rows', `a\n${'1\n'.repeat(50_001)}`, 'TABLE_TOO_MANY_ROWS', { max: 50_000 }],
    ['has too many columns', `a\n${',1'.repeat(501)}\n`, 'TABLE_TOO_MANY_COLUMNS', { row: 2, max: 500 }],
    ['has a cell too long', `a\nb\n${'长'.repeat(20_001)}\n`, 'TABLE_CELL_TOO_LONG', { row: 3, max: 20_000 }],
  ])('%s', async (_what, text, code, params) => {
    expect(await refusal(text)).toEqual([code, params]);
  }, 20_000);

  it.each<[what: string, text: string]>([
    ['50,000 rows', `a\n${'1\n'.repeat(50_000)}`], ['500 columns', `${'a,'.repeat(499)}a\n`], ['blank columns beyond', `a${','.repeat(600)}\n`], ['a cell of 20,000', `${'长'.repeat(20_000)}\n`],
  ])('has more than %s, which are read', async (_what, text) => {
    expect((await read(text)).rows.length).toBeGreaterThan(0);
  }, 20_000);
});
