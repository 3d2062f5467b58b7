import { describe, expect, it } from '@jest/globals';
import type { ExtractedRequirement } from '../policy/extraction/extraction.js';
import { aClass, anAttribute } from './class.factory.js';
import { requirementsRead } from './read-requirements.js';

const words = { text: '', start: 0, end: 0 };
const read = (changes: Partial<ExtractedRequirement>): ExtractedRequirement => ({ attribute: 'capacity', name: '处理能力', op: '>=', value: 200, unit: 't/h', hard: true, words, ...changes });

describe('what was read, as a line asks for it', () => {
  it.each([
    ['a figure', read({}), [{ attributeKey: 'capacity', op: '>=', value: 200, unit: 't/h', mode: 'HARD' }]],
    ['a wish', read({ hard: false, op: 'about' }), [{ attributeKey: 'capacity', op: 'about', value: 200, unit: 't/h', mode: 'SOFT' }]],
    ['a choice', read({ attribute: 'drive', op: 'in', value: ['pm'], unit: null }), [{ attributeKey: 'drive', op: 'in', value: ['pm'], unit: null, mode: 'HARD' }]],
    ['a refusal', read({ attribute: 'explosionProof', op: '=', value: false, unit: null }), [{ attributeKey: 'explosionProof', op: '=', value: false, unit: null, mode: 'HARD' }]],
    ['a word that the class has no attribute for', read({ attribute: '噪声', unit: 'dB' }), []],
  ])('%s', (_what, one, expected) => {
    expect(requirementsRead([one], aClass())).toEqual(expected);
  });

  it('of a plain number has no unit', () => {
    expect(requirementsRead([read({ attribute: 'poles', op: '=', value: 4, unit: '1' })], aClass({ attributes: [anAttribute({ key: 'poles', unit: '1' })] }))).toMatchObject([{ unit: null }]);
  });

  it('is nothing while no class is known', () => {
    expect(requirementsRead([read({})], null)).toEqual([]);
  });
});
