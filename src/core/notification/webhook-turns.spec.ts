import { describe, expect, it } from '@jest/globals';
import { AT_ONCE_TO_ORGANISATION, nextTurns, type WaitingWebhook } from './webhook-turns.js';

const webhook = (webhookId: string, deliveries: number, facts: Partial<WaitingWebhook> = {}): WaitingWebhook => ({
  webhookId, organisationId: `org ${webhookId}`, slow: false, underWay: 0, deliveryIds: Array.from({ length: deliveries }, (_, n) => `${webhookId}${n + 1}`), ...facts,
});

describe('the deliveries that go next', () => {
  it.each<[what: string, waiting: WaitingWebhook[], underWay: [string, number][], free: number, next: string[]]>([
    ['none when none waits', [], [], 32, []],
    ['none when no place is free', [webhook('a', 3)], [], 0, []],
    ['the first of each before the second of any', [webhook('a', 3), webhook('b', 1), webhook('c', 2)], [], 32, ['a1', 'b1', 'c1', 'a2', 'c2', 'a3']],
    ['as many as there are places', [webhook('a', 3), webhook('b', 3), webhook('c', 3)], [], 4, ['a1', 'b1', 'c1', 'a2']],
    ['at most four of one webhook', [webhook('a', 9)], [], 32, ['a1', 'a2', 'a3', 'a4']],
    ['less what is under way', [webhook('a', 9, { underWay: 3 }), webhook('b', 1, { underWay: 4 })], [], 32, ['a1']],
    ['one of a slow one', [webhook('a', 9, { slow: true }), webhook('b', 2)], [], 32, ['a1', 'b1', 'b2']],
    ['none of a slow one that is at it', [webhook('a', 9, { slow: true, underWay: 1 }), webhook('b', 1)], [], 32, ['b1']],
  ])('%s', (_what, waiting, underWay, free, next) => {
    expect(nextTurns(waiting, new Map(underWay), free)).toEqual(next);
  });

  it('leave places to others however many webhooks an organisation has', () => {
    const many = Array.from({ length: 10 }, (_, n) => webhook(`m${n}-`, 4, { organisationId: 'many' }));
    const next = nextTurns([...many, webhook('z', 1)], new Map(), 32);
    expect(next.filter((id) => id.startsWith('m'))).toHaveLength(AT_ONCE_TO_ORGANISATION);
    expect(next).toContain('z1');
    expect(nextTurns(many, new Map([['many', AT_ONCE_TO_ORGANISATION]]), 32)).toEqual([]);
  });
});
