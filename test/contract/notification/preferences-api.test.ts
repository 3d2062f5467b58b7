import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { NOTIFICATION_ENTITIES, notificationDeeds, notificationMessages } from '../../../src/notification/index.js';
import { marketResolvers } from '../../../src/notification/market.js';
import { organisationMessages } from '../../../src/organisation/index.js';
import { InMemoryPush } from '../../../src/platform/push/in-memory-push.js';
import { Push } from '../../../src/platform/push/push.js';
import { Sealer } from '../../../src/platform/sealing/sealer.js';
import { openHouse, type House } from '../rooms/house.js';
import { ServedRooms } from '../rooms/serve-rooms.js';
import { carriers } from './carriers.js';

let folder: string;
let house: House;
let rooms: ServedRooms;
let buyer: MemberViewer;
let token: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duijie-'));
  house = await openHouse(NOTIFICATION_ENTITIES);
  rooms = await ServedRooms.open(house, [...notificationDeeds, ...marketResolvers, ...await carriers(folder), { provide: Push, useValue: new InMemoryPush() }], [organisationMessages, notificationMessages]);
}, 60_000);
afterAll(async () => {
  await rooms.close();
  await house.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  buyer = await house.organisation();
  token = await house.token(buyer);
});

const SHOWN = 'scope language quietHours { from to } preferences { kind channels cadence isDefault urgent } contacts { channel masked confirmedAt }';
interface Shown {
  readonly preferences: readonly { readonly kind: string; readonly channels: string[]; readonly cadence: string; readonly isDefault: boolean; readonly urgent: boolean }[];
  readonly [field: string]: unknown;
}
const shown = async (scope = 'MEMBER', as = token) => ((await rooms.ask(`{ notificationPreferences(scope: ${scope}) { ${SHOWN} } }`, {}, as)).data as unknown as { notificationPreferences: Shown }).notificationPreferences;
const perform = (mutation: string, input: Record<string, unknown>, as: string | null = token) => rooms.perform<Shown>(mutation, input, `NotificationPreferences { ${SHOWN} }`, as);

