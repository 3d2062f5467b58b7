import { describe, expect, it } from '@jest/globals';
import { headingOf } from '../../table/known-columns.js';
import { DEMAND_COLUMNS, readDemand, type ReadDemand } from './read-demand.js';

const CODE = '91350100M000100Y43';
const HEADING = ['统一社会信用代码', '设备名称', '技术要求', '品类编号', '需求条目', '数量', '单位', '预算（万元）', '交货地', '需求时间', '更新或新增', '可见范围'];
const read = (...cells: string[]): ReadDemand => {
  const heading = headingOf({ number: 1, cells: HEADING }, DEMAND_COLUMNS);
  if (heading?.ok !== true) throw new Error('no heading');
  return readDemand({ number: 2, cells }, heading.value);
};

describe('a row of a list of demands', () => {
  it('is read as it is meant', () => {
    const { demand, remarks } = read(CODE, '破碎机', '出料 80 mm', 'S1.1.1.03 破碎机、S1.1.1.04', '', '2台', '', '60.5', '太原市', '2027年5月3日', '新增产能', '公开');
    expect(remarks).toEqual([]);
    expect(demand).toMatchObject({
      creditCode: CODE, title: '破碎机', words: '出料 80 mm', budgetCny: '605000', regionCode: '140100', neededBy: '2027-05-03', purpose: 'NEW_CAPACITY', visibility: 'PUBLIC',
      line: { classIds: ['S1.1.1.03', 'S1.1.1.04'], itemId: null, words: '出料 80 mm', quantity: '2', unit: '台' },
    });
  });

  it('is careful where nothing is written: renewal, approved suppliers, the place of the enterprise, the title for words', () => {
    expect(read(CODE, '空压机', '', '', '', '1').demand).toMatchObject({
      purpose: 'RENEWAL', visibility: 'APPROVED_SUPPLIERS', regionCode: null, budgetCny: null, neededBy: null, line: { classIds: [], words: '空压机', quantity: '1', unit: '' },
    });
  });

  it.each<[string, string[], string[]]>([
    ['without a credit code', ['', '空压机', '', 'S1.1.1.03', '', '1'], ['REJECT CREDIT_CODE_MISSING']],
    ['with a day that is none', [CODE, '空压机', '', 'S1.1.1.03', '', '1', '台', '', '', '年底前'], ['REJECT NEEDED_BY_WRONG']],
    ['with a budget in words', [CODE, '空压机', '', 'S1.1.1.03', '', '1', '台', '面议'], ['WARN LIST_CELL_DROPPED']],
    ['with a place that is none', [CODE, '空压机', '', 'S1.1.1.03', '', '1', '台', '', '厂内'], ['WARN LIST_CELL_DROPPED']],
    ['with words alone, which can be published once its classes are known', [CODE, '空压机', '', '', '', '1', '台'], ['WARN LIST_WORDS_ALONE']],
  ])('%s', (_what, cells, said) => {
    const { demand, remarks } = read(...cells);
    expect(remarks.map((one) => `${one.verdict} ${one.said.code}`)).toEqual(said);
    expect(demand === null).toBe(said.some((one) => one.startsWith('REJECT')));
  });

  it.each([['预算', '500000', '500000'], ['预算金额（万元）', '50', '500000'], ['预算（元）', '1,200.5', '1200.5']])('a budget under 「%s」', (heading, cell, budgetCny) => {
    const opened = headingOf({ number: 1, cells: ['信用代码', '标题', '数量', heading] }, DEMAND_COLUMNS);
    if (opened?.ok !== true) throw new Error('no heading');
    expect(readDemand({ number: 2, cells: [CODE, '甲', '1', cell] }, opened.value).demand?.budgetCny).toBe(budgetCny);
  });
});
