/**
 * Work that takes a core for a while, a few at a time and the rest in a short line. Who finds the line full is sent away at
 * once: under a flood an early "busy" keeps the process answering everybody else.
 */
export class Turns {
  private running = 0;
  private readonly line: (() => void)[] = [];

  /** `atOnce`: how many run together, `waiting`: how many may stand in line. */
  constructor(private readonly atOnce: number, private readonly waiting: number) {}

  /** Runs the work when its turn comes; null when the line was full and nothing ran. */
  async take<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.running < this.atOnce) this.running++;
    else if (this.line.length >= this.waiting) return null;
    else await new Promise<void>((go) => this.line.push(go));
    try {
      return await work();
    } finally {
      const next = this.line.shift();
      // The place goes straight to the next in line, so that a newcomer cannot slip in between.
      if (next === undefined) this.running--;
      else next();
    }
  }
}
