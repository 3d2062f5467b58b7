import { describe, expect, it } from '@jest/globals';
import { MESSAGES } from '../../../src/app/messages.js';
import { paramFaults } from '../../../src/core/notification/safe-params.js';

const notices = MESSAGES.flatMap((room) => Object.entries(room)).filter(([code]) => code.startsWith('NOTICE_'));
const placesOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '');

describe('sentences that leave the house as notices', () => {
  it('are there', () => expect(notices.length).toBeGreaterThan(3));

  it.each(notices)('%s has no place for a price or personal data, and names none', (_code, { zh, en }) => {
    expect(paramFaults(Object.fromEntries(placesOf(zh).map((name) => [name, 'x'])))).toEqual([]);
    expect(paramFaults({ zh, en })).toEqual([]);
  });
});
