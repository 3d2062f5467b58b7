import { Injectable } from '@nestjs/common';
import { MatcherDatabase } from '../platform/db/database.js';
import { Handlers, type EventHandler, type HandledEvent } from '../platform/deed/handlers.js';
import { ProjectProducts } from './project-products.js';
import { Rematch } from './rematch.js';

/** Published, revised and withdrawn products: finds the open lines they answer now and takes back what they answer no more. */
@Injectable()
export class MatchProducts implements EventHandler {
  constructor(
    private readonly handlers: Handlers, private readonly database: MatcherDatabase, private readonly projecting: ProjectProducts, private readonly rematch: Rematch,
  ) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const ids = [...new Set(events.map((event) => event.subjectId))];
    await this.handlers.once('MatchProducts', events, (tx, fresh) => this.projecting.project(tx, [...new Set(fresh.map((event) => event.subjectId))]));
    // Outside of `once`: what an earlier try copied and did not come to judge is pending still.
    await this.rematch.products(this.database, ids, events[0]?.traceId ?? '');
  }
}
