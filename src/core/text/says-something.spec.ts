import { describe, expect, it } from '@jest/globals';
import { saysSomething } from './says-something.js';

describe('a text says something', () => {
  it.each([
    ['换一台泵', true], ['pump', true], ['3', true], ['３', true], ['。泵', true],
    ['', false], ['  \n\t', false], ['\u3000', false], ['\u200b\u200d\ufeff', false], ['。。。！？——', false], ['\u{1F600}', false], ['\ud800', false],
  ])('%j: %s', (text, expected) => {
    expect(saysSomething(text)).toBe(expected);
  });
});
