import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { appendFile, chmod, cp, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aDemand, aProduct } from '../factories/listings.js';
import type { Member } from '../factories/organisations.js';
import { command, type Ended } from './operations.js';
import { WholeProduct } from './whole-product.js';

jest.setTimeout(300_000);

interface Acknowledged {
  readonly id: string;
  readonly name: string;
  /** When the API had said so. */
  readonly at: number;
}

const TITLE = '备份时发布的「破碎机」更新——更换采煤机';
let scratch: string;
let product: WholeProduct;
let restored: WholeProduct | null = null;
let backedUp: { readonly folder: string; readonly endedAt: string; readonly positions: { readonly lastEvent: string; readonly delivered: string } };
let demandId: string;
let oldToken: string;
const acknowledged: Acknowledged[] = [];
const at = (name: string): string => join(scratch, name);
const as = ({ token }: { readonly token: string }): Member => ({ token }) as Member;
const restore = (args: readonly string[]): Promise<Ended> => command('restore', {}, args);

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'duijie-备份 '));
  await chmod(scratch, 0o711);
  product = await WholeProduct.start(at('live'));
  const [supplier, buyer] = [as(await product.signIn('supplier')), as(await product.signIn('buyer'))];
  oldToken = buyer.token;
  await product.market.upload('目录.csv', '产品名称,型号\n采煤机,X-1', supplier);
  let writing = true;
  const write = async (): Promise<void> => {
    for (let n = 0; writing; n++) {
      const name = `电牵引采煤机 备份 ${n}`;
      acknowledged.push({ id: await aProduct(product.market, supplier, { name, model: `BK-${n}` }), name, at: Date.now() });
    }
  };
  const writer = write();
  while (acknowledged.length < 5) await new Promise((resolve) => setTimeout(resolve, 20));
  product.worker('SIGSTOP');
  demandId = (await aDemand(product.market, buyer, { title: TITLE })).id;
  const made = await command('backup', { DUIJIE_DATA_DIR: at('live') }, ['--to', at('backups'), '--json', '-']);
  if (made.code !== 0) throw new Error(made.err);
  backedUp = JSON.parse(made.out) as typeof backedUp;
  const until = acknowledged.length + 3;
  while (acknowledged.length < until) await new Promise((resolve) => setTimeout(resolve, 20));
  writing = false;
  await writer;
  product.worker('SIGCONT');
});
afterAll(async () => {
  await restored?.stop();
  await product.stop();
  await rm(scratch, { recursive: true, force: true });
});

describe('a backup of a product at work', () => {
  it('is closed to other accounts, keys above all', async () => {
    expect((await stat(backedUp.folder)).mode & 0o077).toBe(0);
    for (const name of ['keys.json', 'manifest.json', join('db', 'PG_VERSION')]) expect((await stat(join(backedUp.folder, name))).mode & 0o777).toBe(0o600);
  });

  it('says in its manifest what it is, and no secret', async () => {
    const text = await readFile(join(backedUp.folder, 'manifest.json'), 'utf8');
    const { secrets } = JSON.parse(await readFile(join(backedUp.folder, 'keys.json'), 'utf8')) as { secrets: Record<string, string> };
    expect(Object.values(secrets).filter((secret) => text.includes(secret))).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({ format: 1, kind: 'PHYSICAL', migrations: expect.arrayContaining(['Platform1764000000001']), secretsFromSettings: [], positions: { lastEvent: expect.stringMatching(/^\d+$/) } });
  });

  it('took place while writes went on and events waited', () => {
    const end = Date.parse(backedUp.endedAt);
    expect(acknowledged.filter(({ at }) => at < end).length).toBeGreaterThanOrEqual(5);
    expect(acknowledged.filter(({ at }) => at > end).length).toBeGreaterThanOrEqual(3);
    expect(Number(backedUp.positions.lastEvent)).toBeGreaterThan(Number(backedUp.positions.delivered));
  });
});

