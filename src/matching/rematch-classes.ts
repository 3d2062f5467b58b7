import { Injectable } from '@nestjs/common';
import { pageOfPublishedOfClasses } from '../catalogue/index.js';
import { pageOfDemandsOfClasses } from '../demand/index.js';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { Classes } from '../policy/index.js';
import { eachPage } from './pages.js';
import { Refresh } from './refresh.js';

const PAGE = 200;

/** Classes that were edited: copies their products and the open lines that want them anew and judges what differs. Without an inbox: twice changes nothing more. */
@Injectable()
export class RematchClasses implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly refresh: Refresh, private readonly classes: Classes) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    this.classes.look();
    const classIds = [...new Set(events.map(({ subjectId }) => subjectId))];
    const traceId = events[0]?.traceId ?? '';
    await eachPage(PAGE, (limit, after) => this.database.read(SYSTEM_SCOPE, (tx) => pageOfPublishedOfClasses(tx, classIds, limit, after)),
      (ids) => this.refresh.products(this.database, ids, traceId));
    await eachPage(PAGE, (limit, after) => this.database.read(SYSTEM_SCOPE, (tx) => pageOfDemandsOfClasses(tx, classIds, limit, after)),
      (ids) => this.refresh.demands(this.database, ids, traceId));
  }
}
