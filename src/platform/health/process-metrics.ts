import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metrics } from './metrics.js';

const NANOSECONDS = 1e9;

/** Registers what every process tells of itself: memory, processor time, start, and how long the event loop kept others waiting since the last scrape. */
export function measureProcess(metrics: Metrics): { stop(): void } {
  metrics.reading('gauge', { name: 'process_resident_memory_bytes', help: 'Memory held by the process.' }, () => process.memoryUsage.rss());
  metrics.reading('gauge', { name: 'nodejs_heap_size_used_bytes', help: 'JavaScript heap in use.' }, () => process.memoryUsage().heapUsed);
  metrics.reading('gauge', { name: 'nodejs_external_memory_bytes', help: 'Memory outside the heap held by JavaScript objects.' }, () => process.memoryUsage().external);
  metrics.reading('counter', { name: 'process_cpu_seconds_total', help: 'Processor time, user and system.' }, () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  const startedAt = Date.now() / 1000 - process.uptime();
  metrics.reading('gauge', { name: 'process_start_time_seconds', help: 'Start of the process, Unix time.' }, () => startedAt);

  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const lag = metrics.gauge({ name: 'nodejs_eventloop_lag_seconds', help: 'Delay of the event loop since the last scrape.', labels: ['quantile'] });
  metrics.beforeScrape(() => {
    for (const [quantile, percentile] of [['0.5', 50], ['0.99', 99], ['1', 100]] as const) {
      lag.set(delay.count === 0 ? 0 : delay.percentile(percentile) / NANOSECONDS, { quantile });
    }
    delay.reset();
  });
  return { stop: () => void delay.disable() };
}
