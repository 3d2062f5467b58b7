import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { DemandId } from '../../../src/core/ids/ids.js';
import { DEMAND_ENTITIES, visibleDemands, type DemandToCreate, type LineToConfirm } from '../../../src/demand/index.js';
import { aLineDraft } from '../rooms/demand.factory.js';
import { DemandRoom, refusalOf, valueOf } from '../rooms/demand-room.js';
import { openHouse, type House } from '../rooms/house.js';

let house: House;
let room: DemandRoom;
let buyer: MemberViewer;
let rival: MemberViewer;
beforeAll(async () => {
  house = await openHouse(DEMAND_ENTITIES);
  room = new DemandRoom(house);
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  [buyer, rival] = [await house.organisation(), await house.organisation()];
});

const CRUSHERS = '两台老破碎机用了12年，想换成2台双齿辊破碎机，处理能力不低于200t/h，功率250千瓦左右，噪音别超过85分贝，带远程监控';
const inWords = (words: string) => aLineDraft({ classIds: [], words, requirements: [], budgetCny: null });
const draft = (words: string, changes: Partial<DemandToCreate> = {}) => room.draft(buyer, { lines: [inWords(words)], ...changes });
const confirm = (id: string, changes: Partial<LineToConfirm> = {}, viewer = buyer) => room.confirmingLines.run(house.request(viewer), [
  { lineId: id as never, revision: 1, classIds: ['S1.1.1.03'], itemId: null, requirements: null, ...changes },
]);
const read = async (id: DemandId) => (await house.read(buyer, (tx) => visibleDemands(tx, buyer, [id])))[0];
const lineOf = async (id: DemandId): Promise<string> => (await read(id))?.lines[0]?.id ?? '';
const typesOf = async (id: DemandId) => (await house.outbox()).filter(({ subjectId }) => subjectId === id).map(({ type }) => type);

