import type { RunningHouse } from '../api/harness.js';

export interface QueueWork {
  /** Jobs that are not done and have not failed for good. */
  readonly jobs: number;
  /** Of those, the ones that a worker has taken. */
  readonly locked: number;
}

/** What is seen and done of the job queue from outside, wherever it lies. */
export interface QueueView {
  /** Lanes in which a job runs. */
  running(): Promise<string[]>;
  work(): Promise<QueueWork>;
  /** Jobs that are not done, with why. */
  left(): Promise<object[]>;
  /** The locks of a dead worker's jobs have ended and were seen ended at one check: what otherwise takes most of a minute. */
  passTime(): Promise<void>;
  /** Finished jobs of events are forgotten, as they are after a day: their events run again even in the same job. */
  forgetFinished(): Promise<void>;
}

/** The queue in the database itself. */
export class PostgresQueueView implements QueueView {
  constructor(private readonly sql: RunningHouse['sql']) {}

  async running(): Promise<string[]> {
    return (await this.sql<{ lane: string }>(`select distinct upper(queue) as lane from jobs.job where state = 'active'`)).map(({ lane }) => lane);
  }

  async work(): Promise<QueueWork> {
    const [work] = await this.sql<QueueWork>(
      `select count(*)::integer as jobs, count(*) filter (where state = 'active')::integer as locked from jobs.job where state not in ('completed', 'failed')`);
    return work ?? { jobs: 0, locked: 0 };
  }

  left(): Promise<object[]> {
    return this.sql(`select queue, id, state, attempts_made, failed_reason from jobs.job where state <> 'completed'`);
  }

  async passTime(): Promise<void> {
    await this.sql(`update jobs.job set locked_until_ms = 0, stalled_marked = true where state = 'active'`);
    await this.sql(`delete from jobs.meta where field = 'stalled-check'`);
  }

  async forgetFinished(): Promise<void> {
    await this.sql(`delete from jobs.job where state = 'completed' and data->'events' <> '[]'`);
  }
}
