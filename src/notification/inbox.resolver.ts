import { Args, Query, Resolver, Subscription } from '@nestjs/graphql';
import { signedIn } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { Messages } from '../platform/messages/messages.js';
import type { NoticeEntity } from './notice.entity.js';
import { countUnread, pageOfNotices } from './notice.store.js';
import { afterNotice, InboxArgs, InboxConnection, NoticeNode } from './notice.types.js';
import { WatchNotices } from './watch-notices.js';

/** The inbox of the organisation that the viewer acts for, in the market and for departments alike. */
@Resolver(() => NoticeNode)
export class InboxResolver {
  constructor(private readonly database: AppDatabase, private readonly messages: Messages, private readonly watching: WatchNotices) {}

  @Query(() => InboxConnection, { description: '本单位的收件箱，新的在前。Inbox of your organisation, newest first.' })
  @Access(signedIn)
  async inbox(@Args() args: InboxArgs, @Context() context: RequestContext): Promise<InboxConnection> {
    const { viewer } = context;
    const after = afterNotice(args);
    if (!isMember(viewer)) return { ...connection<NoticeNode>([], args, () => []), edges: [], nodes: [], unreadCount: 0 };
    const [rows, unreadCount] = await this.database.read(scopeOf(viewer), (tx) => Promise.all([
      pageOfNotices(tx, viewer.organisationId, args.unreadOnly, args.first + 1, after), countUnread(tx, viewer.organisationId),
    ]));
    const page = connection(rows.map((row) => this.shown(row, context)), args, (row) => [row.id]);
    return { ...page, edges: [...page.edges], nodes: [...page.nodes], unreadCount };
  }

  @Subscription(() => NoticeNode, { description: '本单位收到的新通知，即时推送；断线期间的请从 inbox 读取。Notices of your organisation as they are posted; read the inbox for what came while you were away.' })
  @Access(signedIn)
  noticePosted(@Context() context: RequestContext): AsyncIterableIterator<{ readonly noticePosted: NoticeNode }> {
    const { viewer } = context;
    if (!isMember(viewer)) throwInput('SIGN_IN_REQUIRED', null);
    const notices = this.watching.of(viewer, () => context.viewerNow());
    const next = async (): Promise<IteratorResult<{ readonly noticePosted: NoticeNode }>> => {
      const { value, done } = await notices.next();
      return done === true ? { value: undefined, done } : { value: { noticePosted: this.shown(value, context) }, done: false };
    };
    return {
      next,
      return: async () => {
        await notices.return?.();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  private shown({ id, eventType, code, params, subjectId, createdAt, readAt }: NoticeEntity, { locale }: RequestContext): NoticeNode {
    return { id, kind: eventType, text: this.messages.render(code, params, locale), subjectId, createdAt, readAt };
  }
}
