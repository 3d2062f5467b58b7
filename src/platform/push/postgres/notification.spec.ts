import { describe, expect, it } from '@jest/globals';
import { NOTIFICATION_MAX_BYTES, packed, unpacked } from './notification.js';

describe('packing of notifications', () => {
  const mark = () => 'x'.repeat(17);
  it.each([
    [0, 10, 0],
    [1, 10, 1],
    [100, 10, 1],
    [1_000, 40, 5],
    [1_000, 2_000, 334],
    [3, 7_000, 3],
  ])('%i messages of about %i bytes: %i notifications', (count, bytes, notifications) => {
    const messages = Array.from({ length: count }, (_, n) => ({ topic: 't', payload: { n, text: 'x'.repeat(Math.max(0, bytes - 35)) } }));
    const texts = packed(messages, mark);
    expect(texts.length).toBe(notifications);
    expect(Math.max(0, ...texts.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(NOTIFICATION_MAX_BYTES);
    expect(texts.flatMap(unpacked)).toEqual(messages);
  });

  it('fills a notification to the byte that PostgreSQL takes', () => {
    const sizes = Array.from({ length: 60 }, (_, over) => packed([{ topic: 't', payload: { text: 'x'.repeat(7_900 + over) } }], mark)[0] ?? '');
    const largest = Math.max(...sizes.map((text) => Buffer.byteLength(text)));
    expect(largest).toBeLessThanOrEqual(NOTIFICATION_MAX_BYTES);
    expect(largest).toBeGreaterThan(NOTIFICATION_MAX_BYTES - 3);
  });

  it('refuses a topic that no notification can hold', () => {
    expect(() => packed([{ topic: 'x'.repeat(8_000), payload: {} }], mark)).toThrow('topic');
  });
});
