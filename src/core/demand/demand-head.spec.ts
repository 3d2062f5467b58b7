import { describe, expect, it } from '@jest/globals';
import { demandHead, type DemandHead } from './demand-head.js';

const TODAY = '2026-11-23';
const aHead = (changes: Partial<DemandHead> = {}): DemandHead => ({
  title: '石灰石破碎机改造', words: '', regionCode: '140900', budgetCny: null, neededBy: null, externalRef: null, ...changes,
});

describe('what a demand says beside its lines', () => {
  it('is kept in one form', () => {
    const head = aHead({ title: ' 破碎机 ', words: ' 急用 ', budgetCny: '600000', neededBy: '2027-05-30', externalRef: ' ' });
    expect(demandHead(head, TODAY)).toEqual({ ok: true, value: { title: '破碎机', words: '急用', regionCode: '140900', budgetCny: '600000.00', neededBy: '2027-05-30', externalRef: null } });
  });

  it.each([[TODAY], ['2028-02-29'], ['2056-12-31']])('may be needed by %s', (neededBy) => {
    expect(demandHead(aHead({ neededBy }), TODAY).ok).toBe(true);
  });

  const CASES: [what: string, changes: Partial<DemandHead>, code: string, field: string][] = [
    ['no title', { title: ' ' }, 'DEMAND_TITLE_LENGTH', 'title'],
    ['a title of 201 characters', { title: '字'.repeat(201) }, 'DEMAND_TITLE_LENGTH', 'title'],
    ['too many words', { words: '字'.repeat(5_001) }, 'DEMAND_WORDS_TOO_LONG', 'words'],
    ['five digits', { regionCode: '14090' }, 'DEMAND_REGION_WRONG', 'regionCode'],
    ['no province', { regionCode: '990000' }, 'DEMAND_REGION_WRONG', 'regionCode'],
    ['full-width digits', { regionCode: '１４０９００' }, 'DEMAND_REGION_WRONG', 'regionCode'],
    ['a negative budget', { budgetCny: '-600000' }, 'DEMAND_BUDGET_WRONG', 'budgetCny'],
    ['a budget of nothing', { budgetCny: '0' }, 'DEMAND_BUDGET_WRONG', 'budgetCny'],
    ['more money than there is', { budgetCny: '100000000001' }, 'DEMAND_BUDGET_TOO_LARGE', 'budgetCny'],
    ['a title of marks', { title: '——\u200b' }, 'DEMAND_TITLE_LENGTH', 'title'],
    ['yesterday', { neededBy: '2026-11-22' }, 'NEEDED_BY_PAST', 'neededBy'],
    ['a day that is in no calendar', { neededBy: '2027-02-29' }, 'NEEDED_BY_WRONG', 'neededBy'],
    ['a date in words', { neededBy: '明年春天' }, 'NEEDED_BY_WRONG', 'neededBy'],
    ['a slip of the year', { neededBy: '2062-05-30' }, 'NEEDED_BY_TOO_FAR', 'neededBy'],
    ['a long number', { externalRef: 'x'.repeat(101) }, 'DEMAND_EXTERNAL_REF_TOO_LONG', 'externalRef'],
  ];
  it.each(CASES)('is refused for %s', (_what, changes, code, field) => {
    expect(demandHead(aHead(changes), TODAY)).toMatchObject({ ok: false, refusal: { code, field } });
  });
});
