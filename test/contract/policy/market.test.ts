import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policyMessages, policyServices } from '../../../src/policy/index.js';
import { marketResolvers } from '../../../src/policy/market.js';
import { messageFaults } from '../../../src/platform/messages/messages.js';
import { openHouse, type House } from '../rooms/house.js';
import { ServedRooms } from '../rooms/serve-rooms.js';

let house: House;
let market: ServedRooms;
beforeAll(async () => {
  house = await openHouse([]);
  market = await ServedRooms.open(house, [...policyServices, ...marketResolvers], [policyMessages]);
}, 60_000);
afterAll(async () => {
  await market.close();
  await house.close();
});

const ask = async <T = unknown>(query: string, variables: Record<string, unknown> = {}, headers: Record<string, string> = {}): Promise<T> => {
  const { data, codes } = await market.ask(query, variables, null, headers);
  if (codes.length > 0) throw new Error(`${query} answered ${codes.join(', ')} ${market.logged.at(-1) ?? ''}`);
  return data as T;
};

describe('classes', () => {
  it('are the 83 of the plan and 170 extension classes, each with clause, departments and its place in the tree', async () => {
    interface Seen { readonly id: string; readonly origin: string; readonly clause: string; readonly departments: string[]; readonly path: { readonly id: string; readonly zh: string }[]; readonly planClause: { readonly text: string } | null }
    const { classes } = await ask<{ classes: Seen[] }>('{ classes { id origin clause departments parentId path { id zh en } planClause { ref text departments } } }');
    expect(classes.filter((one) => one.origin === 'PLAN')).toHaveLength(83);
    expect(classes.filter((one) => one.origin === 'EXTENSION')).toHaveLength(170);
    expect(classes.filter((one) => one.clause === '' || one.departments.length === 0 || one.path.length === 0 || one.planClause === null)).toEqual([]);
    expect(classes.find((one) => one.id === 'S1.1.1.03')).toMatchObject({
      clause: '三（一）1 煤炭行业', parentId: 'S1.1.1', path: [{ id: 'S1' }, { id: 'S1.1', zh: '工业领域' }, { id: 'S1.1.1', zh: '煤炭行业' }],
      planClause: { ref: '三（一）1', text: expect.stringContaining('破碎机'), departments: ['省工信厅', '省能源局'] },
    });
  });

  it('show attributes with unit, values and bounds, and their kinds', async () => {
    const { class: crusher } = await ask<{ class: object }>('{ class(id: "S1.1.1.03") { zh en alsoCalled unit leadTimeDays energyGradeKind kinds { key zh } attributes { key zh type unit better min max matchRole appliesToKinds values { key zh } } } }');
    expect(crusher).toMatchObject({ zh: '破碎机', unit: '台', energyGradeKind: null, kinds: expect.arrayContaining([expect.objectContaining({ zh: '颚式破碎机' })]) });
    const { attributes, leadTimeDays } = crusher as { attributes: { type: string; unit: string | null; values: object[]; min: number | null }[]; leadTimeDays: number[] };
    expect(leadTimeDays).toHaveLength(3);
    expect(attributes.filter((one) => one.type === 'NUMBER' && one.unit !== null && one.min !== null).length).toBeGreaterThan(0);
    expect(attributes.filter((one) => one.type === 'ENUM').every((one) => one.values.length > 0)).toBe(true);
    expect(await ask('{ class(id: "X.101") { origin energyGradeKind } }')).toEqual({ class: { origin: 'EXTENSION', energyGradeKind: 'FAN' } });
    expect(await ask('{ class(id: "S9.9.9.99") { id } }')).toEqual({ class: null });
  });

  it('are found by group, origin and words; an unknown group is refused', async () => {
    expect(await ask('{ classes(parentId: "S1.1.1", query: "破碎机") { id } }')).toEqual({ classes: [{ id: 'S1.1.1.03' }] });
    expect((await ask<{ classes: object[] }>('{ classes(origin: EXTENSION, query: "风机") { id } }')).classes.length).toBeGreaterThan(1);
    expect((await market.ask('{ classes(parentId: "S9") { id } }')).codes).toEqual(['CLASS_GROUP_UNKNOWN']);
    expect((await market.ask(`{ classes(query: "${'长'.repeat(101)}") { id } }`)).codes).toEqual(['TEXT_LENGTH']);
  });

  it('stand in a tree of groups', async () => {
    const { classGroups } = await ask<{ classGroups: { id: string; parentId: string | null; classCount: number }[] }>('{ classGroups { id zh en parentId classCount } }');
    expect(classGroups.filter((group) => group.parentId === null).map((group) => [group.id, group.classCount])).toEqual([['S1', 61], ['S2', 22], ['X', 170]]);
  });
});

