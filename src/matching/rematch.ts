import { Injectable } from '@nestjs/common';
import { BEST_PER_LINE } from '../core/matching/line-changes.js';
import { SYSTEM_SCOPE, type MatcherDatabase } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import { FindCandidates } from './find-candidates.js';
import { JudgeLines } from './judge-lines.js';
import { pageOfLinesWanting, pendingLines, tellSupply } from './matching-line.store.js';
import { changedSupply, noteSupplyTold, pendingProducts, settleProducts, type PendingProduct } from './matching-product.store.js';
import { OfferedCopies } from './offered-copies.js';
import { eachPage } from './pages.js';
import { linesRecommending } from './recommendation.store.js';
import { ReviewTopics } from './review-topics.js';

/** Recommendations that one transaction writes at most; each brings two events. */
const WRITTEN_MAX = 500;
const LINES_MAX = 200;
/** Lines that one transaction tells of their supply. */
const TOLD_AT_ONCE = 1_000;

/**
 * Judges what is pending.
 *
 * A product and a demand that are published at the same instant must meet, whoever is first, and meet once. So a change is copied,
 * noted as pending and committed before anything is judged (`ProjectProducts`, `ProjectLines`), and judging begins in later
 * transactions: of two changes the one committed last is judged when the other one can be seen. Neither waits for the other, and
 * no lock spans a class. What remains are two looks at one line at the same time: they take turns on the line's row, the pair is one
 * row by its unique key, and only the look that inserts it announces it.
 *
 * A look that began before a product changed never writes what the product was: it holds the products that it gives a place, and judges
 * again when one is not any more what it read (`JudgeLines`). So either the change waits until what was written can be seen and taken
 * back, or the look sees the change.
 */
@Injectable()
export class Rematch {
  constructor(private readonly judging: JudgeLines, private readonly candidates: FindCandidates, private readonly topics: ReviewTopics) {}

  /** Judges those of these products that are pending against every line they may answer or answered. */
  async products(database: MatcherDatabase, productIds: readonly string[], traceId: string): Promise<void> {
    const { pending, reached } = await database.read(SYSTEM_SCOPE, (tx) => this.reach(tx, productIds));
    if (pending.length === 0) return;
    const lineIds = reached.map(({ lineId }) => lineId);
    const look = { productIds: pending.map((product) => product.productId), copies: new OfferedCopies(), traceId };
    const incomplete: string[] = [];
    for (const chunk of inChunks(reached)) {
      incomplete.push(...await database.transaction(SYSTEM_SCOPE, (tx) => this.judging.judge(tx, chunk, look)));
    }
    await database.transaction(SYSTEM_SCOPE, async (tx) => {
      if (lineIds.length === 0) await this.judging.recordNothing(tx, look);
      await settleProducts(tx, pending);
    });
    await tellSupplyOf(database, [...new Set(pending.flatMap(({ classes }) => classes))]);
    await this.lines(database, incomplete, traceId);
    await this.topics.of(database, lineIds, traceId);
  }

  /** Those of these products that are pending, and the lines that they answer or stand recommended for. */
  private async reach(tx: Tx, productIds: readonly string[]): Promise<{ pending: PendingProduct[]; reached: LineReached[] }> {
    const pending = await pendingProducts(tx, productIds);
    if (pending.length === 0) return { pending, reached: [] };
    const answering = await this.candidates.linesFor(tx, pending);
    const holding = await linesRecommending(tx, pending.map((product) => product.productId));
    const lineIds = [...new Set([...answering.keys(), ...holding])].sort();
    return { pending, reached: lineIds.map((lineId) => ({ lineId, writtenMax: Math.min(BEST_PER_LINE, Math.max(1, answering.get(lineId) ?? 0)) })) };
  }

  /** Judges those of these lines that are pending against every product. */
  async lines(database: MatcherDatabase, lineIds: readonly string[], traceId: string): Promise<void> {
    if (lineIds.length === 0) return;
    const pending = await database.read(SYSTEM_SCOPE, (tx) => pendingLines(tx, lineIds));
    const look = { productIds: null, copies: new OfferedCopies(), traceId };
    for (const chunk of inChunks(pending.map((lineId) => ({ lineId, writtenMax: BEST_PER_LINE })))) await database.transaction(SYSTEM_SCOPE, (tx) => this.judging.judge(tx, chunk, look));
    await this.topics.of(database, lineIds, traceId);
  }
}

/** Tells all lines that want one of these classes when its supply came or went; at most other times it writes nothing. */
async function tellSupplyOf(database: MatcherDatabase, classIds: readonly string[]): Promise<void> {
  const changed = await database.read(SYSTEM_SCOPE, (tx) => changedSupply(tx, classIds));
  if (changed.length === 0) return;
  const ids = changed.map(({ classId }) => classId);
  await eachPage(TOLD_AT_ONCE, (limit, after) => database.read(SYSTEM_SCOPE, (tx) => pageOfLinesWanting(tx, ids, limit, after)),
    (lineIds) => database.transaction(SYSTEM_SCOPE, (tx) => tellSupply(tx, lineIds)));
  await database.transaction(SYSTEM_SCOPE, (tx) => noteSupplyTold(tx, changed));
}

/** A line that is to be judged, and the recommendations that this may write. */
interface LineReached {
  readonly lineId: string;
  readonly writtenMax: number;
}

/** Lines for one transaction each, in their order. */
function inChunks(lines: readonly LineReached[]): string[][] {
  const chunks: string[][] = [];
  let [written, chunk] = [0, [] as string[]];
  for (const { lineId, writtenMax } of lines) {
    if (chunk.length === 0 || chunk.length === LINES_MAX || written + writtenMax > WRITTEN_MAX) {
      chunks.push(chunk = []);
      written = 0;
    }
    chunk.push(lineId);
    written += writtenMax;
  }
  return chunks;
}
