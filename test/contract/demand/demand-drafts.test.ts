import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { Requirement } from '../../../src/core/demand/requirement.js';
import type { DemandId, DemandLineId } from '../../../src/core/ids/ids.js';
import { DEMAND_ENTITIES, demandMessages, visibleDemands, type DemandToCreate } from '../../../src/demand/index.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import { aDemand, aLineDraft } from '../rooms/demand.factory.js';
import { DemandRoom, refusalOf, valueOf } from '../rooms/demand-room.js';
import { openHouse, type House } from '../rooms/house.js';

const MESSAGES = new MessageCatalogue([demandMessages]);

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

const read = async (viewer: MemberViewer, id: DemandId) => (await house.read(viewer, (tx) => visibleDemands(tx, viewer, [id])))[0];
const lineOf = async (id: DemandId): Promise<DemandLineId> => (await read(buyer, id))?.lines[0]?.id as DemandLineId;
const revisionsOf = (lineId: string) =>
  house.rows<{ revision: number; content: { quantity: string; classIds: string[] } }>('select revision, content from demand_line_revision where line_id = $1 order by revision', [lineId]);
const countOf = async (table: string): Promise<number> => Number((await house.rows<{ count: string }>(`select count(*) from ${table} where owner_id = $1`, [buyer.organisationId]))[0]?.count);

const asked = (changes: Partial<Requirement> = {}): Requirement => ({ attributeKey: 'capacity', op: '>=', value: 240, unit: 't/h', mode: 'HARD', ...changes });

