import { describe, expect, it } from '@jest/globals';
import { aRow, CLASSES, HEADING, readTable } from './catalogue.factory.js';
import { ProductTable } from './product-table.js';

/** The template's heading with one column called otherwise, and what is said of it. */
function renamed(column: string, heading: string, cell?: string) {
  const cells = aRow(cell === undefined ? {} : { [column]: cell });
  const { table, rows } = readTable([HEADING.map((one) => (one === column ? heading : one)), cells]);
  return { said: table.remarks.map((remark) => `${remark.verdict} ${remark.code}`), remarks: table.remarks, row: rows[0] };
}

describe('a heading', () => {
  it.each<[column: string, heading: string, said: string[]]>([
    ['单价(元)', '单价（元）', ['NORMALISE HEADER_BRACKETS']],
    ['处理能力(t/h)', '处理能力（t/h）', ['NORMALISE HEADER_BRACKETS']],
    ['处理能力(t/h)', ' 处理能力 (T/H)', ['NORMALISE HEADER_WORD']],
    ['处理能力(t/h)', '处理能力(吨/时)', ['NORMALISE HEADER_UNIT']],
    ['处理能力(t/h)', '处理能力', ['NORMALISE HEADER_UNIT_ASSUMED']],
    ['单价(元)', '单价', ['NORMALISE HEADER_WORD']],
    ['单价(元)', '含税单价(元/台)', ['NORMALISE HEADER_WORD']],
    ['单价(元)', '价格（万元）', ['NORMALISE HEADER_UNIT']],
    ['产品名称', '设备名称', ['NORMALISE HEADER_WORD']],
    ['型号', '规格型号', ['NORMALISE HEADER_WORD']],
    ['品类(supplyId)', 'supplyid', ['NORMALISE HEADER_WORD']],
    ['交货期(天)', '供货周期(周)', ['NORMALISE HEADER_UNIT']],
    ['质保(月)', '质保期（年）', ['NORMALISE HEADER_UNIT']],
    ['简介', '备注', ['NORMALISE HEADER_WORD']],
    ['齿数', '颜色', ['WARN HEADER_UNKNOWN']],
    ['齿数', '处理能力(kW)', ['WARN HEADER_UNKNOWN']],
    ['齿数', '处理能力(t/h)', ['WARN HEADER_DUPLICATE']],
    ['齿数', '说明', ['WARN HEADER_DUPLICATE']],
    ['齿数', '', []],
    ['单价(元)', '', ['WARN HEADER_MISSING']],
    ['认证', '', []],
  ])('%s written as %j: %j', (column, heading, said) => {
    expect(renamed(column, heading).said).toEqual(said);
  });

  it('in another unit has its column converted', () => {
    expect(renamed('处理能力(t/h)', '处理能力(kt/h)', '0.3').row).toMatchObject({ verdict: 'NORMALISE', draft: { specs: { capacity: 300 } }, remarks: [{ code: 'UNIT_CONVERT', column: '处理能力(t/h)' }] });
    expect(renamed('交货期(天)', '交期(周)', '2').row?.draft?.leadTimeDays).toBe(14);
    expect(renamed('质保(月)', '质保期(年)', '2').row?.draft?.warrantyMonths).toBe(24);
  });

  it('of a column that is not there is told once and not in every row', () => {
    const { remarks, row } = renamed('质保(月)', '');
    expect(remarks).toMatchObject([{ code: 'HEADER_MISSING', column: '质保(月)' }]);
    expect(row).toMatchObject({ verdict: 'OK', draft: { warrantyMonths: null } });
  });

  it('serves classes that measure one thing in two units, each by its own column first', () => {
    const heading = [...HEADING, '给料口宽度(m)'];
    const glass = { '品类(supplyId)': 'S2.2.1.01', 计价单位: 'm2', '处理能力(t/h)': '', 破碎机型式: '', 防爆: '', 齿数: '', 产品名称: '玻璃' };
    const { table, rows } = readTable([heading, [...aRow({ 型号: 'A' }), ''], [...aRow({ ...glass, 型号: 'B', '给料口宽度(mm)': '' }), '2.5'], [...aRow({ ...glass, 型号: 'C' }), '']]);
    expect(table.remarks).toEqual([]);
    expect(rows.map((row) => [row.verdict, row.draft?.specs['gape']])).toEqual([['OK', 600], ['OK', 2.5], ['NORMALISE', 0.6]]);
  });

  it.each<[missing: string, columns: string]>([['产品名称', '产品名称'], ['型号', '型号'], ['品类(supplyId)', '品类(supplyId)']])('without %s is refused', (missing, columns) => {
    expect(ProductTable.open({ number: 3, cells: HEADING.filter((one) => one !== missing) }, CLASSES))
      .toEqual({ ok: false, refusal: { kind: 'INPUT', code: 'TABLE_COLUMNS_MISSING', field: 'fileId', params: { row: 3, columns } } });
  });
});
