import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MemberViewer, Viewer } from '../../../src/core/access/viewer.js';
import { Database, scopeOf, SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import type { PathToEdit } from '../../../src/policy/edit-upgrade-paths.js';
import { Classes, EditUpgradePaths, lawVersions, loadReference, pathsOfItems } from '../../../src/policy/index.js';
import { pageOfPathEdits } from '../../../src/policy/path-edit.store.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import { openHouse, type House } from '../rooms/house.js';

const ITEM = 'D1.1.a.01';
const LISTED = 'S1.1.5.11';
const NEW = 'S1.1.1.02';

let house: House;
let department: MemberViewer;
let enterprise: MemberViewer;
beforeAll(async () => {
  house = await openHouse([]);
  [department, enterprise] = [await house.organisation({ kind: 'DEPARTMENT' }), await house.organisation()];
}, 60_000);
afterAll(() => house.close());

const edit = (change: PathToEdit['change'], classId: string, more: Partial<PathToEdit> = {}, viewer: Viewer = department, demandItemId = ITEM) =>
  new EditUpgradePaths(house.deeds, house.ids, new Classes()).run(house.request(viewer), [
    { demandItemId, classId, change, relation: null, strength: null, becauseZh: null, becauseEn: null, reason: '专家论证会意见', ...more },
  ]);
const WHOLE = { relation: 'fulfils', strength: 3, becauseZh: '直接替代', becauseEn: 'It replaces it' } as const;
const paths = async (viewer: Viewer = enterprise) => (await house.read(viewer, (tx) => pathsOfItems(tx, [ITEM]))).map(({ classId, relation, strength }) => [classId, relation, strength]);
const history = (viewer: Viewer = department) => house.read(viewer, (tx) => pageOfPathEdits(tx, { demandItemId: ITEM, classId: NEW }, 100, null));

describe('editing upgrade paths', () => {
  beforeEach(async () => {
    await house.rows('delete from policy_path_edit');
    await house.rows('delete from policy_upgrade_path where demand_item_id = $1 and class_id = $2', [ITEM, NEW]);
  });

  it('adds, changes and ends a path at once, and keeps who did it, when and why', async () => {
    valueOf(await edit('ADD', NEW, WHOLE));
    expect(await paths()).toContainEqual([NEW, 'fulfils', 3]);
    valueOf(await edit('CHANGE', NEW, { strength: 1, reason: '过强' }));
    expect(await paths()).toContainEqual([NEW, 'fulfils', 1]);
    valueOf(await edit('END', NEW, { reason: '不适用' }));
    expect((await paths()).map(([classId]) => classId)).not.toContain(NEW);
    expect(await history()).toMatchObject([
      { change: 'END', before: { strength: 1 }, after: null, reason: '不适用', editedBy: department.organisationId, memberId: department.memberId, at: house.clock.now() },
      { change: 'CHANGE', before: { strength: 3 }, after: { strength: 1, becauseZh: '直接替代' } },
      { change: 'ADD', before: null, after: { relation: 'fulfils', strength: 3 } },
    ]);
    expect((await house.outbox('UpgradePathEdited')).map(({ subjectId }) => subjectId)).toEqual([ITEM, ITEM, ITEM]);
    expect(await house.rows(`select deed, because from platform_audit where deed = 'editUpgradePaths' order by id limit 1`)).toEqual([{ deed: 'editUpgradePaths', because: '专家论证会意见' }]);
  });

  it('is what a match run records beside the edition', async () => {
    const version = () => house.matcher.read(SYSTEM_SCOPE, (tx) => lawVersions(tx).then(({ paths }) => paths));
    const before = await version();
    valueOf(await edit('ADD', NEW, WHOLE));
    expect(await version()).toMatch(/^2026-11-23\+\d+$/);
    expect(await version()).not.toBe(before);
  });

  it('refuses what the plan does not know, what is there already, and an edit without its reason, and writes nothing', async () => {
    expect(refusalOf(await edit('ADD', NEW, WHOLE, department, 'D9'))).toEqual({ code: 'DEMAND_ITEM_UNKNOWN', field: 'demandItemId' });
    expect(refusalOf(await edit('ADD', 'S9', WHOLE))).toEqual({ code: 'CLASS_UNKNOWN', field: 'classId' });
    expect(refusalOf(await edit('ADD', LISTED, WHOLE))?.code).toBe('PATH_EXISTS');
    expect(refusalOf(await edit('END', NEW))?.code).toBe('PATH_UNKNOWN');
    expect(refusalOf(await edit('ADD', NEW, { ...WHOLE, reason: '  ' }))).toEqual({ code: 'PATH_EDIT_REASON_MISSING', field: 'reason' });
    expect(refusalOf(await edit('ADD', NEW, WHOLE, enterprise))?.code).toBe('NOT_FOUND');
    expect(await history()).toEqual([]);
    expect((await paths()).map(([classId]) => classId).sort()).toEqual([LISTED, 'X.205', 'X.206']);
  });

  it('is a department’s alone, past every deed, and its history is not an enterprise’s', async () => {
    valueOf(await edit('ADD', NEW, WHOLE));
    expect(await history(enterprise)).toEqual([]);
    const touched = (viewer: Viewer) => house.app.transaction(scopeOf(viewer), (tx) => tx.query('update policy_upgrade_path set strength = 2 where class_id = $1 returning 1', [NEW]));
    expect(await touched(enterprise)).toEqual([]);
    await expect(house.app.transaction(scopeOf(enterprise), (tx) => tx.query(
      `insert into policy_upgrade_path select $1, 'S1.1.1.03', 'fulfils', 3, '', ''`, [ITEM]))).rejects.toThrow(/row-level security/);
    await expect(house.app.transaction(scopeOf(department), (tx) => tx.query('delete from policy_path_edit'))).rejects.toThrow(/permission denied/);
  });

  it('outlives a new edition of the seeds', async () => {
    valueOf(await edit('ADD', NEW, WHOLE));
    valueOf(await edit('END', LISTED));
    const folder = await mkdtemp(join(tmpdir(), 'duijie-reference-'));
    await cp('seeds/reference', folder, { recursive: true });
    const file = join(folder, 'upgrade-paths.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('2026-11-23', '2027-01-01'));
    const owner = new Database(await Database.open({ url: house.ownerUrl, applicationName: 'duijie test', entities: [], connections: 1 }));
    try {
      expect(await owner.transaction(SYSTEM_SCOPE, (tx) => loadReference(tx, folder))).toEqual(['upgrade-paths']);
      expect((await paths()).map(([classId]) => classId).sort()).toEqual([NEW, 'X.205', 'X.206']);
      expect(await paths()).toContainEqual([NEW, 'fulfils', 3]);
    } finally {
      await owner.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
