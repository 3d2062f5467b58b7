/** The gates in the order in which they are asked. */
export const GATE_CODES = [
  'ON_MARKET', 'CLASS', 'OWN_ORGANISATION', 'ELIMINATED', 'ENERGY_GRADE', 'VALIDITY', 'REGION_SERVED', 'VISIBILITY', 'HARD_REQUIREMENT',
] as const;
export type GateCode = (typeof GATE_CODES)[number];

/** The factors in the order in which they are shown. */
export const FACTOR_CODES = [
  'PATH_STRENGTH', 'SOFT_REQUIREMENTS', 'PRICE', 'LEAD_TIME', 'DISTANCE', 'ENERGY_GRADE', 'PROOF', 'RECORD',
] as const;
export type FactorCode = (typeof FACTOR_CODES)[number];

/** Why a gate is shut and what would open it, with `{param}` places; amounts, dates and names are formatted by the caller. */
export const GATE_REASONS = {
  GATE_PRODUCT_NOT_ON_MARKET: {
    zh: '{model} 目前不在售（未发布、已下架，或供应商被暂停）；重新发布后再行匹配',
    en: '{model} is not on the market (not published, withdrawn, or its supplier is suspended): it is matched again once it is published',
  },
  GATE_LINE_NOT_OPEN: {
    zh: '该需求目前不再征集产品（草稿、已成交、已关闭或已过期）',
    en: 'The line looks for no products now (a draft, awarded, closed or expired)',
  },
  GATE_LINE_WITHOUT_CLASS: {
    zh: '该需求行只有文字，尚未确认品类；采购方按建议（proposedReading）确认品类并发布后即参与匹配',
    en: 'The line has words alone and no class yet: it is matched once the buyer has confirmed classes, as proposedReading proposes them, and published it',
  },
  GATE_CLASS_NOT_WANTED: {
    zh: '该需求要的是 {wanted}，产品品类为 {classId}；品类有误可由供应商更正，或由采购方增加所需品类',
    en: 'The line wants {wanted} and the product is of class {classId}: the supplier may correct the class, or the buyer add one',
  },
  GATE_CLASS_ONLY_BESIDE: {
    zh: '{classId} 只是所需设备的部件或配套，本身不能满足需求；采购方可为它单列一行需求',
    en: '{classId} is a part of what is wanted or goes beside it and does not answer the line itself: the buyer may ask for it in a line of its own',
  },
  GATE_OWN_ORGANISATION: { zh: '供需双方为同一单位，不作推荐', en: 'Buyer and supplier are the same organisation: nothing is recommended' },
  GATE_ELIMINATED: {
    zh: '{model} 属于淘汰类设备，不得推荐；请改报未列入淘汰目录的型号',
    en: '{model} is in the elimination class and is not recommended: offer a model that the catalogue does not list',
  },
  GATE_ENERGY_GRADE_FAIL: {
    zh: '能效未达到 2 级（节能水平），不作推荐；达到 2 级后请更新额定值或能效报告',
    en: 'The energy efficiency is below grade 2 and is not recommended: update rated values or report once grade 2 is reached',
  },
  GATE_ENERGY_GRADE_UNPROVEN: {
    zh: '能效等级缺少有效证明；请供应商补充额定值或有效期内的能效检测报告',
    en: 'The energy grade lacks valid evidence: the supplier should add rated values or a test report that is still valid',
  },
  GATE_ENERGY_GRADE_TOO_LOW: {
    zh: '能效 {grade} 级，低于需求的 {wanted} 级；需换用更高能效的型号，或由采购方放宽能效要求',
    en: 'Energy grade {grade} where grade {wanted} is wanted: a better model or a lower demand would do',
  },
  GATE_ENERGY_GRADE_MISSING: {
    zh: '需求要求能效 {wanted} 级及以上，产品未标明相应等级；请供应商补充能效等级及证明',
    en: 'Grade {wanted} or better is wanted and the product shows none: the supplier should state the grade with its evidence',
  },
  GATE_OFFER_EXPIRED: { zh: '报价已于 {validUntil} 到期；请供应商更新有效期', en: 'The offer ended on {validUntil}: the supplier should renew it' },
  GATE_NEEDED_BY_PAST: { zh: '需求时间 {neededBy} 已过；请采购方更新需求时间', en: 'The line was needed by {neededBy}: the buyer should set a new date' },
  GATE_REGION_NOT_SERVED: {
    zh: '供应商的服务区域不含交货地 {region}；请供应商补充服务区域，或由采购方写明区县',
    en: 'The supplier does not serve the place of delivery {region}: add it to the regions served, or name the county of delivery',
  },
  GATE_SUPPLIER_NOT_APPROVED: {
    zh: '该需求只向已审核通过的供应商开放；供应商通过审核后可参与',
    en: 'The line is open to approved suppliers only: it opens once the supplier is approved',
  },
  GATE_REQUIREMENT_MISSED_BY: {
    zh: '硬性要求「{attribute}」{op} {wanted}，产品为 {actual}，相差 {by}',
    en: 'Hard requirement "{attribute}" {op} {wanted}: the product has {actual}, off by {by}',
  },
  GATE_REQUIREMENT_NOT_MET: {
    zh: '硬性要求「{attribute}」{op} {wanted}，产品为 {actual}',
    en: 'Hard requirement "{attribute}" {op} {wanted}: the product has {actual}',
  },
  GATE_REQUIREMENT_NO_DATA: {
    zh: '硬性要求「{attribute}」{op} {wanted}，产品未填写该参数；请供应商补充',
    en: 'Hard requirement "{attribute}" {op} {wanted}: the product does not state it, the supplier should fill it in',
  },
} as const;
export type GateReason = keyof typeof GATE_REASONS;

