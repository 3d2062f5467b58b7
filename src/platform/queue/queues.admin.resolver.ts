import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { department } from '../../core/access/rule.js';
import { Access } from '../graphql/access.js';
import { Answers } from '../graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../graphql/context.js';
import { Refusal } from '../graphql/refusal.types.js';
import { JobQueue, LANES } from './job-queue.port.js';
import { FailedJobNode, FailedJobsArgs, QueueStateNode, RetryFailedJobsInput, RetryFailedJobsResult, type FailedJobsRetried } from './queues.admin.types.js';
import { RetryFailedJobs } from './retry-failed-jobs.js';

const SUBJECTS_SHOWN = 10;

/** The background work as the departments see it. */
@Resolver(() => QueueStateNode)
export class QueuesAdminResolver {
  constructor(private readonly queue: JobQueue, private readonly answers: Answers, private readonly retrying: RetryFailedJobs) {}

  @Query(() => [QueueStateNode], { description: '后台任务各队列的现状。How the queues of background jobs stand now.' })
  @Access(department())
  async queues(@Context() { receivedAt }: RequestContext): Promise<QueueStateNode[]> {
    const [depth, oldest] = await Promise.all([this.queue.depth(), Promise.all(LANES.map((lane) => this.queue.oldestWaiting(lane)))]);
    return LANES.map((lane, index) => {
      const { waiting, active, delayed, failed } = depth[lane];
      const oldestWaitingAt = oldest[index] ?? null;
      const oldestWaitingSeconds = oldestWaitingAt === null ? null : Math.max(0, Math.round((receivedAt.getTime() - oldestWaitingAt.getTime()) / 1_000));
      return { lane, waiting, running: active, delayed, failed, oldestWaitingAt, oldestWaitingSeconds };
    });
  }

  @Query(() => [FailedJobNode], { description: '失败的任务，新的在前。Jobs out of attempts, the latest first.' })
  @Access(department('OWNER', 'SYSTEM_ADMIN'))
  async failedJobs(@Args() { lane, first }: FailedJobsArgs): Promise<FailedJobNode[]> {
    return (await this.queue.failed(lane, first)).map(({ job, reason, attempts, failedAt }) => ({
      id: job.id, lane, handler: job.handler, events: job.events.length, subjectIds: job.events.slice(0, SUBJECTS_SHOWN).map(({ subjectId }) => subjectId), reason, attempts, failedAt,
    }));
  }

  @Mutation(() => RetryFailedJobsResult, { description: '重试一个队列的全部失败任务。Retries all failed jobs of a queue.' })
  @Access(department('OWNER', 'SYSTEM_ADMIN'))
  async retryFailedJobs(@Args('input') { lane, idempotencyKey }: RetryFailedJobsInput, @Context() context: RequestContext): Promise<FailedJobsRetried | Refusal> {
    const [outcome] = await this.retrying.run(deedRequest(context, idempotencyKey), [lane]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : { lane: answer.id };
  }
}
