import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { PAGE_MAX } from '../graphql/connection.types.js';
import { MutationInput } from '../graphql/mutation.types.js';
import { resultUnion } from '../graphql/refusal.types.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import type { Lane } from './job-queue.port.js';

export const Lanes = { IMPORT: 'IMPORT', INDEX: 'INDEX', MATCH: 'MATCH', NOTIFY: 'NOTIFY', DELIVER: 'DELIVER', HOUSEKEEPING: 'HOUSEKEEPING' } as const satisfies Record<Lane, string>;
registerEnumType(Lanes, {
  name: 'QueueLane', description: '后台任务的队列。A queue of background jobs; each has workers of its own.',
  valuesMap: {
    IMPORT: { description: '导入。Imports of files.' }, INDEX: { description: '检索索引。The search index.' }, MATCH: { description: '撮合。Matching.' },
    NOTIFY: { description: '通知。Notices.' }, DELIVER: { description: '外发：短信、邮件、群机器人。Messages that leave the house.' }, HOUSEKEEPING: { description: '定时巡检。Sweeps and the clock.' },
  },
});

@ObjectType('QueueState', { description: '一个队列的现状。How one queue stands now.' })
export class QueueStateNode {
  @Field(() => Lanes, { description: 'Which queue.' }) lane: Lane;
  @Field(() => Int, { description: '排队。Jobs that wait for a worker.' }) waiting: number;
  @Field(() => Int, { description: '运行中。Jobs that run.' }) running: number;
  @Field(() => Int, { description: '延后：定时或失败后待重试。Jobs told to run later, or resting between two attempts.' }) delayed: number;
  @Field(() => Int, { description: '失败：已用尽重试次数，留待处理。Jobs out of attempts; they stay until they are retried.' }) failed: number;
  @Field(() => DateTimeScalar, { nullable: true, description: '排队最久的任务的提交时间；无排队为空。When the job that waits longest was handed in; null when none waits.' }) oldestWaitingAt: Date | null;
  @Field(() => Int, { nullable: true, description: '其排队秒数。Seconds it has waited.' }) oldestWaitingSeconds: number | null;
}

@ObjectType('FailedJob', { description: '失败的任务。A job that used up its attempts.' })
export class FailedJobNode {
  @Field(() => ID, { description: 'Id of the job within its lane.' }) id: string;
  @Field(() => Lanes, { description: 'Its queue.' }) lane: Lane;
  @Field(() => String, { description: '处理程序。Name of its handler.' }) handler: string;
  @Field(() => Int, { description: '所含事件数；巡检为 0。Events it brings; 0 for a sweep.' }) events: number;
  @Field(() => [ID], { description: '涉及的对象，至多 10 个。Things it is about, the first ten.' }) subjectIds: string[];
  @Field(() => String, { description: '最后一次失败的原因，供技术人员。Why the last attempt failed, for technicians.' }) reason: string;
  @Field(() => Int, { description: 'Attempts made.' }) attempts: number;
  @Field(() => DateTimeScalar, { description: 'When it failed for good.' }) failedAt: Date;
}

@ArgsType()
export class FailedJobsArgs {
  @Field(() => Lanes, { description: '队列。The queue.' })
  @IsIn(Object.values(Lanes))
  lane: Lane;

  @Field(() => Int, { defaultValue: 20, description: '条数，1 至 100。Jobs wanted, 1 to 100.' })
  @IsInt()
  @Min(1)
  @Max(PAGE_MAX)
  first: number;
}

@InputType({ description: '重试一个队列的全部失败任务。Gives the failed jobs of a queue all their attempts again.' })
export class RetryFailedJobsInput extends MutationInput {
  @Field(() => Lanes, { description: '队列。The queue.' })
  @IsIn(Object.values(Lanes))
  lane: Lane;
}

@ObjectType({ description: '重试已受理，由后台进程执行。The retry is handed in; the worker does it within seconds.' })
export class FailedJobsRetried {
  @Field(() => Lanes, { description: 'The queue.' }) lane: Lane;
}

export const RetryFailedJobsResult = resultUnion('RetryFailedJobsResult', 'That the retry was handed in, or why not.', () => FailedJobsRetried);
