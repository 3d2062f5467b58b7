import { Injectable } from '@nestjs/common';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { pageOfBuyersDemands } from './matching-line.store.js';
import { pageOfSuppliersProducts } from './matching-product.store.js';
import { eachPage } from './pages.js';
import { awaitProjecting } from './projection-locks.store.js';
import { Refresh } from './refresh.js';

const PAGE = 200;

/**
 * Organisations that were approved, suspended or reinstated: whether they trade, and who sees lines that are not public, changes for all
 * that they offer and want. Only what was copied is copied anew; a row that somebody is copying at this moment may still be read with
 * the organisation as it was, and is therefore waited for. Without an inbox: doing it twice changes nothing more.
 */
@Injectable()
export class ReprojectSuppliers implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly refresh: Refresh) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const traceId = events[0]?.traceId ?? '';
    for (const id of new Set(events.map((event) => event.subjectId))) {
      await eachPage(PAGE, (limit, after) => this.database.transaction(SYSTEM_SCOPE, async (tx) => {
        await awaitProjecting(tx, 'PRODUCTS');
        return pageOfSuppliersProducts(tx, id, limit, after);
      }), (ids) => this.refresh.products(this.database, ids, traceId));
      await eachPage(PAGE, (limit, after) => this.database.transaction(SYSTEM_SCOPE, async (tx) => {
        await awaitProjecting(tx, 'DEMANDS');
        return pageOfBuyersDemands(tx, id, limit, after);
      }), (ids) => this.refresh.demands(this.database, ids, traceId));
    }
  }
}
