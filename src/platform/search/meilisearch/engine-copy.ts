import { randomBytes } from 'node:crypto';
import { engineDocument, type IndexRow } from './engine-document.js';
import { TaskFailed, type Engine } from './engine.js';
import type { EngineFeed, WriterHead } from './engine-feed.js';

/** Documents of one task: a few megabytes, of the hundred that the engine takes. */
export const BATCH = 1_000;
/** Tasks under way while a copy is filled: the engine takes those that wait together. */
const AT_ONCE = 4;
/** Rounds of catching up with what changed meanwhile, before a copy is compared. */
const ROUNDS = 20;
const FEW = 100;

export interface CopyFaults {
  /** The engine took a task and failed at it; what was in it is tried again in halves. */
  readonly onFailedTask: (error: TaskFailed, ids: readonly string[]) => void;
}

/** Brings entries of PostgreSQL's index into an index of the engine. */
export class EngineCopy {
  /** Products that the engine would not take one by one. */
  readonly refused: Set<string>;

  constructor(private readonly engine: Engine, private readonly feed: EngineFeed, private readonly faults: CopyFaults, refused: readonly string[]) {
    this.refused = new Set(refused);
  }

  /** Everything changed since a snapshot; answers how many entries, and the last task. */
  async follow(name: string, generation: number, since: string): Promise<{ readonly sent: number; readonly task: number | null }> {
    let sent = 0;
    let task: number | null = null;
    for (let after = ''; ;) {
      const rows: IndexRow[] = await this.feed.changes(generation, since, after, BATCH);
      task = await this.send(name, rows) ?? task;
      sent += rows.length;
      after = rows.at(-1)?.id ?? after;
      if (rows.length < BATCH) return { sent, task };
    }
  }

  /** A new index of the engine with everything; answers it once both hold the same. What is there stays as it is. */
  async fill(head: WriterHead): Promise<{ readonly name: string; readonly followed: string; readonly task: number; readonly documents: number }> {
    const { live } = head;
    const name = `${startOf(head)}${randomBytes(6).toString('hex')}`;
    await this.engine.create(name);
    this.refused.clear();
    const documents = await this.pour(name, live);
    let followed = head.now;
    for (let round = 0; round < ROUNDS; round++) {
      const { now } = await this.feed.head();
      const { sent } = await this.follow(name, live, followed);
      followed = now;
      if (sent < FEW) break;
    }
    await this.reconcile(name, live);
    // The index in PostgreSQL was made anew meanwhile: this is a copy of the one before.
    if ((await this.feed.head()).live !== live) throw new Error('The index was made anew while the search engine copied it; the copy is begun again.');
    // A last task, so that there is one to remember the copy by even when it is empty.
    return { name, followed, documents, task: await this.engine.forget(name, ['none']) };
  }

  /** Compares version by version and puts right what differs; answers how many did. */
  async reconcile(name: string, generation: number): Promise<number> {
    const there = await this.engine.versions(name);
    const wanted = await this.feed.versions(generation);
    const differing = [...wanted].flatMap(([id, version]) => (there.get(id) === version ? [] : [id]));
    const strange = [...there.keys()].filter((id) => !wanted.has(id));
    for (let from = 0; from < differing.length; from += BATCH) await this.send(name, await this.feed.entries(generation, differing.slice(from, from + BATCH)));
    for (let from = 0; from < strange.length; from += BATCH) await this.engine.forget(name, strange.slice(from, from + BATCH));
    return differing.length + strange.length;
  }

  /** Removes what an attempt that was cut off left in the engine; never the copy in use. */
  async sweep(head: WriterHead): Promise<void> {
    for (const name of await this.engine.names(startOf(head))) if (name !== head.copy) await this.engine.drop(name);
  }

  private async pour(name: string, generation: number): Promise<number> {
    const underWay: Promise<unknown>[] = [];
    let poured = 0;
    for (let after = ''; ;) {
      const rows: IndexRow[] = await this.feed.page(generation, after, BATCH);
      const sending = this.send(name, rows);
      // Awaited below, at the latest after the loop; a failure before that is no unhandled one.
      sending.catch(() => undefined);
      underWay.push(sending);
      if (underWay.length >= AT_ONCE) await underWay.shift();
      poured += rows.length;
      after = rows.at(-1)?.id ?? after;
      if (rows.length < BATCH) break;
    }
    await Promise.all(underWay);
    return poured;
  }

  /** Answers the last task; null when there was nothing to send. */
  private async send(name: string, rows: readonly IndexRow[]): Promise<number | null> {
    const gone = rows.filter(({ deleted }) => deleted).map(({ id }) => id);
    const written = await this.write(name, rows.filter(({ deleted }) => !deleted));
    return gone.length > 0 ? this.engine.forget(name, gone) : written;
  }

  private async write(name: string, rows: readonly IndexRow[]): Promise<number | null> {
    if (rows.length === 0) return null;
    try {
      const task = await this.engine.write(name, rows.map(engineDocument));
      for (const { id } of rows) this.refused.delete(id);
      return task;
    } catch (error) {
      if (!(error instanceof TaskFailed && error.inDocuments)) throw error;
      this.faults.onFailedTask(error, rows.map(({ id }) => id));
      const [only, another] = rows;
      if (only !== undefined && another === undefined) {
        this.refused.add(only.id);
        // What it held of the product before is outdated: rather not found than found wrongly.
        return this.engine.forget(name, [only.id]);
      }
      const half = Math.ceil(rows.length / 2);
      const first = await this.write(name, rows.slice(0, half));
      return await this.write(name, rows.slice(half)) ?? first;
    }
  }
}

function startOf({ installation }: WriterHead): string {
  return `duijie_${installation}_`;
}
