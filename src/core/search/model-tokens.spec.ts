import { describe, expect, it } from '@jest/globals';
import { collapsedModel, modelTokens } from './model-tokens.js';

describe('under what a model number is found', () => {
  it('without separators, by each of its tails and by its parts', () => {
    expect(modelTokens('js-mg500/1180-wd')).toEqual(['jsmg5001180wd', 'mg5001180wd', '5001180wd', '1180wd', 'wd', 'js', 'mg500', '1180', 'mg', '500']);
  });

  it.each([
    ['4lz-6.0', ['4lz60', 'lz60', '60', '0', '4lz', '6', '4', 'lz']],
    ['ebz318(a)', ['ebz318a', '318a', 'ebz318', 'ebz', '318']],
    ['', []],
    ['型号', []],
  ])('%j', (model, tokens) => {
    expect(modelTokens(model)).toEqual(tokens);
  });

  it('does not flood the index', () => {
    expect(modelTokens('a1'.repeat(500)).length).toBeLessThan(60);
  });

  it.each([['mg500/1180-wd', 'mg5001180wd'], ['pe600x900', 'pe600x900'], ['4-72', '472']])('%j typed is %j', (typed, collapsed) => {
    expect(collapsedModel(typed)).toBe(collapsed);
  });
});
