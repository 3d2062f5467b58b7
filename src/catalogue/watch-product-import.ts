import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer, type Viewer } from '../core/access/viewer.js';
import type { ProductImportId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Push, type ReadPayload } from '../platform/push/push.js';
import type { ProductImportEntity } from './product-import.entity.js';
import { importById } from './product-import.store.js';

const WORDS = new Set<unknown>(['ProductImportConfirmed', 'ProductImportProgressed', 'ProductImportFinished']);

/** One import as it goes on. Words of the push carry ids alone: the import is read again under the viewer's own rights. */
@Injectable()
export class WatchProductImport {
  constructor(private readonly database: AppDatabase, private readonly push: Push) {}

  /**
   * The import as it is now and after each step, until it has ended, the iterator is returned, or `viewerNow` answers another
   * organisation or nobody. Ends at once when it is not the viewer's.
   */
  of(id: ProductImportId, viewer: MemberViewer, viewerNow: () => Promise<Viewer | null>): AsyncIterableIterator<ProductImportEntity> {
    // Before the first reading, so that no step falls between the two.
    const words = this.push.subscribe(`org:${viewer.organisationId}`);
    const states = this.read(words, id, viewer, viewerNow);
    return {
      next: () => states.next(),
      // A generator that waits does not hear `return`: the words must end first, or the reader would stay until the next one.
      return: async () => {
        await words.return?.();
        return states.return(undefined);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  private async *read(
    words: AsyncIterableIterator<ReadPayload>, id: ProductImportId, viewer: MemberViewer, viewerNow: () => Promise<Viewer | null>,
  ): AsyncGenerator<ProductImportEntity, undefined> {
    try {
      const first = await this.now(id, viewer);
      if (first === null) return;
      yield first;
      if (hasEnded(first)) return;
      for await (const { type, subjectId, missed } of words) {
        if (missed !== true && !(WORDS.has(type) && subjectId === id)) continue;
        const now = await viewerNow();
        if (now === null || !isMember(now) || now.organisationId !== viewer.organisationId) return;
        const current = await this.now(id, now);
        if (current === null) return;
        yield current;
        if (hasEnded(current)) return;
      }
    } finally {
      await words.return?.();
    }
  }

  private now(id: ProductImportId, viewer: MemberViewer): Promise<ProductImportEntity | null> {
    return this.database.read(scopeOf(viewer), (tx) => importById(tx, id));
  }
}

function hasEnded({ state }: ProductImportEntity): boolean {
  return state === 'FINISHED' || state === 'REFUSED';
}
