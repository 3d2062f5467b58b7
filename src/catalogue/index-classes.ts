import { Injectable } from '@nestjs/common';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { SearchIndex } from '../platform/search/search-index.port.js';
import { Classes } from '../policy/index.js';
import { pageOfPublishedOfClasses } from './class-use.store.js';
import { ProductIndex } from './product-index.js';

const PAGE = 500;

/** Classes that were edited: what the search index holds of their products is made anew with the words of now. Without an inbox: twice changes nothing more. */
@Injectable()
export class IndexClasses implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly index: ProductIndex, private readonly search: SearchIndex, private readonly classes: Classes) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    this.classes.look();
    const classIds = [...new Set(events.map(({ subjectId }) => subjectId))];
    for (let after: string | null = ''; after !== null;) after = await this.page(classIds, after);
  }

  /** The products themselves are of the same version as before, so that their entries are held and written whatever the version. */
  private page(classIds: readonly string[], after: string): Promise<string | null> {
    return this.database.transaction(SYSTEM_SCOPE, async (tx) => {
      const ids = await pageOfPublishedOfClasses(tx, classIds, PAGE, after);
      await this.search.hold(tx, ids);
      await this.index.bring(tx, ids, 'ANY');
      return ids.length < PAGE ? null : ids.at(-1) ?? null;
    });
  }
}
