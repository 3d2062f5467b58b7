import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a derived code or token is for: the same id gives another one for each. */
export type AccessPurpose = 'code' | 'invitation' | 'recovery' | 'apiToken' | 'changes';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The kept key of the ways in. Codes and tokens that a job hands to a person later follow from it and from the id of their row,
 * so that they rest neither in a table nor in the outbox nor in a queue; what must be read back is sealed with it. Who loses
 * the key ends open codes and invitations, and everybody sets up the authenticator anew.
 */
export class AccessKey {
  private readonly sealing: Buffer;

  constructor(private readonly secret: string) {
    this.sealing = Buffer.from(hkdfSync('sha256', secret, '', 'duijie seal', 32));
  }

  /** The code of a row: `digits` decimal digits, 4 to 9. Of 48 bits, so that no digit is likelier than another by more than 1 in 10^5. */
  digits(purpose: AccessPurpose, id: string, digits: number): string {
    return String(this.hmac(purpose, id).readUIntBE(0, 6) % 10 ** digits).padStart(digits, '0');
  }

  /** The token of a row: 256 bits, 43 characters that an address can hold. */
  token(purpose: AccessPurpose, id: string): string {
    return this.hmac(purpose, id).toString('base64url');
  }

  /** What is kept of a secret that its owner will show again; without the key it cannot be guessed at. */
  digest(purpose: AccessPurpose, text: string): string {
    return this.hmac(`${purpose} digest`, text).toString('hex');
  }

  /** Encrypts what must be read back. `owner`: the id of its row; a value copied to another row does not open there. */
  seal(bytes: Uint8Array, owner: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.sealing, iv).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** What `seal` closed for this owner. Throws when the key or the owner is another, or the value was changed. */
  unseal(sealed: string, owner: string): Uint8Array {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv(CIPHER, this.sealing, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES }).setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]));
  }

  private hmac(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.secret).update(`${purpose}\0${text}`).digest();
  }
}

/** True when the texts are equal; how long it takes tells no more than whether they are as long as each other. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
