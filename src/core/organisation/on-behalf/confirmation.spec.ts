import { describe, expect, it } from '@jest/globals';
import { correctedFields, linkFault, standingAfterConfirmation, type Correctable } from './confirmation.js';
import { answersFor } from './read-region.js';

const NOON = new Date('2026-11-23T12:00:00+08:00');
const EARLIER = new Date('2026-11-23T11:00:00+08:00');
const LATER = new Date('2026-11-23T13:00:00+08:00');

describe('a link', () => {
  it.each<[string, Date, Date | null, Date | null, string | null]>([
    ['waits until its last moment', LATER, null, null, null],
    ['has expired at that moment', NOON, null, null, 'CONFIRMATION_LINK_EXPIRED'],
    ['was used', LATER, EARLIER, null, 'CONFIRMATION_LINK_USED'],
    ['was used, then expired', EARLIER, EARLIER, null, 'CONFIRMATION_LINK_USED'],
    ['was replaced by a newer one', LATER, null, EARLIER, 'CONFIRMATION_LINK_REPLACED'],
  ])('that %s', (_what, expiresAt, usedAt, endedAt, code) => {
    expect(linkFault({ expiresAt, usedAt, endedAt }, NOON)?.refusal.code ?? null).toBe(code);
  });

  it('that nobody issued is unknown', () => {
    expect(linkFault(null, NOON)?.refusal).toMatchObject({ kind: 'NOT_FOUND', code: 'CONFIRMATION_LINK_UNKNOWN' });
  });
});

describe('an enterprise that confirms', () => {
  const record: Record<Correctable, unknown> = { name: '甲厂', regionCode: '140105', industryCode: null, sizeClass: 'SMALL', trades: ['BUYER'], businessPhone: null, businessPhonePublic: false };
  it.each<[string, Partial<Record<Correctable, unknown>>, Correctable[], string]>([
    ['changes nothing', {}, [], 'APPROVED'],
    ['writes the same list anew', { trades: ['BUYER'] }, [], 'APPROVED'],
    ['adds what describes it', { industryCode: 'C35', trades: ['BUYER', 'MAKER'] }, ['industryCode', 'trades'], 'APPROVED'],
    ['has another name', { name: '乙厂' }, ['name'], 'UNDER_REVIEW'],
    ['is somewhere else', { regionCode: '140200' }, ['regionCode'], 'UNDER_REVIEW'],
  ])('and %s', (_what, changes, fields, standing) => {
    const corrected = correctedFields(record, { ...record, ...changes });
    expect([corrected, standingAfterConfirmation(corrected, true), standingAfterConfirmation(corrected, false)]).toEqual([fields, standing, 'UNDER_REVIEW']);
  });
});

describe('a department answers for a place', () => {
  it.each([
    ['140000', '140105', true], ['140000', '130105', false], ['140100', '140105', true], ['140100', '140100', true], ['140100', '140205', false],
    ['140105', '140105', true], ['140105', '140106', false], ['140105', '140100', false],
  ])('%s for %s: %s', (department, place, answers) => {
    expect(answersFor(department, place)).toBe(answers);
  });
});
