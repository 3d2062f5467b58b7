import { describe, expect, it } from '@jest/globals';
import { readingDoubts, type LineInWords, type ReadOfLine } from './reading-doubts.js';

const line = (changes: Partial<LineInWords> = {}): LineInWords => ({ words: '太原的厂要锅炉2台', quantity: '2', unit: '台', regionCode: '140100', ...changes });
const read = (changes: Partial<ReadOfLine> = {}): ReadOfLine => ({ quantity: 2, quantityUnit: '台', regionCode: '140100', places: [{ code: '140100', words: '太原' }], ...changes });

describe('what words say otherwise than their line', () => {
  it.each([
    ['the same', {}, {}, []], ['the same, as the column writes it', { quantity: '2.000' }, {}, []], ['no quantity', {}, { quantity: null }, []],
    ['another quantity', { quantity: '3' }, {}, ['LINE_QUANTITY_DIFFERS']],
    ['no place', {}, { regionCode: null }, []], ['no place of delivery that is known', { regionCode: null }, {}, []],
    ['another city', { regionCode: '140900' }, {}, ['LINE_PLACE_DIFFERS']], ['another province', { regionCode: '130000' }, {}, ['LINE_PLACE_DIFFERS']],
    ['a wider place', { regionCode: '140105' }, {}, []], ['a place within', { regionCode: '140000' }, {}, []],
    ['more than is read', { words: '台'.repeat(2_001) }, {}, ['LINE_WORDS_CUT']], ['as much as is read', { words: '台'.repeat(2_000) }, {}, []],
  ] as [string, Partial<LineInWords>, Partial<ReadOfLine>, string[]][])('%s', (_what, lineChanges, readChanges, codes) => {
    expect(readingDoubts(line(lineChanges), read(readChanges), 'zh').map(({ code }) => code)).toEqual(codes);
  });

  it('names both, and the words', () => {
    expect(readingDoubts(line({ quantity: '1', regionCode: '140900' }), read(), 'zh')).toEqual([
      { code: 'LINE_QUANTITY_DIFFERS', params: { read: '2台', quantity: '1', unit: '台' }, words: '' },
      { code: 'LINE_PLACE_DIFFERS', params: { read: '山西省太原市', region: '山西省忻州市' }, words: '太原' },
    ]);
    expect(readingDoubts(line({ regionCode: '140900' }), read(), 'en')[0]?.params).toEqual({ read: 'Taiyuan, Shanxi', region: 'Xinzhou, Shanxi' });
  });
});
