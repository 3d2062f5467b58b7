import { withoutSecretText } from '../logging/secrets.js';

/** One thing without which the process cannot do its work. */
export interface HealthCheck {
  /** Lower case, the same in every process: `database`, `queue`, `relay`. */
  readonly name: string;
  /** Resolves with a detail worth showing (or nothing) when it is well; rejects with the reason when not. */
  readonly check: () => Promise<string | void>;
}

export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly detail: string | null;
}

export interface ReadinessReport {
  readonly ready: boolean;
  readonly checks: readonly CheckResult[];
}

const TIMEOUT_MS = 2_000;
const DETAIL_MAX = 200;

/** Runs the checks of a process side by side; many who ask at once share one run, so that probing costs the database little. */
export class Readiness {
  private running: Promise<ReadinessReport> | null = null;

  /** `timeoutMs`: a check that takes longer has failed. */
  constructor(private readonly checks: readonly HealthCheck[], private readonly timeoutMs = TIMEOUT_MS) {
    const names = checks.map((check) => check.name);
    if (new Set(names).size !== names.length) throw new Error(`Two health checks have one name: ${names.join(', ')}.`);
  }

  look(): Promise<ReadinessReport> {
    this.running ??= Promise.all(this.checks.map((check) => this.result(check)))
      .then((checks) => ({ ready: checks.every((check) => check.ok), checks }))
      .finally(() => { this.running = null; });
    return this.running;
  }

  private async result({ name, check }: HealthCheck): Promise<CheckResult> {
    const started = performance.now();
    const took = (): number => Math.round((performance.now() - started) * 10) / 10;
    let timer: NodeJS.Timeout | undefined;
    try {
      const timeout = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${this.timeoutMs} ms`)), this.timeoutMs);
      });
      const detail = await Promise.race([check(), timeout]);
      return { name, ok: true, ms: took(), detail: typeof detail === 'string' ? bounded(detail) : null };
    } catch (error) {
      return { name, ok: false, ms: took(), detail: bounded(reasonOf(error)) };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Something that comes round regularly (the relay's look, a sweep) came round at most `maxAgeMs` ago; `lastAt` is Unix milliseconds, 0 for never. */
export function freshnessCheck(name: string, lastAt: () => number, maxAgeMs: number): HealthCheck {
  return {
    name,
    check: () => {
      const at = lastAt();
      const ageMs = Date.now() - at;
      if (at === 0) return Promise.reject(new Error('has not run yet'));
      if (ageMs > maxAgeMs) return Promise.reject(new Error(`last ran ${Math.round(ageMs / 1000)} s ago`));
      return Promise.resolve(`last ran ${Math.max(0, ageMs)} ms ago`);
    },
  };
}

/** What stands waiting is at most `max`, such as events not yet relayed or jobs not yet taken. */
export function backlogCheck(name: string, count: () => Promise<number>, max: number): HealthCheck {
  return {
    name,
    check: async () => {
      const waiting = await count();
      if (waiting > max) throw new Error(`${waiting} waiting, more than ${max}`);
      return `${waiting} waiting`;
    },
  };
}

/** Refused connections come as an AggregateError without a message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}

function bounded(text: string): string {
  return withoutSecretText(text).slice(0, DETAIL_MAX);
}
