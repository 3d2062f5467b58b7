import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { placedClasses, type ReferenceFiles } from '../../policy/reference.js';
import type { Sheet } from '../../table/sheet.js';
import { learnedFrom, isAllRemembered, usedMemory } from '../import/list-memory.js';
import { rowsOfList } from '../import/rows-of-list.js';
import { NO_CORRECTIONS, NO_MEMORY, type ClassCorrection, type ListCorrections, type ListMemory } from './known-list.js';
import { sheetOf } from './proposing.factory.js';
import { ClassProposer } from './propose-class.js';
import { proposingList } from './propose-list.js';
import type { ProposedSheet } from './proposal.js';

const reference = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = {
  taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths'),
};
const CLASSES = new Map(placedClasses(FILES).map(({ definition }) => [definition.id, definition]));
const PROPOSER = new ClassProposer(CLASSES.values(), []);

function read(sheets: readonly Sheet[], corrections: Partial<ListCorrections> = {}, memory: ListMemory = NO_MEMORY): ProposedSheet[] {
  const steps = proposingList(sheets, PROPOSER, '2026-11-24', memory, { ...NO_CORRECTIONS, ...corrections });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
const learned = (sheets: readonly ProposedSheet[], corrections: ListCorrections = NO_CORRECTIONS): ListMemory => learnedFrom(sheets, rowsOfList(sheets, CLASSES), corrections);
const first = ([sheet]: readonly ProposedSheet[]) => sheet?.rows.map(({ product }) => [product?.name, product?.model, product?.classes[0]?.classId, product?.classes[0]?.reasons[0]?.code]);
const ofName = (name: string, classId: string | null): ClassCorrection => ({ sheet: null, rows: null, name, classId });
const ofRows = (rows: readonly number[], classId: string | null, sheet = '价'): ClassCorrection => ({ sheet, rows, name: null, classId });

const SHEET = sheetOf('价', [['系列', '名称', '型号', '单价'], ['新款', '破碎机', 'PE-600', 100], ['新款', '神机', 'SJ-1', 200], ['新款', '神机', 'SJ-2', 300]]);
const BELT = 'S1.1.1.02';
const CRUSHER = 'S1.1.1.03';

describe('what a supplier corrects', () => {
  it('is the class of a name, of rows, and of rows above that of their name', () => {
    expect(first(read([SHEET], { classes: [ofName(' 神 机 ', BELT), ofRows([4], CRUSHER)] }))).toEqual([
      ['破碎机', 'PE-600', CRUSHER, 'NAME'], ['神机', 'SJ-1', BELT, 'CONFIRMED'], ['神机', 'SJ-2', CRUSHER, 'CONFIRMED'],
    ]);
  });

  it('is that goods are none of the classes', () => {
    expect(first(read([SHEET], { classes: [ofName('破碎机', null)] }))?.[0]).toEqual(['破碎机', 'PE-600', undefined, undefined]);
  });

  it('of two for the same goods is the later', () => {
    expect(first(read([SHEET], { classes: [ofName('神机', BELT), ofName('神机', CRUSHER)] }))?.[1]?.[2]).toBe(CRUSHER);
  });

  it('is a column; by rows it means the goods as the corrected columns call them', () => {
    const columns = [{ sheet: '价', headingRow: 1, index: 0, role: 'NAME' as const, attribute: null }];
    expect(first(read([SHEET], { columns, classes: [ofRows([3], BELT)] }))).toEqual([
      ['新款', 'PE-600', undefined, undefined], ['新款', 'SJ-1', BELT, 'CONFIRMED'], ['新款', 'SJ-2', undefined, undefined],
    ]);
  });

  it('of another sheet or heading changes nothing', () => {
    const columns = [{ sheet: '别', headingRow: null, index: 0, role: 'NAME' as const, attribute: null }, { sheet: '价', headingRow: 9, index: 0, role: 'NAME' as const, attribute: null }];
    expect(read([SHEET], { columns })).toEqual(read([SHEET]));
  });

  it('is a sheet that is left out', () => {
    expect(read([SHEET, { ...SHEET, name: '旧价' }], { leftOut: ['旧价'] }).map(({ ignored }) => ignored)).toEqual([null, 'LEFT_OUT']);
  });
});

describe('what is remembered', () => {
  const before = learned(read([SHEET], { classes: [ofName('神机', BELT)], columns: [{ sheet: '价', headingRow: null, index: 0, role: 'IGNORED', attribute: null }] }));

  it('are the roles of a heading and the classes of names', () => {
    expect(before).toEqual({
      labels: [{ name: '破碎机', classId: CRUSHER }, { name: '神机', classId: BELT }],
      layouts: [{ headings: ['系列', '名称', '型号', '单价'], columns: ['IGNORED', 'NAME', 'MODEL', 'PRICE'].map((role) => ({ role, attribute: null })) }],
    });
  });

  it('holds for the same heading, is said, and gives way to what is corrected now', () => {
    const sheets = read([SHEET], { classes: [ofName('破碎机', BELT)] }, before);
    expect(sheets[0]?.tables[0]).toMatchObject({ remembered: true, columns: [{ role: 'IGNORED' }, {}, {}, {}] });
    expect(first(sheets)?.map((row) => row.slice(2))).toEqual([[BELT, 'CONFIRMED'], [BELT, 'REMEMBERED'], [BELT, 'REMEMBERED']]);
  });

  it('of a heading with one word more is nothing', () => {
    const longer = sheetOf('价', [['系列', '名称', '型号', '单价', '备注'], ['新款', '神机', 'SJ-1', 200]]);
    expect(read([longer], {}, before)[0]?.tables[0]).toMatchObject({ remembered: false, columns: [{ role: 'CATEGORY' }, {}, {}, {}, {}] });
  });

  it('leaves out names that had several classes, and headings that had several meanings', () => {
    const other = { ...SHEET, name: '价二' };
    const sheets = read([SHEET, other], { columns: [{ sheet: '价二', headingRow: null, index: 0, role: 'IGNORED', attribute: null }], classes: [ofRows([3], BELT), ofRows([4], CRUSHER)] });
    expect(learned(sheets)).toEqual({ labels: [{ name: '破碎机', classId: CRUSHER }], layouts: [] });
  });

  it('is all of a list only when no name and no heading is new', () => {
    const rows = (sheets: ProposedSheet[]) => rowsOfList(sheets, CLASSES);
    const same = read([SHEET], {}, before);
    expect(isAllRemembered(same, rows(same), before)).toBe(true);
    const more = read([sheetOf('价', [['系列', '名称', '型号', '单价'], ['新款', '皮带输送机', 'DSJ', 100]])], {}, before);
    expect(isAllRemembered(more, rows(more), before)).toBe(false);
    expect(isAllRemembered([], [], before)).toBe(false);
  });

  it('has a say only in part', () => {
    const labels = [...before.labels, { name: '别的', classId: null }];
    expect(usedMemory({ layouts: [...before.layouts, { headings: ['x'], columns: [] }], labels }, read([SHEET]))).toEqual(before);
  });

  it('of a class that was taken away is forgotten', () => {
    expect(first(read([SHEET], {}, { layouts: [], labels: [{ name: '破碎机', classId: 'S9.9' }] }))?.[0]?.[2]).toBe(CRUSHER);
  });
});
