/** What is to be said of an answer of the energy gate, with `{param}` places; keys of attributes and dates are formatted by the caller. */
export const ENERGY_REMARKS = {
  ENERGY_COMPUTED: {
    zh: '效率 {efficiency}%，限值 1 级 {grade1} / 2 级 {grade2} / 3 级 {grade3}',
    en: 'Efficiency {efficiency} %, limits: grade 1 {grade1}, grade 2 {grade2}, grade 3 {grade3}',
  },
  ENERGY_LIMIT_COMPARED: {
    zh: '效率 {efficiency}%，限定值 {limit}%；标准不分等级',
    en: 'Efficiency {efficiency} %, limit {limit} %; the standard has no grades',
  },
  ENERGY_BELOW_GRADE_3: { zh: '低于 3 级，即低于能效限定值', en: 'Below grade 3, which is the limit of the standard' },
  ENERGY_CLAIM_DIFFERS: { zh: '标称 {claimed} 级与额定值不符，以额定值计算为准', en: 'Grade {claimed} is claimed, the rated values say otherwise and count' },
  ENERGY_CLAIM_HAS_NO_GRADE: { zh: '标称 {claimed} 级，而标准对此类设备不分等级', en: 'Grade {claimed} is claimed where the standard has no grades' },
  ENERGY_CLAIM_ABOVE_DOCUMENT: { zh: '标称 {claimed} 级，所列证明为 {documented} 级，以证明为准', en: 'Grade {claimed} is claimed, the document names grade {documented}, which counts' },
  ENERGY_CLAIM_BELOW_2: { zh: '标称 {claimed} 级，未达 2 级', en: 'Grade {claimed} is claimed, which is below grade 2' },
  ENERGY_DOCUMENT_BELOW_2: { zh: '所列证明为 {documented} 级，未达 2 级', en: 'The document names grade {documented}, which is below grade 2' },
  ENERGY_CLAIM_MISSING: { zh: '未标能效等级；请标明等级', en: 'No energy grade is stated: state it' },
  ENERGY_VALUES_MISSING: { zh: '额定值不足以计算，缺：{attributes}', en: 'The rated values do not suffice to compute a grade, missing: {attributes}' },
  ENERGY_NO_TABLE_LINE: { zh: '额定值不在 {standard} 的表或公式所列范围内，不能计算', en: 'No line of {standard} speaks of these rated values: nothing to compute' },
  ENERGY_TABLE_NOT_HELD: { zh: '{standard} 的表未收入，不能计算', en: 'The tables of {standard} are not held here: nothing to compute' },
  ENERGY_STANDARD_NOT_IN_FORCE: { zh: '{standard} 自 {inForceFrom} 起实施，此前不据以计算', en: '{standard} is in force from {inForceFrom} and computes nothing before' },
  ENERGY_NO_STANDARD: { zh: '此类设备没有收入的能效标准', en: 'No energy standard is known here for such equipment' },
  /** The reason stands beside the text, in `reasonZh` and `reasonEn`. */
  ENERGY_OUTSIDE_SCOPE: { zh: '在 {standard} 第 {clause} 章的适用范围以外，不作等级要求', en: 'Outside the scope of {standard}, clause {clause}: no grade is asked' },
  ENERGY_DOCUMENT_UNVERIFIED: { zh: '所列能效证明为供应商声明，未经核验', en: 'The document is declared by the supplier and not verified' },
  ENERGY_DOCUMENT_VERIFIED: { zh: '能效证明 {number} 已经主管部门核验', en: 'A department has verified the document {number}' },
  ENERGY_DOCUMENT_REJECTED: { zh: '能效证明 {number} 核验未通过：{reason}；请更正后重新提交', en: 'The document {number} was rejected: {reason}. Put it right and hand it in again' },
  ENERGY_DOCUMENT_MISSING: { zh: '没有能效检测报告或认证；请补充', en: 'No test report or certificate of energy efficiency: add one' },
  ENERGY_DOCUMENT_EXPIRED: { zh: '能效证明已于 {validUntil} 到期；请更新', en: 'The document ended on {validUntil}: renew it' },
  ENERGY_DOCUMENT_NOT_YET_VALID: { zh: '能效证明尚未生效', en: 'The document is not valid yet' },
  ENERGY_DOCUMENT_UNREADABLE: { zh: '能效证明的有效期无法识别；请写明截止日期', en: 'The validity of the document cannot be read: write its last day' },
  ENERGY_STANDARD_TO_VERIFY: { zh: '{standard} 为二手转录，待核', en: '{standard} is a second-hand transcription, to be verified' },
} as const;
export type EnergyRemarkCode = keyof typeof ENERGY_REMARKS;

export interface EnergyRemark {
  readonly code: EnergyRemarkCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export const remark = (code: EnergyRemarkCode, params: EnergyRemark['params'] = {}): EnergyRemark => ({ code, params });
