import { describe, expect, it } from '@jest/globals';
import { namedDays } from './day-words.js';
import { festivalIn } from './festivals.js';

const TODAY = '2026-11-23';
const dates = (text: string): string[] => namedDays(text, TODAY).map(({ date }) => date);

describe('days in words, seen from 23 November 2026', () => {
  it.each([
    // The last day of a period; without a year the next one.
    ['明年3月底前', '2027-03-31'], ['二零二七年二月底之前', '2027-02-28'], ['4月中旬', '2027-04-20'], ['5月上旬', '2027-05-10'], ['六月份通水', '2027-06-30'], ['12月20号前', '2026-12-20'],
    ['2027.5.31前', '2027-05-31'], ['2027年6月30日前', '2027-06-30'], ['27年8月', '2027-08-31'], ['后年一月', '2028-01-31'], ['11月25日', '2026-11-25'], ['11月20日', '2027-11-20'],
    ['2027年三季度', '2027-09-30'], ['明年一季度末', '2027-03-31'], ['明年上半年', '2027-06-30'], ['明年下半年', '2027-12-31'], ['年底前', '2026-12-31'], ['年内', '2026-12-31'], ['明年年中', '2027-06-30'],
    ['月底', null], ['本月底', '2026-11-30'], ['下个月', '2026-12-31'], ['下月中旬', '2026-12-20'],
    // Before a month is before it begins; before a festival the day before.
    ['6月前', '2027-05-31'], ['春节前', '2027-02-05'], ['年前得装上', '2027-02-05'], ['国庆前', '2027-09-30'], ['五一前', '2027-04-30'], ['元旦前', '2026-12-31'], ['端午节前', '2027-06-08'], ['中秋前', '2027-09-14'],
    ['90天内', '2027-02-21'], ['三个月内', '2027-02-23'],
    // No day: how long ago, how often, a day that is none.
    ['5年前', null], ['十年前', null], ['用了12年', null], ['2008年投用', null], ['2月30日', null], ['材质Q345R', null], ['8个月', null],
  ])('%s: %s', (text, date) => {
    expect(dates(text)).toEqual(date === null ? [] : [date]);
  });

  it('knows the festivals as they are kept, where a new moon falls close to midnight too', () => {
    expect([2026, 2027, 2030].map((year) => festivalIn(year, 'spring'))).toEqual(['2026-02-17', '2027-02-06', '2030-02-03']);
    expect(festivalIn(2090, 'spring')).toBeNull();
  });
});
