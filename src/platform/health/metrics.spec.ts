import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.js';
import { measureProcess } from './process-metrics.js';

const linesOf = async (metrics: Metrics, name: string): Promise<string[]> =>
  (await metrics.render()).split('\n').filter((line) => line.startsWith(name));

describe('figures in the text of Prometheus', () => {
  it('a counter stands at 0 before its first event and adds up by label', async () => {
    const metrics = new Metrics();
    metrics.counter({ name: 'plain_total', help: 'h' });
    const jobs = metrics.counter({ name: 'jobs_total', help: 'Jobs.', labels: ['lane'] });
    jobs.add({ lane: 'MATCH' });
    jobs.add({ lane: 'MATCH' }, 2);
    jobs.add({ lane: 'INDEX' });
    expect(await linesOf(metrics, 'plain_total')).toEqual(['plain_total 0']);
    expect(await linesOf(metrics, 'jobs_total')).toEqual(['jobs_total{lane="MATCH"} 3', 'jobs_total{lane="INDEX"} 1']);
    expect(await metrics.render()).toContain('# HELP jobs_total Jobs.\n# TYPE jobs_total counter\n');
    expect(() => jobs.add({ lane: 'MATCH' }, -1)).toThrow('does not fall');
  });

  it('a gauge keeps its last value, and special numbers are written as the format asks', async () => {
    const metrics = new Metrics();
    const gauge = metrics.gauge({ name: 'depth', help: 'h', labels: ['of'] });
    for (const [of, value] of [['a', 1], ['a', 2.5], ['b', Infinity], ['c', -Infinity], ['d', NaN]] as const) gauge.set(value, { of });
    expect(await linesOf(metrics, 'depth')).toEqual(['depth{of="a"} 2.5', 'depth{of="b"} +Inf', 'depth{of="c"} -Inf', 'depth{of="d"} NaN']);
  });

  it('a histogram counts each value into its bucket and all above it', async () => {
    const metrics = new Metrics();
    const histogram = metrics.histogram({ name: 'took_seconds', help: 'h', buckets: [0.1, 1] });
    for (const value of [0.1, 0.05, 0.5, 7, NaN]) histogram.observe(value);
    expect(await linesOf(metrics, 'took_seconds')).toEqual([
      'took_seconds_bucket{le="0.1"} 2', 'took_seconds_bucket{le="1"} 3', 'took_seconds_bucket{le="+Inf"} 4', 'took_seconds_sum 7.65', 'took_seconds_count 4',
    ]);
  });

  it('labels are escaped, missing ones empty, unknown ones left out', async () => {
    const metrics = new Metrics();
    metrics.counter({ name: 'x_total', help: 'a\\b\nc', labels: ['one', 'two'] }).add({ one: 'a"b\\c\nd', three: 'no' });
    expect(await linesOf(metrics, 'x_total')).toEqual(['x_total{one="a\\"b\\\\c\\nd",two=""} 1']);
    expect(await metrics.render()).toContain('# HELP x_total a\\\\b\\nc\n');
  });

  it('series are bounded, and what is dropped is counted', async () => {
    const metrics = new Metrics();
    const counter = metrics.counter({ name: 'wild_total', help: 'h', labels: ['id'] });
    for (let id = 0; id < 1_005; id++) counter.add({ id });
    expect(await linesOf(metrics, 'wild_total')).toHaveLength(1_000);
    expect(await linesOf(metrics, 'duijie_metric_series_dropped_total')).toEqual(['duijie_metric_series_dropped_total 5']);
  });

  it('two metrics of one name and improper names are refused', () => {
    const metrics = new Metrics();
    metrics.gauge({ name: 'one', help: 'h' });
    expect(() => metrics.counter({ name: 'one', help: 'h' })).toThrow('twice');
    expect(() => metrics.counter({ name: 'two words', help: 'h' })).toThrow('proper name');
    expect(() => metrics.counter({ name: 'two', help: 'h', labels: ['a-b'] })).toThrow('proper name');
  });

  it('figures that must be asked for are asked at each scrape; one that fails spoils nothing', async () => {
    const metrics = new Metrics();
    const depth = metrics.gauge({ name: 'depth', help: 'h' });
    let asked = 0;
    metrics.beforeScrape(async () => { depth.set(++asked); });
    metrics.beforeScrape(() => Promise.reject(new Error('queue is down')));
    const errors: unknown[] = [];
    await metrics.render((error) => errors.push(error));
    expect(await linesOf(metrics, 'depth')).toEqual(['depth 2']);
    expect(errors).toEqual([expect.objectContaining({ message: 'queue is down' })]);
  });

  it('a process tells its memory, time and event loop', async () => {
    const metrics = new Metrics();
    const measuring = measureProcess(metrics);
    const text = await metrics.render();
    measuring.stop();
    expect(Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(1e7);
    expect(Number(/^process_cpu_seconds_total ([\d.]+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds\{quantile="0.99"\} [\d.e-]+$/m);
  });
});
