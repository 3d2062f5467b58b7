import { Injectable } from '@nestjs/common';
import { candidateNeeds } from '../core/matching/candidate-needs.js';
import { BEST_PER_LINE } from '../core/matching/line-changes.js';
import type { WantedLine } from '../core/matching/pair.js';
import type { Weights } from '../core/matching/rules.js';
import { shanghaiDate, type DateText } from '../core/time/dates.js';
import { Clock } from '../platform/clock/clock.js';
import type { Tx } from '../platform/db/tx.js';
import { MatchIndex } from './match-index.js';
import { openLinesOfClasses } from './matching-line.store.js';
import { candidatePairs, offeredProducts, type PendingProduct } from './matching-product.store.js';

/** The products to judge a line by. */
export interface LineCandidates {
  readonly lineId: string;
  readonly productIds: readonly string[];
  /** Products that were held against the line to find these. */
  readonly looked: number;
}

export interface Candidates {
  /** The snapshot in which they were found. */
  readonly seen: string;
  readonly pairs: readonly LineCandidates[];
}

/** How a look judges: by these weights, as of this day in Shanghai. */
export interface Judging {
  readonly weights: Weights;
  readonly asOf: DateText;
}

/** Who is worth a look by the rule itself: by the index in memory, or by SQL while that is being filled. */
@Injectable()
export class FindCandidates {
  constructor(private readonly index: MatchIndex, private readonly clock: Clock) {}

  /** For each of these open lines the products that may hold a place on its list. By the index that is just the best; SQL leaves more to judge. */
  async forLines(tx: Tx, lines: readonly WantedLine[], { weights, asOf }: Judging): Promise<Candidates> {
    const index = await this.index.asSeenBy(tx);
    if (index === null) return this.among(tx, lines, null);
    const pairs = lines.map((line) => {
      const { best, looked } = index.products.answers(line, asOf, BEST_PER_LINE, weights);
      return { lineId: line.lineId, productIds: best.map(({ id }) => id), looked };
    });
    return { seen: index.productsSeen, pairs };
  }

  /** Of these products those that may answer each line; of all when it is null. */
  async among(tx: Tx, lines: readonly WantedLine[], productIds: readonly string[] | null): Promise<Candidates> {
    const { seen, pairs } = await candidatePairs(tx, lines.map((line) => ({ lineId: line.lineId, ...candidateNeeds(line) })), productIds);
    return { seen, pairs: pairs.map((pair) => ({ ...pair, looked: pair.productIds.length })) };
  }

  /**
   * The open lines that these products may answer, each with how many of them at most. By the index those that they do answer; by SQL all that
   * want the class, now or before.
   */
  async linesFor(tx: Tx, products: readonly PendingProduct[]): Promise<ReadonlyMap<string, number>> {
    const index = await this.index.asSeenBy(tx);
    if (index === null) {
      const lineIds = await openLinesOfClasses(tx, [...new Set(products.flatMap(({ classes }) => classes))]);
      return new Map(lineIds.map((id) => [id, products.length]));
    }
    const today = this.today();
    const answering = new Map<string, number>();
    for (const { offered } of await offeredProducts(tx, products.map(({ productId }) => productId))) {
      for (const { id } of index.lines.answers(offered, today, 0).best) answering.set(id, (answering.get(id) ?? 0) + 1);
    }
    return answering;
  }

  private today(): string {
    return shanghaiDate(this.clock.now());
  }
}
