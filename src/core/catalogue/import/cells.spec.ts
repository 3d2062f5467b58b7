import { describe, expect, it } from '@jest/globals';
import { aRow, HEADING, readTable } from './catalogue.factory.js';

/** What becomes of one cell in an otherwise complete row: verdict and code, and what is kept (undefined: nothing). */
type Case = [cell: string, said: string, kept: unknown];
const UNTOLD = 'OK';

function readCell(heading: string, cell: string, classId = 'S1.1.1.03') {
  const changes: Record<string, string> = classId === 'S1.1.1.03' ? {} : { '品类(supplyId)': classId, 计价单位: 'm2', 破碎机型式: '', 防爆: '', 齿数: '', '处理能力(t/h)': '', 产品名称: '玻璃' };
  const [row] = readTable([HEADING, aRow({ ...changes, [heading]: cell })]).rows;
  const said = row?.remarks.map((remark) => `${remark.verdict} ${remark.code}`).join(', ') || UNTOLD;
  return { said, draft: row?.draft, expected: row?.remarks[0]?.params['expected'] };
}

describe('a figure', () => {
  it.each<Case>([
    ['300', UNTOLD, 300],
    ['300.50', UNTOLD, 300.5],
    ['３００', 'NORMALISE FULL_WIDTH', 300],
    [' 300 ', 'NORMALISE TRIM', 300],
    ['1,200', 'NORMALISE THOUSANDS', 1_200],
    ['1.2E+03', 'NORMALISE SCIENTIFIC', 1_200],
    ['≥300', 'NORMALISE QUALIFIER', 300],
    ['300t/h', 'NORMALISE UNIT_IN_CELL', 300],
    ['300 吨/小时', 'NORMALISE UNIT_IN_CELL', 300],
    ['300吨', 'NORMALISE UNIT_IN_CELL', 300],
    ['0.3kt/h', 'NORMALISE UNIT_CONVERT', 300],
    ['7200t/d', 'NORMALISE UNIT_CONVERT', 300],
    ['0.03万', 'NORMALISE UNIT_CONVERT', 300],
    ['', UNTOLD, undefined],
    ['/', 'NORMALISE PLACEHOLDER', undefined],
    ['200~300', 'WARN NOT_NUMERIC', undefined],
    ['约定', 'WARN NOT_NUMERIC', undefined],
    ['2×150', 'WARN NOT_NUMERIC', undefined],
    ['=300+1', 'WARN NOT_NUMERIC', undefined],
    ['300kW', 'WARN UNIT_MISMATCH', undefined],
    ['300斗', 'WARN UNIT_UNKNOWN', undefined],
    ['5001', 'REJECT OUT_OF_RANGE', undefined],
    ['0', 'REJECT OUT_OF_RANGE', undefined],
    ['-300', 'REJECT OUT_OF_RANGE', undefined],
    [`${'9'.repeat(30)}`, 'REJECT OUT_OF_RANGE', undefined],
  ])('%j: %s, kept %j', (cell, said, kept) => {
    const { said: found, draft } = readCell('处理能力(t/h)', cell);
    expect([found, draft?.specs['capacity']]).toEqual([said, kept]);
  });

  it('is kept as it was written beside what it came to', () => {
    expect(readCell('处理能力(t/h)', '0.3kt/h').draft?.specOriginals).toEqual({ capacity: '0.3kt/h' });
  });

  it('of a column in another class’s unit is converted to its own', () => {
    expect(readCell('给料口宽度(mm)', '600', 'S2.2.1.01')).toMatchObject({ said: 'NORMALISE UNIT_CONVERT', expected: '0.6', draft: { specs: { gape: 0.6 } } });
    expect(readCell('给料口宽度(mm)', '0.6m', 'S2.2.1.01')).toMatchObject({ said: 'NORMALISE UNIT_IN_CELL', draft: { specs: { gape: 0.6 } } });
  });

  it('that is missing is missed where the kind of the row has it', () => {
    expect(readCell('给料口宽度(mm)', '').said).toBe('WARN MISSING_SPEC');
    const cone = readTable([HEADING, aRow({ 产品名称: '圆锥破碎机', '给料口宽度(mm)': '' })]).rows[0];
    expect([cone?.verdict, cone?.draft?.kindKey]).toEqual(['OK', 'cone']);
  });
});

