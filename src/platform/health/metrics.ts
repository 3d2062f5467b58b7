/** Values of a metric's labels, by label name. */
export type Labels = Readonly<Record<string, string | number>>;

export interface Counter {
  /** Adds `by` (0 or more, 1 unless given). */
  add(labels?: Labels, by?: number): void;
}
export interface Gauge {
  set(value: number, labels?: Labels): void;
}
export interface Histogram {
  observe(value: number, labels?: Labels): void;
}

interface MetricName {
  readonly name: string;
  /** One sentence; the unit belongs into the name (`_seconds`, `_bytes`, `_total`). */
  readonly help: string;
  readonly labels?: readonly string[];
}

/** Series one metric may have: labels come from code and routes, never from what users type, and this holds it to that. */
const MAX_SERIES = 1_000;
const NAME = /^[a-z][a-z0-9_]*$/;
/** Seconds, from a cached read to the longest statement we let run. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

type Line = (name: string, labels: Labels, value: number) => string;
type Writer = (line: Line) => string[];

/** The figures of one process in the text format of Prometheus (version 0.0.4). */
export class Metrics {
  private readonly writers = new Map<string, { readonly head: string; readonly write: Writer }>();
  private readonly readers: (() => void | Promise<void>)[] = [];
  private readonly dropped: Counter;

  constructor() {
    this.dropped = this.counter({ name: 'duijie_metric_series_dropped_total', help: 'Observations dropped because a metric had too many series.' });
  }

  counter(metric: MetricName): Counter {
    const series = this.series<{ value: number }>(metric, 'counter', () => ({ value: 0 }), (name, { value }, labels, line) => [line(name, labels, value)]);
    if ((metric.labels ?? []).length === 0) series({});
    return {
      add: (labels = {}, by = 1) => {
        if (!(by >= 0)) throw new RangeError(`${metric.name}: a counter does not fall.`);
        const one = series(labels);
        if (one !== null) one.value += by;
      },
    };
  }

  gauge(metric: MetricName): Gauge {
    const series = this.series<{ value: number }>(metric, 'gauge', () => ({ value: 0 }), (name, { value }, labels, line) => [line(name, labels, value)]);
    return {
      set: (value, labels = {}) => {
        const one = series(labels);
        if (one !== null) one.value = value;
      },
    };
  }

  /** `buckets`: rising upper limits; seconds from 5 ms to 30 s unless given. */
  histogram(metric: MetricName & { readonly buckets?: readonly number[] }): Histogram {
    const limits = metric.buckets ?? SECONDS;
    const series = this.series<{ counts: number[]; sum: number; count: number }>(
      metric, 'histogram', () => ({ counts: limits.map(() => 0), sum: 0, count: 0 }),
      (name, { counts, sum, count }, labels, line) => {
        let below = 0;
        return [
          ...limits.map((limit, i) => line(`${name}_bucket`, { ...labels, le: limit }, (below += counts[i] ?? 0))),
          line(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
          line(`${name}_sum`, labels, sum),
          line(`${name}_count`, labels, count),
        ];
      });
    return {
      observe: (value, labels = {}) => {
        const one = series(labels);
        if (one === null || Number.isNaN(value)) return;
        const bucket = limits.findIndex((limit) => value <= limit);
        if (bucket >= 0) one.counts[bucket] = (one.counts[bucket] ?? 0) + 1;
        one.sum += value;
        one.count += 1;
      },
    };
  }

  /** Registers a figure that is read at each scrape, such as memory in use; `kind` counter for those that only rise. */
  reading(kind: 'counter' | 'gauge', metric: Omit<MetricName, 'labels'>, read: () => number): void {
    this.register(metric, kind, (line) => [line(metric.name, {}, read())]);
  }

  /** Runs before each scrape, to set gauges that must be asked for, such as the depth of a queue. */
  beforeScrape(read: () => void | Promise<void>): void {
    this.readers.push(read);
  }

  /** All figures as text; a reader that fails leaves its old figures and is told to `onError`. */
  async render(onError: (error: unknown) => void = () => undefined): Promise<string> {
    await Promise.all(this.readers.map(async (read) => {
      try {
        await read();
      } catch (error) {
        onError(error);
      }
    }));
    return [...this.writers.values()].flatMap(({ head, write }) => [head, ...write(lineOf)]).join('\n') + '\n';
  }

  private series<S>(
    metric: MetricName, kind: string, fresh: () => S, write: (name: string, series: S, labels: Labels, line: Line) => string[],
  ): (labels: Labels) => S | null {
    const names = metric.labels ?? [];
    const all = new Map<string, { readonly labels: Labels; readonly state: S }>();
    this.register(metric, kind, (line) => [...all.values()].flatMap(({ labels, state }) => write(metric.name, state, labels, line)));
    return (given) => {
      const labels = Object.fromEntries(names.map((name) => [name, given[name] ?? '']));
      const key = JSON.stringify(Object.values(labels));
      const known = all.get(key);
      if (known !== undefined) return known.state;
      if (all.size >= MAX_SERIES) {
        this.dropped.add();
        return null;
      }
      const state = fresh();
      all.set(key, { labels, state });
      return state;
    };
  }

  private register(metric: MetricName, kind: string, write: Writer): void {
    if (![metric.name, ...(metric.labels ?? [])].every((name) => NAME.test(name))) throw new Error(`Metric ${metric.name} or a label of it has no proper name.`);
    if (this.writers.has(metric.name)) throw new Error(`Metric ${metric.name} is registered twice.`);
    const head = `# HELP ${metric.name} ${metric.help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}\n# TYPE ${metric.name} ${kind}`;
    this.writers.set(metric.name, { head, write });
  }
}

function lineOf(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([key, one]) => `${key}="${escaped(String(one))}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${numberText(value)}`;
}

function escaped(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(value);
}
