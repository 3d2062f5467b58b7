import { describe, expect, it } from '@jest/globals';
import { cellsOf, headingOf } from '../../table/known-columns.js';
import { ENTERPRISE_COLUMNS, readEnterprise, type ReadEnterprise } from './read-enterprise.js';

const CODE = '91350100M000100Y43';
const HEADING = ['序号', '企业名称*', '统一社会信用代码（18位）', '所在地区', '行业', '规模', '企业类型', '业务电话', '联系人', '手机'];
const read = (...cells: string[]): ReadEnterprise => {
  const heading = headingOf({ number: 3, cells: HEADING }, ENTERPRISE_COLUMNS);
  if (heading?.ok !== true) throw new Error('no heading');
  return readEnterprise({ number: 4, cells: ['1', ...cells] }, heading.value);
};
const said = ({ remarks }: ReadEnterprise): string[] => remarks.map(({ verdict, column, said: { code } }) => `${verdict} ${column ?? ''} ${code}`);

describe('the heading of a list of enterprises', () => {
  it.each<[string, string[], string | null]>([
    ['a title', ['2026年对接会拟邀企业名单'], null],
    ['a row of a table', ['1', '太原甲厂', CODE], null],
    ['our template', ['企业名称', '统一社会信用代码', '所在地区'], ''],
    ['other words, full-width, marked as needed', ['公司名称＊', '信用代码', '县区'], ''],
    ['without the place', ['企业名称', '统一社会信用代码'], '「所在地区」'],
  ])('%s', (_what, cells, missing) => {
    const heading = headingOf({ number: 1, cells }, ENTERPRISE_COLUMNS);
    expect(heading === null ? null : heading.ok ? '' : heading.refusal.params['columns']).toBe(missing);
  });

  it('of two columns of one name the first counts, and a column that is not there reads as empty', () => {
    const heading = headingOf({ number: 1, cells: ['名称', '信用代码', '地区', '企业名称'] }, ENTERPRISE_COLUMNS);
    if (heading?.ok !== true) throw new Error('no heading');
    const cell = cellsOf({ number: 2, cells: [' 甲厂 ', CODE] }, heading.value);
    expect([cell('name'), cell('region'), cell('industry')]).toEqual(['甲厂', '', '']);
  });
});

describe('a row of a list of enterprises', () => {
  it('is taken as it is meant', () => {
    const row = read('太原 重型机械厂', ' 91350100m000100y43 ', '140105', 'C3511 矿山机械制造', '中型企业', '生产、采购', '0351-7000000', '王丽', '13800138000');
    expect(row).toEqual({ remarks: [], enterprise: {
      kind: 'ENTERPRISE', name: '太原 重型机械厂', creditCode: CODE, regionCode: '140105', industryCode: 'C3511', sizeClass: 'MEDIUM', trades: ['MAKER', 'BUYER'],
      businessPhone: '0351-7000000', contactName: '王丽', contactPhone: '13800138000',
    } });
  });

  it.each<[string, string[], string[], string | null]>([
    ['a code with a wrong check character', ['甲厂', '91350100M000100Y44', '140105'], ['REJECT 统一社会信用代码 CREDIT_CODE_WRONG'], null],
    ['no code', ['甲厂', '', '140105'], ['REJECT 统一社会信用代码 CREDIT_CODE_MISSING'], null],
    ['no name', ['', CODE, '140105'], ['REJECT 企业名称 ORGANISATION_NAME_LENGTH'], null],
    ['a place that is none', ['甲厂', CODE, '火星'], ['REJECT 所在地区 REGION_CODE_WRONG'], null],
    ['a place by its city', ['甲厂', CODE, '山西省太原市', '', '', '采购'], [], '140100'],
    ['a place by its county, which is known no further than the city', ['甲厂', CODE, '太原市小店区', '', '', '采购'], ['WARN 所在地区 LIST_REGION_TO_CITY'], '140100'],
    ['no trade: bought for', ['甲厂', CODE, '140105'], ['WARN 从事业务 LIST_TRADE_ASSUMED'], '140105'],
    ['cells that say nothing we know', ['甲厂', CODE, '140105', '制造业', '巨型', '采购', '见名片', '', '问门卫'],
      ['WARN 行业代码 LIST_CELL_DROPPED', 'WARN 企业规模 LIST_CELL_DROPPED', 'WARN 业务电话 LIST_CELL_DROPPED', 'WARN 联系电话 LIST_CELL_DROPPED'], '140105'],
  ])('%s', (_what, cells, remarks, regionCode) => {
    const row = read(...cells);
    expect([said(row), row.enterprise?.regionCode ?? null]).toEqual([remarks, regionCode]);
  });
});
