import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, MAX_ITEMS } from '../platform/deed/deeds.js';
import { markOldestRead } from './notice.store.js';

export interface ReadInbox {
  readonly id: OrganisationId;
  readonly marked: number;
  /** Notices written later stay unread, also when the same request comes again. */
  readonly through: Date;
}

/** Marks everything in the inbox of the viewer's organisation as read that was there when the request came, 1,000 in a transaction. */
@Injectable()
export class MarkAllNoticesRead {
  constructor(private readonly deeds: Deeds) {}

  async run(request: DeedRequest): Promise<Outcome<ReadInbox>[]> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return [notFound('all')];
    let marked = 0;
    for (let round: DeedRequest = request, through = request.receivedAt; ; round = { ...request, idempotencyKey: null }) {
      const [outcome] = await this.deeds.perform(round, 'markAllNoticesRead', [viewer.organisationId], async (tx, [id]): Promise<Outcome<ReadInbox>[]> =>
        (id === undefined ? [] : [done({ id, marked: await markOldestRead(tx, id, through, MAX_ITEMS), through })]));
      if (outcome === undefined || !outcome.ok) return outcome === undefined ? [] : [outcome];
      marked += outcome.value.marked;
      through = outcome.value.through;
      if (outcome.value.marked < MAX_ITEMS) return [done({ ...outcome.value, marked })];
    }
  }
}
