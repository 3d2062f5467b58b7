import { describe, expect, it } from '@jest/globals';
import { queryTerms } from './query-terms.js';

/** A dictionary of these words: the longest at each place, and all inside. */
const WORDS = ['采煤机', '采煤', '锅炉', '燃气', '蒸汽', '蒸汽锅炉', '空压机', '永磁', '变频', '我们', '购置', '要求', '低氮', '异步', '电机', '异步电机', '设备', '贴合', '旧', '换成'];
const cut = (run: string): string[] => {
  const word = WORDS.filter((one) => run.startsWith(one)).sort((a, b) => b.length - a.length)[0] ?? run.charAt(0);
  return run === '' ? [] : [word, ...cut(run.slice(word.length))];
};
const segment = (run: string): string[] => WORDS.filter((word) => run.includes(word));
const terms = (text: string) => queryTerms(text, cut, segment).terms;
const shown = (text: string): string[] => terms(text).map((term) => `${term.text} ${term.kind}${term.required ? '' : '?'}`);

describe('the terms of a query', () => {
  it.each([
    ['words', '永磁变频空压机', ['永磁 WORD', '变频 WORD', '空压机 WORD']],
    ['a long word in its parts', '异步电机', ['异步 WORD', '电机 WORD']],
    ['characters of no word stay together', '采媒机', ['采媒机 WORD']],
    ['a character alone only ranks', '大锅炉', ['大 CHARACTER?', '锅炉 WORD']],
    ['unless nothing else is there', '泵', ['泵 CHARACTER']],
    ['a word for anything only ranks', '采煤机设备', ['采煤机 WORD', '设备 WORD?']],
    ['unless nothing else is there', '设备', ['设备 WORD']],
    ['what asks is dropped', '我们购置采煤机', ['采煤机 WORD']],
    ['a model with separators', 'mg500/1180-wd', ['mg5001180wd MODEL']],
    ['a number of a model', '锅炉 1180', ['锅炉 WORD', '1180 MODEL']],
    ['a figure with a unit only ranks', '10吨锅炉', ['10 FIGURE?', '锅炉 WORD']],
    ['so in Latin letters, with or without a space', '空压机 75kw 0.8 mpa', ['空压机 WORD', '75 FIGURE?', '08 FIGURE?']],
    ['but a model may look like one', '1.5t', ['15 FIGURE']],
    ['letters', 'agv', ['agv LATIN']],
    ['the same word once', '锅炉锅炉', ['锅炉 WORD']],
    ['nothing to go by', '？！', []],
    ['nothing', '  ', []],
  ])('%s: %s', (_what, text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it('know what is wanted from what there is', () => {
    expect(terms('旧空压机换成蒸汽锅炉,要求低氮').map(({ text, wanted }) => [text, wanted])).toEqual([
      ['空压机', false], ['蒸汽', true], ['锅炉', true], ['低氮', false],
    ]);
  });

  it('know that a thing named for another is not it', () => {
    expect(terms('空压机贴合').map(({ text, closing }) => [text, closing])).toEqual([['空压机', false], ['贴合', true]]);
    expect(terms('空压机 贴合').map(({ closing }) => closing)).toEqual([true, true]);
  });

  it('keep a character with the word before it: together they may be one of the trade', () => {
    expect(terms('贴合机').map(({ text, word }) => [text, word])).toEqual([['贴合', '贴合机'], ['机', '机']]);
  });

  it('are at most 24, of the first 500 characters', () => {
    const long = Array.from({ length: 300 }, (_, n) => `x${n}`).join(' ');
    expect(terms(long)).toHaveLength(24);
    expect(queryTerms('机'.repeat(20_000), cut, segment).text).toHaveLength(500);
  });
});