describe('a choice', () => {
  it.each<Case>([
    ['颚式', UNTOLD, 'jaw'],
    [' 颚式', 'NORMALISE TRIM', 'jaw'],
    ['锤式（环锤）', 'NORMALISE FULL_WIDTH', 'hammer'],
    ['锤式', 'NORMALISE ENUM_WORD', 'hammer'],
    ['CONE', 'NORMALISE ENUM_WORD', 'cone'],
    ['鄂式', 'WARN ENUM_UNKNOWN', undefined],
    ['=1', 'WARN ENUM_UNKNOWN', undefined],
    ['', UNTOLD, undefined],
    ['—', 'NORMALISE PLACEHOLDER', undefined],
  ])('%j: %s, kept %j', (cell, said, kept) => {
    const { said: found, draft } = readCell('破碎机型式', cell);
    expect([found, draft?.specs['type']]).toEqual([said, kept]);
  });

  it('suggests the word that was probably meant, else some of those there are', () => {
    expect(readCell('破碎机型式', '鄂式').expected).toBe('颚式');
    expect(readCell('破碎机型式', '不锈钢').expected).toBe('颚式 / 圆锥 / 锤式(环锤)');
  });
});

describe('yes or no', () => {
  it.each<Case>([
    ['是', UNTOLD, true], ['否', UNTOLD, false], [' 是', 'NORMALISE TRIM', true], ['有', 'NORMALISE BOOLEAN_WORD', true], ['无', 'NORMALISE BOOLEAN_WORD', false],
    ['√', 'NORMALISE BOOLEAN_WORD', true], ['×', 'NORMALISE BOOLEAN_WORD', false], ['Yes', 'NORMALISE BOOLEAN_WORD', true], ['FALSE', 'NORMALISE BOOLEAN_WORD', false],
    ['１', 'NORMALISE BOOLEAN_WORD', true], ['可选', 'WARN BOOLEAN_UNKNOWN', undefined], ['', UNTOLD, undefined],
  ])('%j: %s, kept %j', (cell, said, kept) => {
    const { said: found, draft } = readCell('防爆', cell);
    expect([found, draft?.specs['explosionProof']]).toEqual([said, kept]);
  });
});

describe('a price', () => {
  it.each<Case>([
    ['620000', UNTOLD, '620000.00'],
    ['620,000.5', 'NORMALISE THOUSANDS', '620000.50'],
    ['￥620000', 'NORMALISE UNIT_IN_CELL', '620000.00'],
    ['62万元', 'NORMALISE UNIT_CONVERT', '620000.00'],
    ['62万', 'NORMALISE UNIT_CONVERT', '620000.00'],
    ['620000元/台', 'NORMALISE UNIT_IN_CELL', '620000.00'],
    ['620000元/套', 'NORMALISE UNIT_IN_CELL', '620000.00'],
    ['0.005', 'NORMALISE ROUNDED', '0.01'],
    ['12.345', 'NORMALISE ROUNDED', '12.35'],
    ['约62万', 'NORMALISE UNIT_CONVERT', '620000.00'],
    ['面议', 'WARN PRICE_ON_REQUEST', null],
    [' 电议 ', 'WARN PRICE_ON_REQUEST', null],
    ['来电咨询', 'WARN PRICE_ON_REQUEST', null],
    ['', 'WARN MISSING_PRICE', null],
    ['-', 'WARN MISSING_PRICE', null],
    ['60万-65万', 'WARN NOT_NUMERIC', null],
    ['60万起', 'WARN NOT_NUMERIC', null],
    ['$620000', 'WARN CURRENCY_NOT_CNY', null],
    ['620000元/吨', 'WARN UNIT_MISMATCH', null],
    ['0', 'REJECT PRICE_NOT_POSITIVE', undefined],
    ['0.001', 'REJECT PRICE_NOT_POSITIVE', undefined],
    ['-5', 'REJECT PRICE_NOT_POSITIVE', undefined],
    ['9e20', 'REJECT PRICE_OUT_OF_RANGE', undefined],
  ])('%j: %s, kept %j', (cell, said, kept) => {
    const { said: found, draft } = readCell('单价(元)', cell);
    expect([found, draft?.priceCny]).toEqual([said, kept]);
  });

  it('under a heading in 万元 is ten thousand times what it says, unless the cell says otherwise', () => {
    const heading = HEADING.map((one) => (one === '单价(元)' ? '单价（万元）' : one));
    const { table, rows } = readTable([heading, aRow({ '单价(元)': '62' }), aRow({ '单价(元)': '62万', 型号: 'B' }), aRow({ '单价(元)': '620000元', 型号: 'C' })]);
    expect(rows.map((row) => row.draft?.priceCny)).toEqual(['620000.00', '620000.00', '620000.00']);
    expect(table.remarks).toMatchObject([{ code: 'HEADER_UNIT', column: '单价(元)', params: { unit: '万元' } }]);
  });
});

