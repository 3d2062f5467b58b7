import type { Redis } from 'ioredis';
import { ErrorCode, RedisConnection, RedisQueueBackend, withBackend, type Queue, type QueueBaseOptions, type WorkerOptions } from 'bullmq';
import { letGo, redisClient, settled } from '../../redis/redis-client.js';
import { queueName, type BullMqBackend, type LaneBullWorker, type LaneProcessor, type LaneQueue, type StoredData } from '../bullmq/backend.js';
import type { Lane, OnFault } from '../job-queue.port.js';
import { KEYS, PREFIX } from './redis-keys.js';
import { RedisMarks } from './redis-marks.js';

/** Nobody reads BullMQ's event stream here. */
const EVENTS_KEPT = 1_000;
/** How long a worker's connection blocks: shorter than its patience for answers, and what a lost wake-up costs at most. */
const LOOK_SECONDS = 5;

const RETRIED_AT_ONCE = 500;

/**
 * BullMQ in Redis. The queues share one connection, which fails at once while it is lost; each worker has two of its own,
 * one of which blocks, and both wait for as long as Redis is away.
 */
export class RedisBackend implements BullMqBackend {
  private closing = false;
  private readonly client: Redis;
  private readonly shared: RedisConnection;

  constructor(private readonly url: string, onFault: OnFault) {
    this.client = redisClient(url, { name: 'duijie-queue', patient: false, ending: () => this.closing });
    this.shared = new RedisConnection(this.client, { shared: true, blocking: false });
    this.shared.on('error', (error: unknown) => onFault({ lane: null, job: null, attempt: 0, final: false, error }));
  }

  queue(lane: Lane): LaneQueue {
    const { Queue } = withBackend((name: string, options: QueueBaseOptions) => backendOf(name, options, this.shared, undefined, false));
    const queue = new Queue<StoredData, void>(queueName(lane), { connection: {}, prefix: PREFIX, streams: { events: { maxLen: EVENTS_KEPT } } });
    queue.retryJobs = ({ timestamp = Date.now() } = {}) => retryFailed(queue, timestamp);
    return queue;
  }

  worker(lane: Lane, processor: LaneProcessor, options: Omit<WorkerOptions, 'connection'>): LaneBullWorker {
    let closing = false;
    const clients = ['', '-waits'].map((part) => redisClient(this.url, { name: `duijie-${queueName(lane)}${part}`, patient: true, ending: () => closing }));
    const { Worker } = withBackend((name: string, given: QueueBaseOptions) => {
      const [own, blocking] = clients.map((client) => new RedisConnection(client, { shared: false, blocking: true }));
      if (own === undefined) throw new Error('A worker has two connections.');
      return backendOf(name, given, own, blocking, true);
    });
    const worker = new Worker<StoredData, void>(queueName(lane), processor, { ...options, drainDelay: LOOK_SECONDS, prefix: PREFIX, connection: {} });
    const close = worker.close.bind(worker);
    // BullMQ waits for ever for the end of a connection that it cuts while that is lost.
    worker.close = async (force) => {
      closing = true;
      await Promise.all(clients.map(settled));
      await close(force);
      clients.forEach(letGo);
    };
    return worker;
  }

  /** What tells whether this Redis has lost jobs of this installation. */
  marksOf(installation: string): RedisMarks {
    return new RedisMarks(this.client, installation);
  }

  /** Calls at each new connection after a lost one. */
  onReturn(listener: () => void): void {
    this.client.on('ready', listener);
  }

  close(): Promise<void> {
    this.closing = true;
    letGo(this.client);
    return this.shared.close();
  }
}

/** BullMQ's own way leaves their attempts used up in Redis, other than in PostgreSQL, and each would fail again at once. Oldest first. */
async function retryFailed(queue: Queue<StoredData, void>, failedBy: number): Promise<void> {
  for (;;) {
    const failed = (await queue.getJobs('failed', 0, RETRIED_AT_ONCE - 1, true)).filter(({ finishedOn = 0 }) => finishedOn <= failedBy);
    const retried = await Promise.all(failed.map((job) => job.retry('failed', { resetAttemptsMade: true }).then(() => true, (error: unknown) => goneOr(error))));
    if (!retried.includes(true)) return;
  }
}

/** Somebody else may have retried a job meanwhile. */
function goneOr(error: unknown): false {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === ErrorCode.JobNotExist || code === ErrorCode.JobNotInState) return false;
  throw error;
}

function backendOf(name: string, options: QueueBaseOptions, connection: RedisConnection, blocking: RedisConnection | undefined, owned: boolean): RedisQueueBackend {
  return new RedisQueueBackend(connection, name, KEYS.getKeys(name), (type) => KEYS.toKey(name, type), options, blocking, owned);
}
