import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskedMobile, mobileNumber } from './phone.js';

describe('mobile numbers', () => {
  const CASES: [written: string, number: string | null][] = [
    ['13835100001', '13835100001'],
    [' 138 3510 0001 ', '13835100001'],
    ['138-3510-0001', '13835100001'],
    ['１３８３５１００００１', '13835100001'],
    ['+86 138 3510 0001', '13835100001'],
    ['8613835100001', '13835100001'],
    ['008613835100001', '13835100001'],
    ['12835100001', null],
    ['1383510000', null],
    ['138351000011', null],
    ['0351-7654321', null],
    ['+85291234567', null],
    ['86', null],
    ['', null],
    ['1383510000x', null],
  ];
  it.each(CASES)('%j is %s', (written, number) => {
    expect(mobileNumber(written)).toBe(number);
  });

  it('read once are read for good, and masked show seven of their digits', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const number = mobileNumber(text);
      if (number !== null) expect(mobileNumber(number)).toBe(number);
    }));
    expect(maskedMobile('13835100001')).toBe('138****0001');
  });
});
