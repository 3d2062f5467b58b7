import { describe, expect, it } from '@jest/globals';
import { readLeadDays, readWarrantyMonths } from './term-text.js';

describe('terms', () => {
  it.each([
    ['现货', null, 0], ['有货', null, 0], ['30天', null, 30], ['1个月', null, 30], ['15-20天', null, 20], ['2-3个月', null, 90], ['一周', null, 7], ['半个月', null, 15], ['半年', null, 180], ['30个工作日', null, 42],
    ['60', null, 60], ['4', '周', 28], ['3', '月', 90], ['合同生效后40日内', null, 40], ['款到发货15天左右', null, 15], ['7～10天', null, 10], ['双方协商', null, null], ['面谈', null, null], ['', null, null],
    ['十天', null, 10], ['1年', null, 365], ['现货/定制30天', null, 0],
  ])('%s (%s): %s days', (cell, unit, days) => {
    expect(readLeadDays(cell, unit)).toBe(days);
  });

  it.each([
    ['一年', null, 12], ['12个月', null, 12], ['整机3年', null, 36], ['三包一年', null, 12], ['2年或4000小时', null, 24], ['144个月', null, 144], ['一年半', null, 18], ['整机一年，磁体五年', null, 12], ['3年或10万公里', null, 36],
    ['24', '月', 24], ['3', '年', 36], ['1', null, 12], ['12', null, 12], ['24月', null, 24], ['90天', null, 3], ['半年', null, 6], ['终身', null, null], ['', null, null], ['0.5', '年', 6],
  ])('%s (%s): %s months', (cell, unit, months) => {
    expect(readWarrantyMonths(cell, unit)).toBe(months);
  });
});
