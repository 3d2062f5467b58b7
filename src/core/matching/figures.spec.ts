import { describe, expect, it } from '@jest/globals';
import { FIGURES, figureRows, figureTotal } from './figures.js';

const TAIYUAN = { key: '140100', zh: '太原市', en: 'Taiyuan' };
const DATONG = { key: '140200', zh: '大同市', en: 'Datong' };

describe('figures', () => {
  it('are added up by place, in the order of the places, and keep apart what is not counted from nought', () => {
    const rows = figureRows([
      { place: DATONG, counts: { PRODUCTS_ON_MARKET: 2 } }, { place: TAIYUAN, counts: { PRODUCTS_ON_MARKET: 1, LINES_OPEN: 0 } }, { place: DATONG, counts: { PRODUCTS_ON_MARKET: 3, LINES_OPEN: 4 } },
    ]);
    expect(rows).toEqual([{ ...TAIYUAN, counts: { PRODUCTS_ON_MARKET: 1, LINES_OPEN: 0 } }, { ...DATONG, counts: { PRODUCTS_ON_MARKET: 5, LINES_OPEN: 4 } }]);
    expect(figureTotal(rows)).toEqual({ PRODUCTS_ON_MARKET: 6, LINES_OPEN: 4 });
    expect(figureTotal([])).toEqual({});
  });

  it('each have a name and a definition in both languages, once', () => {
    expect(new Set(FIGURES.map(({ key }) => key)).size).toBe(FIGURES.length);
    expect(FIGURES.filter((one) => [one.zh, one.en, one.definitionZh, one.definitionEn, one.records].includes('' as never))).toEqual([]);
  });
});
