import type { LiveReading } from '../../platform/graphql/live-client.js';
import type { ApiClient } from './api-client.js';

/** A recommendation as it arrives live, with when it did. */
export interface Pushed {
  readonly id: string;
  readonly score: number;
  readonly clause: string;
  readonly demandId: string;
  readonly productId: string;
  readonly factors: readonly { readonly code: string; readonly amount: number; readonly because: string }[];
  readonly atMs: number;
}

const QUERY = 'subscription { recommendationPushed { id score clause demandId productId factors { code amount because } } }';

/** What one organisation sees live, and a place to wait for it. */
export class Pushes {
  readonly seen: Pushed[] = [];
  /** Why the subscription ended by itself; null while it runs. */
  ended: unknown = null;
  private readonly waiting = new Set<() => void>();

  private constructor(private readonly reading: { current: LiveReading | null }) {}

  static async open(client: ApiClient): Promise<Pushes> {
    const reading: { current: LiveReading | null } = { current: null };
    const pushes = new Pushes(reading);
    reading.current = await client.watch(QUERY, {}, (data) => pushes.take(data['recommendationPushed'] as Omit<Pushed, 'atMs'>), (error) => { pushes.ended = error ?? 'complete'; });
    return pushes;
  }

  /** The first push that fits, also one that came before; null when none comes in time. */
  async first(fits: (pushed: Pushed) => boolean, withinMs: number): Promise<Pushed | null> {
    const end = performance.now() + withinMs;
    for (;;) {
      const found = this.seen.find(fits);
      if (found !== undefined) return found;
      const left = end - performance.now();
      if (left <= 0) return null;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          this.waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, left);
        this.waiting.add(wake);
      });
    }
  }

  async close(): Promise<void> {
    await this.reading.current?.stop();
  }

  private take(pushed: Omit<Pushed, 'atMs'>): void {
    this.seen.push({ ...pushed, atMs: performance.now() });
    for (const wake of [...this.waiting]) wake();
  }
}
