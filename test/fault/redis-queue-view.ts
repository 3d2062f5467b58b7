import { Redis } from 'ioredis';
import { LANES } from '../../src/platform/queue/job-queue.port.js';
import { PREFIX } from '../../src/platform/queue/bullmq-redis/redis-keys.js';
import type { QueueView, QueueWork } from './queue-view.js';

const LISTS = ['wait', 'active', 'paused'] as const;
const SORTED = ['delayed', 'prioritized', 'failed'] as const;

/** A sweep's job, which brings no events. */
const SWEEP = /^s\d+-/;

const keyOf = (lane: string, part: string): string => `${PREFIX}:${lane.toLowerCase()}:${part}`;

/** The queue in Redis, as BullMQ lays it down there. */
export class RedisQueueView implements QueueView {
  private readonly client: Redis;

  constructor(url: string) {
    // Waits for as long as Redis is away.
    this.client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    this.client.on('error', () => undefined);
  }

  async running(): Promise<string[]> {
    const counts = await Promise.all(LANES.map((lane) => this.client.llen(keyOf(lane, 'active'))));
    return LANES.filter((_lane, n) => (counts[n] ?? 0) > 0);
  }

  async work(): Promise<QueueWork> {
    const left = await this.jobs();
    return { jobs: left.filter(({ state }) => state !== 'failed').length, locked: left.filter(({ state }) => state === 'active').length };
  }

  async left(): Promise<object[]> {
    return Promise.all((await this.jobs()).map(async (job) => ({ ...job, failedReason: await this.client.hget(keyOf(job.lane, job.id), 'failedReason') })));
  }

  async passTime(): Promise<void> {
    for (const lane of LANES) {
      for (const id of await this.client.lrange(keyOf(lane, 'active'), 0, -1)) {
        await this.client.del(keyOf(lane, `${id}:lock`));
        await this.client.sadd(keyOf(lane, 'stalled'), id);
      }
      await this.client.del(keyOf(lane, 'stalled-check'));
    }
  }

  async forgetFinished(): Promise<void> {
    for (const lane of LANES) {
      const ids = (await this.client.zrange(keyOf(lane, 'completed'), 0, -1)).filter((id) => !SWEEP.test(id));
      if (ids.length === 0) continue;
      await this.client.zrem(keyOf(lane, 'completed'), ...ids);
      await this.client.del(...ids.map((id) => keyOf(lane, id)));
    }
  }

  close(): void {
    this.client.disconnect();
  }

  private async jobs(): Promise<{ lane: string; state: string; id: string }[]> {
    const all = await Promise.all(LANES.flatMap((lane) => [
      ...LISTS.map(async (state) => (await this.client.lrange(keyOf(lane, state), 0, -1)).map((id) => ({ lane, state, id }))),
      ...SORTED.map(async (state) => (await this.client.zrange(keyOf(lane, state), 0, -1)).map((id) => ({ lane, state, id }))),
    ]));
    // BullMQ 5 and older leave marks of waiting workers in the list.
    return all.flat().filter(({ id }) => !id.startsWith('0:'));
  }
}
