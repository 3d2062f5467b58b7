import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { isMember } from '../core/access/viewer.js';
import { isId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { deliveriesOf } from './delivery.store.js';
import { NoticeDeliveryNode } from './delivery.types.js';
import { NoticeNode } from './notice.types.js';

/** What became of notices outside the platform. */
@Resolver(() => NoticeNode)
export class NoticeDeliveriesResolver {
  constructor(private readonly database: AppDatabase) {}

  @ResolveField(() => [NoticeDeliveryNode], { description: '单独外发给本人和本单位的回执，至多八条；汇总发送的不在其中。Receipts of messages about this notice alone, to you and to your organisation, at most eight; not those of digests.' })
  deliveries(@Parent() { id }: NoticeNode, @Context() context: RequestContext): Promise<NoticeDeliveryNode[]> {
    const { viewer } = context;
    if (!isMember(viewer)) return Promise.resolve([]);
    const { organisationId, memberId } = viewer;
    return context.loader<string, NoticeDeliveryNode[]>('noticeDeliveries', async (ids) => {
      const rows = await this.database.read(scopeOf(viewer), (tx) => deliveriesOf(tx, organisationId, ids, [memberId, organisationId]));
      const shown = rows.map(({ noticeId, subscriberId, ...row }) => ({ noticeId, ...row, scope: isId('member', subscriberId) ? 'MEMBER' as const : 'ORGANISATION' as const }));
      return ids.map((noticeId) => shown.filter((one) => one.noticeId === noticeId));
    }).load(id);
  }
}
