import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { signedIn } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { refused } from '../core/outcome/outcome.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { MarkAllNoticesRead } from './mark-all-notices-read.js';
import { MarkNoticesRead } from './mark-notices-read.js';
import { countUnread } from './notice.store.js';
import { MarkNoticesReadInput, MarkNoticesReadResult, NoticeNode, type NoticesRead } from './notice.types.js';

/** Reading marks of an inbox. */
@Resolver(() => NoticeNode)
export class MarkNoticesResolver {
  constructor(
    private readonly database: AppDatabase, private readonly answers: Answers,
    private readonly marking: MarkNoticesRead, private readonly markingAll: MarkAllNoticesRead,
  ) {}

  @Mutation(() => MarkNoticesReadResult, { description: '将通知标为已读，对本单位全体成员生效。Marks notices as read, for all members of your organisation.' })
  @Access(signedIn)
  async markNoticesRead(@Args('input') input: MarkNoticesReadInput, @Context() context: RequestContext): Promise<NoticesRead | Refusal> {
    const { viewer } = context;
    const ids = input.ids ?? null;
    if (!isMember(viewer) || (ids === null) !== (input.all === true)) {
      return this.answers.refusal(context, refused('INPUT', 'NOTICES_EITHER_OR', ids === null ? 'ids' : 'all').refusal);
    }
    const request = deedRequest(context, input.idempotencyKey);
    if (ids === null) {
      const answer = this.answers.one(context, (await this.markingAll.run(request))[0]);
      return answer instanceof Refusal ? answer : { marked: answer.marked, unreadCount: await this.unread(context), refusals: [] };
    }
    const { values, refusals } = this.answers.many(context, await this.marking.run(request, [...new Set(ids)]));
    return { marked: values.length, unreadCount: await this.unread(context), refusals };
  }

  private async unread({ viewer }: RequestContext): Promise<number> {
    return isMember(viewer) ? this.database.read(scopeOf(viewer), (tx) => countUnread(tx, viewer.organisationId)) : 0;
  }
}
