import { describe, expect, it } from '@jest/globals';
import { aRow, HEADING, readTable } from '../core/catalogue/import/catalogue.factory.js';
import { decodingRemarks } from '../core/catalogue/import/decoding.js';
import { rejected, type Remark } from '../core/catalogue/import/remark.js';
import { REMARK_MESSAGES } from '../core/catalogue/import/remark-codes.js';
import { MessageCatalogue } from '../platform/messages/messages.js';
import { catalogueMessages } from './messages.js';

const GLASS = { '品类(supplyId)': 'S2.2.1.01', 计价单位: 'm2', '处理能力(t/h)': '', 破碎机型式: '', 防爆: '', 齿数: '', 产品名称: '玻璃' };

/** Cells that bring every remark on a row at least once, by heading. */
const CELLS: Readonly<Record<string, readonly string[]>> = {
  '处理能力(t/h)': ['３００', '1,200', '1.2E+03', '≥300', '300t/h', '0.3kt/h', '/', '很大', '300斗', '300kW', '9999', ' 300'],
  '给料口宽度(mm)': [''], 破碎机型式: ['锤式', '鄂式'], 防爆: ['有', '或许'], 计价单位: ['台/套', '箱', ''], 能效等级: ['二级', 'A++'],
  '品类(supplyId)': ['破碎机', 'S9', ''], '交货期(天)': ['现货', '30.5', '', '0'], '质保(月)': ['', '-1'], 型号: ['', '=1'], 产品名称: ['', '长'.repeat(201), '【示例】颚式破碎机'],
  '单价(元)': ['面议', '', '$5', '0', '9e20'],
};
const HEADINGS: readonly (readonly [from: string, to: string])[] = [
  ['单价(元)', '单价（元）'], ['型号', '规格型号'], ['交货期(天)', '交期(周)'], ['处理能力(t/h)', '处理能力'], ['齿数', '颜色'], ['齿数', '说明'], ['质保(月)', ''],
];

function everyRemark(): Remark[] {
  const ambiguous = readTable([[...HEADING, '给料口宽度(m)'], [...aRow({ ...GLASS, '给料口宽度(mm)': '' }), '2.5'], aRow(), aRow(), HEADING.map(() => ''), [...aRow({ 型号: 'B' }), '', '溢出']]);
  const rows = Object.entries(CELLS).flatMap(([heading, cells]) => cells.map((cell) => aRow({ [heading]: cell, ...(heading === '型号' ? {} : { 型号: `${heading}${cell}`.slice(0, 50) }) })));
  const headings = HEADINGS.map(([from, to]) => readTable([HEADING.map((one) => (one === from ? to : one)), aRow()]).table.remarks);
  return [
    ...ambiguous.rows.flatMap((row) => row.remarks), ...readTable([HEADING, ...rows]).rows.flatMap((row) => row.remarks), ...headings.flat(),
    ...decodingRemarks({ encoding: 'GB18030', byteOrderMark: false, delimiter: '\t' }), ...decodingRemarks({ encoding: 'UTF-8', byteOrderMark: true, delimiter: ',' }),
    rejected(null, 'NOTHING_TAKEN', null, { rejected: 3 }), rejected(null, 'NOT_SAVED', null, { reason: 'UNKNOWN_CLASS' }),
  ];
}

describe('what an import says', () => {
  const remarks = everyRemark();
  // A parameter that a sentence names and a remark lacks throws here.
  const messages = new MessageCatalogue([catalogueMessages]);

  it('is a sentence in both languages, with all its facts', () => {
    for (const { code, column, original, params } of remarks) {
      const facts = { column: column ?? '', original: original ?? '', ...params };
      const [zh, en] = [messages.render(`IMPORT_${code}`, facts, 'zh-CN'), messages.render(`IMPORT_${code}`, facts, 'en')];
      expect(zh).toMatch(/[一-鿿]/u);
      expect(`${zh}${en}`).not.toMatch(/\{|undefined|null/u);
    }
  });

  it('is all looked at, but for a unit that no attribute here could mistake', () => {
    const said = new Set(remarks.map(({ code }) => `IMPORT_${code}`));
    expect(REMARK_MESSAGES.filter((key) => !said.has(key))).toEqual(['IMPORT_UNIT_AMBIGUOUS']);
  });
});
