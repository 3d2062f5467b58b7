import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { CannotStart } from '../../config/cannot-start.js';
import { factsOf } from '../../redis/fitness.js';
import { queueName } from '../bullmq/backend.js';
import type { JobEvent, Lane } from '../job-queue.port.js';
import type { ForgetfulStore, Known } from '../pending/job-recovery.js';
import { KEYS, PREFIX } from './redis-keys.js';

const MARK = `${PREFIX}:mark`;
const NEWEST = `${PREFIX}:newest`;
const ERASED_AT_ONCE = 1_000;

/** What tells one event of the outbox from another one that got the same id after a backup was restored. */
export type EventTraits = Pick<JobEvent, 'id' | 'subjectId' | 'traceId'>;

/** Redis as a store that may lose its jobs: erased, its mark is gone; started anew, it may have lost its last second or more. */
export class RedisMarks implements ForgetfulStore {
  /** `installation`: whose jobs these are. */
  constructor(private readonly client: Redis, private readonly installation: string) {}

  /** @throws CannotStart when the jobs in this Redis are another installation's. */
  async mark(): Promise<string> {
    await this.client.set(MARK, `${this.installation} ${randomBytes(12).toString('base64url')}`, 'NX');
    const [mark, info] = await Promise.all([this.client.get(MARK), this.client.info('server')]);
    // Null when it was erased at this very moment, which the next look will see.
    if (mark !== null && !mark.startsWith(`${this.installation} `)) {
      throw new CannotStart('REDIS_URL 所指的 Redis 库正由另一套安装使用；请换一个库号，或确认已弃用后清空该库（FLUSHDB）。',
        'The Redis database of REDIS_URL is in use by another installation: choose another number, or erase it (FLUSHDB) if that one is given up.');
    }
    return `${factsOf(info).get('run_id') ?? ''} ${mark ?? ''}`;
  }

  async known(lane: Lane, ids: readonly string[]): Promise<Known[]> {
    const keyOf = (key: string): string => KEYS.toKey(queueName(lane), key);
    const asked = this.client.pipeline();
    for (const id of ids) asked.exists(keyOf(id)).zscore(keyOf('completed'), id);
    const answers = (await asked.exec() ?? []).map(([error, answer]) => {
      if (error !== null) throw error;
      return answer;
    });
    return ids.map((_id, n) => (answers[2 * n] === 0 ? 'GONE' : answers[2 * n + 1] === null ? 'KEPT' : 'DONE'));
  }

  /** The newest event of which this Redis was given a job; null when it was given none. */
  async newest(): Promise<EventTraits | null> {
    const text = await this.client.get(NEWEST);
    return text === null ? null : JSON.parse(text) as EventTraits;
  }

  async noteNewest({ id, subjectId, traceId }: EventTraits): Promise<void> {
    await this.client.set(NEWEST, JSON.stringify({ id, subjectId, traceId } satisfies EventTraits));
  }

  /** Removes every key of ours. */
  async erase(): Promise<void> {
    for await (const keys of this.client.scanStream({ match: `${PREFIX}:*`, count: ERASED_AT_ONCE }) as AsyncIterable<string[]>) {
      if (keys.length > 0) await this.client.unlink(...keys);
    }
  }
}
