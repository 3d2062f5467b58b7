import { describe, expect, it } from '@jest/globals';
import { Sealer } from './sealer.js';

const sealer = new Sealer('a secret of the installation');

describe('a sealed text', () => {
  it('opens where it belongs, and looks different every time', () => {
    const [one, two] = [sealer.seal('13812345678 电话', 'cta_1'), sealer.seal('13812345678 电话', 'cta_1')];
    expect(one).not.toBe(two);
    expect([sealer.open(one, 'cta_1'), sealer.open(two, 'cta_1')]).toEqual(['13812345678 电话', '13812345678 电话']);
    expect(one).not.toContain('138');
  });

  it.each([
    ['in another row', (sealed: string) => sealer.open(sealed, 'cta_2')],
    ['under another secret', (sealed: string) => new Sealer('another secret of another').open(sealed, 'cta_1')],
    ['with a changed sign', (sealed: string) => sealer.open(`${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`, 'cta_1')],
    ['cut short', (sealed: string) => sealer.open(sealed.slice(0, 20), 'cta_1')],
    ['when it is none', () => sealer.open('13812345678', 'cta_1')],
  ])('does not open %s', (_where, opened) => {
    expect(opened(sealer.seal('text', 'cta_1'))).toBeNull();
  });
});

it('names the same text the same, and only under the same secret', () => {
  expect(sealer.nameOf('a')).toBe(sealer.nameOf('a'));
  expect(new Set([sealer.nameOf('a'), sealer.nameOf('b'), new Sealer('another secret of another').nameOf('a')]).size).toBe(3);
});

describe('the code of a nonce', () => {
  it('is six digits, the same for the same nonce', () => {
    const codes = Array.from({ length: 500 }, (_, n) => sealer.codeOf(`nonce ${n}`));
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(480);
    expect(sealer.codeOf('nonce 1')).toBe(codes[1]);
  });

  it('fits no other', () => {
    const code = sealer.codeOf('n');
    expect(sealer.codeFits('n', code)).toBe(true);
    for (const other of ['', '12345', `${code}0`, code.replace(/^./, (digit) => String((Number(digit) + 1) % 10)), '１２３４５６']) expect(sealer.codeFits('n', other)).toBe(false);
  });
});
