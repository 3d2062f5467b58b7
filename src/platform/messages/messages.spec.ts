import { describe, expect, it } from '@jest/globals';
import { localeOf } from './locale.js';
import { defineMessages, MessageCatalogue, messageFaults } from './messages.js';

const catalogue = defineMessages({ TOO_MANY: { zh: '最多 {max} 项，您给了 {given} 项', en: 'At most {max} items, you gave {given}' } });

describe('messages', () => {
  const messages = new MessageCatalogue([catalogue]);

  it.each([
    ['zh-CN', { max: 1000, given: 1001 }, '最多 1000 项，您给了 1001 项'],
    ['en', { max: 1000, given: 1001 }, 'At most 1000 items, you gave 1001'],
    ['en', { max: '{given}', given: '$&' }, 'At most {given} items, you gave $&'],
  ] as const)('in %s with %j', (locale, params, sentence) => {
    expect(messages.render('TOO_MANY', params, locale)).toBe(sentence);
  });

  it('throws on a missing message or parameter where bugs shall be found', () => {
    expect(() => messages.render('NOBODY', {}, 'zh-CN')).toThrow('Message NOBODY is missing.');
    expect(() => messages.render('TOO_MANY', { max: 1 }, 'zh-CN')).toThrow('no parameter given');
    expect(() => messages.render('constructor', {}, 'zh-CN')).toThrow('missing');
  });

  it('shows the code and reports where people work', () => {
    const faults: string[] = [];
    const lenient = new MessageCatalogue([catalogue], (fault) => faults.push(fault));
    expect(lenient.render('NOBODY', {}, 'zh-CN')).toBe('NOBODY');
    expect(lenient.render('TOO_MANY', { max: 1 }, 'en')).toBe('At most 1 items, you gave {given}');
    expect(faults).toEqual(['Message NOBODY is missing.', 'Message TOO_MANY was given no parameter given.']);
  });
});

describe('faults of a catalogue', () => {
  const fine = { A: { zh: '甲 {x}', en: 'a {x}' } };
  it.each([
    [[fine], null],
    [[fine, { B: { zh: '{y}{x}', en: '{x}{y}{x}' } }], null],
    [[fine, { A: { zh: '乙', en: 'b' } }], 'twice'],
    [[{ B: { zh: '{x}', en: '{y}' } }], 'other parameters'],
    [[{ B: { zh: '{x}', en: 'none' } }], 'other parameters'],
    [[{ B: { zh: ' ', en: 'b' } }], 'lacks a language'],
    [[{ notSnake: { zh: '甲', en: 'a' } }], 'upper snake case'],
  ])('%j: %s', (rooms, fault) => {
    if (fault === null) {
      expect(messageFaults(rooms)).toEqual([]);
    } else {
      expect(messageFaults(rooms)).toEqual([expect.stringContaining(fault)]);
      expect(() => new MessageCatalogue(rooms)).toThrow(fault);
    }
  });
});

describe('language of an answer', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['EN', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en;q=0.8, zh;q=0.9', 'zh-CN'],
    ['en;q=0.9, zh;q=0.8', 'en'],
    ['en, zh', 'zh-CN'],
    ['fr, de', 'zh-CN'],
    ['fr, en;q=0.1', 'en'],
    ['en;q=0', 'zh-CN'],
    ['en;q=banana', 'zh-CN'],
    [',;q=,,en;q=1;x', 'en'],
  ])('%j: %s', (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });
});
