import { Injectable } from '@nestjs/common';
import { ownersOfCertificates } from '../catalogue/index.js';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { pageOfSuppliersProducts } from './matching-product.store.js';
import { eachPage } from './pages.js';
import { awaitProjecting } from './projection-locks.store.js';
import { Refresh } from './refresh.js';

const PAGE = 200;

/**
 * Certificates that were registered, revised, taken back or reviewed: all that their suppliers offer is copied anew, since a revision
 * may have covered other models before; what no certificate changed stays as it is. Without an inbox: twice changes nothing more.
 */
@Injectable()
export class MatchCertificates implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly refresh: Refresh) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const owners = await this.database.read(SYSTEM_SCOPE, (tx) => ownersOfCertificates(tx, [...new Set(events.map(({ subjectId }) => subjectId))]));
    for (const owner of owners) {
      await eachPage(PAGE, (limit, after) => this.database.transaction(SYSTEM_SCOPE, async (tx) => {
        await awaitProjecting(tx, 'PRODUCTS');
        return pageOfSuppliersProducts(tx, owner, limit, after);
      }), (ids) => this.refresh.products(this.database, ids, events[0]?.traceId ?? ''));
    }
  }
}
