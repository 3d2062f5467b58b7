import { describe, expect, it } from '@jest/globals';
import { aClass, anAttribute, LENGTH } from './class.factory.js';
import { lineContent, type LineDraft, type LineGround, type RetiredMachine } from './line-content.js';
import type { Requirement } from './requirement.js';

const CRUSHER = aClass();
/** Measures its capacity in kg/h, has no length, and sells sets. */
const MILL = aClass({ id: 'X.201', unit: '套', attributes: [anAttribute({ unit: 'kg/h', max: 3_000_000 })] });
const CONVEYOR = aClass({ id: 'S1.1.1.02', attributes: [anAttribute({ max: 12_000 }), LENGTH] });

/** Five kinds of software at most. */
const SOFTWARE = ['X.901', 'X.902', 'X.903', 'X.904', 'X.905', 'X.906'].map((id) => aClass({ id, softwareKind: true }));

const GROUND: LineGround = {
  definition: (id) => [CRUSHER, MILL, CONVEYOR, ...SOFTWARE].find((one) => one.id === id) ?? null,
  classesOfItem: (id) => ({ 'D3.1.c.04': ['S1.1.1.03', 'X.201'], 'D9.none': [] }[id] ?? null),
  year: 2026,
};

const aDraft = (changes: Partial<LineDraft> = {}): LineDraft => ({
  classIds: ['S1.1.1.03'], itemId: null, words: '', quantity: '2', unit: '台', requirements: [], energyGradeAtMost: null, budgetCny: null, retires: [], ...changes,
});
const asked = (changes: object = {}): Requirement => ({ attributeKey: 'capacity', op: '>=', value: 240, unit: 't/h', mode: 'HARD', ...changes }) as Requirement;
const machine = (changes: Partial<RetiredMachine> = {}): RetiredMachine => ({ name: '颚式破碎机', model: 'PE-750', commissionedYear: 2007, count: 1, ...changes });

describe('a line that may be kept', () => {
  const kept = (changes: Partial<LineDraft>) => {
    const outcome = lineContent(aDraft(changes), GROUND);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  };

  it.each([
    ['classes', { classIds: ['S1.1.1.03', 'X.201', 'S1.1.1.03'] }, 'CLASS', ['S1.1.1.03', 'X.201']],
    ['an item, whose paths give the classes', { classIds: [], itemId: 'D3.1.c.04' }, 'ITEM', ['S1.1.1.03', 'X.201']],
    ['an item that no path leads from', { classIds: [], itemId: 'D9.none' }, 'ITEM', []],
    ['words alone', { classIds: [], words: ' 一台破碎机 ' }, 'WORDS', []],
    ['words with confirmed classes', { words: '一台破碎机' }, 'CLASS', ['S1.1.1.03']],
  ] as [string, Partial<LineDraft>, string, string[]][])('wants %s', (_what, changes, wants, classIds) => {
    expect(kept(changes)).toMatchObject({ wants, classIds });
  });

  it('writes amounts, units and words in one form', () => {
    const line = kept({ quantity: '2.50', unit: ' ', budgetCny: '320000', words: ' 要省电 ', retires: [machine({ name: ' 旧破碎机 ', model: ' ' })] });
    expect(line).toMatchObject({ quantity: '2.5', unit: '台', budgetCny: '320000.00', words: '要省电', retires: [{ name: '旧破碎机', model: null, commissionedYear: 2007, count: 1 }] });
  });

  it('converts requirements and keeps nothing but their own fields', () => {
    const { requirements } = kept({ requirements: [asked({ value: 0.3, unit: 'kt/h', secret: 1 }), asked({ attributeKey: 'length', value: 1.2, unit: 'km', classId: 'S1.1.1.03', mode: 'SOFT' })] });
    expect(requirements).toEqual([
      { attributeKey: 'capacity', op: '>=', value: 300, unit: 't/h', mode: 'HARD' },
      { attributeKey: 'length', op: '>=', value: 1200, unit: 'm', mode: 'SOFT', classId: 'S1.1.1.03' },
    ]);
  });

  it('pairs software, each kind once, or says why none', () => {
    expect(kept({ softwareClassIds: ['X.901', 'X.906', 'X.901'], softwareWaiver: ' ' })).toMatchObject({ softwareClassIds: ['X.901', 'X.906'], softwareWaiver: null });
    expect(kept({ softwareWaiver: ' 已有编程软件 ' })).toMatchObject({ softwareClassIds: [], softwareWaiver: '已有编程软件' });
  });

  it('asks of all classes what one of them knows', () => {
    expect(kept({ classIds: ['S1.1.1.03', 'X.201'], requirements: [asked({ attributeKey: 'length', unit: 'm' })] }).requirements).toHaveLength(1);
    // Within the bounds of conveyors, outside those of crushers.
    expect(kept({ classIds: ['S1.1.1.03', 'S1.1.1.02'], requirements: [asked({ value: 5000 })] }).requirements).toHaveLength(1);
  });
});

