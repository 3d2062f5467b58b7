/** The time of the platform: deadlines and sessions are judged by the database's clock, not by the machine's. */
export abstract class Clock {
  abstract now(): Date;
}

/** A clock that stands where it was put; tests move it. */
export class FixedClock extends Clock {
  constructor(private at: Date) {
    super();
  }

  now(): Date {
    return new Date(this.at);
  }

  moveTo(at: Date): void {
    this.at = at;
  }

  /** Moves on (or back) by milliseconds. */
  moveBy(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
  }
}

/** Asks the database for its time now. */
export type AskTime = () => Promise<Date>;

export interface DatabaseClockOptions {
  /** How many askings one correction takes; the quickest of them is the most exact. */
  readonly askings?: number;
  readonly refreshMs?: number;
  /** Hears of corrections that failed; the last good one stays in use meanwhile. */
  readonly onError?: (error: unknown) => void;
}

const ASKINGS = 5;
const REFRESH_MS = 60_000;

/** The machine's clock corrected by its distance from the database's, measured at start and every minute. */
export class DatabaseClock extends Clock {
  private timer: NodeJS.Timeout | null = null;
  private measuring: Promise<void> | null = null;

  private constructor(private readonly ask: AskTime, private readonly askings: number, private offsetMs: number) {
    super();
  }

  /** Measures once before it answers; rejects when the database cannot be asked. */
  static async start(ask: AskTime, options: DatabaseClockOptions = {}): Promise<DatabaseClock> {
    const askings = options.askings ?? ASKINGS;
    const clock = new DatabaseClock(ask, askings, await offsetOf(ask, askings));
    const onError = options.onError ?? (() => undefined);
    clock.timer = setInterval(() => void clock.refresh().catch(onError), options.refreshMs ?? REFRESH_MS).unref();
    return clock;
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Milliseconds by which the database is ahead of this machine. */
  get skewMs(): number {
    return this.offsetMs;
  }

  /** Measures again; asked for while a measurement runs, it waits for that one. */
  refresh(): Promise<void> {
    this.measuring ??= offsetOf(this.ask, this.askings)
      .then((offsetMs) => { this.offsetMs = offsetMs; })
      .finally(() => { this.measuring = null; });
    return this.measuring;
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}

/**
 * The database's clock minus ours, in whole milliseconds. The answer is taken to lie in the middle of the round trip, so
 * the error is at most half the quickest one (Cristian's algorithm, 1989).
 */
async function offsetOf(ask: AskTime, askings: number): Promise<number> {
  let best = { tripMs: Number.POSITIVE_INFINITY, offsetMs: 0 };
  for (let asking = 0; asking < askings; asking++) {
    const before = Date.now();
    const started = performance.now();
    const theirs = await ask();
    const tripMs = performance.now() - started;
    if (tripMs < best.tripMs) best = { tripMs, offsetMs: theirs.getTime() - (before + tripMs / 2) };
  }
  if (!Number.isFinite(best.offsetMs)) throw new Error('The database answered no time.');
  return Math.round(best.offsetMs);
}
