import type { OrganisationKind } from '../access/viewer.js';
import { refused, type Refused } from '../outcome/outcome.js';
import { isRegionCode } from '../policy/region-code.js';
import { isCreditCode } from './credit-code.js';

/** What an organisation says of itself and a department checks. */
export interface RegistrationFacts {
  readonly kind: OrganisationKind;
  readonly name: string;
  /** 统一社会信用代码; obligatory for enterprises. */
  readonly creditCode: string | null;
  /** GB/T 2260, six digits. */
  readonly regionCode: string;
  /** GB/T 4754-2017: a section letter, or 2 to 4 digits with or without it. */
  readonly industryCode: string | null;
}

const NAME_MAX = 200;
/** Sections A to T; division, group and class are 2, 3 and 4 digits. */
const INDUSTRY = /^(?:[A-T]|[A-T]?[0-9]{2,4})$/;

/** Why a registration is refused as it is written, or null; whether its credit code is another's is the database's to say. */
export function registrationFault(facts: RegistrationFacts): Refused | null {
  if (facts.name.trim() === '' || [...facts.name].length > NAME_MAX) return refused('INPUT', 'ORGANISATION_NAME_LENGTH', 'name', { max: NAME_MAX });
  if (facts.creditCode === null && facts.kind === 'ENTERPRISE') return refused('INPUT', 'CREDIT_CODE_MISSING', 'creditCode');
  if (facts.creditCode !== null && !isCreditCode(facts.creditCode)) return refused('INPUT', 'CREDIT_CODE_WRONG', 'creditCode', { creditCode: facts.creditCode });
  if (!isRegionCode(facts.regionCode)) return refused('INPUT', 'REGION_CODE_WRONG', 'regionCode', { regionCode: facts.regionCode });
  if (facts.industryCode !== null && !INDUSTRY.test(facts.industryCode)) {
    return refused('INPUT', 'INDUSTRY_CODE_WRONG', 'industryCode', { industryCode: facts.industryCode });
  }
  return null;
}

export const creditCodeTaken = (creditCode: string | null): Refused => refused('CONFLICT', 'CREDIT_CODE_TAKEN', 'creditCode', { creditCode: creditCode ?? '' });
