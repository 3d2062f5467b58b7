import { describe, expect, it } from '@jest/globals';
import type { ClassDefinition } from '../policy/class-definition.js';
import { explained } from './explanation.js';
import { FACTOR_REASONS, GATE_REASONS } from './factor-codes.js';
import { judgePair } from './judge-pair.js';
import { aLine, aPath, aProduct, aRequirement, AS_OF } from './pair.factory.js';
import type { MessageParams } from './pair.js';
import { DEFAULT_RULES } from './rules.js';

const definition = (id: string, zh: string, en: string): ClassDefinition => ({
  id, zh, en, origin: 'PLAN', alsoCalled: [], kinds: [], unit: '台', leadTimeDays: [1, 2, 3], energyGradeKind: null, clause: '',
  attributes: [{ key: 'capacity', zh: '处理能力', en: 'capacity', type: 'number', unit: 't/h', better: 'higher', min: 0, max: 9999, values: [], matchRole: 'hard', appliesToKinds: null }],
});
const CLASSES = [definition('S1.1.1.03', '破碎机', 'crusher'), definition('X.101', '离心通风机', 'centrifugal fan')];
const classOf = (id: string): ClassDefinition | undefined => CLASSES.find((one) => one.id === id);
const filled = (text: string, params: MessageParams): string => text.replace(/\{(\w+)\}/gu, (_, name: string) => String(params[name]));

describe('an explanation', () => {
  const said = (product: Parameters<typeof aProduct>[0], line: Parameters<typeof aLine>[0], locale: 'zh' | 'en'): string[] => {
    const verdict = judgePair(aProduct(product), aLine(line), DEFAULT_RULES, AS_OF);
    const parts = verdict.matched ? verdict.factors.map(({ reason, params }) => ({ text: FACTOR_REASONS[reason], params })) : [{ text: GATE_REASONS[verdict.gate.reason], params: verdict.gate.params }];
    return parts.map(({ text, params }) => filled(text[locale], explained(params, aProduct(product).classId, classOf, locale)));
  };

  it('names classes, attributes and amounts', () => {
    expect(said({}, {}, 'zh')).toContain('破碎机（S1.1.1.03） 即需求所购之物（路径强度 3/3）');
    expect(said({}, {}, 'en')).toContain('CNY 100,000 × 2 is within the budget of CNY 250,000');
    expect(said({ classId: 'X.101' }, { classIds: [aPath(), aPath({ classId: 'X.999' })] }, 'zh'))
      .toEqual(['该需求要的是 破碎机（S1.1.1.03）, X.999，产品品类为 离心通风机（X.101）；品类有误可由供应商更正，或由采购方增加所需品类']);
    expect(said({ specs: { capacity: 200 } }, { requirements: [aRequirement()] }, 'zh')).toEqual(['硬性要求「处理能力」≥ 240 t/h，产品为 200 t/h，相差 40 t/h']);
  });

  it('names places', () => {
    expect(said({ regionsServed: [] }, { regionCode: '140105' }, 'zh').join()).toContain('山西省太原市 140105');
  });

  it('leaves no place of a message empty, whatever is judged', () => {
    for (const locale of ['zh', 'en'] as const) {
      for (const text of [...said({}, {}, locale), ...said({ priceCny: '1234567.50', energyGrade: 1, gradeVerdict: 'PASS', leadTimeDays: 500 }, { requirements: [aRequirement({ mode: 'SOFT' })] }, locale)]) {
        expect(text).not.toMatch(/undefined|\{/u);
      }
    }
    expect(said({ priceCny: '1234567.50' }, {}, 'zh').join()).toContain('1,234,567.50');
  });
});