describe('notification settings over their API', () => {
  it('have sensible defaults', async () => {
    const { preferences, ...more } = await shown();
    expect(more).toEqual({ scope: 'MEMBER', language: 'ZH_CN', quietHours: null, contacts: [] });
    expect(preferences.map(({ kind, cadence, isDefault }) => `${kind} ${cadence} ${String(isDefault)}`)).toEqual([
      'ACCOUNT AT_ONCE true', 'RECOMMENDATION DAILY true', 'INTEREST AT_ONCE true', 'DEMAND AT_ONCE true', 'IMPORT AT_ONCE true', 'OTHER AT_ONCE true',
    ]);
    expect(preferences.filter(({ urgent }) => urgent).map(({ kind }) => kind)).toEqual(['ACCOUNT']);
  });

  it('are chosen by kind, each scope for itself', async () => {
    const chosen = await perform('setNotificationPreference', { kinds: ['RECOMMENDATION', 'DEMAND', 'DEMAND'], channels: ['SMS', 'EMAIL', 'SMS'], cadence: 'WEEKLY' });
    expect(chosen.preferences.filter(({ isDefault }) => !isDefault)).toEqual(['RECOMMENDATION', 'DEMAND'].map((kind) => ({ kind, channels: ['SMS', 'EMAIL'], cadence: 'WEEKLY', isDefault: false, urgent: false })));
    expect((await perform('setNotificationPreference', { kinds: ['DEMAND'], channels: [], cadence: 'OFF' })).preferences[3]).toMatchObject({ kind: 'DEMAND', channels: [], cadence: 'OFF' });
    expect((await shown('ORGANISATION')).preferences.every(({ isDefault }) => isDefault)).toBe(true);
    await perform('setNotificationPreference', { scope: 'ORGANISATION', kinds: ['INTEREST'], channels: ['DINGTALK'], cadence: 'AT_ONCE' });
    expect((await shown('ORGANISATION')).preferences[2]).toMatchObject({ channels: ['DINGTALK'], isDefault: false });
  });

  it('have quiet hours and a language', async () => {
    expect(await perform('setQuietHours', { from: '22:00', to: '07:30' })).toMatchObject({ quietHours: { from: '22:00', to: '07:30' } });
    expect(await perform('setNotificationLanguage', { language: 'EN' })).toMatchObject({ language: 'EN', quietHours: { from: '22:00', to: '07:30' } });
    expect(await perform('setQuietHours', {})).toMatchObject({ language: 'EN', quietHours: null });
  });

  it('take a contact, masked, and its code', async () => {
    expect(await perform('setNotificationContact', { channel: 'EMAIL', address: 'wang@example.com' })).toMatchObject({ contacts: [{ channel: 'EMAIL', masked: 'w***@example.com', confirmedAt: null }] });
    const [row] = await house.rows<{ nonce: string }>('select nonce from notification_contact where subscriber_id = $1', [buyer.memberId]);
    const code = new Sealer('secret of the house').codeOf(row?.nonce ?? '');
    const confirmed = await perform('confirmNotificationContact', { channel: 'EMAIL', code });
    expect(confirmed).toMatchObject({ contacts: [{ channel: 'EMAIL', confirmedAt: '2026-11-23T09:00:00.000+08:00' }] });
    expect(confirmed.preferences[0]).toMatchObject({ channels: ['EMAIL'], isDefault: true });
    expect(await perform('removeNotificationContact', { channel: 'EMAIL' })).toMatchObject({ contacts: [] });
  });

  it('take a robot, and show no more of it than four signs', async () => {
    const set = await perform('setRobot', { url: 'https://oapi.dingtalk.com/robot/send?access_token=canary5678', signingSecret: 'SECcanary' });
    expect(set).toMatchObject({ scope: 'ORGANISATION', contacts: [{ channel: 'DINGTALK', masked: '***5678' }] });
    expect(JSON.stringify([set, await shown('ORGANISATION')])).not.toContain('canary');
  });

  it.each<[mutation: string, input: object, code: string, field: string]>([
    ['setNotificationPreference', { kinds: [], channels: ['EMAIL'], cadence: 'DAILY' }, 'LIST_LENGTH', 'kinds'],
    ['setNotificationPreference', { kinds: ['DEMAND'], channels: [], cadence: 'DAILY' }, 'NOTIFICATION_CHANNELS_MISSING', 'channels'],
    ['setNotificationPreference', { kinds: ['DEMAND'], channels: ['WECOM'], cadence: 'DAILY' }, 'ROBOT_IS_ORGANISATIONS', 'channels'],
    ['setQuietHours', { from: '22:00' }, 'QUIET_HOURS_BOTH', 'to'],
    ['setQuietHours', { from: '25:00', to: '07:00' }, 'TIME_OF_DAY_MALFORMED', 'from'],
    ['setQuietHours', { from: '22:00', to: '7点' }, 'TIME_OF_DAY_MALFORMED', 'to'],
    ['setQuietHours', { from: '22:00', to: '22:00' }, 'QUIET_HOURS_EMPTY', 'to'],
    ['setNotificationContact', { channel: 'SMS', address: '1234' }, 'MOBILE_MALFORMED', 'address'],
    ['confirmNotificationContact', { channel: 'SMS', code: '123456' }, 'NOT_FOUND', 'channel'],
    ['setRobot', { url: 'https://localhost/robot' }, 'ROBOT_URL_UNKNOWN', 'url'],
  ])('%s %j is refused with %s', async (mutation, input, code, field) => {
    expect(await perform(mutation, input as Record<string, unknown>)).toMatchObject({ code, field, message: expect.stringMatching(/[一-龥]/) });
    expect((await shown()).preferences.every(({ isDefault }) => isDefault)).toBe(true);
  });

  it('are for members alone, a robot for the owner', async () => {
    expect((await rooms.ask('{ notificationPreferences { scope } }')).codes).toEqual(['SIGN_IN_REQUIRED']);
    expect(await perform('setQuietHours', {}, null)).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    const clerk = await house.token(await house.organisation({ roles: ['VIEWER'] }));
    expect(await perform('setRobot', { url: 'x' }, clerk)).toMatchObject({ code: 'ROLE_MISSING' });
    expect(await perform('setQuietHours', { scope: 'ORGANISATION' }, clerk)).toMatchObject({ code: 'ORGANISATION_SCOPE_OWNERS', field: 'scope' });
  });

  it('of somebody else in the same organisation are not one’s own', async () => {
    const colleague = { ...buyer, memberId: house.ids.next('member'), accountId: house.ids.next('account'), sessionId: house.ids.next('session') };
    const theirs = await house.token(colleague);
    await perform('setNotificationContact', { channel: 'SMS', address: '13800000000' });
    expect(await shown('MEMBER', theirs)).toMatchObject({ contacts: [] });
  });
});

describe('receipts in the inbox', () => {
  it('are those of messages to the viewer and to the organisation', async () => {
    const notice = house.ids.next('notice');
    await house.rows(`insert into notification_notice (id, organisation_id, outbox_id, event_type, subject_id, code, params, created_at) values ($1, $2, 7, 'X', 'x', 'NOTICES_EITHER_OR', '{}', now())`, [notice, buyer.organisationId]);
    for (const [subscriber, channel, state, code] of [[buyer.memberId, 'EMAIL', 'SENT', null], [buyer.organisationId, 'WECOM', 'FELL_BACK', 'ROBOT_ERROR_93000'], [house.ids.next('member'), 'SMS', 'SENT', null]]) {
      await house.rows(
        `insert into notification_delivery (id, organisation_id, subscriber_id, channel, purpose, about, kind, state, code, due_at, created_at) values ($1, $2, $3, $4, 'NOTICE', $5, 'OTHER', $6, $7, $8, $8)`,
        [house.ids.next('noticeDelivery'), buyer.organisationId, subscriber, channel, notice, state, code, house.clock.now()]);
    }
    const { data } = await rooms.ask('{ inbox { edges { node { deliveries { scope channel state code settledAt } } } } }', {}, token);
    expect(data).toEqual({ inbox: { edges: [{ node: { deliveries: [
      { scope: 'MEMBER', channel: 'EMAIL', state: 'SENT', code: null, settledAt: null }, { scope: 'ORGANISATION', channel: 'WECOM', state: 'FELL_BACK', code: 'ROBOT_ERROR_93000', settledAt: null },
    ] } }] } });
  });
});
