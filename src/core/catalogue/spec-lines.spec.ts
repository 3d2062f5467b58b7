import { describe, expect, it } from '@jest/globals';
import { CRUSHER } from './import/catalogue.factory.js';
import { specLines } from './spec-lines.js';

describe('figures of a product', () => {
  it('are named and in the order of the class', () => {
    const lines = specLines({ specs: { explosionProof: false, type: 'hammer', teeth: 12, capacity: 300, gone: 1 }, specOriginals: { capacity: '0.3kt/h' } }, CRUSHER);
    expect(lines.map(({ attributeKey, textZh, textEn, original, hard }) => [attributeKey, textZh, textEn, original, hard])).toEqual([
      ['capacity', '300 t/h', '300 t/h', '0.3kt/h', true], ['teeth', '12', '12', null, false], ['type', '锤式(环锤)', 'hammer', null, false], ['explosionProof', '否', 'no', null, false],
    ]);
  });

  it('of a value that a later edition took away shows the key', () => {
    expect(specLines({ specs: { type: 'gone' }, specOriginals: {} }, CRUSHER)[0]).toMatchObject({ textZh: 'gone', textEn: 'gone' });
  });
});
