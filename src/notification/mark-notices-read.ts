import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { NoticeId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { markRead } from './notice.store.js';

export interface ReadNotice {
  readonly id: NoticeId;
}

/** Marks notices of the viewer's organisation as read, for all its members; one that was read before stays so. */
@Injectable()
export class MarkNoticesRead {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly NoticeId[]): Promise<Outcome<ReadNotice>[]> {
    return this.deeds.perform(request, 'markNoticesRead', ids, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('ids'));
      const found = await markRead(tx, viewer.organisationId, wanted, request.receivedAt);
      return wanted.map((id, index): Outcome<ReadNotice> => (found.has(id) ? done({ id }) : notFound(`ids.${index}`)));
    });
  }
}
