import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import { loadReference } from '../../../src/policy/index.js';
import { freshDatabase, type TestDatabase } from '../../setup/database.js';

const REFERENCE = 'seeds/reference';

describe('loading the reference data', () => {
  let database: TestDatabase;
  let owner: Database;
  let folder: string;
  beforeAll(async () => {
    database = await freshDatabase();
    owner = new Database(await Database.open({ url: database.ownerUrl, applicationName: 'duijie test', entities: [], connections: 1 }));
    folder = await mkdtemp(join(tmpdir(), 'duijie-reference-'));
    await cp(REFERENCE, folder, { recursive: true });
  }, 60_000);
  afterAll(async () => {
    await owner.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });
  const load = (): Promise<string[]> => owner.transaction(SYSTEM_SCOPE, (tx) => loadReference(tx, folder));

  it('has nothing to do when every file is known', async () => {
    expect(await load()).toEqual([]);
  });

  it('knows which items want software beside them and which classes are software, and loads that into a house of before', async () => {
    const counts = 'select (select count(*) from policy_demand_item where software_pairing) as items, (select count(*) from policy_class where software_kind) as classes';
    expect(await database.sql(counts)).toEqual([{ items: '56', classes: '17' }]);
    // As the migration leaves a house that loaded its files without them.
    await database.sql(`update policy_class set software_kind = false, definition = definition - 'softwareKind'`);
    await database.sql(`delete from policy_edition where name in ('upgrade-paths', 'extension-classes')`);
    expect((await load()).sort()).toEqual(['extension-classes', 'upgrade-paths']);
    expect(await database.sql(counts)).toEqual([{ items: '56', classes: '17' }]);
  });

  it('names every file with version, hash and basis in both languages', async () => {
    const editions = await database.sql<{ name: string; version: string; sha256: string; basis_zh: string; basis_en: string }>('select * from policy_edition order by name');
    expect(editions.map((edition) => [edition.name, edition.version])).toEqual([
      ['class-attributes', '2026-11-23'], ['energy-grades/elimination', '2024'], ['energy-grades/fans', 'GB 19761-2020'], ['energy-grades/industrial-boilers', 'GB 24500-2020'],
      ['energy-grades/motors', 'GB 18613-2020'], ['energy-grades/pumps', 'GB 19762-2025'], ['energy-grades/standards', '2026-11-23'], ['extension-classes', '2026-11-23'], ['retire-paths', '2026-11-23'], ['review-levels', '2026-11-25'],
      ['seed-taxonomy', '2026-11-23'], ['synonyms', '2026-11-23'], ['upgrade-paths', '2026-11-23'], ['work-plan', 'as-published'], ['working-days', '2026-11-25'],
    ]);
    expect(editions.filter((edition) => !/^[0-9a-f]{64}$/.test(edition.sha256) || edition.basis_zh === '' || edition.basis_en === '')).toEqual([]);
    expect(editions.filter((edition) => edition.name.startsWith('energy-grades/')).every((edition) => edition.basis_zh.includes('待核') && edition.basis_en.includes('verify'))).toBe(true);
  });

  it('loads what has changed, and leaves the counts as they were', async () => {
    const counts = 'select (select count(*) from policy_class) as classes, (select count(*) from policy_demand_item) as items, (select count(*) from policy_upgrade_path) as paths';
    const before = await database.sql(counts);
    expect(before).toEqual([{ classes: '253', items: '203', paths: '609' }]);
    const path = join(folder, 'class-attributes.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"zh": "破碎机"', '"zh": "破碎机（新）"').replace('2026-11-23', '2027-01-01'));
    expect(await load()).toEqual(['class-attributes']);
    expect(await database.sql(`select zh, definition->>'zh' as defined from policy_class where id = 'S1.1.1.03'`)).toEqual([{ zh: '破碎机（新）', defined: '破碎机（新）' }]);
    expect(await database.sql(`select version from policy_edition where name = 'class-attributes'`)).toEqual([{ version: '2027-01-01' }]);
    expect(await database.sql(counts)).toEqual(before);
    expect(await load()).toEqual([]);
  });

  it('notices a change in a file that has no table', async () => {
    await writeFile(join(folder, 'energy-grades/gb18613-2020_motors.csv'), 'power_kw\n');
    expect(await load()).toEqual(['energy-grades/motors']);
  });

  it('refuses a class without a place, and leaves everything as it was', async () => {
    const path = join(folder, 'extension-classes.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"departmentsTaskId": "D4.2"', '"departmentsTaskId": "D9.9"'));
    await expect(load()).rejects.toThrow('D9.9');
    await writeFile(path, text);
    expect(await load()).toEqual([]);
  });
});
