import { compareByScore } from '../order.js';

export interface Ranked {
  readonly id: string;
  readonly score: number;
}

/** Keeps the best `limit` of what it is offered, by the total order of `rank`; an id is asked for only where it can matter. */
export class Best {
  /** A heap with the worst of the kept on top. */
  private readonly kept: Ranked[] = [];

  constructor(private readonly limit: number) {}

  offer(score: number, idOf: () => string): void {
    const [worst] = this.kept;
    if (this.kept.length >= this.limit) {
      if (worst === undefined || score < worst.score) return;
      const offered = { id: idOf(), score };
      if (compareByScore(offered, worst) > 0) return;
      this.kept[0] = offered;
      this.sink();
      return;
    }
    this.kept.push({ id: idOf(), score });
    this.rise();
  }

  ranked(): Ranked[] {
    return [...this.kept].sort(compareByScore);
  }

  private rise(): void {
    const { kept } = this;
    for (let at = kept.length - 1; at > 0;) {
      const above = (at - 1) >> 1;
      if (compareByScore(kept[at] as Ranked, kept[above] as Ranked) <= 0) return;
      [kept[at], kept[above]] = [kept[above] as Ranked, kept[at] as Ranked];
      at = above;
    }
  }

  private sink(): void {
    const { kept } = this;
    for (let at = 0; ;) {
      let worst = at;
      for (const below of [2 * at + 1, 2 * at + 2]) {
        if (below < kept.length && compareByScore(kept[below] as Ranked, kept[worst] as Ranked) > 0) worst = below;
      }
      if (worst === at) return;
      [kept[at], kept[worst]] = [kept[worst] as Ranked, kept[at] as Ranked];
      at = worst;
    }
  }
}
