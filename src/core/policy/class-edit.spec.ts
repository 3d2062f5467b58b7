import { describe, expect, it } from '@jest/globals';
import type { AttributeDefinition, ClassDefinition } from './class-definition.js';
import { narrowedBounds, revisedClass, type ClassRevision, type ClassUse } from './class-edit.js';
import { nextClassId } from './class-series.js';

const flow: AttributeDefinition = { key: 'flow', zh: '风量', en: 'flow', type: 'number', unit: 'm3/min', better: 'higher', min: 1, max: 100, values: [], matchRole: 'hard', appliesToKinds: null };
const drive: AttributeDefinition = {
  key: 'drive', zh: '驱动', en: 'drive', type: 'enum', unit: null, better: 'none', min: null, max: null, matchRole: 'soft', appliesToKinds: ['roots'],
  values: [{ key: 'belt', zh: '皮带', en: 'belt' }, { key: 'direct', zh: '直联', en: 'direct' }],
};
const CLASS: ClassDefinition = {
  id: 'X.150', origin: 'EXTENSION', zh: '鼓风机', en: 'blower', alsoCalled: ['风机'], kinds: [{ key: 'roots', zh: '罗茨', en: 'Roots' }, { key: 'screw', zh: '螺杆', en: 'screw' }],
  attributes: [flow, drive], unit: '台', leadTimeDays: [10, 20, 30], energyGradeKind: 'fan', clause: '三（一）1',
};
const NOTHING: ClassRevision = { zh: null, en: null, alsoCalled: null, kinds: null, attributes: null, unit: null, leadTimeDays: null };
const UNUSED: ClassUse = { products: 0, lines: 0, attributes: new Map(), values: new Map(), kinds: new Map() };
const USED: ClassUse = {
  products: 3, lines: 1, attributes: new Map([['flow', { products: 3, lines: 1 }], ['drive', { products: 2, lines: 0 }]]), values: new Map([['drive belt', 2]]), kinds: new Map([['roots', 2]]),
};
const answer = (revision: Partial<ClassRevision>, use: ClassUse, before = CLASS): string | ClassDefinition => {
  const revised = revisedClass(before, { ...NOTHING, ...revision }, use);
  return 'definition' in revised ? revised.definition : `${revised.refusal.code} ${revised.refusal.field ?? ''} ${revised.refusal.params['products'] ?? ''}`.trim();
};

describe('a revision of a class', () => {
  it.each<[string, Partial<ClassRevision>]>([
    ['other names', { alsoCalled: ['风机', '磁浮风机'] }],
    ['wider and narrower bounds', { attributes: [{ ...flow, min: 5, max: 500 }, drive] }],
    ['one more attribute', { attributes: [flow, drive, { ...flow, key: 'head' }] }],
    ['one more value, and another name of an old one', { attributes: [flow, { ...drive, values: [...drive.values, { key: 'gear', zh: '齿轮', en: 'gear' }] }] }],
    ['no kind that nobody is of', { kinds: CLASS.kinds.slice(0, 1) }],
  ])('may say %s although the market uses it', (_what, revision) => {
    expect(answer(revision, USED)).toEqual({ ...CLASS, ...revision });
  });

  it.each<[string, Partial<ClassRevision>, string]>([
    ['takes away no attribute in use', { attributes: [drive] }, 'CLASS_ATTRIBUTE_USED attributes 3'],
    ['gives no attribute in use another type', { attributes: [{ ...flow, type: 'boolean', unit: null, min: null, max: null }, drive] }, 'CLASS_ATTRIBUTE_USED attributes 3'],
    ['nor another unit', { attributes: [{ ...flow, unit: 'm3/h' }, drive] }, 'CLASS_ATTRIBUTE_USED attributes 3'],
    ['takes away no value in use', { attributes: [flow, { ...drive, values: drive.values.slice(1) }] }, 'CLASS_VALUE_USED attributes 2'],
    ['takes away no kind in use', { kinds: CLASS.kinds.slice(1), attributes: [flow, { ...drive, appliesToKinds: null }] }, 'CLASS_KIND_USED kinds 2'],
    ['changes nothing into nothing', { zh: ' 鼓风机 ' }, 'CLASS_UNCHANGED'],
    ['has a name', { zh: ' ' }, 'CLASS_NAME_INVALID zh'],
    ['has units that are read', { attributes: [{ ...flow, unit: '丈二' }, drive] }, 'CLASS_UNIT_INVALID attributes.0.unit'],
    ['has bounds in their order', { attributes: [{ ...flow, min: 200 }, drive] }, 'CLASS_BOUNDS_INVALID attributes.0.min'],
    ['has each key once', { attributes: [flow, flow, drive] }, 'CLASS_KEY_REPEATED attributes.1.key'],
    ['writes new keys as keys are', { kinds: [...CLASS.kinds, { key: '螺', zh: '螺', en: 's' }] }, 'CLASS_KEY_INVALID kinds.2.key'],
    ['has choices with values', { attributes: [flow, { ...drive, values: [] }] }, 'CLASS_VALUES_INVALID attributes.1.values'],
    ['bounds numbers alone', { attributes: [flow, { ...drive, min: 1 }] }, 'CLASS_ATTRIBUTE_MIXED attributes.1'],
    ['knows the kinds of its attributes', { kinds: CLASS.kinds.slice(1) }, 'CLASS_ATTRIBUTE_KIND_UNKNOWN attributes.1.appliesToKinds'],
    ['has three days of lead time', { leadTimeDays: [30, 20, 10] }, 'CLASS_LEAD_TIME_INVALID leadTimeDays'],
  ])('%s', (_what, revision, expected) => {
    expect(answer(revision, USED)).toBe(expected);
  });

  it('may take away what nobody uses', () => {
    expect(answer({ attributes: [drive] }, UNUSED)).toEqual({ ...CLASS, attributes: [drive] });
  });

  it('leaves of a class of the plan what the plan says', () => {
    const planned = { ...CLASS, origin: 'PLAN' as const };
    expect(answer({ alsoCalled: ['风机', '鼓风设备'], attributes: [{ ...flow, max: 200 }, drive] }, UNUSED, planned)).toMatchObject({ attributes: [{ max: 200 }, {}] });
    expect(answer({ zh: '新名' }, UNUSED, planned)).toBe('CLASS_OF_PLAN_FIXED');
    expect(answer({ attributes: [flow, drive, { ...flow, key: 'head' }] }, UNUSED, planned)).toBe('CLASS_OF_PLAN_FIXED');
  });

  it('says which bounds became narrower', () => {
    const with_ = (bounds: Partial<AttributeDefinition>): ClassDefinition => ({ ...CLASS, attributes: [{ ...flow, ...bounds }, drive] });
    expect(narrowedBounds(CLASS, with_({ min: 0, max: null }))).toEqual([]);
    expect(narrowedBounds(CLASS, with_({ max: 50 }))).toEqual([{ key: 'flow', min: 1, max: 50 }]);
    expect(narrowedBounds(with_({ min: null }), CLASS)).toEqual([{ key: 'flow', min: 1, max: 100 }]);
  });
});

describe('ids of extension classes', () => {
  it('go on behind the last one that was ever given, gaps and all', () => {
    expect(nextClassId('X.1', ['X.101', 'X.117', 'X.205', 'S1.1.1.02'])).toBe('X.118');
    expect(nextClassId('X.0', ['X.009'])).toBe('X.010');
    expect(nextClassId('X.9', ['X.999'])).toBeNull();
  });
});
