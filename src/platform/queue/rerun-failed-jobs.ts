import { Injectable } from '@nestjs/common';
import type { EventHandler, HandledEvent } from '../deed/handlers.js';
import { JobQueue, LANES } from './job-queue.port.js';

/** Retries what has failed in the lanes that the events name. Without an inbox: a job that was retried has failed no more. */
@Injectable()
export class RerunFailedJobs implements EventHandler {
  constructor(private readonly queue: JobQueue) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    for (const lane of LANES) {
      if (events.some(({ subjectId }) => subjectId === lane)) await this.queue.retryFailed(lane);
    }
  }
}
