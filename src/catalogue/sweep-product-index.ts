import { Injectable } from '@nestjs/common';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import { ProductIndex } from './product-index.js';

/** Heals what a lost event or a new edition of words left behind: re-indexes what is missing or outdated, stretch by stretch. */
@Injectable()
export class SweepProductIndex implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly index: ProductIndex) {}

  async handle(): Promise<void> {
    for (let after: string | null = ''; after !== null;) {
      const from: string = after;
      after = await this.database.transaction(SYSTEM_SCOPE, (tx) => this.index.sweep(tx, from));
    }
  }
}
