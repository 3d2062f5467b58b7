import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from '../../time/dates.js';
import { commissionedFault, readDay } from './commissioned.js';

const TODAY = '2026-11-23';

describe('a day in a ledger', () => {
  const CASES: [written: string, read: string | null][] = [
    ['2016-11-23', '2016-11-23'], ['2016/1/3', '2016-01-03'], ['2016.11.23', '2016-11-23'], ['2016年11月23日', '2016-11-23'], ['２０１６年１１月２３日', '2016-11-23'], ['2016 年 11 月', '2016-11'],
    ['2016-11-23 00:00:00', '2016-11-23'], ['2016.11', '2016-11'], ['2016/7', '2016-07'], ['2016年', '2016'], ['2016', '2016'], ['20161123', '2016-11-23'], ['201611', '2016-11'],
    ['98年5月', '1998-05'], ['98.5', '1998-05'], ['05.6.1', '2005-06-01'], ['26.1', '2026-01'], ['27.1', '1927-01'], ["'98年5月", '1998-05'],
    ['二〇一六年十一月', '2016-11'], ['二零一六年十一月二十三日', '2016-11-23'], ['一九九八年', '1998'], ['42697', '2016-11-23'], ['42697.5', '2016-11-23'], ['17899', '1949-01-01'],
    ['2016年11月投产', '2016-11'],
    ['', null], ['-', null], ['很久以前', null], ['2016-13', null], ['2016-02-30', null], ['2015年2月29日', null], ['99999', null], ['1', null], ['2016-11-23-1', null], ['十六年', null], ['20161340', null], ['12000元', null],
  ];
  it.each(CASES)('%j is %j', (written, read) => expect(readDay(written, TODAY)).toBe(read));

  it('is the same by the number a spreadsheet keeps it by, whatever the day', () => {
    fc.assert(fc.property(fc.integer({ min: 17_899, max: 73_415 }), (serial) => {
      const day = readDay(String(serial), TODAY);
      expect(daysBetween('1899-12-30', day ?? '')).toBe(serial);
      expect(readDay(day ?? '', TODAY)).toBe(addDays('1899-12-30', serial));
    }));
  });
});

describe('a machine may have gone into service', () => {
  const CASES: [commissioned: string, fault: string | null][] = [
    ['2026-11-23', null], ['2026-11-24', 'COMMISSIONED_FUTURE'], ['2026-11', null], ['2026-12', 'COMMISSIONED_FUTURE'], ['2026', null], ['2027', 'COMMISSIONED_FUTURE'],
    ['1949-01-01', null], ['1949', null], ['1948-12-31', 'COMMISSIONED_TOO_EARLY'], ['1948', 'COMMISSIONED_TOO_EARLY'],
    ['2016-02-30', 'COMMISSIONED_WRONG'], ['2016-1', 'COMMISSIONED_WRONG'], ['2016-1-1', 'COMMISSIONED_WRONG'], ['去年', 'COMMISSIONED_WRONG'], ['', 'COMMISSIONED_WRONG'],
  ];
  it.each(CASES)('on %s: %s', (commissioned, fault) => expect(commissionedFault(commissioned, TODAY)).toBe(fault));
});
