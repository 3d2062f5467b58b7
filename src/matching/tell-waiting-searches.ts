import { Injectable } from '@nestjs/common';
import { isTellingDue } from '../core/matching/saved-search.js';
import { Clock } from '../platform/clock/clock.js';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import { writeOutbox } from '../platform/outbox/outbox.js';
import { savedSearchAnswered } from './saved-search-answered.js';
import { noteTold, pageOfWaitingSearches, takeWaiting, type WaitingSearch } from './searched-product.store.js';
import { SearchedProducts } from './searched-products.js';

const PAGE = 500;
const TRACE = 'tell-waiting-searches';

/** Tells, by the clock, what saved searches found that tell once a day or a week; one notice for each search. */
@Injectable()
export class TellWaitingSearches implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly products: SearchedProducts, private readonly clock: Clock) {}

  async handle(): Promise<void> {
    const at = this.clock.now();
    for (let after: string | null = null; ;) {
      const searches: WaitingSearch[] = await this.database.read(SYSTEM_SCOPE, (tx) => pageOfWaitingSearches(tx, PAGE, after));
      for (const search of searches.filter(({ frequency, last }) => isTellingDue(frequency, last, at))) await this.tell(search, at);
      if (searches.length < PAGE) return;
      after = searches.at(-1)?.id ?? null;
    }
  }

  private tell(search: WaitingSearch, at: Date): Promise<void> {
    return this.database.transaction(SYSTEM_SCOPE, async (tx) => {
      const waiting = (await takeWaiting(tx, search.id)).sort();
      const latest = waiting.at(-1);
      if (latest === undefined) return;
      await noteTold(tx, [search.id], at);
      await writeOutbox(tx, [savedSearchAnswered(search, waiting.length, await this.products.named(tx, latest))], TRACE);
    });
  }
}
