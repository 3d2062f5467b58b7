import { Injectable } from '@nestjs/common';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { noteLinesPending, pageOfActiveLines } from './matching-line.store.js';
import { eachPage } from './pages.js';
import { Rematch } from './rematch.js';

const PAGE = 500;

/**
 * Other weights are in force: judges all open lines anew. They are noted as pending before any is judged, so that a worker that dies
 * leaves the rest to a sweep. Without an inbox: twice changes nothing more.
 */
@Injectable()
export class RejudgeLines implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly rematch: Rematch) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const page = (limit: number, after: string | null): Promise<string[]> => this.database.read(SYSTEM_SCOPE, (tx) => pageOfActiveLines(tx, limit, after));
    await eachPage(PAGE, page, (ids) => this.database.transaction(SYSTEM_SCOPE, (tx) => noteLinesPending(tx, ids)));
    await eachPage(PAGE, page, (ids) => this.rematch.lines(this.database, ids, events[0]?.traceId ?? ''));
  }
}
