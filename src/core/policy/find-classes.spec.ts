import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findClasses, groupsOf } from './find-classes.js';
import { placedClasses, type ReferenceFiles } from './reference.js';

const read = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = {
  taxonomy: read('seed-taxonomy'), attributes: read('class-attributes'), extensions: read('extension-classes'), paths: read('upgrade-paths'),
};
const CLASSES = placedClasses(FILES).map(({ definition, path }) => ({ ...definition, path }));
const ALL = { parentId: null, origin: null, query: null } as const;
const found = (query: string): string[] => findClasses(CLASSES, { ...ALL, query }).map((one) => one.id);

describe('finding classes', () => {
  it.each([
    [ALL, 253],
    [{ ...ALL, origin: 'PLAN' }, 83],
    [{ ...ALL, origin: 'EXTENSION' }, 170],
    [{ ...ALL, parentId: 'S1' }, 61],
    [{ ...ALL, parentId: 'S1.1.1' }, 9],
    [{ ...ALL, parentId: 'S1.1.1', origin: 'EXTENSION' }, 0],
    [{ ...ALL, parentId: 'S9' }, 0],
    [{ ...ALL, query: '  ' }, 253],
    [{ ...ALL, query: '没有这种设备' }, 0],
  ] as const)('%j: %i', (filter, count) => {
    expect(findClasses(CLASSES, filter)).toHaveLength(count);
  });

  it('puts the class so named first, whatever the width and case of the letters', () => {
    expect(found('破碎机')[0]).toBe('S1.1.1.03');
    expect(found('ｘ．１０１')).toEqual(['X.101']);
    expect(found('BELT CONVEYOR')[0]).toBe('S1.1.1.02');
  });

  it('finds a class by another name and by a kind of it', () => {
    expect(found('综采成套设备')).toContain('S1.1.1.01');
    expect(found('滚筒采煤机')).toContain('S1.1.1.01');
  });
});

describe('groups of classes', () => {
  const groups = groupsOf(CLASSES);

  it('are the two parts of the plan with sectors and subsectors, and the ten groups of extension classes', () => {
    expect(groups.filter((group) => group.parentId === null).map((group) => [group.id, group.classCount])).toEqual([['S1', 61], ['S2', 22], ['X', 170]]);
    expect(groups.filter((group) => /^S\d\.\d$/.test(group.id))).toHaveLength(7);
    expect(groups.filter((group) => /^S\d\.\d\.\d$/.test(group.id))).toHaveLength(18);
    expect(groups.filter((group) => group.parentId === 'X')).toHaveLength(10);
  });

  it('count every class once on each level', () => {
    const below = (parentId: string): number => groups.filter((group) => group.parentId === parentId).reduce((sum, group) => sum + group.classCount, 0);
    for (const group of groups.filter((one) => groups.some((other) => other.parentId === one.id))) expect(below(group.id)).toBe(group.classCount);
  });
});
