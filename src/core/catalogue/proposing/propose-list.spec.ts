import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { placedClasses, type ReferenceFiles } from '../../policy/reference.js';
import { sheetOfText, type Sheet } from '../../table/sheet.js';
import { merge, sheetOf } from './proposing.factory.js';
import { ClassProposer } from './propose-class.js';
import { proposeList, proposingList } from './propose-list.js';
import type { ProposedSheet } from './proposal.js';

const reference = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = {
  taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths'),
};
const PROPOSER = new ClassProposer(placedClasses(FILES).map(({ definition }) => definition), []);
const TODAY = '2026-11-24';
const read = (...sheets: Sheet[]): ProposedSheet[] => proposeList(sheets, PROPOSER, TODAY);

/** `row state name model price` of each row of a sheet that offers goods, `row reason` of the others. */
function brief(sheet: ProposedSheet | undefined): string[] {
  return (sheet?.rows ?? []).map(({ row, state, reasons, product }) => {
    if (product === null) return `${row} ${reasons.join()}`;
    const { kind, priceCny, priceMin, priceMax, taxIncluded } = product.price;
    const price = kind === 'fixed' ? priceCny : kind === 'range' ? `${priceMin ?? ''}..${priceMax ?? ''}` : String(kind);
    return `${row} ${state === 'importable' || state === 'draft' ? 'taken' : `${state} ${reasons.join()}`} ${product.name ?? '?'} ${product.model ?? '-'} ${price ?? ''}${taxIncluded === null ? '' : taxIncluded ? ' +tax' : ' -tax'}`;
  });
}

const HEAD = ['产品', '型号', '参数', '单价（元）'];

