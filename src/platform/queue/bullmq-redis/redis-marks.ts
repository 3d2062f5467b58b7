import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { factsOf } from '../../redis/fitness.js';
import { queueName } from '../bullmq/backend.js';
import type { Lane } from '../job-queue.port.js';
import type { ForgetfulStore, Known } from '../pending/job-recovery.js';
import { KEYS, PREFIX } from './redis-keys.js';

const MARK = `${PREFIX}:mark`;

/** Redis as a store that may lose its jobs: erased, its key is gone; started anew, it may have lost its last second or more. */
export class RedisMarks implements ForgetfulStore {
  constructor(private readonly client: Redis) {}

  async mark(): Promise<string> {
    await this.client.set(MARK, randomBytes(12).toString('base64url'), 'NX');
    const [mark, info] = await Promise.all([this.client.get(MARK), this.client.info('server')]);
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
}
