import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MemberViewer, Viewer } from '../../../src/core/access/viewer.js';
import type { AttributeDefinition } from '../../../src/core/policy/class-definition.js';
import { revisedClass, type ClassRevision } from '../../../src/core/policy/class-edit.js';
import { EditClasses, type ClassToEdit } from '../../../src/matching/edit-classes.js';
import { PreviewClass } from '../../../src/matching/preview-class.js';
import { Database, scopeOf, SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import { Classes, loadReference, pageOfClassEdits, pathsOfItems } from '../../../src/policy/index.js';
import { aListing, openMarket, type Market } from '../matching/market.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import type { House } from '../rooms/house.js';

const ITEM = 'D1.1.a.01';
const FLOW: AttributeDefinition = { key: 'flow', zh: '风量', en: 'flow', type: 'number', unit: 'm3/min', better: 'higher', min: 1, max: 2000, values: [], matchRole: 'hard', appliesToKinds: null };
const NOTHING: ClassRevision = { zh: null, en: null, alsoCalled: null, kinds: null, attributes: null, unit: null, leadTimeDays: null };

let market: Market;
let house: House;
let department: MemberViewer;
let enterprise: MemberViewer;
let buyer: MemberViewer;
beforeAll(async () => {
  market = await openMarket();
  house = market.house;
  [department, enterprise, buyer] = [await house.organisation({ kind: 'DEPARTMENT' }), await house.organisation(), await house.organisation()];
}, 60_000);
afterAll(() => house.close());

const edit = (input: ClassToEdit, viewer: Viewer = department) => new EditClasses(house.deeds, house.ids, market.classes).run(house.request(viewer), [input]);
let named = 0;
const adding = (more: Partial<Extract<ClassToEdit, { change: 'ADD' }>['added']> = {}): ClassToEdit => ({
  change: 'ADD', reason: '企业反映无类可选', added: {
    parentId: 'X.1', taskId: 'D1.1', zh: `新式风机 ${++named}`, en: 'new blower', alsoCalled: [], kinds: [], attributes: [FLOW], unit: '台', leadTimeDays: [20, 45, 90], energyGradeKind: null, answers: [], ...more,
  },
});
const revise = (classId: string, revision: Partial<ClassRevision>, viewer: Viewer = department) => edit({ change: 'REVISE', classId, reason: '调整', revision: { ...NOTHING, ...revision } }, viewer);
const retire = (classId: string) => edit({ change: 'RETIRE', classId, reason: '不再使用' });
const added = async (more: Parameters<typeof adding>[0] = {}): Promise<string> => valueOf(await edit(adding(more))).classId;
const inForce = (classes = new Classes()) => house.read(enterprise, (tx) => classes.all(tx));
const history = (classId: string, viewer: Viewer = department) => house.read(viewer, (tx) => pageOfClassEdits(tx, { classId }, 100, null));
const pathsTo = async (classId: string) => (await house.read(enterprise, (tx) => pathsOfItems(tx, [ITEM]))).filter((path) => path.classId === classId);

describe('editing classes', () => {
  it('adds one with the next id of its group, the clause and departments of its task, and the paths it states', async () => {
    const classId = await added({ answers: [{ demandItemId: ITEM, relation: 'fulfils', strength: 2 }] });
    expect(classId).toBe('X.118');
    expect((await inForce()).get(classId)).toMatchObject({ definition: { id: classId, origin: 'EXTENSION', clause: expect.stringMatching(/^二（/u), attributes: [FLOW] }, ancestors: ['X', 'X.1'] });
    expect((await inForce()).get(classId)?.departments.length).toBeGreaterThan(0);
    expect(await pathsTo(classId)).toMatchObject([{ relation: 'fulfils', strength: 2 }]);
    expect((await house.outbox('ClassEdited')).map(({ subjectId }) => subjectId)).toEqual([classId]);
    expect((await house.outbox('UpgradePathEdited')).map(({ subjectId }) => subjectId)).toEqual([ITEM]);
  });

  it('keeps who did what, when and why, as it was and as it became', async () => {
    const classId = await added();
    valueOf(await revise(classId, { alsoCalled: ['透平机'] }));
    valueOf(await retire(classId));
    expect(await history(classId)).toMatchObject([
      { change: 'RETIRE', before: { definition: { alsoCalled: ['透平机'] } }, after: null, reason: '不再使用', editedBy: department.organisationId, memberId: department.memberId, at: house.clock.now() },
      { change: 'REVISE', before: { definition: { alsoCalled: [] } }, after: { definition: { alsoCalled: ['透平机'] } } },
      { change: 'ADD', before: null, after: { definition: { id: classId } } },
    ]);
  });

  it('is seen by a process that read the classes before, once it looks', async () => {
    const other = new Classes();
    expect((await inForce(other)).size).toBeGreaterThan(0);
    const classId = await added();
    other.look();
    expect((await inForce(other)).has(classId)).toBe(true);
  });

  it('takes nothing away that products on the market or open lines use, and says how many', async () => {
    const classId = await added({ attributes: [FLOW, { ...FLOW, key: 'head' }] });
    const models = await market.publish(enterprise, [aListing({ classId, model: `F-${classId}`, specs: { flow: 120 } })]);
    await market.demand(buyer, [{ classIds: [classId], requirements: [{ attributeKey: 'flow', op: '>=', value: 100, unit: null, mode: 'HARD' }] }]);
    const [refused] = await revise(classId, { attributes: [] });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'CLASS_ATTRIBUTE_USED', field: 'attributes', params: { key: 'flow', products: 1, lines: 1 } } });
    expect((await retire(classId))[0]).toMatchObject({ ok: false, refusal: { code: 'CLASS_IN_USE', params: { products: 1, lines: 1 } } });
    expect((await history(classId)).map(({ change }) => change)).toEqual(['ADD']);
    const preview = await new PreviewClass(house.app).preview(department, classId, { ...NOTHING, attributes: [{ ...FLOW, max: 100 }] });
    expect(preview).toMatchObject({
      productsTouched: 1, linesTouched: 1, outOfBounds: 1, examples: [{ productId: models.get(`F-${classId}`), attributeKey: 'flow', value: 120, min: 1, max: 100 }],
    });
    expect((await history(classId)).map(({ change }) => change)).toEqual(['ADD']);
    expect(valueOf(await revise(classId, { attributes: [FLOW] })).after?.definition.attributes).toHaveLength(1);
  });

  it('retires what nobody uses: its paths end, its id is never given again, and what named it still reads what it was', async () => {
    const classId = await added({ answers: [{ demandItemId: ITEM, relation: 'fulfils', strength: 3 }] });
    valueOf(await retire(classId));
    expect(await pathsTo(classId)).toEqual([]);
    const classes = new Classes();
    expect((await inForce(classes)).has(classId)).toBe(false);
    expect(classes.retired(classId)?.definition.id).toBe(classId);
    expect(refusalOf(await revise(classId, { unit: '套' }))?.code).toBe('CLASS_UNKNOWN');
    expect(Number((await added()).slice(2))).toBeGreaterThan(Number(classId.slice(2)));
  });

  it('refuses what cannot be, and writes nothing', async () => {
    const before = (await inForce()).size;
    expect(refusalOf(await edit(adding({ parentId: 'S1.1' })))).toEqual({ code: 'CLASS_GROUP_UNKNOWN', field: 'parentId' });
    expect(refusalOf(await edit(adding({ taskId: 'D9.9' })))).toEqual({ code: 'TASK_UNKNOWN', field: 'taskId' });
    expect(refusalOf(await edit(adding({ zh: '铸造熔炼炉' })))).toEqual({ code: 'CLASS_NAME_TAKEN', field: 'zh' });
    expect(refusalOf(await edit(adding({ answers: [{ demandItemId: 'D9', relation: 'fulfils', strength: 1 }] })))).toEqual({ code: 'DEMAND_ITEM_UNKNOWN', field: 'answers.0.demandItemId' });
    expect(refusalOf(await edit({ ...adding(), reason: ' ' }))).toEqual({ code: 'CLASS_EDIT_REASON_MISSING', field: 'reason' });
    expect(refusalOf(await retire('S1.1.1.01'))?.code).toBe('CLASS_OF_PLAN_STAYS');
    expect(refusalOf(await revise('S1.1.1.01', { zh: '新名' }))?.code).toBe('CLASS_OF_PLAN_FIXED');
    expect(refusalOf(await edit(adding(), enterprise))?.code).toBe('NOT_FOUND');
    expect((await inForce()).size).toBe(before);
  });

  it('leaves every class of the seeds fit to be revised', async () => {
    const faults: string[] = [];
    const unused = { products: 0, lines: 0, attributes: new Map(), values: new Map(), kinds: new Map() };
    for (const [classId, { definition }] of await inForce()) {
      const answer = revisedClass(definition, { ...NOTHING, alsoCalled: [...definition.alsoCalled, '另一名称'] }, unused);
      if ('refusal' in answer) faults.push(`${classId} ${answer.refusal.code} ${answer.refusal.field ?? ''}`);
    }
    expect(faults).toEqual([]);
  });

  it('is a department’s alone, past every deed, and its history is not an enterprise’s', async () => {
    const classId = await added();
    expect(await history(classId, enterprise)).toEqual([]);
    const touched = (viewer: Viewer) => house.app.transaction(scopeOf(viewer), (tx) => tx.query(`update policy_class set en = 'x' where id = $1 returning 1`, [classId]));
    expect(await touched(enterprise)).toEqual([]);
    await expect(house.app.transaction(scopeOf(enterprise), (tx) => tx.query(
      `insert into policy_class select 'X.199', origin, zh, en, clause, departments, energy_grade_kind, ancestors, definition from policy_class where id = $1`, [classId]))).rejects.toThrow(/row-level security/);
    await expect(house.app.transaction(scopeOf(department), (tx) => tx.query('delete from policy_class_edit'))).rejects.toThrow(/permission denied/);
    await expect(house.app.transaction(scopeOf(department), (tx) => tx.query('delete from policy_class'))).rejects.toThrow(/permission denied/);
  });

  it('outlives a new edition of the seeds', async () => {
    const classId = await added({ answers: [{ demandItemId: ITEM, relation: 'fulfils', strength: 2 }] });
    valueOf(await revise('X.205', { alsoCalled: ['中频炉'] }));
    valueOf(await retire('X.117'));
    const folder = await mkdtemp(join(tmpdir(), 'duijie-reference-'));
    await cp('seeds/reference', folder, { recursive: true });
    const file = join(folder, 'extension-classes.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('2026-11-23', '2027-01-01'));
    const owner = new Database(await Database.open({ url: house.ownerUrl, applicationName: 'duijie test', entities: [], connections: 1 }));
    try {
      expect(await owner.transaction(SYSTEM_SCOPE, (tx) => loadReference(tx, folder))).toEqual(['extension-classes']);
      const now = await inForce();
      expect(now.get('X.205')?.definition.alsoCalled).toEqual(['中频炉']);
      expect([now.has(classId), now.has('X.117')]).toEqual([true, false]);
      expect(await pathsTo(classId)).toHaveLength(1);
    } finally {
      await owner.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
