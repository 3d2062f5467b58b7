import { describe, expect, it } from '@jest/globals';
import { NOTHING_STATED, statementsOf } from './statements.js';
import { colourNames, isMarked, legendOf, saysOff } from './withdrawn.js';

describe('what a line above or below a table states', () => {
  it.each([
    ['以下价格含13%增值税，单位：元，未注明者交货期均为45天', { priceFactor: 1, taxIncluded: true, taxRate: 13, leadTimeDays: 45 }],
    ['出厂含税价（税率13%），单位：万元/台；合同生效后40日内发货；质保期一律12个月', { priceFactor: 10_000, taxIncluded: true, taxRate: 13, leadTimeDays: 40, warrantyMonths: 12 }],
    ['一、机车（价格均为万元，含税；交货期8个月，质保2年）', { priceFactor: 10_000, taxIncluded: true, leadTimeDays: 240, warrantyMonths: 24 }],
    ['价格单位：元 不含税 ；3年质保', { priceFactor: 1, taxIncluded: false, warrantyMonths: 36 }],
    ['以上均不含运费及税', { taxIncluded: false }],
    ['以上价格含税不含运费', { taxIncluded: true }],
    ['以上产品均为现货', { leadTimeDays: 0 }],
    ['易损件质保三个月', {}],
    ['付款方式：预付30%，发货前付清', {}],
    ['本报价自2026年1月1日起执行，有效期一年', {}],
    ['注：以上破碎机均不含电机启动柜，如需请另行报价。', {}],
    ['运费另计，100公里以内免费送货', {}],
    ['如需开票另加13个点', {}],
  ])('%s', (text, stated) => {
    expect(statementsOf(text)).toEqual({ ...NOTHING_STATED, ...stated });
  });
});

describe('goods that are no longer sold', () => {
  it.each([['已停产', true], ['停产', true], ['该型号下架', true], ['不再供货', true], ['替代停产的YB60', false], ['未停产', false], ['停产型号的替代产品', false], ['停机保护', false]])('%s: %s', (text, off) => {
    expect(saysOff(text)).toBe(off);
  });

  it.each([
    ['图例：黄色底＝已停产，不再供货', ['黄'], []], ['注：标红的产品已下架', ['红'], []], ['带▲为停产型号，售完为止', [], ['▲']], ['黄色为新品，灰色为停产', ['灰'], []], ['红字为促销价', [], []], ['停产产品以红色标注', ['红'], []],
  ])('%s', (text, colours, signs) => {
    expect(legendOf(text)).toMatchObject({ colours, signs });
  });

  it.each([['FFFF00', '黄'], ['FF0000', '红'], ['FFC000', '橙'], ['FFC000', '黄'], ['92D050', '绿'], ['00B0F0', '蓝'], ['BFBFBF', '灰'], ['7030A0', '紫'], ['FF9999', '粉'], ['FF9999', '红']])('%s is called %s', (rgb, name) => {
    expect(colourNames(rgb)).toContain(name);
  });

  it('are told by the ground or the writing of their cells', () => {
    const cell = { text: 'x', number: null, date: null, fill: null, ink: null, struck: false };
    const legend = legendOf('红色为停产');
    expect([isMarked({ ...cell, fill: 'FF0000' }, legend), isMarked({ ...cell, ink: 'C00000' }, legend), isMarked({ ...cell, fill: 'FFFF00' }, legend), isMarked(cell, legend)]).toEqual([true, true, false, false]);
  });
});
