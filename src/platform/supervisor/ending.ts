import { isStartedByNpm } from '../config/settings.js';

const LOOK_EVERY_MS = 500;

/** Thrown between two steps of the start when the supervisor was told to end meanwhile. */
export class Ended extends Error {}

/** The wish that this process ends: Ctrl-C, a signal, or the death of the npm that ran it, which could not pass one on. */
export class Ending {
  private resolve: () => void = () => undefined;
  private wishes = 0;
  /** Resolves at the first wish. */
  readonly wished = new Promise<void>((resolve) => { this.resolve = resolve; });

  /** `onAgain` is called at every wish after the first: somebody does not want to wait. */
  constructor(private readonly onAgain: () => void) {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => this.wish());
    // The terminal may be gone as well.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    if (isStartedByNpm()) this.watchParent();
  }

  get isWished(): boolean {
    return this.wishes > 0;
  }

  /** @throws Ended */
  assertNone(): void {
    if (this.isWished) throw new Ended();
  }

  private wish(): void {
    this.wishes += 1;
    if (this.wishes === 1) this.resolve();
    else this.onAgain();
  }

  private watchParent(): void {
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      this.wish();
    }, LOOK_EVERY_MS);
    timer.unref();
  }
}
