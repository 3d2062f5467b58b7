import type { PushMessage } from './push.js';
import { TopicReader } from './topic-reader.js';

export const WAITING_MAX = 1_000;

/** The readers of one process by topic: what every adapter hands its messages to. */
export class Topics {
  private readonly readers = new Map<string, Set<TopicReader>>();

  constructor(private readonly waitingMax = WAITING_MAX) {}

  hand({ topic, payload }: PushMessage): void {
    for (const reader of this.readers.get(topic) ?? []) reader.push(payload);
  }

  /** Tells the readers of one topic, or of all, that messages were lost. */
  lose(topic?: string): void {
    const readers = topic === undefined ? [...this.readers.values()].flatMap((some) => [...some]) : this.readers.get(topic) ?? [];
    for (const reader of readers) reader.lose();
  }

  subscribe(topic: string): TopicReader {
    const reader = new TopicReader(this.waitingMax, (ended) => this.forget(topic, ended));
    this.readers.set(topic, (this.readers.get(topic) ?? new Set()).add(reader));
    return reader;
  }

  /** Readers that have not ended; 0 after everybody left. */
  get size(): number {
    return [...this.readers.values()].reduce((sum, readers) => sum + readers.size, 0);
  }

  end(): void {
    for (const readers of [...this.readers.values()]) for (const reader of [...readers]) reader.end();
  }

  private forget(topic: string, reader: TopicReader): void {
    const readers = this.readers.get(topic);
    readers?.delete(reader);
    if (readers?.size === 0) this.readers.delete(topic);
  }
}
