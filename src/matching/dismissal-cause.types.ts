import { registerEnumType } from '@nestjs/graphql';
import { DISMISSAL_CAUSES, type DismissalCause } from '../core/matching/answer.js';

export const CAUSES = Object.fromEntries(DISMISSAL_CAUSES.map((code) => [code, code])) as Readonly<Record<DismissalCause, DismissalCause>>;

registerEnumType(CAUSES, {
  name: 'DismissalCause', description: '采购方不考虑的主要原因；除「其他」外，使相应评分因素在本单位需求上更受重视（见 matchingPreferences）。Why a buyer dismisses; each but OTHER makes its factor count for more on the buyer’s own lines, see `matchingPreferences`.',
  valuesMap: {
    TOO_DEAR: { description: '价格过高。Too dear: PRICE.' }, TOO_LATE: { description: '交货太晚。Delivered too late: LEAD_TIME.' }, TOO_FAR: { description: '供应商太远。The supplier is too far away: DISTANCE.' },
    NOT_WHAT_IS_NEEDED: { description: '不是所需的设备。Not the kind of thing needed: PATH_STRENGTH.' }, WISHES_UNMET: { description: '优先要求未满足。Soft requirements are not met: SOFT_REQUIREMENTS.' },
    GRADE_TOO_LOW: { description: '能效不够好。The energy grade is not good enough: ENERGY_GRADE.' }, TOO_LITTLE_PROOF: { description: '认证不足。Too few certificates: PROOF.' },
    RECORD_TOO_WEAK: { description: '交付记录不足。Too weak a record of deliveries: RECORD.' }, OTHER: { description: '其他，须用文字说明；不影响评分。Something else, said in words; it moves nothing.' },
  },
});
