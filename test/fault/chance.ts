import { chanceOf } from '../../src/platform/queue/inline/chance.js';

/** Draws that are the same for the same seed. Whoever acts at the same time as others has one of its own, or their order would decide. */
export class Chance {
  private readonly draw: () => number;

  constructor(private readonly seed: number) {
    this.draw = chanceOf(seed);
  }

  /** Independent of this one and of all other names. */
  of(name: string): Chance {
    let mixed = this.seed;
    for (const character of name) mixed = (Math.imul(mixed, 31) + (character.codePointAt(0) ?? 0)) | 0;
    return new Chance(mixed);
  }

  /** From 0 up to 1. */
  share(): number {
    return this.draw();
  }

  between(low: number, high: number): number {
    return low + this.draw() * (high - low);
  }

  /** Whole, both ends included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.draw() * (high - low + 1));
  }

  happens(share: number): boolean {
    return this.draw() < share;
  }

  one<T>(of: readonly T[]): T {
    const found = of[this.whole(0, of.length - 1)];
    if (found === undefined) throw new RangeError('Nothing to choose from.');
    return found;
  }

  /** At most `count` of them, each once. */
  some<T>(of: readonly T[], count: number): T[] {
    const left = [...of];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(this.whole(0, left.length - 1), 1)).flat();
  }
}
