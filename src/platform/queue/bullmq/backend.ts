import type { Queue, Worker, WorkerListener, WorkerOptions } from 'bullmq';
import type { JobEvent, Lane } from '../job-queue.port.js';

/** The part of a job that BullMQ keeps for us; its id and its handler are BullMQ's own id and name. */
export interface StoredData {
  readonly events: readonly JobEvent[];
  /** ISO time, or null. */
  readonly runAt: string | null;
}

export type LaneQueue = Pick<Queue<StoredData, void, string>, 'add' | 'addBulk' | 'getJobCounts' | 'getWaiting' | 'getFailed' | 'retryJobs' | 'close'>;
export type LaneProcessor = NonNullable<ConstructorParameters<typeof Worker<StoredData, void, string>>[1]>;

export interface LaneBullWorker extends Pick<Worker, 'cancelJob' | 'cancelAllJobs' | 'waitUntilReady' | 'close'> {
  on<E extends 'error' | 'failed' | 'lockRenewalFailed'>(event: E, listener: WorkerListener<StoredData, void>[E]): unknown;
}

/** Where BullMQ keeps its jobs: PostgreSQL or Redis. */
export interface BullMqBackend {
  queue(lane: Lane): LaneQueue;
  /** Starts at once. */
  worker(lane: Lane, processor: LaneProcessor, options: Omit<WorkerOptions, 'connection'>): LaneBullWorker;
  /** Lets go of what the queues share, after they and the workers were closed. */
  close(): Promise<void>;
}

/** The name BullMQ knows a lane by. */
export const queueName = (lane: Lane): string => lane.toLowerCase();
