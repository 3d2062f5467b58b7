import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chineseAmount } from '../../text/chinese-amount.js';
import { readPriceText, type PriceText } from './price-text.js';

function brief(price: PriceText): string {
  const tax = price.kind === 'none' || price.tax === null ? '' : price.tax ? ' +tax' : ' -tax';
  switch (price.kind) {
    case 'fixed': return `${price.amount.toFixed()}${tax}`;
    case 'range': return `${price.min?.toFixed() ?? ''}..${price.max?.toFixed() ?? ''}${tax}`;
    case 'list': return `${price.amounts.map((amount) => amount.toFixed()).join(' ')}${tax}`;
    default: return `${price.kind}${tax}`;
  }
}

describe('a price cell', () => {
  it.each([
    // Under a heading in yuan.
    ['386000', 1, '386000'], ['￥298,000.00', 1, '298000'], ['79.8万', 1, '798000'], ['18-22万', 1, '180000..220000'], ['13.8万元/台', 1, '138000'], ['3200元/台（不含税）', 1, '3200 -tax'],
    ['４８．５０', 1, '48.5'], ['１２，８００', 1, '12800'], ['1200元/㎡', 1, '1200'], ['9.8万起', 1, '98000..'], ['≥9.8万', 1, '98000..'], ['5万以内', 1, '..50000'], ['约12万', 1, '120000'], ['28.6w', 1, '286000'],
    ['六万八', 1, '68000'], ['四百二十万', 1, '4200000'], ['壹拾贰万叁仟元整', 1, '123000'], ['12800元整', 1, '12800'], ['0', 1, '0'], ['-28', 1, '-28'], ['25起', 1, '25..'], ['RMB 5,600', 1, '5600'], ['¥ 5 800 000', 1, '5800000'],
    // Under a heading in ten thousand yuan.
    ['5.8', 10_000, '58000'], ['3.2-3.6', 10_000, '32000..36000'], ['8.5万', 10_000, '85000'], ['380元', 10_000, '380'], ['320~355', 10_000, '3200000..3550000'], ['5.2/6.8/8.5万', 10_000, '52000 68000 85000'], ['0.068', 10_000, '680'],
    ['18.6/25.8/33', 10_000, '186000 258000 330000'],
    // The list price, never what is left after a discount or for a quantity.
    ['原价15800，现价12800', 1, '15800'], ['优惠价11800 指导价12800', 1, '12800'], ['1-9台 3200元', 1, '3200'], ['12800(含税运)', 1, '12800 +tax'], ['开票另加8点 5600元', 1, '5600 -tax'],
    // On request.
    ['面议', 1, 'onRequest'], ['来电咨询 000-0000000', 1, 'onRequest'], ['洽谈', 1, 'onRequest'], ['按图报价', 1, 'onRequest'], ['询价（含税）', 1, 'onRequest +tax'],
    // None, or none to be trusted.
    ['', 1, 'none'], ['-', 1, 'none'], ['待定', 1, 'none'], ['#N/A', 1, 'none'], ['2026-12-01', 1, 'none'], ['USD 12,000', 1, 'none'], ['暂无', 1, 'none'], ['22-18万', 1, 'none'], ['无补贴', 1, 'none'],
  ] as const)('%s × %s: %s', (cell, factor, price) => {
    expect(brief(readPriceText(cell, null, factor))).toBe(price);
  });

  it('takes the figure of a numeric cell without what binary fractions add', () => {
    expect(brief(readPriceText('9.8', 9.800000000000001, 10_000))).toBe('98000');
  });

  it('never throws and never makes up digits', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(1, 1_000, 10_000), (text, factor) => {
      const price = readPriceText(text, null, factor);
      if (price.kind === 'fixed') expect(price.amount.isFinite()).toBe(true);
    }), { numRuns: 500 });
  });

  it.each([['十二万', 120_000], ['三万五', 35_000], ['一千二', 1_200], ['两万零五十', 20_050], ['一亿二千万', 120_000_000], ['五', null], ['万岁', null], ['十二点五万', null]])('%s is %s', (text, amount) => {
    expect(chineseAmount(text)).toBe(amount);
  });
});
