export interface BreakerTimes {
  /** Failures in a row after which the engine is left alone. */
  readonly failures: number;
  /** How long, before one question tries it again. */
  readonly restMs: number;
}

/** Leaves a failing engine alone: closed, open, and half open while one question tries it and all others go elsewhere. */
export class Breaker {
  private failed = 0;
  private restUntil = 0;
  private probing = false;

  constructor(private readonly times: BreakerTimes, private readonly now: () => number = () => performance.now()) {}

  get open(): boolean {
    return this.failed >= this.times.failures;
  }

  /** The answer of `work`; null where the engine is left alone, or failed, of which `onFailure` is told. */
  async attempt<T>(work: () => Promise<T>, onFailure: (error: unknown) => void): Promise<T | null> {
    const probe = this.open;
    if (probe && (this.probing || this.now() < this.restUntil)) return null;
    if (probe) this.probing = true;
    try {
      const value = await work();
      this.failed = 0;
      return value;
    } catch (error) {
      this.failed += 1;
      this.restUntil = this.now() + this.times.restMs;
      onFailure(error);
      return null;
    } finally {
      if (probe) this.probing = false;
    }
  }
}
