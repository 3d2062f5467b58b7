import { Injectable } from '@nestjs/common';
import { pageOfDemandsOfItems } from '../demand/index.js';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { eachPage } from './pages.js';
import { Refresh } from './refresh.js';

const PAGE = 200;

/** Demand items whose upgrade paths were edited: copies their open lines anew, which makes those that changed pending, and judges them. Without an inbox: twice changes nothing more. */
@Injectable()
export class RematchItems implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly refresh: Refresh) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const itemIds = [...new Set(events.map(({ subjectId }) => subjectId))];
    await eachPage(PAGE, (limit, after) => this.database.read(SYSTEM_SCOPE, (tx) => pageOfDemandsOfItems(tx, itemIds, limit, after)),
      (ids) => this.refresh.demands(this.database, ids, events[0]?.traceId ?? ''));
  }
}