describe('writing a demand', () => {
  it('keeps it as a draft with its lines, their first revisions, and tells nobody but its own software', async () => {
    const { id } = await room.draft(buyer, {
      lines: [
        aLineDraft({ requirements: [{ attributeKey: 'capacity', op: '>=', value: 0.24, unit: 'kt/h', mode: 'HARD' }], retires: [{ name: '颚式破碎机', model: 'PE-750×1060', commissionedYear: 2007, count: 1 }] }),
        aLineDraft({ classIds: [], itemId: 'D3.1.c.04', quantity: '1.5', requirements: [] }),
        aLineDraft({ classIds: [], words: '两台老皮带换新', requirements: [], budgetCny: null }),
      ],
    });
    const demand = await read(buyer, id);
    expect(demand).toMatchObject({ state: 'DRAFT', ownerId: buyer.organisationId, budgetCny: '600000.00', neededBy: '2027-05-30', taskId: 'D3.1', publishedAt: null });
    expect(demand?.lines).toMatchObject([
      { number: 1, wants: 'CLASS', classIds: ['S1.1.1.03'], requirements: [{ attributeKey: 'capacity', value: 240, unit: 't/h' }], quantity: '2', retires: [{ model: 'PE-750×1060' }], revision: 1 },
      { number: 2, wants: 'ITEM', itemId: 'D3.1.c.04', quantity: '1.5' },
      { number: 3, wants: 'WORDS', classIds: [], budgetCny: null },
    ]);
    expect(demand?.lines[1]?.classIds).toContain('S1.1.1.03');
    expect(await revisionsOf(await lineOf(id))).toMatchObject([{ revision: 1, content: { quantity: '2', classIds: ['S1.1.1.03'] } }]);
    expect((await house.outbox()).filter((event) => event.organisationId === buyer.organisationId)).toMatchObject([{ type: 'DemandDraftSaved', subjectId: id, notice: null }]);
  });

  it('writes 500 lines in one go', async () => {
    const { id } = await room.draft(buyer, { lines: Array.from({ length: 500 }, () => aLineDraft()) });
    expect((await read(buyer, id))?.lines.map((line) => line.number)).toEqual(Array.from({ length: 500 }, (_, n) => n + 1));
  }, 20_000);

  const REFUSED: [what: string, changes: Partial<DemandToCreate>, code: string, field: string][] = [
    ['no line', { lines: [] }, 'DEMAND_LINES_NUMBER', 'lines'],
    ['501 lines', { lines: Array.from({ length: 501 }, () => aLineDraft()) }, 'DEMAND_LINES_NUMBER', 'lines'],
    ['a negative budget', { budgetCny: '-1' }, 'DEMAND_BUDGET_WRONG', 'budgetCny'],
    ['a negative budget of a line', { lines: [aLineDraft(), aLineDraft({ budgetCny: '-0.01' })] }, 'DEMAND_BUDGET_WRONG', 'lines.1.budgetCny'],
    ['yesterday', { neededBy: '2026-11-22' }, 'NEEDED_BY_PAST', 'neededBy'],
    ['a region that is none', { regionCode: '000000' }, 'DEMAND_REGION_WRONG', 'regionCode'],
    ['a class that is none', { lines: [aLineDraft({ classIds: ['S9.9.9.99'] })] }, 'LINE_CLASS_UNKNOWN', 'lines.0.classIds'],
    ['an item that is none', { lines: [aLineDraft({ classIds: [], itemId: 'D9.9.z.99' })] }, 'LINE_ITEM_UNKNOWN', 'lines.0.itemId'],
    ['an attribute that is none', { lines: [aLineDraft({ requirements: [{ attributeKey: 'colour', op: '=', value: 'red', unit: null, mode: 'HARD' }] })] }, 'REQUIREMENT_ATTRIBUTE_UNKNOWN', 'lines.0.requirements.0.attributeKey'],
    ['a wrong unit', { lines: [aLineDraft({ requirements: [{ attributeKey: 'capacity', op: '>=', value: 240, unit: 'kW', mode: 'HARD' }] })] }, 'REQUIREMENT_UNIT_UNFIT', 'lines.0.requirements.0.unit'],
    ['an unknown unit', { lines: [aLineDraft({ requirements: [asked({ unit: 'xyz' })] })] }, 'REQUIREMENT_UNIT_UNFIT', 'lines.0.requirements.0.unit'],
    ['a unit that is none', { lines: [aLineDraft({ requirements: [asked({ unit: '((^/m' })] })] }, 'REQUIREMENT_UNIT_UNFIT', 'lines.0.requirements.0.unit'],
    ['a range the wrong way round', { lines: [aLineDraft({ requirements: [asked({ op: 'between', value: [500, 200] })] })] }, 'REQUIREMENT_RANGE_REVERSED', 'lines.0.requirements.0.value'],
    ['a figure beyond what such goods have', { lines: [aLineDraft({ requirements: [asked({ value: 1e308 })] })] }, 'REQUIREMENT_OUT_OF_BOUNDS', 'lines.0.requirements.0.value'],
    ['a figure below zero', { lines: [aLineDraft({ requirements: [asked({ value: -5 })] })] }, 'REQUIREMENT_OUT_OF_BOUNDS', 'lines.0.requirements.0.value'],
    ['a quantity beyond all measure', { lines: [aLineDraft({ quantity: '1000000000' })] }, 'LINE_QUANTITY_WRONG', 'lines.0.quantity'],
    ['more money than there is', { budgetCny: '999999999999' }, 'DEMAND_BUDGET_TOO_LARGE', 'budgetCny'],
    ['more money than there is for a line', { lines: [aLineDraft({ budgetCny: '100000000000.01' })] }, 'DEMAND_BUDGET_TOO_LARGE', 'lines.0.budgetCny'],
    ['the year 9999', { neededBy: '9999-12-31' }, 'NEEDED_BY_TOO_FAR', 'neededBy'],
    ['a title without a letter', { title: '\u200b。！' }, 'DEMAND_TITLE_LENGTH', 'title'],
    ['a line that says nothing', { lines: [aLineDraft({ classIds: [], requirements: [], words: '' })] }, 'LINE_WANTS_NOTHING', 'lines.0.classIds'],
    ['a line of marks and characters without width', { lines: [aLineDraft({ classIds: [], requirements: [], words: '\u200b……。' })] }, 'LINE_WANTS_NOTHING', 'lines.0.classIds'],
    ['51 requirements', { lines: [aLineDraft({ requirements: Array.from({ length: 51 }, () => asked()) })] }, 'LINE_TOO_MANY_REQUIREMENTS', 'lines.0.requirements'],
    ['a contradiction', {
      lines: [aLineDraft({
        requirements: [{ attributeKey: 'capacity', op: '>=', value: 240, unit: 't/h', mode: 'HARD' }, { attributeKey: 'capacity', op: '<=', value: 200, unit: 't/h', mode: 'HARD' }],
      })],
    }, 'REQUIREMENTS_CONTRADICT', 'lines.0.requirements.1.value'],
  ];
  it.each(REFUSED)('refuses %s and keeps nothing', async (_what, changes, code, field) => {
    const [outcome] = await room.creating.run(house.request(buyer), [aDemand(changes)]);
    expect(refusalOf(outcome === undefined ? [] : [outcome])).toEqual({ code, field });
    // Every one says what to change, in both languages, with nothing left open.
    const { params } = outcome?.ok === false ? outcome.refusal : { params: {} };
    for (const locale of ['zh-CN', 'en'] as const) expect(MESSAGES.render(code, params, locale)).toMatch(/^[^{}]{6,}$/u);
    expect(await countOf('demand_demand')).toBe(0);
    expect(await countOf('demand_line')).toBe(0);
  });

  it('keeps the rest of a batch when one of it is refused, and at most 1,000 lines', async () => {
    const lines = Array.from({ length: 400 }, () => aLineDraft());
    const outcomes = await room.creating.run(house.request(buyer), [aDemand({ lines }), aDemand({ title: '' }), aDemand({ lines }), aDemand({ lines })]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'OK' : outcome.refusal.code))).toEqual(['OK', 'DEMAND_TITLE_LENGTH', 'OK', 'TOO_MANY_LINES_AT_ONCE']);
    expect(await countOf('demand_line')).toBe(800);
  }, 20_000);

  it('takes a number of the owner’s own software once, for each owner', async () => {
    const outcomes = await room.creating.run(house.request(buyer), [aDemand({ externalRef: 'PR-7' }), aDemand({ externalRef: 'PR-7 ' })]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'OK' : outcome.refusal.code))).toEqual(['OK', 'DEMAND_EXTERNAL_REF_TAKEN']);
    expect(refusalOf(await room.creating.run(house.request(buyer), [aDemand({ externalRef: 'PR-7' })]))).toEqual({ code: 'DEMAND_EXTERNAL_REF_TAKEN', field: 'externalRef' });
    expect((await room.draft(rival, { externalRef: 'PR-7' })).externalRef).toBe('PR-7');
  });

  it('answers a repeat with the same key from the first try', async () => {
    const request = house.request(buyer, { idempotencyKey: 'once' });
    const first = valueOf(await room.creating.run(request, [aDemand()]));
    const again = valueOf(await room.creating.run(request, [aDemand()]));
    expect(again).toEqual(first);
    expect(await countOf('demand_demand')).toBe(1);
    expect(refusalOf(await room.creating.run(request, [aDemand({ title: '另一件事' })]))?.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('adding lines', () => {
  it('numbers them on, as drafts beside what is published', async () => {
    const { id } = await room.published(buyer);
    valueOf(await room.adding.run(house.request(buyer), [{ demandId: id, lines: [aLineDraft({ quantity: '5' })] }]));
    expect((await read(buyer, id))?.lines).toMatchObject([{ number: 1, state: 'PUBLISHED' }, { number: 2, state: 'DRAFT', quantity: '5' }]);
    expect((await read(rival, id))?.lines).toHaveLength(1);
  });

  it('refuses the 501st, a demand with nothing open, and somebody else’s', async () => {
    const full = await room.draft(buyer, { lines: Array.from({ length: 500 }, () => aLineDraft()) });
    const closed = await room.draft(buyer);
    valueOf(await room.closing.run(house.request(buyer), [{ demandId: closed.id, reason: '不买了' }]));
    const add = async (viewer: MemberViewer, demandId: DemandId) => refusalOf(await room.adding.run(house.request(viewer), [{ demandId, lines: [aLineDraft()] }]))?.code;
    expect([await add(buyer, full.id), await add(buyer, closed.id), await add(rival, full.id)]).toEqual(['DEMAND_LINES_NUMBER', 'DEMAND_NOT_OPEN', 'NOT_FOUND']);
    expect(await countOf('demand_line')).toBe(501);
  }, 20_000);
});

describe('revising', () => {
  it('gives a published line a new revision, keeps the old one and announces it again', async () => {
    const { id } = await room.published(buyer);
    const lineId = await lineOf(id);
    valueOf(await room.revisingLines.run(house.request(buyer), [{ lineId, revision: 1, line: aLineDraft({ quantity: '3' }) }]));
    expect((await read(buyer, id))?.lines).toMatchObject([{ quantity: '3', revision: 2, state: 'PUBLISHED' }]);
    expect(await revisionsOf(lineId)).toMatchObject([{ revision: 1, content: { quantity: '2' } }, { revision: 2, content: { quantity: '3' } }]);
    expect((await house.outbox('DemandRevised')).filter((event) => event.subjectId === id)).toHaveLength(1);
  });

  it('writes nothing when nothing differs', async () => {
    const { id } = await room.published(buyer);
    const lineId = await lineOf(id);
    valueOf(await room.revisingLines.run(house.request(buyer), [{ lineId, revision: null, line: aLineDraft() }]));
    expect(await revisionsOf(lineId)).toHaveLength(1);
    expect((await house.outbox('DemandRevised')).filter((event) => event.subjectId === id)).toEqual([]);
  });

  it('refuses a line that somebody has changed meanwhile, a settled one, one of another owner, and words in place of published classes', async () => {
    const { id } = await room.published(buyer);
    const lineId = await lineOf(id);
    const revise = async (viewer: MemberViewer, revision: number | null, line = aLineDraft({ quantity: '9' })) => refusalOf(await room.revisingLines.run(house.request(viewer), [{ lineId, revision, line }]));
    expect(await revise(buyer, 2)).toEqual({ code: 'LINE_CHANGED_MEANWHILE', field: 'revision' });
    expect(await revise(rival, null)).toEqual({ code: 'NOT_FOUND', field: 'lineId' });
    expect(await revise(buyer, null, aLineDraft({ classIds: [], words: '破碎机', requirements: [] }))).toEqual({ code: 'LINE_WITHOUT_CLASS', field: 'line.classIds' });
    expect(await revise(buyer, null, aLineDraft({ quantity: '0' }))).toEqual({ code: 'LINE_QUANTITY_WRONG', field: 'line.quantity' });
    valueOf(await room.closing.run(house.request(buyer), [{ demandId: id, reason: '不买了' }]));
    expect(await revise(buyer, null)).toEqual({ code: 'LINE_NOT_REVISABLE', field: 'lineId' });
    expect(await revisionsOf(lineId)).toHaveLength(1);
  });

  it('keeps the task in step with the items', async () => {
    const { id } = await room.draft(buyer);
    valueOf(await room.revisingLines.run(house.request(buyer), [{ lineId: await lineOf(id), revision: null, line: aLineDraft({ classIds: [], itemId: 'D3.1.c.04', requirements: [] }) }]));
    expect(await read(buyer, id)).toMatchObject({ taskId: 'D3.1', lines: [{ wants: 'ITEM' }] });
  });

  it('changes the head of a demand by what is given, and announces a published one', async () => {
    const { id } = await room.published(buyer, { externalRef: 'PR-1' });
    valueOf(await room.revising.run(house.request(buyer), [{ demandId: id, neededBy: '2027-08-01', budgetCny: null }]));
    expect(await read(buyer, id)).toMatchObject({ title: '石灰石破碎机改造', neededBy: '2027-08-01', budgetCny: null, externalRef: 'PR-1' });
    expect((await house.outbox('DemandRevised')).filter((event) => event.subjectId === id)).toHaveLength(1);
    const revise = async (viewer: MemberViewer, changes: object) => refusalOf(await room.revising.run(house.request(viewer), [{ demandId: id, ...changes }]))?.code;
    expect([await revise(buyer, { neededBy: '2026-11-22' }), await revise(buyer, { noStateSecretConfirmed: false }), await revise(rival, { title: '抢' })])
      .toEqual(['NEEDED_BY_PAST', 'STATE_SECRET_NOT_CONFIRMED', 'NOT_FOUND']);
  });
});
