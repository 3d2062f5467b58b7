import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDemand, aProduct } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

const SETTINGS = 'NotificationPreferences { contacts { channel masked confirmedAt } preferences { kind cadence } }';

let dataDir: string;
let house: RunningHouse;
let registry: Registry;
let buyer: Member;
let seller: Member;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'duijie-通知 '));
  house = await runHouse(['market', 'worker'], { DUIJIE_DATA_DIR: dataDir, DUIJIE_PUBLIC_URL: 'https://duijie.example/' });
  registry = await Registry.open(house, house.market);
  [buyer, seller] = [await registry.member(), await registry.member()];
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Mails in the order in which they were made, as they lie there and as they are read. */
async function mails(): Promise<{ readonly to: string; readonly text: string; readonly raw: string }[]> {
  const names = (await readdir(join(dataDir, 'mail'))).filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(names.map(async (name) => {
    const raw = await readFile(join(dataDir, 'mail', name), 'utf8');
    const [head = '', body = ''] = raw.split('\r\n\r\n');
    return { to: /^To: (.*)$/m.exec(head.replaceAll('\r', ''))?.[1] ?? '', text: Buffer.from(body, 'base64').toString('utf8'), raw };
  }));
}

describe('a recommendation', () => {
  it('leads to a mail, once its reader has confirmed where it goes, that names no price and no person', async () => {
    await house.market.done('setNotificationContact', { channel: 'EMAIL', address: 'buyer@example.com' }, SETTINGS, buyer);
    await house.until('the code is there', async () => (await mails()).length === 1);
    const [{ text } = { text: '' }] = await mails();
    const code = /\d{6}/.exec(text)?.[0] ?? '';
    expect(await house.market.done('confirmNotificationContact', { channel: 'EMAIL', code }, SETTINGS, buyer)).toMatchObject({ contacts: [{ masked: 'b***@example.com', confirmedAt: expect.any(String) }] });
    await house.market.done('setNotificationPreference', { kinds: ['RECOMMENDATION'], channels: ['EMAIL'], cadence: 'AT_ONCE' }, SETTINGS, buyer);

    await aDemand(house.market, buyer, { title: '更新采煤机 张工 13812345678 预算 7654321 元', budgetCny: '7654321' });
    await aProduct(house.market, seller, { priceCny: '4567890.00' });
    await house.until('the mail is there', async () => (await mails()).length === 2);
    const [, mail] = await mails();
    expect(mail?.to).toBe('buyer@example.com');
    expect(mail?.text).toMatch(/^您的需求「更新采煤机 张工 \*\*\* 预算 \*\*\*」有新的推荐：MG-\d+/);
    expect(mail?.text).toMatch(/查看详情：https:\/\/duijie\.example\/notices\/ntc_\w{26}$/);
    expect(`${mail?.raw ?? ''}${mail?.text ?? ''}`).not.toMatch(/13812345678|7654321|4567890|4,567,890|7,654,321/);
  }, 60_000);

  it('shows the receipt of its mail in the inbox, to its reader alone', async () => {
    const ask = (as: Member) => house.market.ask('{ inbox(first: 1) { nodes { kind deliveries { scope channel state code } } } }', {}, as);
    await house.until('the receipt is written', async () => JSON.stringify(await ask(buyer)).includes('SENT'));
    expect(await ask(buyer)).toEqual({ inbox: { nodes: [{ kind: 'RecommendationMade', deliveries: [{ scope: 'MEMBER', channel: 'EMAIL', state: 'SENT', code: null }] }] } });
    expect(await ask(seller)).toMatchObject({ inbox: { nodes: [{ deliveries: [] }] } });
  }, 30_000);

  it('is mailed once although the worker falls and comes back', async () => {
    await house.kill('worker');
    await aProduct(house.market, seller);
    await house.start('worker');
    await house.until('the mail is there', async () => (await mails()).length === 3, 40_000);
    await house.restart('worker');
    await house.until('everything is delivered', async () => (await house.sql<{ open: boolean }>('select stamped > delivered or exists (select from platform_outbox where position is null) as open from platform_relay'))[0]?.open === false);
    expect(await mails()).toHaveLength(3);
    expect(house.faults).toEqual([]);
  }, 90_000);
});
