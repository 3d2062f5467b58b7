/** HMAC-SHA-1 of the message, 20 bytes; core has no cryptography of its own. */
export type HmacSha1 = (key: Uint8Array, message: Uint8Array) => Uint8Array;

/** What every authenticator app takes: six digits, thirty seconds, SHA-1. */
export const TOTP_DIGITS = 6;
export const TOTP_STEP_SECONDS = 30;
/** RFC 4226, 4, R6: the secret has the length of the hash. */
export const TOTP_SECRET_BYTES = 20;
/** Steps before and after the present one that count, for clocks that differ (RFC 6238, 5.2). */
const DRIFT_STEPS = 1;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The number of the step at this time. */
export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / 1_000 / TOTP_STEP_SECONDS);
}

/** The code of a step: RFC 4226, 5.3 on the step as counter (RFC 6238, 4.2). `digits`: 6 to 8. */
export function totpCode(secret: Uint8Array, step: number, hmac: HmacSha1, digits = TOTP_DIGITS): string {
  const counter = new Uint8Array(8);
  new DataView(counter.buffer).setBigUint64(0, BigInt(step));
  const hash = hmac(secret, counter);
  const offset = (hash[hash.length - 1] ?? 0) & 0x0f;
  const truncated = new DataView(hash.buffer, hash.byteOffset, hash.byteLength).getUint32(offset) & 0x7fff_ffff;
  return String(truncated % 10 ** digits).padStart(digits, '0');
}

/**
 * The step whose code this is, out of the present one and its neighbours, or null. Steps up to `lastStep` count no more: a code
 * is used once (RFC 6238, 5.2). `same` compares in constant time.
 */
export function totpStepOf(
  code: string, secret: Uint8Array, at: Date, lastStep: number, hmac: HmacSha1, same: (a: string, b: string) => boolean,
): number | null {
  const now = totpStep(at);
  let found: number | null = null;
  for (let step = now - DRIFT_STEPS; step <= now + DRIFT_STEPS; step++) {
    if (same(totpCode(secret, step, hmac), code) && step > lastStep) found = step;
  }
  return found;
}

/** Bytes in base 32 without padding (RFC 4648, 6), as authenticator apps take a secret. */
export function base32(bytes: Uint8Array): string {
  let [bits, held, text] = [0, 0, ''];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31] ?? '';
    held &= 0xff;
  }
  return bits === 0 ? text : text + (ALPHABET[(held << (5 - bits)) & 31] ?? '');
}

/** The bytes of a base 32 text without padding, or null for any other text. */
export function fromBase32(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

/** What an authenticator app reads from a QR code (Key Uri Format of Google Authenticator). */
export function otpauthUri(issuer: string, account: string, secret: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${TOTP_DIGITS}&period=${TOTP_STEP_SECONDS}`;
}
