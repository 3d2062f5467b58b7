import { Injectable } from '@nestjs/common';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { ProductIndex } from './product-index.js';
import { publishedOfSupplier } from './product-search.store.js';

const PAGE = 500;

/**
 * Suppliers that were approved, suspended or reinstated: all that they published comes into the search index or out of it.
 * Without an inbox: doing it twice changes nothing more.
 */
@Injectable()
export class IndexSuppliers implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly index: ProductIndex) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    for (const supplierId of new Set(events.map((event) => event.subjectId))) {
      for (let after: string | null = ''; after !== null;) after = await this.page(supplierId, after);
    }
  }

  private page(supplierId: string, after: string): Promise<string | null> {
    return this.database.transaction(SYSTEM_SCOPE, async (tx) => {
      const ids = await publishedOfSupplier(tx, supplierId, after, PAGE);
      await this.index.bring(tx, ids);
      return ids.length < PAGE ? null : ids.at(-1) ?? null;
    });
  }
}
