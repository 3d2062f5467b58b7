import type { OfferedProduct } from '../core/matching/pair.js';
import type { Tx } from '../platform/db/tx.js';
import { heldRevisions, offeredProducts, productRevisions } from './matching-product.store.js';

/** Products in memory while a batch is judged chunk by chunk: asked for again, only those are read that changed meanwhile. */
export class OfferedCopies {
  private readonly copies = new Map<string, { readonly revision: string; readonly offered: OfferedProduct }>();

  /** These products as the snapshot saw them; null when one has changed since, so that who asks must look anew. */
  async of(tx: Tx, ids: readonly string[], snapshot: string): Promise<OfferedProduct[] | null> {
    if (ids.length === 0) return [];
    const revisions = await productRevisions(tx, ids, snapshot);
    if (ids.some((id) => revisions.get(id)?.seen !== true)) return null;
    const stale = ids.filter((id) => this.copies.get(id)?.revision !== revisions.get(id)?.revision);
    for (const copy of await offeredProducts(tx, stale)) this.copies.set(copy.offered.productId, copy);
    if (stale.some((id) => this.copies.get(id)?.revision !== revisions.get(id)?.revision)) return null;
    return ids.flatMap((id) => this.copies.get(id)?.offered ?? []);
  }

  /**
   * Holds these products until the transaction ends. False when one of them is not any more what `of` gave: whoever has judged by
   * it judges again, and nothing of yesterday is written.
   */
  async hold(tx: Tx, ids: readonly string[]): Promise<boolean> {
    const held = await heldRevisions(tx, ids);
    return ids.every((id) => this.copies.get(id)?.revision === held.get(id));
  }
}
