/** Small whole numbers for texts, from 0, in the order in which the texts came. */
export class Codes {
  private readonly known = new Map<string, number>();
  private readonly texts: string[] = [];

  /** The code of a text, given now if it has none. */
  of(text: string): number {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const code = this.texts.length;
    this.known.set(text, code);
    this.texts.push(text);
    return code;
  }

  /** The code of a text that has one, −1 otherwise. */
  find(text: string): number {
    return this.known.get(text) ?? -1;
  }

  text(code: number): string {
    return this.texts[code] ?? '';
  }

  get size(): number {
    return this.texts.length;
  }
}

/** What is worked out once per code and question: forgotten all at once by the next `start`. */
export class Memo {
  private values = new Int32Array(64);
  private stamps = new Uint32Array(64);
  private stamp = 0;

  /** Begins a question. */
  start(size: number): void {
    this.stamp += 1;
    if (size <= this.values.length) return;
    const length = 2 ** Math.ceil(Math.log2(size));
    this.values = new Int32Array(length);
    this.stamps = new Uint32Array(length);
  }

  of(code: number, work: (code: number) => number): number {
    if (this.stamps[code] === this.stamp) return this.values[code] as number;
    const value = work(code);
    this.values[code] = value;
    this.stamps[code] = this.stamp;
    return value;
  }
}
