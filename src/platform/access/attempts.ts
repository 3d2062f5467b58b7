/**
 * Counts attempts by key in a sliding window, in this process alone: each process of an installation allows its own number,
 * and a restart forgets. That is enough against guessing, which needs thousands of tries, and needs no store that a flood
 * could fill: at most `maxKeys` keys are kept, and beyond that the one untouched for longest is forgotten.
 */
export class Attempts {
  /** Times of the attempts of each key, oldest first; keys in the order in which they were last counted. */
  private readonly times = new Map<string, number[]>();

  constructor(private readonly most: number, private readonly windowSeconds: number, private readonly maxKeys = 10_000) {}

  /** 0 when one more attempt is allowed now, otherwise the whole seconds until one is; counts nothing. */
  waitSeconds(key: string, at: Date): number {
    const times = this.within(key, at);
    const oldest = times[times.length - this.most];
    return oldest === undefined ? 0 : Math.max(1, Math.ceil(this.windowSeconds - (at.getTime() - oldest) / 1_000));
  }

  count(key: string, at: Date): void {
    const times = [...this.within(key, at), at.getTime()].slice(-this.most);
    this.times.delete(key);
    this.times.set(key, times);
    for (const oldest of this.times.keys()) {
      if (this.times.size <= this.maxKeys) break;
      this.times.delete(oldest);
    }
  }

  /** Takes the last attempt of the key back: it was no guess. */
  uncount(key: string): void {
    const times = this.times.get(key);
    times?.pop();
    if (times?.length === 0) this.times.delete(key);
  }

  get size(): number {
    return this.times.size;
  }

  private within(key: string, at: Date): number[] {
    const since = at.getTime() - this.windowSeconds * 1_000;
    return (this.times.get(key) ?? []).filter((time) => time > since);
  }
}
