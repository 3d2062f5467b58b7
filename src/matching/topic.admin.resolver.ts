import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { isId } from '../core/ids/ids.js';
import { citation, TOPIC_CLAUSE } from '../core/matching/topic.js';
import type { Outcome } from '../core/outcome/outcome.js';
import { visibleDemands, visibleLines } from '../demand/index.js';
import { organisationsByIds } from '../organisation/index.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { ChangeTopics, isAnswered } from './change-topics.js';
import { OpenTopics } from './open-topics.js';
import {
  CloseTopicInput, CloseTopicResult, OpenTopicInput, OpenTopicResult, PublishTopicInput, PublishTopicResult, ReviseTopicInput, ReviseTopicResult, TopicConnection, TopicLineNode, TopicNode, TopicsArgs,
} from './topic.admin.types.js';
import { answersOfLines, pageOfTopics, topicById, type TopicRow } from './topic.store.js';

/** Topics of challenges as the departments open and follow them. */
@Resolver(() => TopicNode)
export class TopicAdminResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly opening: OpenTopics, private readonly changing: ChangeTopics) {}

  @Query(() => TopicConnection, { description: '揭榜挂帅课题，新的在前。Topics, the latest first.' })
  @Access(department())
  async topics(@Args() args: TopicsArgs, @Context() { viewer }: RequestContext): Promise<Connection<TopicNode>> {
    const after = cursorOf(args)?.[0] ?? null;
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfTopics(tx, args.state ?? null, args.first + 1, after === null ? null : String(after)));
    return connection(rows.map(nodeOf), args, (row) => [row.id]);
  }

  @Query(() => TopicNode, { nullable: true, description: '一个课题；不存在时为空。One topic; null when there is none.' })
  @Access(department())
  async topic(@Args('id', { type: () => ID, description: '课题编号。Id of the topic.' }) id: string, @Context() { viewer }: RequestContext): Promise<TopicNode | null> {
    const row = isId('topic', id) ? await this.database.read(scopeOf(viewer), (tx) => topicById(tx, id)) : null;
    return row === null ? null : nodeOf(row);
  }

  @Mutation(() => OpenTopicResult, { description: '由供给缺口立题，文字由需求行汇总，可再修改。Drafts a topic of a supply gap; its text is gathered from the lines and may be edited.' })
  @Access(department('PROGRAMME', 'REVIEWER'))
  async openTopic(@Args('input') { kind, itemId, classId, lineIds, idempotencyKey }: OpenTopicInput, @Context() context: RequestContext): Promise<TopicNode | Refusal> {
    return this.one(context, await this.opening.run(deedRequest(context, idempotencyKey), [{ kind, itemId: itemId ?? null, classId: classId ?? null, lineIds: lineIds ?? null }]));
  }

  @Mutation(() => ReviseTopicResult, { description: '修改课题草稿。Edits a draft.' })
  @Access(department('PROGRAMME', 'REVIEWER'))
  async reviseTopic(@Args('input') input: ReviseTopicInput, @Context() context: RequestContext): Promise<TopicNode | Refusal> {
    const { topicId, title = null, need = null, requirements = null, quantity = null, idempotencyKey } = input;
    return this.one(context, await this.changing.revise(deedRequest(context, idempotencyKey), [{ topicId, title, need, requirements, quantity }]));
  }

  @Mutation(() => PublishTopicResult, { description: '发布课题；缺口已不存在则拒绝。此后供给出现即自动关闭。Publishes a draft while the gap is there; the platform closes it once supply appears.' })
  @Access(department('PROGRAMME', 'REVIEWER'))
  async publishTopic(@Args('input') { topicId, idempotencyKey }: PublishTopicInput, @Context() context: RequestContext): Promise<TopicNode | Refusal> {
    return this.one(context, await this.changing.publish(deedRequest(context, idempotencyKey), [{ topicId }]));
  }

  @Mutation(() => CloseTopicResult, { description: '关闭课题，须说明原因。Closes a topic, with a reason.' })
  @Access(department('PROGRAMME', 'REVIEWER'))
  async closeTopic(@Args('input') { topicId, reason, idempotencyKey }: CloseTopicInput, @Context() context: RequestContext): Promise<TopicNode | Refusal> {
    return this.one(context, await this.changing.close(deedRequest(context, idempotencyKey), [{ topicId, reason }]));
  }

  @ResolveField(() => [TopicLineNode], { description: '引用的需求行，至多 100 行。The lines it cites, at most 100.', complexity: ({ childComplexity }) => 1 + LINES_COUNTED * childComplexity })
  lines(@Parent() topic: TopicRow, @Context() { viewer, locale }: RequestContext): Promise<TopicLineNode[]> {
    return this.database.read(scopeOf(viewer), async (tx) => {
      const lines = await visibleLines(tx, viewer, topic.lineIds);
      const demands = new Map((await visibleDemands(tx, viewer, [...new Set(lines.map(({ demandId }) => demandId))])).map((demand) => [demand.id, demand]));
      const open = [...demands.values()].filter(({ visibility }) => visibility === 'PUBLIC').flatMap(({ ownerId }) => ownerId ?? []);
      const names = new Map((await organisationsByIds(tx, [...new Set(open)])).map(({ id, name }) => [id, name]));
      const answers = await answersOfLines(tx, topic.lineIds);
      return lines.flatMap((line): TopicLineNode[] => {
        const demand = demands.get(line.demandId);
        if (demand === undefined) return [];
        const buyer = demand.visibility === 'PUBLIC' && demand.ownerId !== null ? names.get(demand.ownerId) ?? null : null;
        const now = answers.get(line.id);
        return [{
          lineId: line.id, demandId: line.demandId, citation: citation({ ...line, regionCode: demand.regionCode }, buyer, locale === 'en' ? 'en' : 'zh'),
          open: now?.open === true, answered: now !== undefined && isAnswered(topic, now),
        }];
      });
    });
  }

  private one(context: RequestContext, [outcome]: readonly Outcome<TopicRow>[]): TopicNode | Refusal {
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : nodeOf(answer);
  }
}

const LINES_COUNTED = 10;

const nodeOf = (row: TopicRow): TopicRow & TopicNode => ({ ...row, basis: TOPIC_CLAUSE });
