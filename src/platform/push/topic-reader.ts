import type { PushPayload, ReadPayload } from './push.js';

type Answer = IteratorResult<ReadPayload>;

/** One reader's queue: bounded, so that a reader which stopped reading costs no more than its limit. */
export class TopicReader implements AsyncIterableIterator<ReadPayload> {
  private readonly waiting: ReadPayload[] = [];
  private readonly asking: ((answer: Answer) => void)[] = [];
  private missed = false;
  private ended = false;

  constructor(private readonly max: number, private readonly onEnd: (reader: TopicReader) => void) {}

  /** Hands a payload on; beyond the limit the oldest gives way and the next one read says so. */
  push(payload: PushPayload): void {
    if (this.ended) return;
    const ask = this.asking.shift();
    if (ask !== undefined) {
      ask({ done: false, value: payload });
      return;
    }
    this.waiting.push(payload);
    if (this.waiting.length > this.max) {
      this.waiting.shift();
      this.missed = true;
    }
  }

  /** Tells a reader that messages were lost: at once when it waits, else before the next one it reads. */
  lose(): void {
    if (this.asking.length > 0) this.push({ missed: true });
    else this.missed = true;
  }

  next(): Promise<Answer> {
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    const payload = this.waiting.shift() ?? (this.missed ? {} : undefined);
    if (payload === undefined) return new Promise((resolve) => this.asking.push(resolve));
    const value = this.missed ? { ...payload, missed: true as const } : payload;
    this.missed = false;
    return Promise.resolve({ done: false, value });
  }

  return(): Promise<Answer> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: unknown): Promise<Answer> {
    this.end();
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.waiting.length = 0;
    for (const ask of this.asking.splice(0)) ask({ done: true, value: undefined });
    this.onEnd(this);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
