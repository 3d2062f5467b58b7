import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { idFrom, type Id, type IdNoun } from '../../core/ids/ids.js';
import { Clock } from './clock.js';

/** Makes ids; those of one process rise, also within a millisecond. */
export abstract class Ids {
  abstract next<N extends IdNoun>(noun: N): Id<N>;
}

/** Bytes of chance fetched at once: one by one they were an eleventh of the time that an import of 10,000 rows takes. */
const POOL_BYTES = 4_096;

/** Ids from the platform's clock and 80 bits of cryptographic chance. */
@Injectable()
export class RandomIds extends Ids {
  private millis = -1;
  private chance: Uint8Array = new Uint8Array(10);
  private pool = Buffer.alloc(0);
  private used = 0;

  constructor(private readonly clock: Clock) {
    super();
  }

  /** The next id, greater than every one this maker gave before, also when the clock was put back meanwhile. */
  next<N extends IdNoun>(noun: N): Id<N> {
    const now = this.clock.now().getTime();
    if (now > this.millis) {
      this.millis = now;
      this.chance = Uint8Array.from(this.draw(10));
    } else {
      this.step();
    }
    return idFrom(noun, this.millis, this.chance);
  }

  /**
   * Adds a random 1 to 2^32 to the chance part: a burst keeps its order, and knowing one id of it does not tell the next.
   * An overflow of all 80 bits borrows the next millisecond.
   */
  private step(): void {
    let carry = this.draw(4).readUInt32BE() + 1;
    for (let place = 9; place >= 0 && carry > 0; place--) {
      const sum = (this.chance[place] ?? 0) + carry;
      this.chance[place] = sum % 256;
      carry = Math.floor(sum / 256);
    }
    if (carry > 0) this.millis += 1;
  }

  /** Chance that was not drawn before. */
  private draw(bytes: number): Buffer {
    if (this.used + bytes > this.pool.length) [this.pool, this.used] = [randomBytes(POOL_BYTES), 0];
    this.used += bytes;
    return this.pool.subarray(this.used - bytes, this.used);
  }
}