describe('demand items', () => {
  it('are 203 in the order of the plan, page by page', async () => {
    interface Page { readonly demandItems: { readonly nodes: { readonly id: string }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } } }
    const ids: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: Page = await ask<Page>('query ($after: String) { demandItems(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }', { after });
      ids.push(...page.demandItems.nodes.map((node) => node.id));
      [after, more] = [page.demandItems.pageInfo.endCursor, page.demandItems.pageInfo.hasNextPage];
    }
    expect(ids).toHaveLength(203);
    expect(new Set(ids).size).toBe(203);
    expect(ids).toEqual([...ids].sort());
  });

  it('say what answers them, how strongly and why, in the language of the request', async () => {
    interface Item { readonly demandItem: { readonly paths: { readonly strength: number; readonly because: string }[] } }
    const query = '{ demandItem(id: "D1.1.a.01") { zh gap clause taskId energyGradeKind planClause { ref } paths { relation strength because class { id zh } demandItem { id } } } }';
    const chinese = await ask<Item>(query);
    expect(chinese).toMatchObject({ demandItem: { zh: '熔炼设备', gap: true, taskId: 'D1.1', energyGradeKind: 'INDUSTRIAL_KILN', planClause: { ref: '二（一）1' } } });
    const { paths } = chinese.demandItem;
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.map((path) => path.strength)).toEqual(paths.map((path) => path.strength).sort((a, b) => b - a));
    expect(paths[0]).toMatchObject({ because: expect.stringMatching(/[\u4e00-\u9fff]/), class: { id: expect.any(String) }, demandItem: { id: 'D1.1.a.01' } });
    const english = await ask<Item>(query, {}, { 'accept-language': 'en' });
    expect(english.demandItem.paths[0]?.because).toMatch(/[A-Za-z]{3}/);
    expect(await ask('{ demandItem(id: "D9") { id } }')).toEqual({ demandItem: null });
  });

  it('are found by task and by words; an unknown task is refused', async () => {
    const { demandItems } = await ask<{ demandItems: { nodes: { taskId: string }[] } }>('{ demandItems(taskId: "D3.3", first: 100) { nodes { taskId } } }');
    expect(demandItems.nodes.length).toBeGreaterThan(5);
    expect(demandItems.nodes.every((node) => node.taskId === 'D3.3')).toBe(true);
    expect(await ask('{ demandItems(query: "熔炼设备") { nodes { id } } }')).toEqual({ demandItems: { nodes: [{ id: 'D1.1.a.01' }] } });
    expect(await ask('{ demandItems(query: "%") { nodes { id } } }')).toEqual({ demandItems: { nodes: [] } });
    expect((await market.ask('{ demandItems(taskId: "D9.9") { nodes { id } } }')).codes).toEqual(['TASK_UNKNOWN']);
  });

  it('are answered by classes, seen from the class as well', async () => {
    const { class: fan } = await ask<{ class: { answers: { demandItem: { id: string } }[] } }>('{ class(id: "X.101") { answers { strength demandItem { id zh } } } }');
    expect(fan.answers.length).toBeGreaterThan(0);
    expect(fan.answers.every((answer) => answer.demandItem.id.startsWith('D'))).toBe(true);
  });

  it('cannot be asked for round and round', async () => {
    const round = '{ demandItems(first: 100) { nodes { paths { class { answers { demandItem { paths { class { answers { demandItem { id } } } } } } } } } } }';
    expect((await market.ask(round)).codes).toEqual(['QUERY_TOO_COMPLEX']);
  });
});

describe('the plan', () => {
  it('is cited by clause, whatever words stand behind the number', async () => {
    expect(await ask('{ clause(ref: "二（三）3 工业锅炉") { ref parentRef title departments text } }')).toMatchObject({
      clause: { ref: '二（三）3', parentRef: '二（三）', title: '加快重点用能设备能效升级', departments: ['省工信厅', '省发展改革委', '省能源局'], text: expect.stringContaining('能效2级') },
    });
    expect(await ask('{ clause(ref: "九（九）9") { ref } }')).toEqual({ clause: null });
    expect((await ask<{ clauses: object[] }>('{ clauses { ref title } }')).clauses.length).toBeGreaterThan(30);
  });

  it('stands among the editions in force, with what each rests on', async () => {
    const { referenceEditions } = await ask<{ referenceEditions: { name: string; version: string; basis: string }[] }>('{ referenceEditions { name version basis sha256 loadedAt } }');
    expect(referenceEditions).toHaveLength(15);
    expect(referenceEditions.find((edition) => edition.name === 'energy-grades/fans')).toMatchObject({ version: 'GB 19761-2020', basis: expect.stringContaining('待核') });
  });
});

it('says everything in both languages', () => {
  expect(messageFaults([policyMessages])).toEqual([]);
});
