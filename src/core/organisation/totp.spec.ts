import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { base32, fromBase32, otpauthUri, totpCode, totpStep, totpStepOf } from './totp.js';

const hmac = (key: Uint8Array, message: Uint8Array): Uint8Array => createHmac('sha1', key).update(message).digest();
/** The secret of the RFC's own vectors. */
const SECRET = new TextEncoder().encode('12345678901234567890');
const same = (a: string, b: string): boolean => a === b;

describe('time-based one-time passwords', () => {
  // RFC 6238, appendix B, the rows of SHA-1.
  const VECTORS: [seconds: number, code: string][] = [
    [59, '94287082'], [1_111_111_109, '07081804'], [1_111_111_111, '14050471'], [1_234_567_890, '89005924'], [2_000_000_000, '69279037'], [20_000_000_000, '65353130'],
  ];
  it.each(VECTORS)('at second %i the code is %s', (seconds, code) => {
    const step = totpStep(new Date(seconds * 1_000));
    expect(totpCode(SECRET, step, hmac, 8)).toBe(code);
    expect(totpCode(SECRET, step, hmac)).toBe(code.slice(2));
  });

  // RFC 4226, appendix D.
  it.each(['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map((code, count) => [count, code] as const))('counter %i gives %s', (count, code) => {
    expect(totpCode(SECRET, count, hmac)).toBe(code);
  });

  const AT = new Date(1_234_567_890_000);
  const NOW = totpStep(AT);
  const CASES: [what: string, step: number, lastStep: number, found: number | null][] = [
    ['of this step', NOW, 0, NOW],
    ['of the step before', NOW - 1, 0, NOW - 1],
    ['of the step after', NOW + 1, 0, NOW + 1],
    ['two steps old', NOW - 2, 0, null],
    ['two steps ahead', NOW + 2, 0, null],
    ['used before', NOW, NOW, null],
    ['older than the one used last', NOW - 1, NOW, null],
    ['newer than the one used last', NOW + 1, NOW, NOW + 1],
  ];
  it.each(CASES)('a code %s', (_what, step, lastStep, found) => {
    expect(totpStepOf(totpCode(SECRET, step, hmac), SECRET, AT, lastStep, hmac, same)).toBe(found);
  });

  it('anything else is no code', () => {
    for (const text of ['', '000000', '12345', 'abcdef', '9'.repeat(100)]) expect(totpStepOf(text, SECRET, AT, 0, hmac, same)).toBeNull();
  });
});

describe('secrets as authenticator apps take them', () => {
  // RFC 4648, section 10, without padding.
  it.each([['', ''], ['f', 'MY'], ['fo', 'MZXQ'], ['foo', 'MZXW6'], ['foob', 'MZXW6YQ'], ['fooba', 'MZXW6YTB'], ['foobar', 'MZXW6YTBOI']])('%j is %s', (text, encoded) => {
    expect(base32(new TextEncoder().encode(text))).toBe(encoded);
  });

  it('come back as they were', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect([...fromBase32(base32(bytes)) ?? []]).toEqual([...bytes]);
    }));
    expect(fromBase32('MZXW1')).toBeNull();
  });

  it('stand in an address with issuer and account', () => {
    expect(otpauthUri('对接', 'wang@li', 'MZXW6')).toBe('otpauth://totp/%E5%AF%B9%E6%8E%A5:wang%40li?secret=MZXW6&issuer=%E5%AF%B9%E6%8E%A5&algorithm=SHA1&digits=6&period=30');
  });
});
