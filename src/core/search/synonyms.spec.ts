import { describe, expect, it } from '@jest/globals';
import { wordsOfClass, type ClassNames } from './class-words.js';
import { Synonyms } from './synonyms.js';

const synonyms = new Synonyms([
  { terms: ['挖掘机', '挖机', '钩机'], kind: 'synonym' },
  { terms: ['挖掘机', '液压挖掘机'], kind: 'broader>narrower' },
  { terms: ['工程机械', '挖掘机'], kind: 'broader>narrower' },
  { terms: ['电机', '电动机', '马达'], kind: 'synonym' },
  { terms: ['风力发电机组', '风电机组'], kind: 'synonym' },
  { terms: ['刮板输送机', '溜子'], kind: 'synonym' },
  { terms: ['DR', '数字X射线摄影'], kind: 'abbreviation' },
], (text) => text);

describe('what a thing is also called', () => {
  it.each([
    ['液压挖掘机', ['液压挖掘机', '挖掘机', '挖机', '钩机', '工程机械'], 'broader words and their synonyms'],
    ['挖机', ['挖机', '挖掘机', '钩机', '工程机械'], 'never a narrower word'],
    ['工程机械', ['工程机械'], 'the broadest is nothing else'],
    ['陆上风力发电机组', ['风力发电机组', '风电机组'], 'a term inside a longer one says nothing'],
    ['车载dr', ['dr', '数字x射线摄影'], 'letters standing alone'],
    ['jm-drv', [], 'letters inside others do not'],
    ['', [], 'nothing'],
  ])('%s: %j, %s', (name, expected) => {
    expect(new Set(synonyms.alsoCalled(name))).toEqual(new Set(expected));
  });

  it('tells what a name closes with', () => {
    expect(synonyms.closing('履带式液压挖掘机')).toEqual(['液压挖掘机']);
    expect(synonyms.closing('挖掘机驾驶室')).toEqual([]);
  });
});

describe('words of a class', () => {
  const FACE: ClassNames = {
    zh: '三机一架', alsoCalled: ['采煤机', '液压支架', '溜子', '三机配套'],
    kinds: [['shearer', '滚筒采煤机'], ['support', '液压支架'], ['conveyor', '工作面刮板输送机']].map(([key = '', zh = '']) => ({ key, zh, en: key })),
  };
  const words = (name: string, kindKey: string | null = null): string[] => wordsOfClass(name, FACE, kindKey, synonyms, (text) => text);

  it.each([
    ['双滚筒采煤机', ['三机一架', '滚筒采煤机', '采煤机', '三机配套']],
    ['掩护式液压支架', ['三机一架', '液压支架', '三机配套']],
    ['工作面刮板输送机', ['三机一架', '工作面刮板输送机', '溜子', '三机配套']],
    ['某物', ['三机一架', '三机配套']],
  ])('%s is found by %j and by no other kind', (name, expected) => {
    expect(new Set(words(name))).toEqual(new Set(expected));
  });

  it('take the kind that the product states', () => {
    expect(words('ZY6400', 'support')).toContain('液压支架');
  });
});
