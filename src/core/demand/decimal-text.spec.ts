import { describe, expect, it } from '@jest/globals';
import { money, positiveDecimal, QUANTITY } from './decimal-text.js';

describe('decimals above zero', () => {
  const CASES: [text: string, quantity: string | null][] = [
    ['2', '2'], ['2.000', '2'], ['0.5', '0.5'], ['007', '7'], ['999999999.999', '999999999.999'], ['0.001', '0.001'],
    ['0', null], ['0.000', null], ['-2', null], ['+2', null], ['', null], [' 2', null], ['2,000', null], ['1e3', null], ['０', null], ['NaN', null], ['Infinity', null],
    ['1000000000', null], ['0.0001', null], ['1.0005', null], ['9'.repeat(41), null], ['.5', null], ['5.', null],
  ];
  it.each(CASES)('%j as a quantity: %j', (text, quantity) => expect(positiveDecimal(text, QUANTITY)).toBe(quantity));

  it.each([
    ['320000', '320000.00'], ['0.01', '0.01'], ['12.5', '12.50'], ['9999999999999999.99', '9999999999999999.99'],
    ['10000000000000000', null], ['12.505', null], ['-1', null], ['0', null],
  ])('%j as money: %j', (text, amount) => expect(money(text)).toBe(amount));
});
