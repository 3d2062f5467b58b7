import { describe, expect, it } from '@jest/globals';
import type { AttributeDefinition, SpecValue } from '../policy/class-definition.js';
import { anAttribute, DRIVE, EXPLOSION_PROOF } from './class.factory.js';
import { checkRequirement, checkTogether, judgeRequirement, shortfall, type Requirement, type RequirementVerdict } from './requirement.js';

const asked = (op: string, value: unknown, changes: Partial<Requirement> = {}): Requirement =>
  ({ attributeKey: 'capacity', op, value, unit: 't/h', mode: 'HARD', ...changes }) as Requirement;
const refusalOf = (outcome: ReturnType<typeof checkRequirement> | ReturnType<typeof checkTogether>): string =>
  (outcome.ok ? 'OK' : `${outcome.refusal.code} ${outcome.refusal.field ?? ''}`);

describe('a requirement against a value', () => {
  const CASES: [op: string, wanted: unknown, has: SpecValue | null | undefined, verdict: RequirementVerdict][] = [
    ['>=', 240, 240, 'MET'], ['>=', 240, 239.9, 'VIOLATED'], ['>=', 300, 299.9999999999, 'MET'], ['<=', 80, 80.1, 'VIOLATED'], ['<=', 80, 12, 'MET'],
    ['=', 800, 800, 'MET'], ['=', 800, 801, 'VIOLATED'], ['=', 'pm', 'pm', 'MET'], ['=', 'pm', 'belt', 'VIOLATED'], ['=', true, false, 'VIOLATED'], ['=', false, false, 'MET'],
    ['between', [10, 20], 10, 'MET'], ['between', [10, 20], 20.1, 'VIOLATED'], ['between', [20, 10], 15, 'VIOLATED'],
    ['in', ['pm', 'belt'], 'belt', 'MET'], ['in', [380, 660], 660, 'MET'], ['in', [380, 660], 400, 'VIOLATED'],
    ['about', 100, 90, 'MET'], ['about', 100, 110, 'MET'], ['about', 100, 89.9, 'VIOLATED'], ['about', -100, -110, 'MET'],
    ['>=', 240, null, 'NO_DATA'], ['>=', 240, undefined, 'NO_DATA'], ['>=', 240, '240', 'NO_DATA'], ['>=', 240, Number.NaN, 'NO_DATA'], ['=', 'pm', '', 'NO_DATA'],
    ['>=', 'pm', 300, 'VIOLATED'], ['in', [], 300, 'VIOLATED'], ['between', [1], 1, 'VIOLATED'], ['>=', [1], 1, 'VIOLATED'],
  ];
  it.each(CASES)('%s %j, has %j: %s', (op, wanted, has, verdict) => expect(judgeRequirement(asked(op, wanted), has)).toBe(verdict));

  it.each([
    ['>=', 240, 200, 40], ['<=', 80, 96, 16], ['between', [10, 20], 25, 5], ['in', [380, 660], 400, 20], ['about', 100, 80, 10], ['>=', 240, 300, null], ['=', 'pm', 'belt', null],
  ] as [string, unknown, SpecValue, number | null][])('%s %j, has %j: off by %j', (op, wanted, has, by) => expect(shortfall(asked(op, wanted), has)).toBe(by));
});

