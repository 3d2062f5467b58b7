import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { isId, type SampleId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, PageArgs, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { JudgeSamples } from './judge-samples.js';
import { SampleProducts } from './sample-products.js';
import {
  JudgeSampleInput, JudgeSampleResult, SampleConnection, SampleJudged, SampleNode, SampleProductsInput, SampleProductsResult,
} from './sample.admin.types.js';
import { pageOfSamples, sampleById, type SampleRow } from './sample.store.js';

@Resolver(() => SampleNode)
export class SampleAdminResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly sampling: SampleProducts, private readonly judging: JudgeSamples) {}

  @Mutation(() => SampleProductsResult, { description: '随机抽取已发布产品供检查。Draws a random sample of published products for inspection.' })
  @Access(department('REVIEWER'))
  async sampleProducts(@Args('input') input: SampleProductsInput, @Context() context: RequestContext): Promise<SampleRow | Refusal | null> {
    const { count, seed, classIds, ownerId, publishedSince, idempotencyKey } = input;
    const filter = { classIds: classIds ?? null, ownerId: ownerId ?? null, publishedSince: publishedSince ?? null };
    const [outcome] = await this.sampling.run(deedRequest(context, idempotencyKey), [{ count, seed: seed ?? null, filter }]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : this.sample(context, answer.id);
  }

  @Mutation(() => JudgeSampleResult, { description: '录入抽查结论：合格或不合格（附理由）；不合格的供应商收到通知。Enters verdicts on what was drawn; who failed is told.' })
  @Access(department('REVIEWER'))
  async judgeSample(@Args('input') { sampleId, verdicts, idempotencyKey }: JudgeSampleInput, @Context() context: RequestContext): Promise<SampleJudged | Refusal> {
    const judgements = verdicts.map(({ productId, verdict, reason }) => ({ sampleId, productId, verdict, reason: reason ?? null }));
    const outcomes = await this.judging.run(deedRequest(context, idempotencyKey), judgements);
    const sample = await this.sample(context, sampleId);
    const [first] = outcomes;
    if (sample === null) return this.answers.one(context, first) as Refusal;
    const refusals = outcomes.flatMap((outcome, index) => (outcome.ok ? []
      : [this.answers.refusal(context, { ...outcome.refusal, field: outcome.refusal.field === null ? null : `verdicts.${index}.${outcome.refusal.field}` })]));
    return Object.assign(new SampleJudged(), { sample, refusals });
  }

  @Query(() => SampleNode, { nullable: true, description: '一次抽样。One sample; null when there is none.' })
  @Access(department())
  async productSample(@Args('id', { type: () => ID, description: 'Id of the sample.' }) id: string, @Context() context: RequestContext): Promise<SampleRow | null> {
    return isId('sample', id) ? this.sample(context, id) : null;
  }

  @Query(() => SampleConnection, { description: '抽样记录，新的在前。Samples, the latest first.' })
  @Access(department())
  async productSamples(@Args() page: PageArgs, @Context() { viewer }: RequestContext): Promise<Connection<SampleRow>> {
    const after = cursorOf(page)?.[0] ?? null;
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfSamples(tx, page.first + 1, after === null ? null : String(after)));
    return connection(rows, page, (row) => [row.id]);
  }

  private sample({ viewer }: RequestContext, id: SampleId): Promise<SampleRow | null> {
    return this.database.read(scopeOf(viewer), (tx) => sampleById(tx, id));
  }
}