describe('a sales unit', () => {
  it.each<[cell: string, said: string, price: string | null]>([
    ['m2', UNTOLD, '620000.00'], ['平米', 'NORMALISE UNIT_WORD', '620000.00'], ['㎡', 'NORMALISE UNIT_WORD', '620000.00'], ['平方米', 'NORMALISE UNIT_WORD', '620000.00'],
    ['', 'WARN MISSING_UNIT', '620000.00'], ['箱', 'WARN UNIT_MISMATCH', null], ['吨', 'WARN UNIT_MISMATCH', null], ['台', 'WARN UNIT_MISMATCH', null],
  ])('%j for square metres: %s, price %j', (cell, said, price) => {
    const { said: found, draft } = readCell('计价单位', cell, 'S2.2.1.01');
    expect([found.replace('NORMALISE UNIT_CONVERT', '').replace(/^, |, $/u, '') || UNTOLD, draft?.unit, draft?.priceCny]).toEqual([said, 'm2', price]);
  });

  it.each<[cell: string, said: string]>([
    ['台', UNTOLD], ['台/套', 'NORMALISE UNIT_WORD'], ['套', 'WARN UNIT_MISMATCH'], ['辆', 'WARN UNIT_MISMATCH'],
  ])('%j for pieces: %s, and the price of one is the price of one', (cell, said) => {
    const { said: found, draft } = readCell('计价单位', cell);
    expect([found, draft?.unit, draft?.priceCny]).toEqual([said, '台', '620000.00']);
  });
});

describe('a term', () => {
  it.each<Case>([
    ['60', UNTOLD, 60], ['60天', 'NORMALISE UNIT_IN_CELL', 60], ['2个月', 'NORMALISE UNIT_CONVERT', 60], ['两个月', 'NORMALISE UNIT_CONVERT', 60], ['8周', 'NORMALISE UNIT_CONVERT', 56],
    ['10个工作日', 'NORMALISE UNIT_CONVERT', 14], ['现货', 'NORMALISE TERM_WORD', 1], ['30.5', 'NORMALISE ROUNDED', 31], ['60天内', 'NORMALISE UNIT_IN_CELL', 60],
    ['', 'WARN MISSING_LEAD', null], ['双方协商', 'WARN NOT_NUMERIC', null], ['30-45', 'WARN NOT_NUMERIC', null],
    ['0', 'REJECT LEAD_NOT_POSITIVE', undefined], ['-75', 'REJECT LEAD_NOT_POSITIVE', undefined], ['4000', 'REJECT OUT_OF_RANGE', undefined],
  ])('of delivery, %j: %s, kept %j days', (cell, said, kept) => {
    const { said: found, draft } = readCell('交货期(天)', cell);
    expect([found, draft?.leadTimeDays]).toEqual([said, kept]);
  });

  it.each<Case>([
    ['12', UNTOLD, 12], ['0', UNTOLD, 0], ['1年', 'NORMALISE UNIT_CONVERT', 12], ['三年', 'NORMALISE UNIT_CONVERT', 36], ['半年', 'NORMALISE UNIT_CONVERT', 6], ['18个月', 'NORMALISE UNIT_IN_CELL', 18],
    ['十二个月', 'NORMALISE UNIT_CONVERT', 12], ['12.9', 'NORMALISE ROUNDED', 12], ['', 'WARN MISSING_WARRANTY', null], ['终身', 'WARN NOT_NUMERIC', null],
    ['-12', 'REJECT WARRANTY_NEGATIVE', undefined], ['100年', 'REJECT OUT_OF_RANGE', undefined],
  ])('of warranty, %j: %s, kept %j months', (cell, said, kept) => {
    const { said: found, draft } = readCell('质保(月)', cell);
    expect([found, draft?.warrantyMonths]).toEqual([said, kept]);
  });
});

