import { Injectable } from '@nestjs/common';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import { SearchIndex } from '../platform/search/search-index.port.js';
import { SweepProductIndex } from './sweep-product-index.js';

/**
 * Makes the whole search index anew beside the one in use and then swaps the two, for an index that is suspected or was
 * erased. Killed on the way it goes on with the index it began; searches are answered from the old one until the swap.
 */
@Injectable()
export class RebuildProductIndex implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly search: SearchIndex, private readonly sweep: SweepProductIndex) {}

  async handle(): Promise<void> {
    await this.database.transaction(SYSTEM_SCOPE, (tx) => this.search.startNext(tx));
    await this.sweep.handle();
    await this.database.transaction(SYSTEM_SCOPE, (tx) => this.search.swap(tx));
  }
}
