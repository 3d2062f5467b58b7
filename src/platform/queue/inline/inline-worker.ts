import type { CloseOptions, Job, Lane, LaneWorker, RunJob } from '../job-queue.port.js';

/** Runs one job at a time, so its concurrency is kept whatever it is. */
export class InlineWorker implements LaneWorker {
  private readonly controller = new AbortController();
  private running: Promise<void> = Promise.resolve();
  open = true;

  constructor(readonly lane: Lane, private readonly work: RunJob) {}

  async run(job: Job): Promise<void> {
    const run = this.work(job, this.controller.signal);
    this.running = run.catch(() => undefined);
    await run;
  }

  async close(options: CloseOptions = {}): Promise<void> {
    this.open = false;
    const abort = (): void => this.controller.abort('The worker is closing.');
    const timer = options.abortAfterMs === undefined ? undefined : setTimeout(abort, options.abortAfterMs);
    await this.running;
    clearTimeout(timer);
  }
}