describe('a line that is refused', () => {
  const CASES: [what: string, changes: Partial<LineDraft>, code: string, field: string][] = [
    ['nothing', { classIds: [], words: ' ' }, 'LINE_WANTS_NOTHING', 'classIds'],
    ['item and classes', { itemId: 'D3.1.c.04' }, 'LINE_WANTS_TWO', 'classIds'],
    ['eleven classes', { classIds: Array.from({ length: 11 }, (_, n) => `X.${n}`) }, 'LINE_TOO_MANY_CLASSES', 'classIds'],
    ['an unknown class', { classIds: ['S9.9.9.99'] }, 'LINE_CLASS_UNKNOWN', 'classIds'],
    ['an unknown item', { classIds: [], itemId: 'D9.9.z.99' }, 'LINE_ITEM_UNKNOWN', 'itemId'],
    ['none of it', { quantity: '0' }, 'LINE_QUANTITY_WRONG', 'quantity'],
    ['less than none', { quantity: '-1' }, 'LINE_QUANTITY_WRONG', 'quantity'],
    ['a quantity in words', { quantity: '两台' }, 'LINE_QUANTITY_WRONG', 'quantity'],
    ['no unit anywhere', { classIds: [], words: '机器', unit: '' }, 'LINE_UNIT_MISSING', 'unit'],
    ['a story for a unit', { unit: '台'.repeat(21) }, 'LINE_UNIT_TOO_LONG', 'unit'],
    ['a novel', { words: '字'.repeat(5_001) }, 'DEMAND_WORDS_TOO_LONG', 'words'],
    ['grade 4', { energyGradeAtMost: 4 }, 'LINE_GRADE_WRONG', 'energyGradeAtMost'],
    ['grade 1.5', { energyGradeAtMost: 1.5 }, 'LINE_GRADE_WRONG', 'energyGradeAtMost'],
    ['a negative budget', { budgetCny: '-5' }, 'DEMAND_BUDGET_WRONG', 'budgetCny'],
    ['a tenth of a fen', { budgetCny: '5.001' }, 'DEMAND_BUDGET_WRONG', 'budgetCny'],
    ['a machine without a name', { retires: [machine(), machine({ name: ' ' })] }, 'LINE_RETIRED_WRONG', 'retires.1'],
    ['a machine from next year', { retires: [machine({ commissionedYear: 2027 })] }, 'LINE_RETIRED_WRONG', 'retires.0'],
    ['half a machine', { retires: [machine({ count: 0.5 })] }, 'LINE_RETIRED_WRONG', 'retires.0'],
    ['51 machines', { retires: Array.from({ length: 51 }, () => machine()) }, 'LINE_TOO_MANY_RETIRED', 'retires'],
    ['six kinds of software', { softwareClassIds: SOFTWARE.map(({ id }) => id) }, 'LINE_TOO_MUCH_SOFTWARE', 'softwareClassIds'],
    ['a machine for software', { softwareClassIds: ['X.901', 'S1.1.1.02'] }, 'LINE_SOFTWARE_IS_NONE', 'softwareClassIds'],
    ['an unknown class for software', { softwareClassIds: ['X.999'] }, 'LINE_SOFTWARE_IS_NONE', 'softwareClassIds'],
    ['software and why none', { softwareClassIds: ['X.901'], softwareWaiver: '已有' }, 'LINE_SOFTWARE_AND_WAIVER', 'softwareWaiver'],
    ['a novel of a waiver', { softwareWaiver: '字'.repeat(501) }, 'LINE_SOFTWARE_WAIVER_TOO_LONG', 'softwareWaiver'],
    ['51 requirements', { requirements: Array.from({ length: 51 }, () => asked()) }, 'LINE_TOO_MANY_REQUIREMENTS', 'requirements'],
    ['requirements on words', { classIds: [], words: '破碎机', requirements: [asked()] }, 'REQUIREMENT_WITHOUT_CLASS', 'requirements'],
    ['an unknown attribute', { requirements: [asked(), asked({ attributeKey: 'colour' })] }, 'REQUIREMENT_ATTRIBUTE_UNKNOWN', 'requirements.1.attributeKey'],
    ['an inherited name for an attribute', { requirements: [asked({ attributeKey: 'constructor' })] }, 'REQUIREMENT_ATTRIBUTE_UNKNOWN', 'requirements.0.attributeKey'],
    ['a unit of another kind', { requirements: [asked({ unit: 'kW' })] }, 'REQUIREMENT_UNIT_UNFIT', 'requirements.0.unit'],
    ['a class that the line does not want', { requirements: [asked({ classId: 'X.201' })] }, 'REQUIREMENT_CLASS_NOT_WANTED', 'requirements.0.classId'],
    ['two units for one attribute', { classIds: ['S1.1.1.03', 'X.201'], requirements: [asked()] }, 'REQUIREMENT_CLASS_NEEDED', 'requirements.0.classId'],
    ['a value out of every bound', { requirements: [asked({ value: 9e9 })] }, 'REQUIREMENT_OUT_OF_BOUNDS', 'requirements.0.value'],
    ['a contradiction', { requirements: [asked({ value: 300 }), asked({ op: '<=', value: 0.2, unit: 'kt/h' })] }, 'REQUIREMENTS_CONTRADICT', 'requirements.1.value'],
  ];
  it.each(CASES)('for %s', (_what, changes, code, field) => {
    expect(lineContent(aDraft(changes), GROUND)).toMatchObject({ ok: false, refusal: { code, field } });
  });
});
