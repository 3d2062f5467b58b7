import { Injectable } from '@nestjs/common';
import type { ProductId } from '../core/ids/ids.js';
import { organisationsByIds } from '../organisation/index.js';
import type { Tx } from '../platform/db/tx.js';
import { SearchIndex } from '../platform/search/search-index.port.js';
import { Classes } from '../policy/index.js';
import { publishedVersions } from './product-search.store.js';
import { productsByIds } from './product.store.js';
import { searchDocument, searchVersion, versionOf } from './search-document.js';

/** Products of one sweep transaction: making their words takes most of a second for a thousand, and a long transaction holds back the relay. */
const CHUNK = 500;

/** Keeps the search index as the catalogue is: published products of approved suppliers, each sandbox's by themselves, and nothing else. */
@Injectable()
export class ProductIndex {
  constructor(private readonly classes: Classes, private readonly search: SearchIndex) {}

  /** Brings these products, at most 1,000, into the index or out of it, as they are now. `order`: see `SearchIndex.index`. */
  async bring(tx: Tx, ids: readonly ProductId[], order: 'NEWER' | 'ANY' = 'NEWER'): Promise<void> {
    const products = await productsByIds(tx, ids);
    const suppliers = await organisationsByIds(tx, [...new Set(products.map((product) => product.ownerId))]);
    const approved = new Set<string>(suppliers.filter((supplier) => supplier.state === 'APPROVED').map((supplier) => supplier.id));
    const classes = await this.classes.all(tx);
    const listed = products.filter((product) => product.state === 'PUBLISHED' && approved.has(product.ownerId));
    await this.search.index(tx, listed.map((product) => searchDocument(product, classes.get(product.classId))), order);
    await this.search.delete(tx, products.filter((product) => !listed.includes(product)).map((product) => ({ id: product.id, version: versionOf(product), supplierId: product.ownerId })), order);
  }

  /**
   * Compares one stretch of the catalogue with the index and puts right what differs: what is missing, of another version,
   * made by an older normaliser, or no more published. Answers the id to go on after, null at the end.
   */
  async sweep(tx: Tx, after: string): Promise<string | null> {
    const truth = await publishedVersions(tx, after, CHUNK);
    const end = truth.length < CHUNK ? null : truth.at(-1)?.id ?? null;
    const entries = await this.search.versions(tx, { after, upTo: end, limit: CHUNK });
    // More entries than fit: this stretch ends with the last of them.
    const upTo = entries.length < CHUNK ? end : entries.at(-1)?.id ?? end;
    const published = truth.filter(({ id }) => upTo === null || id <= upTo);
    const known = new Map(entries.map(({ id, version }) => [id, version]));
    const wanted = new Set<string>(published.map(({ id }) => id));
    const differing = published.filter((one) => known.get(one.id) !== searchVersion(one)).map(({ id }) => id);
    const gone = entries.flatMap(({ id }) => (wanted.has(id) ? [] : [id as ProductId]));
    await this.search.hold(tx, [...differing, ...gone]);
    await this.bring(tx, [...differing, ...gone], 'ANY');
    return upTo;
  }
}