describe('a price list', () => {
  it('begins below its titles, carries merged names down and leaves notes, totals and sections out', () => {
    const sheet = sheetOf('报价', [
      ['某某公司价格表'], ['单位：万元，含税'], [], HEAD.with(3, '单价'), ['破碎机', 'PE-600', '功率75kW', 13.6], [null, 'PE-900', '功率110kW', 46], ['注：不含电机'], ['皮带机系列'], ['皮带输送机', 'DSJ80', '带宽800mm', '61.2'], ['小计', null, null, 120], ['产品', '型号', '参数', '单价'], ['托辊', 'φ108', '', '65元'],
    ], { merges: [merge('A5:A6'), merge('A1:D1')] });
    expect(brief(read(sheet)[0])).toEqual([
      '5 taken 破碎机 PE-600 136000 +tax', '6 taken 破碎机 PE-900 460000 +tax', '7 NOTE', '8 SECTION', '9 taken 皮带输送机 DSJ80 612000 +tax', '10 TOTAL', '11 REPEATED_HEADING', '12 taken 托辊 φ108 65 +tax',
    ]);
  });

  it('names goods by their section where rows have no name, and by 同上', () => {
    const sheet = sheetOf('', [['型号', '技术参数', '单价'], ['一、反应釜'], ['K-1000', '容积1m³', 32000], ['二、换热器'], ['BR-20', '换热面积20㎡', 18500]]);
    expect(brief(read(sheet)[0]).filter((line) => line.includes('taken'))).toEqual(['3 taken 反应釜 K-1000 32000', '5 taken 换热器 BR-20 18500']);
    const ditto = sheetOf('', [HEAD, ['破碎机', 'A100', '', 1], ['同上', 'A200', '', 2], ['〃', 'A300', '', 3]]);
    expect(brief(read(ditto)[0])).toEqual(['2 taken 破碎机 A100 1', '3 taken 破碎机 A200 2', '4 taken 破碎机 A300 3']);
  });

  it('carries names down in text files where the models are of a kind, and rejects what has no name', () => {
    const sheet = sheetOfText([{ number: 1, cells: HEAD }, { number: 2, cells: ['破碎机', 'PE-600', '', '1'] }, { number: 3, cells: ['', 'PE-900', '', '2'] }, { number: 5, cells: ['', 'XX-1', '', '3'] }]);
    expect(brief(read(sheet)[0])).toEqual(['2 taken 破碎机 PE-600 1', '3 taken 破碎机 PE-900 2', '5 reject MISSING_NAME ? XX-1 3']);
  });

  it('begins at most 200 tables in a sheet', () => {
    const pair = (at: number): string[][] => [[...HEAD], ['破碎机', `PE-${at}`, '', '1'], ['品名', '规格型号', '出厂价', '重量'], ['水泵', `IS-${at}`, '2', '75']];
    const rows = Array.from({ length: 110 }, (_none, at) => pair(at)).flat();
    const [sheet] = read(sheetOf('', rows));
    expect(sheet?.tables).toHaveLength(200);
    expect(sheet?.rows.filter(({ product }) => product?.model === 'PE-109')).toHaveLength(1);
  });

  it('reads headings of two rows: groups, units, prices with and without tax', () => {
    const sheet = sheetOf('', [['名称', '型号', '主要参数', null, '单价（元）', null], [null, null, '带宽\nmm', '功率\nkW', '不含税', '含税'], ['皮带输送机', 'DSJ80', 800, '2×75', 612000, 691560]], {
      merges: [merge('A1:A2'), merge('B1:B2'), merge('C1:D1'), merge('E1:F1')],
    });
    const [first] = read(sheet);
    expect(brief(first)).toEqual(['3 taken 皮带输送机 DSJ80 612000 -tax']);
    expect(first?.rows[0]?.product?.specs).toMatchObject({ beltWidth: { value: 800 }, motorPower: { value: 150 } });
    expect(first?.tables[0]?.columns.map(({ role, attributes }) => [role, Object.values(attributes)[0]])).toEqual([['NAME', undefined], ['MODEL', undefined], ['ATTRIBUTE', 'beltWidth'], ['ATTRIBUTE', 'motorPower'], ['PRICE', undefined], ['PRICE', undefined]]);
  });

  it('never reads a cost, a floor price or a hidden column, and no price that not everybody gets', () => {
    const sheet = sheetOf('', [['产品', '型号', '底价', '经销价', '市场指导价', '成本', '暗价'], ['破碎机', 'PE-600', 1, 2, 5, 3, 4]], { hiddenColumns: new Set([6]) });
    const [first] = read(sheet);
    expect(brief(first)).toEqual(['2 taken 破碎机 PE-600 5']);
    expect(first?.tables[0]?.columns.map(({ role }) => role)).toEqual(['NAME', 'MODEL', 'INTERNAL', 'DISCOUNTED', 'PRICE', 'INTERNAL']);
    expect(JSON.stringify(first)).not.toContain('暗价');
  });

  it('takes the price of one where prices go down in steps', () => {
    const sheet = sheetOf('', [['品名', '型号', '单价', null, null], [null, null, '1套', '2-5套', '5套以上'], ['水肥一体机', 'SF-3', 18600, 17800, 16900]], { merges: [merge('C1:E1'), merge('A1:A2'), merge('B1:B2')] });
    expect(brief(read(sheet)[0])).toEqual(['3 taken 水肥一体机 SF-3 18600']);
  });

  it('makes several products of a row that names several models, each with its price and figure', () => {
    const sheet = sheetOf('', [HEAD, ['搅拌罐', 'JS500/JS750', '容积500/750L', '5.2/6.8万'], ['破碎机', 'AB10/20', '', '1万/2万'], ['施工升降机', 'SC200/200', '', '25.8万']]);
    expect(brief(read(sheet)[0])).toEqual(['2 taken 搅拌罐 JS500 52000', '2 taken 搅拌罐 JS750 68000', '3 taken 破碎机 AB10 10000', '3 taken 破碎机 AB20 20000', '4 taken 施工升降机 SC200/200 258000']);
  });

  it('reads tables side by side and one below the other, each under its own heading', () => {
    const sheet = sheetOf('', [['品名', '型号', '价格', null, '品名', '型号', '价格'], ['擦窗机', 'W2', 899, null, '扫地机', 'T30', 2699], ['擦窗机', 'W3', 999], [], ['二、机车（万元，不含税）'], ['车型', '型号', '备注', '指导价'], ['电力机车', 'HX8', '', 2850]]);
    expect(brief(read(sheet)[0])).toEqual(['2 taken 擦窗机 W2 899', '2 taken 扫地机 T30 2699', '3 taken 擦窗机 W3 999', '5 SECTION', '7 taken 电力机车 HX8 28500000 -tax']);
  });

  it('sees one product in rows over which its model and price are merged', () => {
    const sheet = sheetOf('', [HEAD, ['破碎机', 'PE-600', '功率75kW', 136000], [null, null, '处理量120t/h', null]], { merges: [merge('A2:A3'), merge('B2:B3'), merge('D2:D3')] });
    const [first] = read(sheet);
    expect(brief(first)).toEqual(['2 taken 破碎机 PE-600 136000']);
    expect(Object.keys(first?.rows[0]?.product?.specs ?? {}).sort()).toEqual(['capacity', 'motorPower']);
  });

  it('leaves out what is hidden, crossed out, marked by the legend, dated or said to be off the market', () => {
    const yellow = (text: string): object => ({ text, fill: 'FFFF00' });
    const struck = (text: string): object => ({ text, struck: true });
    const sheet = sheetOf('', [
      ['黄色底为停产型号，带▲的也已停产'], ['产品', '型号', '单价', '停产日期', '备注'], ['破碎机', 'A-100', 1], [yellow('破碎机'), yellow('A-200'), yellow('2')], [struck('破碎机'), struck('A-300'), struck('3')], ['破碎机▲', 'A-400', 4],
      ['破碎机', 'A-500', 5, '2025-06-30'], ['破碎机', 'A-600', 6, '2027-06-30'], ['破碎机', 'A-700', 7, null, '已下架'], ['破碎机', 'A-800', 8, null, '替代停产的A-100'], ['破碎机', 'A-900', 9],
    ], { hiddenRows: [11] });
    expect(brief(read(sheet)[0]).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['3 taken', '4 ignore', '5 ignore', '6 ignore', '7 ignore', '8 taken', '9 ignore', '10 taken', '11 HIDDEN']);
  });

  it('rejects a price that is none, a hard figure that cannot be, and a model that came before with another price', () => {
    const sheet = sheetOf('', [HEAD, ['破碎机', 'PE-0600', '处理能力120t/h', 100], ['破碎机', 'PE-0900', '处理能力100000t/h', 100], ['破碎机', 'PE-0700', '', 0], ['破碎机', 'PE-0800', '', -5], ['破碎机', 'PE-0600', '', 120], ['破碎机', 'PE-0600', '', 100], ['瓷砖', '600×600', '', 10], ['仿古砖', '600×600', '', 12]]);
    expect(brief(read(sheet)[0]).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      '2 taken 破碎机', '3 reject OUT_OF_RANGE', '4 reject PRICE_NOT_POSITIVE', '5 reject PRICE_NOT_POSITIVE', '6 reject DUPLICATE_MODEL', '7 taken 破碎机', '8 taken 瓷砖', '9 taken 仿古砖',
    ]);
  });

  it('passes over sheets that are no lists, and lets a page of explanations speak for the others', () => {
    const list = sheetOf('价格', [['产品', '型号', '单价'], ['破碎机', 'PE-600', 100]]);
    const pages = [sheetOf('说明', [['1. 以上价格均含13%增值税。'], ['2. 交货期45天，质保一年。']]), sheetOf('目录', [['序号', '产品系列', '所在工作表'], [1, '破碎机', '价格']]), sheetOf('成本核算', [['产品', '型号', '单价'], ['破碎机', 'PE-600', 60]]), sheetOf('备份', [['产品', '型号', '单价'], ['破碎机', 'PE-600', 70]], { hidden: true })];
    const [first, ...others] = read(list, ...pages);
    expect(others.map(({ ignored }) => ignored)).toEqual(['NO_LIST', 'NO_LIST', 'INTERNAL', 'HIDDEN']);
    expect(first?.rows[0]?.product).toMatchObject({ price: { priceCny: '100', taxIncluded: true, taxRate: 13 }, leadTimeDays: 45, warrantyMonths: 12 });
  });

  it('says what is missing and keeps nothing out for it', () => {
    const [first] = read(sheetOf('', [HEAD, ['颚式破碎机', 'PE-600', '处理量120t/h', '面议'], ['托辊', 'φ108', '', 65], ['颚式破碎机', 'PE-900', '', '']]));
    expect(first?.rows.map(({ state, reasons }) => [state, ...reasons])).toEqual([['draft', 'MISSING_SPEC'], ['draft', 'NO_CLASS'], ['draft', 'MISSING_PRICE', 'MISSING_SPEC']]);
    expect(first?.rows[0]?.product?.missingHard).toContain('feedSizeMax');
  });

  it('is read the same wherever it stands, and in steps', () => {
    const rows = [HEAD, ...Array.from({ length: 250 }, (_, at) => ['破碎机', `PE-${1000 + at}`, `功率${at + 5}kW`, at + 1])];
    const shifted = sheetOf('', [[], ['标题'], ...rows.map((cells) => [null, null, ...cells])]);
    const plain = read(sheetOf('', rows))[0];
    expect(read(shifted)[0]?.rows.map(({ product }) => product)).toEqual(plain?.rows.map(({ product }) => product));
    const steps = [...proposingList([shifted], PROPOSER, TODAY)];
    expect(steps.length).toBeGreaterThanOrEqual(2);
  });

  it('takes time that grows with the length of its cells, not with its square', () => {
    const timeOf = (length: number): number => {
      const long = ['破碎机ＰＥ－６００', '处理量60t/h，', '3.5/', 'A(', '1-', '停产'].map((piece) => piece.repeat(length / piece.length));
      const started = performance.now();
      read(sheetOf('', [['名称及型号', '型号', '参数', '带宽mm', '单价', '交货期'], ...Array.from({ length: 60 }, (_, at) => Array.from({ length: 6 }, (_one, column) => `${at}${long[(at + column) % long.length] ?? ''}`))]));
      return performance.now() - started;
    };
    timeOf(2_000);
    // Four times the length takes four times the time; the square would be sixteen times.
    expect(timeOf(20_000) / timeOf(5_000)).toBeLessThan(10);
  }, 120_000);

  it('never throws, whatever stands in it', () => {
    const text = fc.oneof(fc.constantFrom('产品', '型号', '单价', '单价(万元)', '合计', '注：', '面议', '2×75kW', '5.2/6.8万', '1-', '同上', '、、', 'PE-600', '破碎机', '停产', '-'), fc.string({ unit: 'binary', maxLength: 12 }));
    const cell = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null));
    fc.assert(fc.property(fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 12 }), (rows) => {
      expect(read(sheetOf('x', rows))).toHaveLength(1);
    }), { numRuns: 150 });
  });
});