describe('whether a requirement can be asked', () => {
  const CASES: [op: string, value: unknown, attribute: AttributeDefinition | null, refusal: string][] = [
    ['>=', 240, anAttribute(), 'OK'],
    ['>=', 240, null, 'REQUIREMENT_ATTRIBUTE_UNKNOWN attributeKey'],
    ['>=', 'pm', DRIVE, 'REQUIREMENT_OP_UNFIT op'],
    ['between', [true, false], EXPLOSION_PROOF, 'REQUIREMENT_OP_UNFIT op'],
    ['>=', '240', anAttribute(), 'REQUIREMENT_VALUE_UNFIT value'],
    ['>=', null, anAttribute(), 'REQUIREMENT_VALUE_UNFIT value'],
    ['>=', { than: 240 }, anAttribute(), 'REQUIREMENT_VALUE_UNFIT value'],
    ['>=', Number.POSITIVE_INFINITY, anAttribute(), 'REQUIREMENT_VALUE_UNFIT value'],
    ['between', [1, 2, 3], anAttribute(), 'REQUIREMENT_VALUE_UNFIT value'],
    ['in', [], anAttribute(), 'REQUIREMENT_LIST_LENGTH value'],
    ['in', Array.from({ length: 51 }, (_, n) => n + 1), anAttribute(), 'REQUIREMENT_LIST_LENGTH value'],
    ['in', [1, 'pm'], anAttribute(), 'REQUIREMENT_VALUE_UNFIT value'],
    ['>=', 3001, anAttribute(), 'REQUIREMENT_OUT_OF_BOUNDS value'],
    ['>=', -1, anAttribute(), 'REQUIREMENT_OUT_OF_BOUNDS value'],
    // A class that sets no bounds takes no absurd figures either.
    ['>=', 1e13, anAttribute({ min: null, max: null }), 'REQUIREMENT_OUT_OF_BOUNDS value'], ['>=', -1e13, anAttribute({ min: null, max: null }), 'REQUIREMENT_OUT_OF_BOUNDS value'], ['>=', 1e12, anAttribute({ min: null, max: null }), 'OK'],
    ['between', [300, 200], anAttribute(), 'REQUIREMENT_RANGE_REVERSED value'],
    ['=', 'steam', DRIVE, 'REQUIREMENT_ENUM_UNKNOWN value'],
    ['in', ['pm', 'steam'], DRIVE, 'REQUIREMENT_ENUM_UNKNOWN value'],
    ['=', true, EXPLOSION_PROOF, 'OK'],
  ];
  it.each(CASES)('%s %j: %j is answered', (op, value, attribute, refusal) =>
    expect(refusalOf(checkRequirement(asked(op, value, { unit: attribute?.unit ?? null }), attribute))).toBe(refusal));

  it('takes the attribute’s unit, and no other', () => {
    expect(checkRequirement(asked('>=', 240, { unit: null }), anAttribute())).toMatchObject({ value: { unit: 't/h' } });
    expect(refusalOf(checkRequirement(asked('>=', 240, { unit: 'kW' }), anAttribute()))).toBe('REQUIREMENT_UNIT_UNFIT unit');
    expect(refusalOf(checkRequirement(asked('=', 'pm', { unit: 'm' }), DRIVE))).toBe('REQUIREMENT_UNIT_UNFIT unit');
  });
});

describe('requirements that no product could meet together', () => {
  const CASES: [first: Requirement, second: Requirement, refusal: string][] = [
    [asked('>=', 10), asked('<=', 5), 'REQUIREMENTS_CONTRADICT 1.value'],
    [asked('>=', 10), asked('<=', 10), 'OK'],
    [asked('=', 10), asked('in', [20, 30]), 'REQUIREMENTS_CONTRADICT 1.value'],
    [asked('between', [10, 20]), asked('about', 25), 'REQUIREMENTS_CONTRADICT 1.value'],
    [asked('>=', 10), asked('<=', 5, { mode: 'SOFT' }), 'OK'],
    [asked('>=', 10), asked('<=', 5, { attributeKey: 'length' }), 'OK'],
    [asked('>=', 10, { classId: 'A' }), asked('<=', 5, { classId: 'B' }), 'OK'],
    [asked('>=', 10, { classId: 'A' }), asked('<=', 5), 'REQUIREMENTS_CONTRADICT 1.value'],
  ];
  it.each(CASES)('%j and %j: %s', (first, second, refusal) => expect(refusalOf(checkTogether([first, second]))).toBe(refusal));
});
