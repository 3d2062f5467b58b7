import type { Client } from 'pg';
import { EngineCopy } from './engine-copy.js';
import { EngineFeed, type WriterHead } from './engine-feed.js';
import type { Engine, TaskFailed } from './engine.js';
import { SoleConnection } from './sole-connection.js';

export interface EngineWriterOptions {
  /** Rests between two looks at what changed. */
  readonly pauseMs: number;
  /** After a failure. */
  readonly restMs: number;
  /** A copy that was in use is kept so long for questions under way. */
  readonly keptMs: number;
  /** Between two looks whether the engine still has the copy. */
  readonly lookEveryMs: number;
  /** Between two counts of what both hold. */
  readonly countEveryMs: number;
  readonly onFault: (error: unknown) => void;
  readonly onFailedTask: (error: TaskFailed, ids: readonly string[]) => void;
  readonly onTold: (told: Readonly<Record<string, unknown>>, text: string) => void;
}

export const WRITER_TIMES = { pauseMs: 100, restMs: 1_000, keptMs: 5_000, lookEveryMs: 2_000, countEveryMs: 30_000 } as const;
const LOCK = 7_240_020;
/** The standing is noted so often while nothing changes. */
const NOTE_EVERY_MS = 1_000;

/** FOLLOWING: the copy is as PostgreSQL's index; AWAY: the engine is not to be reached, or refuses; ELSEWHERE: another process writes. */
export type WriterState = 'STARTING' | 'FOLLOWING' | 'FILLING' | 'AWAY' | 'ELSEWHERE';

/**
 * The one writer of the search engine. PostgreSQL's own index is what is to be held; from it goes what changed since a snapshot,
 * in batches, and the snapshot moves only once their tasks succeeded. A copy that is missing, another's or outdated is filled
 * anew under a new name, compared, and only then put into use, in one statement in PostgreSQL.
 */
export class EngineWriter {
  state: WriterState = 'STARTING';
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private readonly connection: SoleConnection;
  /** Whether the copy was compared by this process: before that it may have been put back from a backup. */
  private compared: string | null = null;
  private lookedAt = -Infinity;
  private countedAt = -Infinity;
  private notedAt = -Infinity;
  private retired: { readonly name: string; readonly at: number }[] = [];

  constructor(url: string, private readonly engine: Engine, private readonly options: EngineWriterOptions) {
    this.connection = new SoleConnection(url, { lock: LOCK, applicationName: 'duijie search writer' });
  }

  start(): void {
    this.running = this.loop();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
    await this.connection.close();
  }

  /** Brings the engine up to this moment; answers how many entries were sent. Null when another process is the writer. */
  async once(): Promise<number | null> {
    const client = await this.connection.get();
    if (client === null) {
      this.state = 'ELSEWHERE';
      return null;
    }
    return this.bringUp(client);
  }

  private async bringUp(client: Client): Promise<number> {
    const feed = new EngineFeed(client);
    const head = await feed.head();
    const copy = new EngineCopy(this.engine, feed, this.options, head.refused);
    const { copy: name, followed, task } = head;
    if (name === null || followed === null || task === null) return this.fill(feed, head, copy);
    if (performance.now() - this.lookedAt >= this.options.lookEveryMs) {
      if (!await this.engine.remembers(name, task)) {
        this.options.onTold({ copy: name, task }, 'the search engine has lost its copy');
        await feed.noteLost();
        return this.fill(feed, await feed.head(), copy);
      }
      this.lookedAt = performance.now();
    }
    if (head.generation !== head.live) return this.fill(feed, head, copy);
    const sent = await this.follow(feed, head, copy, { name, followed });
    await this.dropRetired();
    return sent;
  }

  private async follow(feed: EngineFeed, head: WriterHead, copy: EngineCopy, { name, followed }: { readonly name: string; readonly followed: string }): Promise<number> {
    const { sent, task } = await copy.follow(name, head.live, followed);
    const repaired = await this.compare(feed, head, copy, name);
    // An index that vanished meanwhile was made again by the engine as it pleases: the next look finds that its task is unknown.
    if (sent > 0 && !(await this.engine.remembers(name, head.task ?? -1))) {
      this.lookedAt = -Infinity;
      throw new Error('The search engine lost its copy while it was written.');
    }
    await feed.noteRefused([...copy.refused].sort());
    // What `now` saw was read after it, and therefore sent.
    if (sent > 0 || performance.now() - this.notedAt >= NOTE_EVERY_MS) {
      await feed.noteFollowed(head.now, task);
      this.notedAt = performance.now();
    }
    this.state = 'FOLLOWING';
    return sent + repaired;
  }

  /** Once at the start, and again whenever the counts of both differ. */
  private async compare(feed: EngineFeed, head: WriterHead, copy: EngineCopy, name: string): Promise<number> {
    if (this.compared === name && performance.now() - this.countedAt < this.options.countEveryMs) return 0;
    const differ = this.compared !== name || head.refused.length > 0 || await this.engine.size(name) !== await feed.size(head.live);
    const repaired = differ ? await copy.reconcile(name, head.live) : 0;
    if (repaired > 0) this.options.onTold({ copy: name, repaired }, 'what the search engine held otherwise was put right');
    this.compared = name;
    this.countedAt = performance.now();
    return repaired;
  }

  private async fill(feed: EngineFeed, head: WriterHead, copy: EngineCopy): Promise<number> {
    this.state = 'FILLING';
    await copy.sweep(head);
    const started = performance.now();
    const { name, followed, task, documents } = await copy.fill(head);
    await feed.noteCopy(name, head.live, followed, task);
    await feed.noteRefused([...copy.refused].sort());
    this.options.onTold({ copy: name, documents, ms: Math.round(performance.now() - started) }, 'a new copy of the search index is in use');
    if (head.copy !== null) this.retired.push({ name: head.copy, at: performance.now() });
    [this.compared, this.lookedAt, this.countedAt, this.notedAt] = [name, performance.now(), performance.now(), performance.now()];
    this.state = 'FOLLOWING';
    return documents;
  }

  private async dropRetired(): Promise<void> {
    const due = this.retired.filter(({ at }) => performance.now() - at >= this.options.keptMs);
    this.retired = this.retired.filter((one) => !due.includes(one));
    for (const { name } of due) await this.engine.drop(name);
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      let rest = this.options.pauseMs;
      try {
        const sent = await this.once();
        if (sent === null) rest = this.options.restMs;
      } catch (error) {
        this.state = 'AWAY';
        this.options.onFault(error);
        // The connection may be what failed; its lock goes with it.
        await this.connection.close();
        rest = this.options.restMs;
      }
      if (!this.stopping) await new Promise<void>((resolve) => { this.wake = resolve; setTimeout(resolve, rest); });
    }
  }
}
