import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MESSAGES } from '../../../src/app/messages.js';
import { NOTIFICATION_KINDS } from '../../../src/core/notification/kinds.js';
import { CHANNELS } from '../../../src/core/notification/preference.js';
import { robotAddressText } from '../../../src/notification/robot-address.js';
import { NotificationRoom, PUBLIC_URL } from './notification-room.js';

/** What somebody may have typed where a notice repeats it. */
const CANARIES = ['13812345678', '138 1234 5678', '0351-3046789', 'w@private.example', '32万元', '￥320,000.00', '预算：765432', '14010519900307123X'];
const CANARY = /1381?\d?2345678|1234 5678|3046789|private\.example|32万|320,000|765432|14010519900307123/;
const ADDRESS = { SMS: '13800000000', EMAIL: 'somebody@example.com', WECOM: robotAddressText({ key: 'key-of-a-group', signingSecret: null }), DINGTALK: robotAddressText({ key: 'key-of-a-group', signingSecret: 'SEC' }) };
const LANGUAGES = ['zh-CN', 'en'] as const;

const notices = MESSAGES.flatMap((room) => Object.entries(room)).filter(([code]) => code.startsWith('NOTICE_'));
const cases = notices.flatMap(([code, { zh }]) => CHANNELS.flatMap((channel) => LANGUAGES.map((language) => [code, channel, language, [...zh.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '')] as const)));

let room: NotificationRoom;
beforeAll(async () => { room = await NotificationRoom.open(); }, 60_000);
afterAll(() => room.close());

/** Everything that has left the house by any channel. */
async function left(): Promise<string> {
  const texts = await room.texts(ADDRESS.SMS);
  const mails = await room.mails();
  return JSON.stringify([texts, mails, room.posted]);
}

describe('what leaves the house', () => {
  it('is seen', () => expect(cases.length).toBeGreaterThan(notices.length * 7));

  it.each(cases)('%s by %s in %s tells neither a price nor a person, and where to read on', async (code, channel, language, places) => {
    for (const canary of CANARIES) {
      const id = room.house.ids.next('noticeDelivery');
      const contactId = room.house.ids.next('contact');
      const about = room.house.ids.next('notice');
      const params = Object.fromEntries([...places, 'budgetCny', 'contactPhone'].map((name) => [name, `甲 ${canary} 乙`]));
      const message = room.composing.compose({ purpose: 'NOTICE', about, language, notice: { code, params }, counts: {} });
      if (message === null) throw new Error(`${code} says nothing.`);
      expect(`${message.subject}\n${message.text}`).not.toMatch(CANARY);
      expect(message.text.endsWith(`${PUBLIC_URL}/notices/${about}`)).toBe(true);
      expect(message.text).not.toMatch(/[{}]/);
      expect([...message.subject].length).toBeLessThanOrEqual(60);
      expect(await room.carrying.carry({ id, channel, contact: { id: contactId, sealedAddress: room.sealer.seal(ADDRESS[channel], contactId) } }, message)).toMatchObject({ ok: true });
    }
  });

  it('held nothing of all that', async () => {
    const everything = await left();
    expect(everything.length).toBeGreaterThan(10_000);
    expect(everything).toContain('***');
    expect(everything.replaceAll(ADDRESS.SMS, '').replaceAll(ADDRESS.EMAIL, '')).not.toMatch(CANARY);
  });

  it.each(LANGUAGES)('of a digest in %s is counts alone', (language) => {
    const counts = Object.fromEntries(NOTIFICATION_KINDS.map((kind, n) => [kind, n + 1]));
    const message = room.composing.compose({ purpose: 'DIGEST', about: 'D2026-11-24', language, notice: null, counts });
    expect(message?.text).toContain(`\n`);
    expect(message?.text.endsWith(`${PUBLIC_URL}/notices`)).toBe(true);
    for (let n = 1; n <= NOTIFICATION_KINDS.length; n++) expect(message?.text).toContain(String(n));
    expect(room.composing.compose({ purpose: 'DIGEST', about: 'D2026-11-24', language, notice: null, counts: {} })).toBeNull();
  });
});

it('an installation without a public address says where to look instead of a link', async () => {
  const plain = await NotificationRoom.open(null);
  try {
    const said = (language: 'zh-CN' | 'en') => plain.composing.compose({ purpose: 'DIGEST', about: 'W2026-11-30', language, notice: null, counts: { DEMAND: 2 } })?.text;
    expect([said('zh-CN'), said('en')]).toEqual(['每周汇总：需求 2 条\n请登录平台，在收件箱中查看。', 'Of the week: demands: 2\nSign in and read on in your inbox.']);
  } finally {
    await plain.close();
  }
}, 30_000);
