import { describe, expect, it } from '@jest/globals';
import { aRow, CLASSES, HEADING, readTable } from './catalogue.factory.js';
import { ProductTable } from './product-table.js';
import { underPolicy, verdictOf, type ImportPolicy } from './remark.js';

const said = (rows: ReturnType<typeof readTable>['rows']): string[] =>
  rows.map(({ number, verdict, remarks }) => [number, verdict, ...remarks.map((remark) => remark.code)].join(' '));

describe('a table', () => {
  it('becomes drafts, one for each row', () => {
    const { table, rows } = readTable([HEADING, aRow()]);
    expect(table.remarks).toEqual([]);
    expect(rows).toEqual([{
      number: 2, verdict: 'OK', remarks: [],
      draft: {
        name: '颚式破碎机', model: 'PE-600', modelKey: 'PE-600', classId: 'S1.1.1.03', kindKey: 'jaw',
        specs: { capacity: 300, gape: 600, teeth: 12, type: 'jaw', explosionProof: false }, specOriginals: {}, description: '重型', certificates: ['MA', 'CCC'],
        energyGrade: null, priceCny: '620000.00', unit: '台', leadTimeDays: 60, warrantyMonths: 12,
      },
    }]);
  });

  it('of rows with one model takes the first that can be taken', () => {
    const { rows } = readTable([
      HEADING, aRow({ '单价(元)': '0' }), aRow(), aRow({ '单价(元)': '1' }), aRow({ 型号: ' pe-600' }), aRow({ 型号: 'ＰＥ－６００' }), aRow({ 型号: 'PE-601' }),
    ]);
    expect(said(rows)).toEqual(['2 REJECT PRICE_NOT_POSITIVE', '3 OK', '4 REJECT DUPLICATE_MODEL', '5 REJECT TRIM DUPLICATE_MODEL', '6 REJECT FULL_WIDTH DUPLICATE_MODEL', '7 OK']);
    expect(rows[2]?.remarks[0]).toMatchObject({ column: '型号', original: 'PE-600', params: { model: 'PE-600', row: 3 } });
  });

  it('passes blank rows over and rejects shifted ones', () => {
    const { rows } = readTable([HEADING, HEADING.map(() => ' '), [], [...aRow(), '', ' '], [...aRow({ 型号: 'B' }), '溢出'], aRow({ 型号: 'C' }).slice(0, 9)]);
    expect(said(rows)).toEqual(['2 SKIP BLANK_ROW', '3 SKIP BLANK_ROW', '4 OK', '5 REJECT COLUMNS_SHIFTED', '6 WARN MISSING_SPEC']);
  });

  it('tells everything that is wrong with a row', () => {
    const [row] = readTable([HEADING, aRow({ 产品名称: '', '单价(元)': '-1', '交货期(天)': 'x', '处理能力(t/h)': '9999999', 防爆: '或许' })]).rows;
    expect(said([row as never])).toEqual(['2 REJECT MISSING_NAME PRICE_NOT_POSITIVE NOT_NUMERIC OUT_OF_RANGE BOOLEAN_UNKNOWN']);
    expect(row?.draft).toBeNull();
  });

  it('judged again says the same', () => {
    const rows = [HEADING, aRow(), aRow(), aRow({ 型号: 'B', '处理能力(t/h)': '' })].map((cells, index) => ({ number: index + 1, cells }));
    const opened = ProductTable.open(rows[0]!, CLASSES);
    if (!opened.ok) throw new Error('refused');
    for (const row of rows.slice(1)) opened.value.survey(row);
    const [first, second] = [opened.value.judge('WHOLE_ROWS'), opened.value.judge('WHOLE_ROWS')];
    expect(rows.slice(1).map(first)).toEqual(rows.slice(1).map(second));
  });
});

describe('an empty cell of a hard attribute', () => {
  const row = (model: string, name: string, capacity: string): string[] => aRow({ 型号: model, 产品名称: name, '处理能力(t/h)': capacity, '给料口宽度(mm)': '', 破碎机型式: '' });
  const others = (count: number): string[][] => Array.from({ length: count }, (_, index) => row(`其他${index}`, `其他破碎机${index}`, '300'));
  it.each<[why: string, rows: string[][], said: string]>([
    ['is missed where another row of the same product has it', [row('A', '对辊破碎机', ''), row('B', '对辊破碎机', '300')], '2 WARN MISSING_SPEC'],
    ['is missed where eight others of its class have it', [row('A', '对辊破碎机', ''), ...others(9)], '2 WARN MISSING_SPEC'],
    ['may not apply where fewer have it', [row('A', '对辊破碎机', ''), ...others(7)], '2 OK'],
    ['may not apply where one in ten others has none either', [row('A', '对辊破碎机', ''), row('B', '单辊破碎机', ''), ...others(10)], '2 OK'],
    ['is nothing to wonder at alone', [row('A', '对辊破碎机', '')], '2 OK'],
  ])('%s', (_why, rows, expected) => {
    expect(said(readTable([HEADING, ...rows]).rows)[0]).toBe(expected);
  });
});

describe('policies', () => {
  const rows = [HEADING, aRow({ 型号: 'A' }), aRow({ 型号: 'B', 防爆: '或许' }), aRow({ 型号: 'C', '单价(元)': '面议', '质保(月)': '' }), aRow({ 型号: 'D', 防爆: '无' }), aRow({ 型号: 'E', '单价(元)': '0' })];
  it.each<[ImportPolicy, string[]]>([
    ['IGNORE_FAILED_FIELDS', ['OK', 'WARN', 'WARN', 'NORMALISE', 'REJECT']],
    ['WHOLE_ROWS', ['OK', 'REJECT', 'WARN', 'NORMALISE', 'REJECT']],
    ['ALL_OR_NOTHING', ['OK', 'REJECT', 'WARN', 'NORMALISE', 'REJECT']],
  ])('%s: %j', (policy, verdicts) => {
    const read = readTable(rows, policy).rows;
    expect(read.map((row) => row.verdict)).toEqual(verdicts);
    expect(read.filter((row) => row.draft === null).map((row) => row.verdict)).toEqual(verdicts.filter((verdict) => verdict === 'REJECT'));
  });

  it('turn no verdict for the better', () => {
    const remarks = readTable(rows).rows.flatMap((row) => row.remarks);
    expect(verdictOf(underPolicy(remarks, 'IGNORE_FAILED_FIELDS'))).toBe('REJECT');
    expect(verdictOf([])).toBe('OK');
  });
});
