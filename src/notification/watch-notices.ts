import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer, type Viewer } from '../core/access/viewer.js';
import { isId, type NoticeId } from '../core/ids/ids.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Push, type ReadPayload } from '../platform/push/push.js';
import type { NoticeEntity } from './notice.entity.js';
import { noticeById, noticesSince } from './notice.store.js';

/** Notices read again at once after live words were lost; older ones stand in the inbox. */
const CAUGHT_UP = 100;

/** The inbox of one organisation as it grows. Words of the push carry ids alone: each notice is read under the viewer's own rights. */
@Injectable()
export class WatchNotices {
  constructor(private readonly database: AppDatabase, private readonly push: Push, private readonly ids: Ids) {}

  /** Notices posted from now on, until the iterator is returned or `viewerNow` answers another organisation or nobody. */
  of(viewer: MemberViewer, viewerNow: () => Promise<Viewer | null>): AsyncIterableIterator<NoticeEntity> {
    const words = this.push.subscribe(`org:${viewer.organisationId}`);
    // Ids sort by time: this is the last one before now.
    const notices = this.read(words, this.ids.next('notice'), viewer, viewerNow);
    return {
      next: () => notices.next(),
      // A generator that waits does not hear `return`: the words must end first, or the reader would stay until the next one.
      return: async () => {
        await words.return?.();
        return notices.return(undefined);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  private async *read(
    words: AsyncIterable<ReadPayload>, before: NoticeId, viewer: MemberViewer, viewerNow: () => Promise<Viewer | null>,
  ): AsyncGenerator<NoticeEntity, undefined> {
    let last = before;
    for await (const word of words) {
      const { type, subjectId, missed } = word;
      if (type !== 'NoticePosted' && missed !== true) continue;
      const now = await viewerNow();
      if (now === null || !isMember(now) || now.organisationId !== viewer.organisationId) return;
      const notices = missed === true ? await this.since(now, last) : await this.one(now, subjectId);
      for (const notice of notices) {
        if (notice.id > last) last = notice.id;
        yield notice;
      }
    }
  }

  private async one(viewer: MemberViewer, id: unknown): Promise<NoticeEntity[]> {
    if (typeof id !== 'string' || !isId('notice', id)) return [];
    const notice = await this.database.read(scopeOf(viewer), (tx) => noticeById(tx, id));
    return notice === null ? [] : [notice];
  }

  private since(viewer: MemberViewer, last: NoticeId): Promise<NoticeEntity[]> {
    return this.database.read(scopeOf(viewer), (tx) => noticesSince(tx, viewer.organisationId, last, CAUGHT_UP));
  }
}
