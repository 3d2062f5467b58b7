import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NOTIFICATION_ENTITIES, notificationDeeds, notificationMessages } from '../../../src/notification/index.js';
import { marketResolvers } from '../../../src/notification/market.js';
import { organisationMessages } from '../../../src/organisation/index.js';
import { InMemoryPush } from '../../../src/platform/push/in-memory-push.js';
import { Push } from '../../../src/platform/push/push.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { openHouse, type House } from '../rooms/house.js';
import { ServedRooms } from '../rooms/serve-rooms.js';
import { carriers } from './carriers.js';

let folder: string;
let house: House;
let rooms: ServedRooms;
let buyer: MemberViewer;
let token: string;
let noticeId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duijie-'));
  house = await openHouse(NOTIFICATION_ENTITIES);
  rooms = await ServedRooms.open(house, [...notificationDeeds, ...marketResolvers, ...await carriers(folder), { provide: Push, useValue: new InMemoryPush() }], [organisationMessages, notificationMessages]);
  buyer = await house.organisation();
  token = await house.token(buyer);
  noticeId = house.ids.next('notice');
  await house.rows(
    `insert into notification_notice (id, organisation_id, outbox_id, event_type, subject_id, code, params, created_at)
     values ($1, $2, 1, 'RegistrationReviewed', $3, 'NOTICE_REGISTRATION_APPROVED', '{"name": "某水泥厂"}', $4)`,
    [noticeId, buyer.organisationId, buyer.organisationId, house.clock.now()]);
}, 60_000);
afterAll(async () => {
  await rooms.close();
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const INBOX = 'query ($unreadOnly: Boolean = false, $after: String) { inbox(unreadOnly: $unreadOnly, after: $after) { edges { node { id kind text subjectId createdAt readAt } } unreadCount } }';
const mark = (input: object, as: string | null = token) => rooms.perform('markNoticesRead', input as Record<string, unknown>, 'NoticesRead { marked unreadCount refusals { code field } }', as);

describe('the inbox over its API', () => {
  it.each([
    ['zh-CN', '某水泥厂 的登记已通过审核，可以发布产品和需求'],
    ['en', 'The registration of 某水泥厂 is approved: you may publish products and demands'],
  ])('speaks %s', async (language, text) => {
    expect((await rooms.ask(INBOX, {}, token, { 'accept-language': language })).data).toMatchObject({
      inbox: { edges: [{ node: { id: noticeId, kind: 'RegistrationReviewed', text, subjectId: buyer.organisationId, createdAt: '2026-11-23T09:00:00.000+08:00', readAt: null } }], unreadCount: 1 },
    });
  });

  it('wants to know which notices were read', async () => {
    for (const input of [{}, { all: false }, { ids: [noticeId], all: true }]) expect(await mark(input)).toMatchObject({ __typename: 'InputRefusal', code: 'NOTICES_EITHER_OR' });
    expect(await mark({ ids: ['ntc_x'] })).toMatchObject({ code: 'ID_MALFORMED', field: 'ids' });
    expect(await mark({ ids: [] })).toMatchObject({ code: 'LIST_LENGTH', field: 'ids' });
    expect(await mark({ all: true }, null)).toMatchObject({ __typename: 'NotAllowedRefusal', code: 'SIGN_IN_REQUIRED' });
    expect((await rooms.ask(INBOX, {}, token)).data).toMatchObject({ inbox: { unreadCount: 1 } });
  });

  it('marks them, names those it does not know, and leaves other inboxes alone', async () => {
    const stranger = await house.token(await house.organisation());
    expect(await mark({ ids: [noticeId] }, stranger)).toMatchObject({ marked: 0, refusals: [{ code: 'NOT_FOUND', field: 'ids.0' }] });
    expect(await mark({ ids: [noticeId, noticeId, house.ids.next('notice')] })).toMatchObject({ marked: 1, unreadCount: 0, refusals: [{ code: 'NOT_FOUND', field: 'ids.1' }] });
    expect((await rooms.ask(INBOX, { unreadOnly: true }, token)).data).toEqual({ inbox: { edges: [], unreadCount: 0 } });
    expect(await mark({ all: true })).toMatchObject({ marked: 0, unreadCount: 0 });
  });

  it('is for members alone', async () => {
    expect((await rooms.ask(INBOX)).codes).toEqual(['SIGN_IN_REQUIRED']);
    expect((await rooms.ask(INBOX, { after: Buffer.from('["x\\u0000"]').toString('base64url') }, token)).codes).toEqual(['CURSOR_INVALID']);
  });
});
