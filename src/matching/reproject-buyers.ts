import { Injectable } from '@nestjs/common';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { pageOfBuyersDemands } from './matching-line.store.js';
import { eachPage } from './pages.js';
import { awaitProjecting } from './projection-locks.store.js';
import { Refresh } from './refresh.js';

const PAGE = 200;

/**
 * Buyers whose answers moved their weights, or who began anew: their lines are copied anew with the preference in force and judged by
 * it, and by the copy the index in memory hears of it. A line that somebody is copying at this moment may still be read with the
 * preference as it was, and is therefore waited for. Without an inbox: doing it twice changes nothing more.
 */
@Injectable()
export class ReprojectBuyers implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly refresh: Refresh) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    for (const id of new Set(events.map((event) => event.subjectId))) {
      await eachPage(PAGE, (limit, after) => this.database.transaction(SYSTEM_SCOPE, async (tx) => {
        await awaitProjecting(tx, 'DEMANDS');
        return pageOfBuyersDemands(tx, id, limit, after);
      }), (ids) => this.refresh.demands(this.database, ids, events[0]?.traceId ?? ''));
    }
  }
}