describe('an energy grade', () => {
  it.each<Case>([
    ['1级', UNTOLD, 1], ['', UNTOLD, null], ['2 级', 'NORMALISE GRADE_WORD', 2], ['二级', 'NORMALISE GRADE_WORD', 2], ['３级', 'NORMALISE FULL_WIDTH', 3], ['Ⅱ级', 'NORMALISE GRADE_WORD', 2],
    ['1', 'NORMALISE GRADE_WORD', 1], ['一级能效', 'NORMALISE GRADE_WORD', 1], ['能效等级：1级', 'NORMALISE GRADE_WORD', 1], ['4级', 'WARN GRADE_UNKNOWN', null], ['A++', 'WARN GRADE_UNKNOWN', null],
    ['/', 'NORMALISE PLACEHOLDER', null],
  ])('%j: %s, kept %j', (cell, said, kept) => {
    const { said: found, draft } = readCell('能效等级', cell);
    expect([found, draft?.energyGrade]).toEqual([said, kept]);
  });
});

describe('text', () => {
  it.each<[heading: string, cell: string, said: string, kept: unknown]>([
    ['简介', '第一行\n第二行', UNTOLD, '第一行\n第二行'],
    ['简介', '第一行\r\n第二行', UNTOLD, '第一行\n第二行'],
    ['简介', '重\u0007型', 'NORMALISE TRIM', '重型'],
    ['简介', "=cmd|'/C calc'!A0", 'NEUTRALISE FORMULA', "=cmd|'/C calc'!A0"],
    ['简介', '＠SUM(1)', 'NEUTRALISE FORMULA', '＠SUM(1)'],
    ['简介', '㸆煤铲𠮷', UNTOLD, '㸆煤铲𠮷'],
    ['简介', '长'.repeat(5_001), 'WARN TEXT_TOO_LONG', ''],
    ['型号', 'ＰＥ－６００', 'NORMALISE FULL_WIDTH', 'PE-600'],
    ['型号', ' PE-600\u200b', 'NORMALISE TRIM', 'PE-600'],
    ['型号', 'PE-600\n重型', 'NORMALISE TRIM', 'PE-600 重型'],
    ['型号', '=1+1', 'NEUTRALISE FORMULA', '=1+1'],
    ['型号', '', 'REJECT MISSING_MODEL', undefined],
    ['型号', 'x'.repeat(101), 'REJECT TEXT_TOO_LONG', undefined],
    ['产品名称', '  ', 'REJECT MISSING_NAME', undefined],
    ['产品名称', '长'.repeat(201), 'REJECT TEXT_TOO_LONG', undefined],
  ])('of %s, %j: %s', (heading, cell, said, kept) => {
    const { said: found, draft } = readCell(heading, cell);
    const read = heading === '简介' ? draft?.description : heading === '型号' ? draft?.model : draft?.name;
    expect([found, read]).toEqual([said, kept]);
  });

  it('of certificates is parted at semicolons and line breaks, each once', () => {
    expect(readCell('认证', 'MA；CCC;MA\n能效报告，有效期至2028-06-30').draft?.certificates).toEqual(['MA', 'CCC', '能效报告，有效期至2028-06-30']);
  });
});

describe('a class', () => {
  it.each<Case>([
    ['S1.1.1.03', UNTOLD, 'S1.1.1.03'], [' S1.1.1.03 ', 'NORMALISE TRIM', 'S1.1.1.03'], ['Ｓ１.1.1.03', 'NORMALISE FULL_WIDTH', 'S1.1.1.03'], ['s1.1.1.03', 'NORMALISE CLASS_WORD', 'S1.1.1.03'],
    ['破碎机', 'NORMALISE CLASS_WORD', 'S1.1.1.03'], ['碎煤机', 'NORMALISE CLASS_WORD', 'S1.1.1.03'], ['S9.9.9.99', 'REJECT UNKNOWN_CLASS', undefined], ['', 'REJECT MISSING_CLASS', undefined],
    ['-', 'REJECT MISSING_CLASS', undefined],
  ])('%j: %s, kept %j', (cell, said, kept) => {
    const { said: found, draft } = readCell('品类(supplyId)', cell);
    expect([found, draft?.classId]).toEqual([said, kept]);
  });
});
