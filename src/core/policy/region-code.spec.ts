import { describe, expect, it } from '@jest/globals';
import { holdsRegion, isRegionCode, placeOf, PROVINCES, SHANXI_CITIES } from './region-code.js';

describe('region codes', () => {
  const CASES: [code: string, why: string, zh: string | null, en: string | null][] = [
    ['140000', 'the province itself', '山西省', 'Shanxi'],
    ['140100', 'a city', '山西省太原市', 'Taiyuan, Shanxi'],
    ['140105', 'a county of it', '山西省太原市', 'Taiyuan, Shanxi'],
    ['141181', 'a county-level city', '山西省吕梁市', 'Lüliang, Shanxi'],
    ['441900', 'a city without counties', '广东省', 'Guangdong'],
    ['429004', 'a county directly under a province', '湖北省', 'Hubei'],
    ['810000', 'a special administrative region', '香港特别行政区', 'Hong Kong'],
    ['141200', 'a twelfth city of Shanxi', null, null],
    ['140171', 'a zone of the statisticians', null, null],
    ['140971', 'another one', null, null],
    ['160100', 'no province', null, null],
    ['140001', 'a county without a city', null, null],
    ['14010', 'five digits', null, null],
    ['1401000', 'seven digits', null, null],
    ['１４０１００', 'full-width digits', null, null],
    ['', 'nothing', null, null],
    ['__proto', 'a word', null, null],
  ];
  it.each(CASES)('%s (%s) is %s', (code, _why, zh, en) => {
    expect(isRegionCode(code)).toBe(zh !== null);
    expect(placeOf(code)).toEqual(zh === null ? null : { zh, en });
  });

  it.each([
    ['140000', '140581', true], ['140500', '140581', true], ['140581', '140581', true], ['140581', '140500', false], ['140500', '140000', false], ['140100', '140581', false],
    ['110000', '140000', false], ['140000', '140000', true], ['141000', '141002', true], ['140100', '141002', false],
  ])('%s holds %s: %s', (wider, code, expected) => {
    expect(holdsRegion(wider, code)).toBe(expected);
  });

  it('knows 34 provinces and the eleven cities of Shanxi', () => {
    expect(Object.keys(PROVINCES)).toHaveLength(34);
    expect(Object.keys(SHANXI_CITIES)).toHaveLength(11);
  });
});
