import { describe, expect, it } from '@jest/globals';
import { AccessKey, sameText } from './access-key.js';

const key = new AccessKey('a secret of sixteen characters or more');
const other = new AccessKey('another secret of sixteen or more');

describe('the key of the ways in', () => {
  it('gives the same code and token for the same row, another for another row, purpose or key', () => {
    expect(key.digits('code', 'chl_1', 6)).toMatch(/^\d{6}$/);
    expect(key.digits('code', 'chl_1', 6)).toBe(key.digits('code', 'chl_1', 6));
    expect(key.token('invitation', 'inv_1')).toMatch(/^[\w-]{43}$/);
    const tokens = [key.token('invitation', 'inv_1'), key.token('invitation', 'inv_2'), key.token('code', 'inv_1'), other.token('invitation', 'inv_1')];
    expect(new Set(tokens).size).toBe(4);
  });

  it('spreads codes over all six digits', () => {
    const codes = Array.from({ length: 5_000 }, (_, n) => key.digits('code', `chl_${n}`, 6));
    expect(new Set(codes).size).toBeGreaterThan(4_900);
    for (let place = 0; place < 6; place++) expect(new Set(codes.map((code) => code[place])).size).toBe(10);
  });

  it('keeps a digest that is not the token, and is not another key’s', () => {
    const token = key.token('invitation', 'inv_1');
    expect(key.digest('invitation', token)).toMatch(/^[0-9a-f]{64}$/);
    expect(key.digest('invitation', token)).not.toBe(other.digest('invitation', token));
    expect(key.digest('invitation', 'inv_1')).not.toBe(Buffer.from(token, 'base64url').toString('hex'));
  });

  it('seals a secret for one row, each time otherwise', () => {
    const secret = new Uint8Array([1, 2, 3]);
    const sealed = key.seal(secret, 'acc_1');
    expect(key.seal(secret, 'acc_1')).not.toBe(sealed);
    expect(key.unseal(sealed, 'acc_1')).toEqual(secret);
    for (const opening of [() => key.unseal(sealed, 'acc_2'), () => other.unseal(sealed, 'acc_1'), () => key.unseal(`${sealed.slice(0, -2)}AA`, 'acc_1'), () => key.unseal('', 'acc_1')]) {
      expect(opening).toThrow();
    }
  });

  it('compares texts of any length', () => {
    expect([sameText('123456', '123456'), sameText('123456', '123457'), sameText('1', '123456'), sameText('', '')]).toEqual([true, false, false, true]);
  });
});
