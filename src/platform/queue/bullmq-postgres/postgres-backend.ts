import { createPostgresBackend, PostgresConnection, PostgresQueueBackend, withBackend, type PostgresPoolConfig, type WorkerOptions } from 'bullmq';
import { queueName, type BullMqBackend, type LaneBullWorker, type LaneProcessor, type LaneQueue, type StoredData } from '../bullmq/backend.js';
import type { Lane, OnFault } from '../job-queue.port.js';
import { QUEUE_SCHEMA } from './schema.js';

const QUEUE_CONNECTIONS = 4;
/** Of one worker, beside the one that listens. */
const WORKER_CONNECTIONS = 4;
/** Nobody reads BullMQ's event stream here; 0 would keep it for ever. */
const EVENTS_KEPT = 1_000;

/**
 * BullMQ in PostgreSQL. The queues share one pool; each worker has its own, and one connection more that listens. One
 * connection of each pool stays open while idle: to open it at the next job would cost more than the rest of the pickup.
 */
export class PostgresBackend implements BullMqBackend {
  private readonly shared: PostgresConnection;

  constructor(private readonly url: string, onFault: OnFault) {
    this.shared = new PostgresConnection(this.config(QUEUE_CONNECTIONS));
    this.shared.on('error', (error: unknown) => onFault({ lane: null, job: null, attempt: 0, final: false, error }));
  }

  queue(lane: Lane): LaneQueue {
    const { Queue } = withBackend((name: string) => new PostgresQueueBackend(this.shared, name, { connection: {} }, false));
    return new Queue<StoredData, void>(queueName(lane), { connection: {}, streams: { events: { maxLen: EVENTS_KEPT } } });
  }

  worker(lane: Lane, processor: LaneProcessor, options: Omit<WorkerOptions, 'connection'>): LaneBullWorker {
    const connections = Math.min(WORKER_CONNECTIONS, (options.concurrency ?? 1) + 1);
    const { Worker } = withBackend(createPostgresBackend);
    return new Worker<StoredData, void>(queueName(lane), processor, { ...options, connection: this.config(connections) });
  }

  close(): Promise<void> {
    return this.shared.close();
  }

  private config(connections: number): PostgresPoolConfig {
    return {
      connectionString: this.url,
      schema: QUEUE_SCHEMA,
      application_name: 'duijie queue',
      max: connections,
      min: 1,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      statement_timeout: 30_000,
      query_timeout: 40_000,
    };
  }
}
