import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Push, ReadPayload } from '../../../src/platform/push/push.js';

/** A publisher and a listener that are to reach each other, and the number of the listener's readers. */
export interface PushPair {
  readonly publisher: Push;
  readonly listener: Push;
  readers(): number;
}

const READ_WITHIN_MS = 5_000;

/** The next payload; fails when none comes. */
export async function next(reader: AsyncIterator<ReadPayload>): Promise<ReadPayload> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('nothing was pushed')), READ_WITHIN_MS);
  });
  try {
    const { value, done } = await Promise.race([reader.next(), late]);
    if (done === true) throw new Error('the reader has ended');
    return value;
  } finally {
    clearTimeout(timer);
  }
}

const take = async (reader: AsyncIterator<ReadPayload>, count: number): Promise<ReadPayload[]> => {
  const taken: ReadPayload[] = [];
  while (taken.length < count) taken.push(await next(reader));
  return taken;
};

/** What every adapter of the push port does. `open` makes a pair whose readers hold at most `waitingMax`. */
export function pushContract(adapter: string, open: (waitingMax?: number) => Promise<PushPair>): void {
  describe(`push over ${adapter}`, () => {
    let pair: PushPair;
    beforeEach(async () => { pair = await open(); });
    afterEach(async () => { await Promise.all([pair.publisher.close(), pair.listener.close()]); });

    it('reaches every reader of the topic and nobody else, in order', async () => {
      const [one, two, other] = [pair.listener.subscribe('org:1'), pair.listener.subscribe('org:1'), pair.listener.subscribe('org:2')];
      await pair.publisher.publish([
        { topic: 'org:1', payload: { id: 'a' } }, { topic: 'org:2', payload: { id: 'b' } }, { topic: 'org:1', payload: { id: 'c' } },
      ]);
      await pair.publisher.publish([{ topic: 'org:1', payload: { id: 'd' } }]);
      const expected = [{ id: 'a' }, { id: 'c' }, { id: 'd' }];
      expect(await take(one, 3)).toEqual(expected);
      expect(await take(two, 3)).toEqual(expected);
      expect(await next(other)).toEqual({ id: 'b' });
    });

    it('carries text, numbers, truth and nothing as they are', async () => {
      const payload = { zh: '对接 "引号" \\ \n 🏭', n: -1.5, yes: true, none: null };
      const reader = pair.listener.subscribe('主题:甲');
      await pair.publisher.publish([{ topic: '主题:甲', payload }]);
      expect(await next(reader)).toEqual(payload);
    });

    it('gives equal messages as often as they were published', async () => {
      const reader = pair.listener.subscribe('t');
      const same = { topic: 't', payload: { id: 'same' } };
      await pair.publisher.publish([same, same]);
      await pair.publisher.publish([same]);
      await pair.publisher.publish([{ topic: 't', payload: { id: 'last' } }]);
      expect(await take(reader, 4)).toEqual([{ id: 'same' }, { id: 'same' }, { id: 'same' }, { id: 'last' }]);
    });

    it('gives equal large messages, of which each fills a notification, as often as they were published', async () => {
      const reader = pair.listener.subscribe('t');
      const large = { topic: 't', payload: { text: 'x'.repeat(7_000) } };
      await pair.publisher.publish([large, large, large, { topic: 't', payload: { id: 'last' } }]);
      expect(await take(reader, 4)).toEqual([large.payload, large.payload, large.payload, { id: 'last' }]);
    });

    it('wakes readers that wait already, each asking once answered', async () => {
      const reader = pair.listener.subscribe('t');
      const asked = [next(reader), next(reader)];
      await pair.publisher.publish([{ topic: 't', payload: { n: 1 } }, { topic: 't', payload: { n: 2 } }]);
      expect(await Promise.all(asked)).toEqual([{ n: 1 }, { n: 2 }]);
    });

    it('carries a thousand at once', async () => {
      const reader = pair.listener.subscribe('t');
      await pair.publisher.publish(Array.from({ length: 1_000 }, (_, n) => ({ topic: 't', payload: { n, id: `prd_${'0'.repeat(26)}` } })));
      expect((await take(reader, 1_000)).map(({ n }) => n)).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
    });

    it('drops the oldest for a reader that does not read, and says so once', async () => {
      const small = await open(3);
      try {
        const [slow, marker] = [small.listener.subscribe('t'), small.listener.subscribe('end')];
        await small.publisher.publish([1, 2, 3, 4, 5].map((n) => ({ topic: 't', payload: { n } })));
        await small.publisher.publish([{ topic: 'end', payload: {} }]);
        await next(marker);
        expect(await take(slow, 3)).toEqual([{ n: 3, missed: true }, { n: 4 }, { n: 5 }]);
      } finally {
        await Promise.all([small.publisher.close(), small.listener.close()]);
      }
    });

    it('forgets a reader that leaves its loop, also while it waits', async () => {
      const [looping, waiting] = [pair.listener.subscribe('t'), pair.listener.subscribe('t')];
      const asked = waiting.next();
      await pair.publisher.publish([{ topic: 't', payload: { n: 1 } }, { topic: 't', payload: { n: 2 } }]);
      for await (const payload of looping) if (payload['n'] === 1) break;
      expect(await asked).toEqual({ done: false, value: { n: 1 } });
      await waiting.return?.();
      expect(await waiting.next()).toEqual({ done: true, value: undefined });
      expect(pair.readers()).toBe(0);
    });

    it('ends its readers when it is closed', async () => {
      const asked = pair.listener.subscribe('t').next();
      await pair.listener.close();
      expect(await asked).toEqual({ done: true, value: undefined });
      expect(pair.readers()).toBe(0);
    });

    it('does nothing for nobody and for no messages', async () => {
      await pair.publisher.publish([]);
      await pair.publisher.publish([{ topic: 'nobody', payload: {} }]);
      expect(pair.readers()).toBe(0);
    });
  });
}