describe('confirming what a line of words was read as', () => {
  it('gives it the class that the buyer names and what the words ask of it, and publishing begins the matching', async () => {
    const { id } = await draft(CRUSHERS);
    expect(refusalOf(await room.publishing.run(house.request(buyer), [id]))).toEqual({ code: 'LINE_WITHOUT_CLASS', field: 'lines.0' });
    const line = valueOf(await confirm(await lineOf(id)));
    expect(line).toMatchObject({ wants: 'CLASS', classIds: ['S1.1.1.03'], words: CRUSHERS, state: 'DRAFT', revision: 2, budgetCny: null });
    // 远程监控 stays in the words: crushers have no such attribute.
    expect(line.requirements).toEqual([
      { attributeKey: 'capacity', op: '>=', value: 200, unit: 't/h', mode: 'HARD' }, { attributeKey: 'motorPower', op: 'about', value: 250, unit: 'kW', mode: 'HARD' },
      { attributeKey: 'noise', op: '<=', value: 85, unit: 'dB(A)', mode: 'HARD' },
    ]);
    expect(await typesOf(id)).toEqual(['DemandDraftSaved', 'DemandDraftSaved']);
    expect(valueOf(await room.publishing.run(house.request(buyer), [id])).lines).toMatchObject([{ state: 'PUBLISHED', classIds: ['S1.1.1.03'] }]);
    expect(await typesOf(id)).toContain('DemandPublished');
  });

  it('takes what the buyer says instead: another class, an item, other requirements or none', async () => {
    const { id } = await draft(CRUSHERS, { lines: [inWords(CRUSHERS), inWords('换台螺杆空压机，能效二级以上'), inWords(CRUSHERS), inWords('换台空压机，能效二级以上')] });
    const [first, second, third, fourth] = (await read(id))?.lines.map((line) => line.id as string) ?? [];
    expect(valueOf(await confirm(first ?? '', { requirements: [{ attributeKey: 'capacity', op: '>=', value: 0.3, unit: 'kt/h', mode: 'SOFT' }], budgetCny: '800000' })))
      .toMatchObject({ requirements: [{ value: 300, unit: 't/h', mode: 'SOFT' }], budgetCny: '800000.00' });
    expect(valueOf(await confirm(second ?? '', { classIds: ['X.109'] }))).toMatchObject({ classIds: ['X.109'], energyGradeAtMost: 2 });
    const byItem = valueOf(await confirm(third ?? '', { classIds: [], itemId: 'D3.1.c.04', requirements: [] }));
    expect(byItem).toMatchObject({ wants: 'ITEM', itemId: 'D3.1.c.04', requirements: [] });
    expect(byItem.classIds).toContain('S1.1.1.03');
    expect(valueOf(await confirm(fourth ?? '', { classIds: ['X.109'], energyGradeAtMost: null }))).toMatchObject({ energyGradeAtMost: null });
  });

  const REFUSED: [what: string, words: string, changes: Partial<LineToConfirm>, code: string, field: string | null][] = [
    ['nothing confirmed', CRUSHERS, { classIds: [] }, 'LINE_NOTHING_CONFIRMED', 'classIds'],
    ['a class and an item', CRUSHERS, { itemId: 'D3.1.c.04' }, 'LINE_WANTS_TWO', 'classIds'],
    ['a class that is none', CRUSHERS, { classIds: ['S9.9'] }, 'LINE_CLASS_UNKNOWN', 'classIds'],
    ['words that were changed meanwhile', CRUSHERS, { revision: 2 }, 'LINE_CHANGED_MEANWHILE', 'revision'],
    ['words that contradict themselves', '破碎机一台，处理能力不低于500t/h，且不超过200t/h', {}, 'REQUIREMENTS_CONTRADICT', 'requirements.1.value'],
    ['a range the wrong way round', '破碎机一台', { requirements: [{ attributeKey: 'capacity', op: 'between', value: [500, 200], unit: 't/h', mode: 'HARD' }] }, 'REQUIREMENT_RANGE_REVERSED', 'requirements.0.value'],
    ['an absurd figure in the words', '破碎机一台，处理能力不低于900000t/h', {}, 'REQUIREMENT_OUT_OF_BOUNDS', 'requirements.0.value'],
    ['a unit of another kind', '破碎机一台', { requirements: [{ attributeKey: 'capacity', op: '>=', value: 200, unit: 'kW', mode: 'HARD' }] }, 'REQUIREMENT_UNIT_UNFIT', 'requirements.0.unit'],
  ];
  it.each(REFUSED)('refuses %s and leaves the line as it was', async (_what, words, changes, code, field) => {
    const { id } = await draft(words);
    expect(refusalOf(await confirm(await lineOf(id), changes))).toEqual({ code, field });
    expect((await read(id))?.lines).toMatchObject([{ wants: 'WORDS', classIds: [], revision: 1 }]);
    expect(await typesOf(id)).toEqual(['DemandDraftSaved']);
  });

  it('refuses a line of another buyer, one that names its class, and a closed one', async () => {
    const [{ id }, named] = [await draft(CRUSHERS), await room.draft(buyer)];
    expect(refusalOf(await confirm(await lineOf(id), {}, rival))).toEqual({ code: 'NOT_FOUND', field: 'lineId' });
    expect(refusalOf(await confirm(await lineOf(named.id)))).toEqual({ code: 'LINE_NOT_OF_WORDS', field: 'lineId' });
    const lineId = await lineOf(id);
    valueOf(await confirm(lineId));
    expect(refusalOf(await confirm(lineId, { revision: 2 }))).toEqual({ code: 'LINE_NOT_OF_WORDS', field: 'lineId' });
    const closed = await draft(CRUSHERS);
    valueOf(await room.closing.run(house.request(buyer), [{ demandId: closed.id, reason: '不买了' }]));
    expect(refusalOf(await confirm(await lineOf(closed.id)))).toEqual({ code: 'LINE_NOT_REVISABLE', field: 'lineId' });
  });

  it('keeps what else the line says, and the good ones of a batch', async () => {
    const { id } = await draft('', { lines: [{ ...inWords(CRUSHERS), quantity: '2.5', retires: [{ name: '颚式破碎机', model: 'PE-750×1060', commissionedYear: 2007, count: 1 }] }, inWords('换台空压机')] });
    const [first, second] = (await read(id))?.lines ?? [];
    const outcomes = await room.confirmingLines.run(house.request(buyer), [
      { lineId: second?.id as never, revision: 1, classIds: [], itemId: null, requirements: null },
      { lineId: first?.id as never, revision: 1, classIds: ['S1.1.1.03'], itemId: null, requirements: null },
    ]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'OK' : outcome.refusal.code))).toEqual(['LINE_NOTHING_CONFIRMED', 'OK']);
    expect((await read(id))?.lines).toMatchObject([{ quantity: '2.5', unit: '台', wants: 'CLASS', retires: [{ model: 'PE-750×1060' }] }, { wants: 'WORDS', revision: 1 }]);
  });
});
