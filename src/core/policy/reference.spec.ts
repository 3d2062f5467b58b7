import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { demandItems, placedClasses, upgradePaths, type ReferenceFiles } from './reference.js';

const read = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = {
  taxonomy: read('seed-taxonomy'), attributes: read('class-attributes'), extensions: read('extension-classes'), paths: read('upgrade-paths'),
};

describe('reference data of the work plan', () => {
  it('places the 83 classes of the plan and 170 extension classes, each with a clause and a department', () => {
    const classes = placedClasses(FILES);
    expect(classes.filter((one) => one.definition.origin === 'PLAN')).toHaveLength(83);
    expect(classes.filter((one) => one.definition.origin === 'EXTENSION')).toHaveLength(170);
    expect(classes.filter((one) => one.definition.clause === '' || one.departments.length === 0)).toEqual([]);
    expect(new Set(classes.map((one) => one.definition.id)).size).toBe(253);
  });

  it('cites the clause as the plan numbers it', () => {
    const conveyor = placedClasses(FILES).find((one) => one.definition.id === 'S1.1.1.02');
    expect(conveyor?.definition.clause).toBe('三（一）1 煤炭行业');
    expect(conveyor?.ancestors).toEqual(['S1', 'S1.1', 'S1.1.1']);
    expect(conveyor?.path.map((group) => group.zh)).toEqual(['重点领域设备供给', '工业领域', '煤炭行业']);
  });

  it('names every group on the way to a class', () => {
    const classes = placedClasses(FILES);
    expect(classes.filter((one) => one.path.some((group) => group.zh === '' || group.en === ''))).toEqual([]);
    expect(classes.find((one) => one.definition.id === 'X.101')?.path).toEqual([
      { id: 'X', zh: '扩展品类', en: 'Extension classes' }, { id: 'X.1', zh: '流体机械与电机系统', en: 'fluid machinery and motor systems' },
    ]);
  });

  it('knows 203 demand items, and every path joins an item and a class that exist', () => {
    const items = new Set(demandItems(FILES).map((item) => item.id));
    const classes = new Set(placedClasses(FILES).map((one) => one.definition.id));
    expect(items.size).toBe(203);
    expect(upgradePaths(FILES).filter((path) => !items.has(path.demandItemId) || !classes.has(path.classId))).toEqual([]);
    expect(upgradePaths(FILES).length).toBe(188 + 421);
  });

  it('refuses a class that the taxonomy does not place', () => {
    const [first] = FILES.attributes.classes;
    const stray = { ...FILES, attributes: { classes: [{ ...first!, supplyId: 'S9.9.9.99' }] } };
    expect(() => placedClasses(stray)).toThrow(/S9\.9\.9\.99/);
  });
});
