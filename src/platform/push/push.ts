/** What a topic's readers get: ids and counts, never personal data; the reader fetches the rest under its own rights. */
export type PushPayload = Readonly<Record<string, string | number | boolean | null>>;

export interface PushMessage {
  readonly topic: string;
  readonly payload: PushPayload;
}

/** A payload as it is read. `missed`: something before it was lost; it may also come alone, as soon as a loss is known. */
export type ReadPayload = PushPayload & { readonly missed?: true };

/**
 * Live push between processes: only the relay publishes, the API processes listen. At most once, in the order published:
 * the inbox is the truth, and a reader that sees `missed` reads it again.
 */
export abstract class Push {
  /** Sends to whoever listens now; rejects when it cannot be sent, and then nothing was. */
  abstract publish(messages: readonly PushMessage[]): Promise<void>;

  /** Messages of a topic from now on, until the iterator is returned or the push is closed; at most 1,000 wait for a slow reader, the oldest are dropped. */
  abstract subscribe(topic: string): AsyncIterableIterator<ReadPayload>;

  /** Ends all iterators and lets go of connections. */
  abstract close(): Promise<void>;
}
