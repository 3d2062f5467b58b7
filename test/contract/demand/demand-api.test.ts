import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMAND_ENTITIES, demandDeeds, demandMessages } from '../../../src/demand/index.js';
import { marketResolvers } from '../../../src/demand/market.js';
import { ORGANISATION_ENTITIES, organisationDeeds, organisationMessages } from '../../../src/organisation/index.js';
import { DiskFileStore } from '../../../src/platform/files/disk-file-store.js';
import { FileStore } from '../../../src/platform/files/file-store.js';
import { policyMessages, policyServices } from '../../../src/policy/index.js';
import { marketResolvers as policyResolvers } from '../../../src/policy/market.js';
import { openHouse, type House } from '../rooms/house.js';
import { ServedRooms } from '../rooms/serve-rooms.js';

let house: House;
let folder: string;
let rooms: ServedRooms;
let tokens: Record<'buyer' | 'supplier' | 'unapproved' | 'viewer' | 'department', string>;

beforeAll(async () => {
  house = await openHouse([...ORGANISATION_ENTITIES, ...DEMAND_ENTITIES]);
  folder = await mkdtemp(join(tmpdir(), 'duijie-'));
  const files = { provide: FileStore, useValue: await DiskFileStore.open(folder) };
  rooms = await ServedRooms.open(
    house, [files, ...organisationDeeds, ...policyServices, ...policyResolvers, ...demandDeeds, ...marketResolvers], [organisationMessages, policyMessages, demandMessages]);
  tokens = {
    buyer: await house.token(await house.organisation({ name: '某水泥厂' })), supplier: await house.token(await house.organisation()),
    unapproved: await house.token(await house.organisation({ approved: false })), viewer: await house.token(await house.organisation({ roles: ['VIEWER'] })),
    department: await house.token(await house.organisation({ kind: 'DEPARTMENT' })),
  };
}, 60_000);
afterAll(async () => {
  await rooms.close();
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const LINE = { classIds: ['S1.1.1.03'], quantity: '2', requirements: [{ attributeKey: 'capacity', op: 'AT_LEAST', value: 0.24, unit: 'kt/h' }], budgetCny: '500' };
const DEMAND = { title: '破碎机', regionCode: '140900', budgetCny: '600000', neededBy: '2027-05-30', visibility: 'THROUGH_DEPARTMENT', noStateSecretConfirmed: true, lines: [LINE, { itemId: 'D3.1.c.04', quantity: 3 }] };
const SHOWN = `Demand { id state title budgetCny neededBy ownerHidden region { zh } owner { name }
  lines { id number wants quantity unit budgetCny revision state words classes { id } item { zh } clauses requirements { op value unit mode } demand { id } } }`;
interface Shown { readonly id: string; readonly lines: readonly { readonly id: string }[] }
const create = (input: object = {}, token = tokens.buyer): Promise<Shown & Record<string, unknown>> => rooms.perform('createDemand', { ...DEMAND, ...input }, SHOWN, token);

describe('the demand room over its API', () => {
  it('takes a demand from draft to market and off it again', async () => {
    const draft = await create();
    expect(draft).toMatchObject({
      state: 'DRAFT', budgetCny: '600000.00', region: { zh: '山西省忻州市' }, owner: { name: '某水泥厂' },
      lines: [
        { wants: 'CLASS', quantity: '2', unit: '台', budgetCny: '500.00', classes: [{ id: 'S1.1.1.03' }], item: null, requirements: [{ op: 'AT_LEAST', value: 240, unit: 't/h', mode: 'HARD' }], demand: { id: draft.id } },
        { wants: 'ITEM', quantity: '3', item: { zh: '粉磨破碎装备' }, clauses: [expect.stringContaining('二（三）1')] },
      ],
    });
    expect(await rooms.perform('publishDemand', { demandId: draft.id }, SHOWN, tokens.buyer)).toMatchObject({ state: 'PUBLISHED' });
    expect(await rooms.perform('reviseDemand', { demandId: draft.id, budgetCny: null, title: null }, SHOWN, tokens.buyer)).toMatchObject({ title: '破碎机', budgetCny: null, neededBy: '2027-05-30' });
    const line = { ...LINE, quantity: '5' };
    expect(await rooms.perform('reviseDemandLine', { lineId: draft.lines[0]?.id, revision: 1, line }, 'DemandLine { quantity revision state }', tokens.buyer)).toMatchObject({ quantity: '5', revision: 2, state: 'PUBLISHED' });
    expect(await rooms.perform('addDemandLine', { demandId: draft.id, line: { words: '一台风机', quantity: 1, unit: '台' } }, SHOWN, tokens.buyer)).toMatchObject({ state: 'PUBLISHED', lines: [{}, {}, { wants: 'WORDS', state: 'DRAFT' }] });

    const open = await rooms.ask(`{ openDemands(classIds: ["S1.1.1.03"]) { nodes { ${SHOWN.slice(8, -2)} } } }`, {}, tokens.supplier);
    expect(open.data).toMatchObject({ openDemands: { nodes: [{ id: draft.id, ownerHidden: true, owner: null, budgetCny: null, lines: [{ budgetCny: null }, { budgetCny: null }] }] } });
    expect((await rooms.ask(`{ openDemands { nodes { id } } demand(id: "${draft.id}") { id } }`)).data).toEqual({ openDemands: { nodes: [] }, demand: null });

    expect(await rooms.perform('closeDemand', { demandId: draft.id, reason: '已线下采购' }, SHOWN, tokens.buyer)).toMatchObject({ state: 'CLOSED' });
    expect((await rooms.ask('{ openDemands { nodes { id } } }', {}, tokens.supplier)).data).toEqual({ openDemands: { nodes: [] } });
  });

  it('asks a line of smart equipment for the software beside it, until it names some or says why none', async () => {
    const shown = 'Demand { id lines { id state revision software { asked classes { id softwareKind } waiver proposed { id } remark } } }';
    const line = { itemId: 'D2.1.a.01', quantity: 1, unit: '台' };
    interface Paired { readonly id: string; readonly lines: readonly { readonly id: string; readonly software: { readonly remark: string | null } }[] }
    const { id, lines: [open, plain] } = await rooms.perform<Paired>('createDemand', { ...DEMAND, visibility: 'PUBLIC', lines: [line, LINE] }, shown, tokens.buyer);
    expect(open?.software).toMatchObject({ asked: true, classes: [], waiver: null, proposed: [{ id: 'X.906' }, { id: 'X.901' }, { id: 'X.904' }, { id: 'X.905' }] });
    expect(open?.software.remark).toMatch(/^工作方案（二（二）1 .*）.*X\.906.*或说明不配套的原因$/);
    expect(plain?.software).toEqual({ asked: false, classes: [], waiver: null, proposed: [], remark: null });

    // It is asked for and does not stand in the way.
    await rooms.perform('publishDemand', { demandId: id }, 'Demand { id }', tokens.buyer);
    const readBy = async (token: string): Promise<unknown> => {
      const { data } = await rooms.ask(`{ demand(id: "${id}") { ${shown.slice(9, -2)} } }`, {}, token);
      return (data as { demand: Paired }).demand.lines[0]?.software;
    };
    expect(await readBy(tokens.supplier)).toEqual({ asked: true, classes: [], waiver: null, proposed: [], remark: null });
    const revise = (more: object): Promise<Paired['lines'][number]> =>
      rooms.perform('reviseDemandLine', { lineId: open?.id, line: { ...line, ...more } }, 'DemandLine { id revision software { classes { id softwareKind } waiver proposed { id } remark } }', tokens.buyer);
    expect(await revise({ softwareWaiver: '已有编程软件' })).toMatchObject({ revision: 2, software: { waiver: '已有编程软件', proposed: [], remark: null } });
    expect(await readBy(tokens.department)).toMatchObject({ waiver: '已有编程软件', remark: null });
    expect(await readBy(tokens.supplier)).toMatchObject({ waiver: null });
    expect(await revise({ softwareClassIds: ['X.906'] })).toMatchObject({ revision: 3, software: { classes: [{ id: 'X.906', softwareKind: true }], waiver: null, remark: null } });
    expect(await readBy(tokens.supplier)).toMatchObject({ classes: [{ id: 'X.906' }] });
    expect(await rooms.perform('reviseDemandLine', { lineId: open?.id, line: { ...line, softwareClassIds: ['S1.1.1.03'] } }, 'DemandLine { id }', tokens.buyer)).toMatchObject({ code: 'LINE_SOFTWARE_IS_NONE', field: 'line.softwareClassIds' });
    await rooms.perform('closeDemand', { demandId: id, reason: '已线下采购' }, 'Demand { id }', tokens.buyer);
  });

  const BAD: [what: string, input: object, code: string, field: string][] = [
    ['501 lines', { lines: Array.from({ length: 501 }, () => ({ classIds: ['S1.1.1.03'], quantity: 1 })) }, 'LIST_LENGTH', 'lines'],
    ['an object for a value', { lines: [{ ...LINE, requirements: [{ attributeKey: 'capacity', op: 'AT_LEAST', value: { than: 1 } }] }] }, 'REQUIREMENT_VALUE_UNFIT', 'lines.0.requirements.0.value'],
    ['an empty attribute', { lines: [LINE, { ...LINE, requirements: [{ attributeKey: '', op: 'AT_LEAST', value: 1 }] }] }, 'TEXT_LENGTH', 'lines.1.requirements.0.attributeKey'],
    ['a past day', { neededBy: '2026-11-22' }, 'NEEDED_BY_PAST', 'neededBy'],
    ['a negative budget', { budgetCny: '-1' }, 'DEMAND_BUDGET_WRONG', 'budgetCny'],
    ['a character that cannot be kept', { title: '破\u0000碎' }, 'TEXT_NOT_STORABLE', 'title'],
  ];
  it.each(BAD)('refuses %s with the field it is about', async (_what, input, code, field) => {
    expect(await create(input)).toMatchObject({ __typename: 'InputRefusal', code, field });
  });

  it('lets buyers write, and approved ones publish', async () => {
    const { id } = await create({}, tokens.unapproved);
    const refusals = [
      await rooms.perform('publishDemand', { demandId: id }, SHOWN, tokens.unapproved), await create({}, tokens.viewer), await create({}, tokens.department),
      await rooms.perform('publishDemand', { demandId: id }, SHOWN, tokens.supplier), await rooms.perform('closeDemand', { demandId: 'prd_x', reason: 'x' }, SHOWN, tokens.buyer),
    ];
    expect(refusals.map((refusal) => refusal['code'])).toEqual(['NOT_APPROVED', 'ROLE_MISSING', 'WRONG_KIND', 'NOT_FOUND', 'ID_MALFORMED']);
  });

  it('pages its lists and refuses cursors that are none', async () => {
    await create();
    const page = await rooms.ask('query ($after: String) { myDemands(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }', {}, tokens.buyer);
    expect(page.data).toMatchObject({ myDemands: { nodes: [{}], pageInfo: { hasNextPage: true } } });
    for (const key of [['x'], ['x', 'y'], [null, null], ['2026-13-45T00:00:00.000Z', house.ids.next('demand')], [1], 'x']) {
      const after = Buffer.from(JSON.stringify(key)).toString('base64url');
      expect((await rooms.ask('query ($after: String) { myDemands(after: $after) { nodes { id } } }', { after }, tokens.buyer)).codes).toEqual(['CURSOR_INVALID']);
      expect((await rooms.ask('query ($after: String) { openDemands(after: $after) { nodes { id } } }', { after }, tokens.buyer)).codes).toEqual(['CURSOR_INVALID']);
    }
    expect((await rooms.ask('{ myDemands { nodes { id } } }')).codes).toEqual(['SIGN_IN_REQUIRED']);
  });
});
