import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanFileName } from './file-name.js';

describe('file names as they are shown', () => {
  it.each([
    ['产品目录.xlsx', '产品目录.xlsx'],
    ['  a b.csv ', 'a b.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\张三\\报价.csv', '报价.csv'],
    ['a/b\\c.csv', 'c.csv'],
    ['dir/', 'file'],
    ['', 'file'],
    ['..', 'file'],
    ['\0\n\r', 'file'],
    ['a\0b\u202egpj.exe', 'abgpj.exe'],
    ['half\ud800.csv', 'half.csv'],
    ['e\u0301.csv', '\u00e9.csv'],
    ['🏭'.repeat(300) + '.csv', '🏭'.repeat(251) + '.csv'],
    ['x'.repeat(300), 'x'.repeat(255)],
    ['x.' + 'y'.repeat(300), 'x.' + 'y'.repeat(253)],
  ])('%j: %j', (given, name) => {
    expect(cleanFileName(given)).toBe(name);
  });

  it('have 1 to 255 characters, no separators and no controls, and stay as they are', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
      const name = cleanFileName(given);
      expect([...name].length).toBeGreaterThan(0);
      expect([...name].length).toBeLessThanOrEqual(255);
      expect(name).not.toMatch(/[/\\\p{Cc}\p{Cs}]/u);
      expect(cleanFileName(name)).toBe(name);
    }));
  });
});
