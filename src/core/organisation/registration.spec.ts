import { describe, expect, it } from '@jest/globals';
import { registrationFault, type RegistrationFacts } from './registration.js';

const FACTS: RegistrationFacts = { kind: 'ENTERPRISE', name: '太原破碎机有限公司', creditCode: '91350100M000100Y43', regionCode: '140105', industryCode: 'C3511' };

describe('registration of an organisation', () => {
  const CASES: [change: Partial<RegistrationFacts>, code: string | null, field: string | null][] = [
    [{}, null, null],
    [{ industryCode: null }, null, null],
    [{ industryCode: 'C' }, null, null],
    [{ industryCode: '35' }, null, null],
    [{ kind: 'DEPARTMENT', creditCode: null }, null, null],
    [{ kind: 'BANK', creditCode: null, industryCode: null }, null, null],
    [{ name: '  ' }, 'ORGANISATION_NAME_LENGTH', 'name'],
    [{ name: '长'.repeat(201) }, 'ORGANISATION_NAME_LENGTH', 'name'],
    [{ creditCode: null }, 'CREDIT_CODE_MISSING', 'creditCode'],
    [{ creditCode: '91350100M000100Y44' }, 'CREDIT_CODE_WRONG', 'creditCode'],
    [{ kind: 'DEPARTMENT', creditCode: '1' }, 'CREDIT_CODE_WRONG', 'creditCode'],
    [{ regionCode: '160000' }, 'REGION_CODE_WRONG', 'regionCode'],
    [{ industryCode: 'Z35' }, 'INDUSTRY_CODE_WRONG', 'industryCode'],
    [{ industryCode: 'C35111' }, 'INDUSTRY_CODE_WRONG', 'industryCode'],
    [{ industryCode: '' }, 'INDUSTRY_CODE_WRONG', 'industryCode'],
  ];
  it.each(CASES)('%j: %s', (change, code, field) => {
    const fault = registrationFault({ ...FACTS, ...change });
    expect(fault === null ? [null, null] : [fault.refusal.code, fault.refusal.field]).toEqual([code, field]);
  });
});
