import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isLogin, normalLogin, passwordFault } from './login.js';

describe('logins', () => {
  const CASES: [written: string, normal: string, verdict: boolean][] = [
    ['wang.li@example.cn', 'wang.li@example.cn', true],
    [' Wang.Li@Example.cn ', 'wang.li@example.cn', true],
    ['１３８０３５１００００', '13803510000', true],
    ['太重采购部', '太重采购部', true],
    ['wang\u200Bli', 'wangli', true],
    ['ab', 'ab', false],
    ['wang li', 'wang li', false],
    ["o'hara", "o'hara", false],
    ['a'.repeat(65), 'a'.repeat(65), false],
    ['', '', false],
  ];
  it.each(CASES)('%j is kept as %j: %s', (written, normal, verdict) => {
    expect(normalLogin(written)).toBe(normal);
    expect(isLogin(normal)).toBe(verdict);
  });

  it('normalises once and for all', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(normalLogin(normalLogin(text))).toBe(normalLogin(text));
    }));
  });
});

describe('new passwords', () => {
  const CASES: [password: string, why: string, fault: string | null][] = [
    ['correct horse', 'two words', null],
    ['换设备就来对接平台', 'nine Chinese characters', null],
    ['a1b2c3d', 'seven characters', 'PASSWORD_LENGTH'],
    ['x'.repeat(129), 'longer than any sentence', 'PASSWORD_LENGTH'],
    ['aaaaaaaaaaaa', 'one character', 'PASSWORD_TOO_PLAIN'],
    ['12121212', 'two characters', 'PASSWORD_TOO_PLAIN'],
    ['Wang.Li-2026', 'the login and the year', 'PASSWORD_TOO_PLAIN'],
  ];
  it.each(CASES)('%s (%s): %s', (password, _why, fault) => {
    expect(passwordFault(password, 'wang.li')).toBe(fault);
  });
});
