import { Injectable } from '@nestjs/common';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import { Handlers, type EventHandler, type HandledEvent } from '../platform/deed/handlers.js';
import { linesOfDemands } from './matching-line.store.js';
import { ProjectLines } from './project-lines.js';
import { groupsByLines } from './refresh.js';
import { Rematch } from './rematch.js';

/** Published, revised and closed demands: finds the products that answer their lines now and takes back what answers them no more. */
@Injectable()
export class MatchDemands implements EventHandler {
  constructor(
    private readonly handlers: Handlers, private readonly database: MatcherDatabase, private readonly projecting: ProjectLines, private readonly rematch: Rematch,
  ) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const ids = [...new Set(events.map((event) => event.subjectId))];
    for (const group of await this.database.read(SYSTEM_SCOPE, (tx) => groupsByLines(tx, ids))) {
      const some = events.filter((event) => group.includes(event.subjectId));
      await this.handlers.once('MatchDemands', some, (tx, fresh) => this.projecting.project(tx, [...new Set(fresh.map((event) => event.subjectId))]));
    }
    // Outside of `once`: what an earlier try copied and did not come to judge is pending still.
    const lineIds = await this.database.read(SYSTEM_SCOPE, (tx) => linesOfDemands(tx, ids));
    await this.rematch.lines(this.database, lineIds, events[0]?.traceId ?? '');
  }
}