describe('a backup that is not as it was made', () => {
  it.each<[what: string, harm: (folder: string) => Promise<unknown>, said: RegExp]>([
    ['with a damaged file', (folder) => appendFile(join(folder, 'db', 'PG_VERSION'), 'x'), /PG_VERSION 已损坏.*is damaged/],
    ['with a missing file', (folder) => rm(join(folder, 'keys.json')), /keys\.json 缺失.*is missing/],
    ['that broke off', (folder) => rm(join(folder, 'manifest.json')), /manifest\.json/],
    ['of a later version', async (folder) => {
      const path = join(folder, 'manifest.json');
      await writeFile(path, (await readFile(path, 'utf8')).replace('"Platform1764000000001"', '"Tomorrow1999999999999"'));
    }, /更新的版本.*later version/],
    ['of another PostgreSQL', async (folder) => {
      const path = join(folder, 'manifest.json');
      await writeFile(path, (await readFile(path, 'utf8')).replace(/"postgresMajor": \d+/, '"postgresMajor": 12'));
    }, /PostgreSQL 12/],
  ])('is refused %s, and nothing is restored', async (what, harm, said) => {
    const folder = at(`harmed ${what}`);
    await cp(backedUp.folder, folder, { recursive: true });
    await harm(folder);
    const ended = await restore(['--from', folder, '--into', at(`into ${what}`)]);
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(said);
    expect((await readdir(at(`into ${what}`)).catch((): string[] => [])).filter((name) => ['db', 'files', 'keys.json'].includes(name))).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

describe('npm run restore', () => {
  it('refuses a folder on which the product runs', async () => {
    expect(await restore(['--from', backedUp.folder, '--into', at('live'), '--replace'])).toMatchObject({ code: 1, err: expect.stringContaining('kill') });
  });

  it.each([
    ['nothing said', []], ['no place to restore into', ['--from', '/nowhere']], ['an unknown argument', ['--over']],
  ])('leaves with 2 on %s', async (_what, args) => {
    expect(await restore(args)).toMatchObject({ code: 2, out: '' });
  });

  it('restores beside the original, with everything that was acknowledged before the end point', async () => {
    const ended = await restore(['--from', backedUp.folder, '--into', at('beside')]);
    expect(ended).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/restore ok .*sessionsEnded=[1-9]/) });
    restored = await WholeProduct.start(at('beside'));
    const kept = new Map((await restored.sql<{ id: string; name: string; state: string }>('select id, name, state from catalogue_product')).map(({ id, name, state }) => [id, `${name} ${state}`]));
    const before = acknowledged.filter(({ at }) => at < Date.parse(backedUp.endedAt));
    expect(before.filter(({ id, name }) => kept.get(id) !== `${name} PUBLISHED`)).toEqual([]);
    expect(await restored.sql('select title from demand_demand where id = $1', [demandId])).toEqual([{ title: TITLE }]);
    const installations = await Promise.all([product, restored].map((one) => one.sql('select installation from platform_search_engine')));
    expect(installations[1]).not.toEqual(installations[0]);
  });

  it('ends all sessions', async () => {
    expect((await restored?.market.graphql('{ inbox(first: 1) { nodes { text } } }', {}, { token: oldToken }))?.codes).toEqual(['SESSION_REVOKED']);
  });

  it('delivers what was pending: recommendation and notice arrive after it', async () => {
    const buyer = await restored?.signIn('buyer');
    const found = async (): Promise<{ made: number; told: number } | undefined> => (await restored?.sql<{ made: number; told: number }>(
      `select (select count(*)::integer from matching_recommendation where demand_id = $1) as made, (select count(*)::integer from notification_notice where params->>'title' = $2) as told`, [demandId, TITLE]))?.[0];
    for (const end = Date.now() + 60_000; ((await found())?.told ?? 0) < 1 && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await found())?.made).toBeGreaterThan(0);
    const inbox = await restored?.market.ask<{ inbox: { nodes: { text: string }[] } }>('{ inbox(first: 20) { nodes { text } } }', {}, buyer);
    expect(inbox?.inbox.nodes.some(({ text }) => text.includes(TITLE))).toBe(true);
    // Not told twice of what had been delivered before the backup.
    expect(await restored?.sql('select organisation_id, outbox_id from notification_notice group by 1, 2 having count(*) > 1')).toEqual([]);
  });

  it('leaves a house in which everything holds', async () => {
    const verified = await command('verify', { DUIJIE_DATA_DIR: at('beside') }, ['--settle', '5']);
    expect(verified).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^verify ok/) });
  });

  it('refuses a folder with data, and puts it aside when told so', async () => {
    await restored?.stop();
    expect(await restore(['--from', backedUp.folder, '--into', at('beside')])).toMatchObject({ code: 1, err: expect.stringContaining('--replace') });
    const ended = await restore(['--from', backedUp.folder, '--into', at('beside'), '--replace', '--keep-sessions', '--json', '-']);
    expect({ ...ended, out: JSON.parse(ended.out) as object }).toMatchObject({ code: 0, err: '', out: { sessionsEnded: 0, putAside: expect.stringContaining('replaced-') } });
  });
});
