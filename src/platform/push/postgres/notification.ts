import type { PushMessage } from '../push.js';

/** PostgreSQL takes notifications shorter than 8,000 bytes. */
export const NOTIFICATION_MAX_BYTES = 7_999;

/** One message on the wire: topic and payload; without a payload it was too large to send, and its readers missed it. */
interface Packed {
  readonly t: string;
  readonly p?: PushMessage['payload'];
}

/** One notification: `n` differs from one to the next, since PostgreSQL folds equal notifications of a transaction into one. */
interface Notification {
  readonly n: string;
  readonly m: readonly Packed[];
}

/**
 * Packs messages into as few notifications as their size allows, in order. `mark` makes them differ from each other and
 * from those of other publishers. Throws on a topic longer than a notification.
 */
export function packed(messages: readonly PushMessage[], mark: () => string): string[] {
  const texts: string[] = [];
  let batch: string[] = [];
  let bytes = 0;
  const frame = Buffer.byteLength(JSON.stringify({ n: mark(), m: [] }));
  const flush = (): void => {
    if (batch.length > 0) texts.push(`{"n":${JSON.stringify(mark())},"m":[${batch.join(',')}]}`);
    batch = [];
    bytes = 0;
  };
  for (const message of messages) {
    const one = textOf(message, NOTIFICATION_MAX_BYTES - frame);
    const size = Buffer.byteLength(one) + 1;
    if (frame + bytes + size > NOTIFICATION_MAX_BYTES) flush();
    batch.push(one);
    bytes += size;
  }
  flush();
  return texts;
}

/** The messages of a notification; throws when it is none of ours. */
export function unpacked(text: string): { readonly topic: string; readonly payload: PushMessage['payload'] | null }[] {
  const { m } = JSON.parse(text) as Partial<Notification>;
  if (!Array.isArray(m)) throw new Error('A notification without messages.');
  return (m as readonly Packed[]).map(({ t, p }) => ({ topic: t, payload: p ?? null }));
}

function textOf({ topic, payload }: PushMessage, maxBytes: number): string {
  const whole = JSON.stringify({ t: topic, p: payload } satisfies Packed);
  if (Buffer.byteLength(whole) + 1 <= maxBytes) return whole;
  const empty = JSON.stringify({ t: topic } satisfies Packed);
  if (Buffer.byteLength(empty) + 1 > maxBytes) throw new RangeError('A topic longer than a notification.');
  return empty;
}
