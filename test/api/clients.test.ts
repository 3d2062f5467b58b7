import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDemand, CLASS_ID } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

const CLIENTS = fileURLToPath(new URL('../../docs/clients/', import.meta.url));
const LOADER = new URL('../contract/queue/typescript-loader.mjs', import.meta.url).href;
/** A first start of Java on a busy machine compiles the client. */
const SLOW_MS = 120_000;

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}
const run = (program: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> => new Promise((resolve) => {
  execFile(program, [...words], { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8', PYTHONUTF8: '1', JAVA_TOOL_OPTIONS: '-Dfile.encoding=UTF-8 -Dsun.jnu.encoding=UTF-8', ...environment } as NodeJS.ProcessEnv, maxBuffer: 8 * 1024 * 1024 },
    (error, out, errors) => resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, out, errors }));
});
const isThere = async (program: string, ...words: string[]): Promise<boolean> => (await run(program, words)).code === 0;

const LANGUAGES = [
  { language: 'TypeScript', start: [process.execPath, '--no-warnings', '--import', LOADER, join(CLIENTS, 'typescript/client.ts')], there: true, lacks: '' },
  { language: 'Python', start: ['python3', join(CLIENTS, 'python/client.py')], there: await isThere('python3', '--version'), lacks: 'no python3 on this machine' },
  { language: 'Java', start: ['java', join(CLIENTS, 'java/Client.java')], there: await isThere('javac', '-version'), lacks: 'no JDK on this machine' },
] as const;

let house: RunningHouse;
let registry: Registry;
let buyer: Member;
let folder: string;
beforeAll(async () => {
  house = await runHouse(['market', 'worker']);
  registry = await Registry.open(house, house.market);
  buyer = await registry.member();
  folder = await mkdtemp(join(tmpdir(), 'duijie-clients-'));
}, SLOW_MS);
afterAll(async () => {
  await registry.close();
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

async function tokenOf(of: Member): Promise<string> {
  const scopes = ['CATALOGUE_READ', 'CATALOGUE_WRITE', 'DEMAND_READ', 'DEMAND_WRITE', 'RECOMMENDATIONS_READ', 'RECOMMENDATIONS_ANSWER', 'NOTICES_READ'];
  const { secret } = await house.market.done<{ secret: string }>('createApiToken', { name: 'ERP', scopes, days: 1 }, 'ApiTokenCreated { secret }', of);
  return secret;
}

for (const { language, start: [program, ...first], there, lacks } of LANGUAGES) {
  describe(`the client in ${language}`, () => {
    const test = there ? it : it.skip;

    test(`does the main job${there ? '' : ` (skipped: ${lacks})`}`, async () => {
      const supplier = await registry.member();
      const environment = { DUIJIE_URL: house.market.url, DUIJIE_TOKEN: await tokenOf(supplier) };
      const client = async (...words: string[]): Promise<string> => {
        const ran = await run(program, [...first, ...words], environment);
        if (ran.code !== 0) throw new Error(`${words.join(' ')}: ${ran.errors}`);
        return ran.out;
      };
      const row = ['product', 'ERP-"1"', `MG-${language}`, CLASS_ID, '滚筒采煤机', '1280000'];
      expect(await client(...row)).toContain('CREATED');
      expect(await client(...row)).toContain('UNCHANGED');
      expect(await client('demand', 'PR-1', '更新采煤机', '140100', CLASS_ID, '2')).toContain('CREATED');
      expect(await house.sql('select external_ref, name, state from catalogue_product where owner_id = $1', [supplier.organisationId])).toEqual([{ external_ref: 'ERP-"1"', name: '滚筒采煤机', state: 'PUBLISHED' }]);

      await aDemand(house.market, buyer);
      const recommended = (): Promise<{ id: string }[]> => house.sql('select id from matching_recommendation where supplier_id = $1', [supplier.organisationId]);
      await house.until('the offer is recommended', async () => (await recommended()).length > 0);
      const id = (await recommended())[0]?.id ?? '';
      expect(await client('answer', id, 'INTERESTED')).toContain('INTERESTED');

      const file = join(folder, `cursor ${language}`);
      let told = '';
      await house.until('everything is told', async () => {
        told += await client('changes', file);
        return ['PUBLISHED', 'ANSWERED', id].every((word) => told.includes(word));
      }, 60_000);
      const cursor = await readFile(file, 'utf8');
      await client('changes', file);
      await house.until('nothing is new', async () => {
        const [before, told2] = [await readFile(file, 'utf8'), await client('changes', file)];
        return before === await readFile(file, 'utf8') && !told2.includes('ERP-');
      }, 60_000);
      expect(cursor).toMatch(/^[\w-]+\.[0-9a-f]{64}$/);
    }, SLOW_MS);

    test(`says what is wrong${there ? '' : ` (skipped: ${lacks})`}`, async () => {
      const supplier = await registry.member();
      const environment = { DUIJIE_URL: house.market.url, DUIJIE_TOKEN: await tokenOf(supplier) };
      const refused = await run(program, [...first, 'answer', 'rec_00000000000000000000000000', 'INTERESTED'], environment);
      expect([refused.code === 0, refused.errors]).toEqual([false, expect.stringContaining('NOT_FOUND')]);
      const unknown = await run(program, [...first, 'changes', join(folder, 'none')], { ...environment, DUIJIE_TOKEN: `djk_${'x'.repeat(43)}` });
      expect([unknown.code === 0, unknown.errors]).toEqual([false, expect.stringContaining('TOKEN_UNKNOWN')]);
    }, SLOW_MS);

    test(`tells a webhook of ours from a forged, changed or replayed one${there ? '' : ` (skipped: ${lacks})`}`, async () => {
      const { out, errors } = await run(program, [...first, 'check']);
      expect([JSON.parse(out), errors.replace(/^Picked up JAVA_TOOL_OPTIONS.*\n/, '')]).toEqual([{ ours: true, forged: false }, '']);
    }, SLOW_MS);
  });
}

describe('after all that', () => {
  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
