import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer, type Viewer } from '../core/access/viewer.js';
import { isId } from '../core/ids/ids.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Push, type ReadPayload } from '../platform/push/push.js';
import { recommendationsSince, visibleRecommendation, type VisibleRecommendation } from './recommendation-reads.store.js';

/** Recommendations read again at once after live words were lost; older ones stand in the list. */
const CAUGHT_UP = 100;

/** Recommendations of one organisation as they are made. Words of the push carry ids alone: each is read under the viewer's own rights. */
@Injectable()
export class WatchRecommendations {
  constructor(private readonly database: AppDatabase, private readonly push: Push, private readonly ids: Ids) {}

  /** Recommendations made from now on, until the iterator is returned or `viewerNow` answers another organisation or nobody. */
  of(viewer: MemberViewer, viewerNow: () => Promise<Viewer | null>): AsyncIterableIterator<VisibleRecommendation> {
    const words = this.push.subscribe(`org:${viewer.organisationId}`);
    const made = this.read(words, viewer, viewerNow);
    return {
      next: () => made.next(),
      // A generator that waits does not hear `return`: the words must end first, or the reader would stay until the next one.
      return: async () => {
        await words.return?.();
        return made.return(undefined);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  private async *read(
    words: AsyncIterableIterator<ReadPayload>, viewer: MemberViewer, viewerNow: () => Promise<Viewer | null>,
  ): AsyncGenerator<VisibleRecommendation, undefined> {
    let last: string = this.ids.next('recommendation');
    try {
      for await (const { type, subjectId, missed } of words) {
        if (type !== 'RecommendationMade' && missed !== true) continue;
        const now = await viewerNow();
        if (now === null || !isMember(now) || now.organisationId !== viewer.organisationId) return;
        for (const one of missed === true ? await this.since(now, last) : await this.one(now, subjectId)) {
          if (one.id > last) last = one.id;
          yield one;
        }
      }
    } finally {
      await words.return?.();
    }
  }

  private async one(viewer: MemberViewer, id: unknown): Promise<VisibleRecommendation[]> {
    if (typeof id !== 'string' || !isId('recommendation', id)) return [];
    const found = await this.database.read(scopeOf(viewer), (tx) => visibleRecommendation(tx, viewer, id));
    return found === null || found.retiredAt !== null ? [] : [found];
  }

  private since(viewer: MemberViewer, last: string): Promise<VisibleRecommendation[]> {
    return this.database.read(scopeOf(viewer), (tx) => recommendationsSince(tx, viewer, viewer.organisationId, last, CAUGHT_UP));
  }
}