/** Why a factor earned what it did, with `{param}` places. */
export const FACTOR_REASONS = {
  FACTOR_PATH_FULFILS: { zh: '{classId} 即需求所购之物（路径强度 {strength}/3）', en: '{classId} is what the line buys (path strength {strength} of 3)' },
  FACTOR_PATH_FULFILS_IN_PART: { zh: '{classId} 满足需求的一部分（路径强度 {strength}/3）', en: '{classId} covers a part of what the line buys (path strength {strength} of 3)' },
  FACTOR_PATH_COMPONENT: { zh: '{classId} 是所需设备的部件（路径强度 {strength}/3）', en: '{classId} is a part of what the line buys (path strength {strength} of 3)' },
  FACTOR_PATH_ENABLES: { zh: '{classId} 为所需设备的配套（路径强度 {strength}/3）', en: '{classId} goes beside what the line buys (path strength {strength} of 3)' },
  FACTOR_SOFT_MET: { zh: '{total} 项优先要求满足 {met} 项，{missing} 项未填写', en: '{met} of {total} soft requirements met, {missing} not stated' },
  FACTOR_SOFT_NONE_STATED: { zh: '需求没有优先要求，按中性计分', en: 'The line states no soft requirement: neutral' },
  FACTOR_PRICE_WITHIN_BUDGET: { zh: '价格 {priceCny} 元 × {quantity} 在预算 {budgetCny} 元以内', en: 'CNY {priceCny} × {quantity} is within the budget of CNY {budgetCny}' },
  FACTOR_PRICE_OVER_BUDGET: { zh: '价格 {priceCny} 元 × {quantity} 超出预算 {budgetCny} 元 {overCny} 元', en: 'CNY {priceCny} × {quantity} is above the budget of CNY {budgetCny} by CNY {overCny}' },
  FACTOR_PRICE_ON_REQUEST: { zh: '价格面议，按中性计分', en: 'Price on request: neutral' },
  FACTOR_PRICE_NO_BUDGET: { zh: '价格 {priceCny} 元，需求未填预算，按中性计分', en: 'CNY {priceCny}, the line states no budget: neutral' },
  FACTOR_PRICE_NOT_SHOWN: { zh: '价格与预算的比较不对外显示，此处按中性计分', en: 'How price and budget compare is not shown: neutral here' },
  FACTOR_LEAD_TIME_IN_TIME: { zh: '交货期 {leadTimeDays} 天，比需求时间 {neededBy} 早 {spareDays} 天', en: 'Lead time {leadTimeDays} days, {spareDays} days before {neededBy}' },
  FACTOR_LEAD_TIME_LATE: { zh: '交货期 {leadTimeDays} 天，比需求时间 {neededBy} 晚 {lateDays} 天', en: 'Lead time {leadTimeDays} days, {lateDays} days after {neededBy}' },
  FACTOR_LEAD_TIME_UNKNOWN: { zh: '未填交货期，需求时间 {neededBy}，按中性计分', en: 'No lead time stated, needed by {neededBy}: neutral' },
  FACTOR_LEAD_TIME_NO_DATE: { zh: '需求未填需求时间，按中性计分', en: 'The line states no date: neutral' },
  FACTOR_DISTANCE_SAME_COUNTY: { zh: '供应商与交货地在同一区县', en: 'The supplier is in the county of delivery' },
  FACTOR_DISTANCE_SAME_CITY: { zh: '供应商与交货地在同一城市', en: 'The supplier is in the city of delivery' },
  FACTOR_DISTANCE_FARTHER: { zh: '供应商在交货城市以外；省内省外一视同仁，不扣分', en: 'The supplier is outside the city of delivery; in or out of the province is the same and costs nothing' },
  FACTOR_DISTANCE_UNKNOWN: { zh: '地区代码不详，按中性计分', en: 'A region is not known: neutral' },
  FACTOR_ENERGY_GRADE: { zh: '能效 {grade} 级', en: 'Energy grade {grade}' },
  FACTOR_ENERGY_GRADE_LIMIT_MET: { zh: '达到标准规定的能效限值', en: 'Meets the limit of the standard' },
  FACTOR_ENERGY_GRADE_NOT_APPLICABLE: { zh: '不在能效标准适用范围内，按中性计分', en: 'Outside the scope of the energy standard: neutral' },
  FACTOR_ENERGY_GRADE_NOT_STATED: { zh: '该品类不在能效闸门范围内且未标等级，按中性计分', en: 'No grade is asked of this class and none is stated: neutral' },
  FACTOR_PROOF_CERTIFICATES: { zh: '提供 {count} 项认证', en: '{count} certificates listed' },
  FACTOR_PROOF_NONE: { zh: '未提供认证', en: 'No certificate listed' },
  FACTOR_RECORD_ON_TIME: { zh: '平台上交付 {delivered} 次，按时 {onTime} 次', en: '{onTime} of {delivered} deliveries on the platform on time' },
  FACTOR_RECORD_NONE: { zh: '平台上尚无交付记录，按中性计分', en: 'No deliveries on the platform yet: neutral' },
} as const;
export type FactorReason = keyof typeof FACTOR_REASONS;
