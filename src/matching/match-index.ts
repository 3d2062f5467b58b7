import { Injectable } from '@nestjs/common';
import { LineIndex } from '../core/matching/columnar/line-index.js';
import { OfferIndex } from '../core/matching/columnar/offer-index.js';
import { DEFAULT_RULES } from '../core/matching/rules.js';
import { SYSTEM_SCOPE, type MatcherDatabase } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import {
  changedLines, changedProducts, currentSnapshot, pageOfOfferedCopies, pageOfOpenCopies, type LineCopy, type ProductCopy,
} from './match-index.store.js';

/** Rows read at once while it fills; each is some 2 KB of JSON. */
const PAGE = 2_000;

/** What is open and on the market, ready to be asked. */
export interface FilledIndex {
  readonly lines: LineIndex;
  readonly products: OfferIndex;
  /** The snapshot of which the products are, until something is awaited. */
  readonly productsSeen: string;
}

/**
 * The open lines and the products on the market in the memory of the worker. It is filled once, page by page, while SQL answers,
 * and from then on catches up with what was committed before each question: whoever asks misses nothing that he could see.
 */
@Injectable()
export class MatchIndex {
  private readonly filled = { lines: new LineIndex(DEFAULT_RULES), products: new OfferIndex(DEFAULT_RULES) };
  /** In which everything is in memory; null until it was filled. */
  private seen: { lines: string; products: string } | null = null;
  private filling: Promise<void> | null = null;
  /** Questions catch up one after another: each must read after it was asked. */
  private catching: Promise<unknown> = Promise.resolve();

  /** Fills it; resolves when it answers. A fill that failed may be tried again. */
  fill(database: MatcherDatabase): Promise<void> {
    this.filling ??= this.fillFrom(database).catch((error: unknown) => {
      this.filling = null;
      throw error;
    });
    return this.filling;
  }

  /** The index with everything that the transaction can see; null while it is not filled. */
  async asSeenBy(tx: Tx): Promise<FilledIndex | null> {
    if (this.seen === null) return null;
    const caught = this.catching.then(() => this.catchUp(tx));
    // Whoever comes next does not care how this one fared.
    this.catching = caught.catch(() => undefined);
    await caught;
    return { ...this.filled, productsSeen: this.seen.products };
  }

  /** How much is held, for the figures of the process. */
  get sizes(): { readonly lines: number; readonly products: number } {
    return { lines: this.filled.lines.size, products: this.filled.products.size };
  }

  private async fillFrom(database: MatcherDatabase): Promise<void> {
    // Before the first page: what changes while pages are read is caught up with afterwards.
    const snapshot = await database.read(SYSTEM_SCOPE, currentSnapshot);
    await eachCopy((limit, after) => database.read(SYSTEM_SCOPE, (tx) => pageOfOpenCopies(tx, limit, after)), (row) => row.lineId, (row) => this.takeLine(row));
    await eachCopy((limit, after) => database.read(SYSTEM_SCOPE, (tx) => pageOfOfferedCopies(tx, limit, after)), (row) => row.productId, (row) => this.takeProduct(row));
    this.seen = { lines: snapshot, products: snapshot };
  }

  private async catchUp(tx: Tx): Promise<void> {
    const { seen } = this;
    if (seen === null) return;
    const lines = await changedLines(tx, seen.lines);
    for (const row of lines.rows) this.takeLine(row);
    const products = await changedProducts(tx, seen.products);
    for (const row of products.rows) this.takeProduct(row);
    this.seen = { lines: lines.snapshot, products: products.snapshot };
  }

  private takeLine({ lineId, wanted }: LineCopy): void {
    if (wanted === null) this.filled.lines.remove(lineId);
    else this.filled.lines.put(wanted);
  }

  private takeProduct({ productId, offered }: ProductCopy): void {
    if (offered === null) this.filled.products.remove(productId);
    else this.filled.products.put(offered);
  }
}

async function eachCopy<T>(read: (limit: number, after: string | null) => Promise<T[]>, idOf: (row: T) => string, take: (row: T) => void): Promise<void> {
  for (let after: string | null = null; ;) {
    const rows: T[] = await read(PAGE, after);
    rows.forEach(take);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = idOf(last);
  }
}
