import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1.';

/**
 * Keeps texts that the product must know and nobody should read in a copy of the database: addresses of people, keys of robots.
 * AES-256-GCM; its keys are drawn from the installation's secret, one for each use (RFC 5869), so that none tells of another.
 */
export class Sealer {
  private readonly sealing: Buffer;
  private readonly naming: Buffer;
  private readonly coding: Buffer;

  constructor(secret: string) {
    const key = (use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'duijie', use, 32));
    [this.sealing, this.naming, this.coding] = [key('sealed text'), key('name of a text'), key('one-time code')];
  }

  /** `about`: the row it belongs to; a sealed text copied into another row does not open there. */
  seal(text: string, about: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.sealing, nonce).setAAD(Buffer.from(about));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()]);
    return VERSION + Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** The text; null when it was sealed under another secret or for another row. */
  open(sealed: string, about: string): string | null {
    const bytes = Buffer.from(sealed.startsWith(VERSION) ? sealed.slice(VERSION.length) : '', 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.sealing, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }).setAAD(Buffer.from(about));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }

  /** The same for the same text, and useless for finding the text: by it two rows are known to hold one address. */
  nameOf(text: string): string {
    return createHmac('sha256', this.naming).update(text).digest('base64url');
  }

  /** The six digits that belong to a nonce: whoever keeps the nonce need not keep the code. */
  codeOf(nonce: string): string {
    return String(createHmac('sha256', this.coding).update(nonce).digest().readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
  }

  /** True when a typed code is the one of this nonce; takes the same time either way. */
  codeFits(nonce: string, typed: string): boolean {
    const [right, given] = [Buffer.from(this.codeOf(nonce)), Buffer.from(typed)];
    return right.length === given.length && timingSafeEqual(right, given);
  }
}
