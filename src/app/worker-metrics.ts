import type { MatchIndex } from '../matching/index.js';
import { readBacklogs } from '../platform/health/backlog.store.js';
import type { Metrics } from '../platform/health/metrics.js';
import { LANES, type JobQueue } from '../platform/queue/job-queue.port.js';

/** Registers what the background tells a collector: how far outbox, jobs and audit chain are behind. `relayUrl`: the relay's address of the database. */
export function measureBackground(metrics: Metrics, queue: JobQueue, relayUrl: string): void {
  measureJobs(metrics, queue);
  const undelivered = metrics.gauge({ name: 'duijie_outbox_undelivered', help: 'Events committed and not yet delivered.' });
  const oldestEvent = metrics.gauge({ name: 'duijie_outbox_oldest_seconds', help: 'Age of the oldest event not yet delivered; 0 when none is.' });
  const unchained = metrics.gauge({ name: 'duijie_audit_unchained', help: 'Audit rows not yet chained.' });
  const oldestRow = metrics.gauge({ name: 'duijie_audit_oldest_unchained_seconds', help: 'Age of the oldest audit row not yet chained; 0 when none is.' });
  metrics.beforeScrape(async () => {
    const { outbox, audit } = await readBacklogs(relayUrl);
    undelivered.set(outbox.count);
    oldestEvent.set(outbox.oldestSeconds);
    unchained.set(audit.count);
    oldestRow.set(audit.oldestSeconds);
  });
}

/** How much of the market the worker holds in memory to match by. */
export function measureMatchIndex(metrics: Metrics, index: MatchIndex): void {
  const held = metrics.gauge({ name: 'duijie_match_index_rows', help: 'Open lines and products on the market held in memory; 0 while SQL answers in their place.', labels: ['of'] });
  metrics.beforeScrape(() => {
    for (const [of, count] of Object.entries(index.sizes)) held.set(count, { of });
    return Promise.resolve();
  });
}

function measureJobs(metrics: Metrics, queue: JobQueue): void {
  const jobs = metrics.gauge({ name: 'duijie_jobs', help: 'Jobs of a lane by their state.', labels: ['lane', 'state'] });
  const oldestWaiting = metrics.gauge({ name: 'duijie_jobs_oldest_waiting_seconds', help: 'How long the job of a lane that waits longest has waited; 0 when none waits.', labels: ['lane'] });
  metrics.beforeScrape(async () => {
    const [depth, oldest] = await Promise.all([queue.depth(), Promise.all(LANES.map((lane) => queue.oldestWaiting(lane)))]);
    for (const [at, lane] of LANES.entries()) {
      for (const [state, count] of Object.entries(depth[lane])) jobs.set(count, { lane, state });
      const since = oldest[at] ?? null;
      oldestWaiting.set(since === null ? 0 : Math.max(0, (Date.now() - since.getTime()) / 1_000), { lane });
    }
  });
}
