import type { MessageText } from '../platform/messages/messages.js';

/** What the departments' desk refuses with and tells suppliers. */
export const deskMessages = {
  SUSPENSION_REASON_MISSING: { zh: '请写明暂停的原因，供应商据此改正', en: 'Give the reason, so that the supplier can put it right' },
  PRODUCT_SUSPENDED_ALREADY: { zh: '产品「{model}」已被暂停，无需再次暂停', en: 'Product “{model}” is suspended already' },
  PRODUCT_NOT_ON_MARKET: { zh: '产品「{model}」没有发布，不能暂停', en: 'Product “{model}” is not published, so it cannot be suspended' },
  PRODUCT_NOT_SUSPENDED: { zh: '产品「{model}」未被暂停，无需恢复', en: 'Product “{model}” is not suspended, so there is nothing to reinstate' },
  NOTICE_PRODUCT_SUSPENDED: { zh: '产品「{model}」已被主管部门暂停展示：{reason}。改正后请联系主管部门恢复', en: 'A department has suspended your product “{model}”: {reason}. Put that right and ask for it to be reinstated' },
  NOTICE_PRODUCTS_SUSPENDED: { zh: '「{model}」等 {count} 个产品已被主管部门暂停展示：{reason}。改正后请联系主管部门恢复', en: 'A department has suspended {count} of your products, “{model}” among them: {reason}. Put that right and ask for them to be reinstated' },
  NOTICE_PRODUCT_REINSTATED: { zh: '产品「{model}」已恢复展示', en: 'Your product “{model}” is on the market again' },
  NOTICE_PRODUCTS_REINSTATED: { zh: '「{model}」等 {count} 个产品已恢复展示', en: '{count} of your products, “{model}” among them, are on the market again' },

  SAMPLE_EMPTY: { zh: '该范围内没有已发布的产品，无法抽样；请放宽范围', en: 'No published product is within these bounds, so nothing can be drawn: widen them' },
  SAMPLE_REASON_MISSING: { zh: '产品「{model}」：不合格或更正结论须写明理由', en: 'Product “{model}”: give the reason where it is not in order or a verdict is corrected' },
  NOTICE_SAMPLE_FAILED: { zh: '产品「{model}」抽查不合格：{reason}。请改正，并与主管部门联系', en: 'Your product “{model}” failed an inspection: {reason}. Put that right and speak to the department' },
  NOTICE_SAMPLE_CORRECTED: { zh: '产品「{model}」的抽查结论已更正为合格：{reason}', en: 'The verdict on your product “{model}” was corrected: it is in order ({reason})' },

  LIST_STATEMENT_MISSING: { zh: '请写明申请理由', en: 'Say why the product should be recommended' },
  LIST_PRODUCT_NOT_PUBLISHED: { zh: '产品「{model}」没有发布；推介目录只收正在展示的产品', en: 'Product “{model}” is not published: only what is on the market can be recommended' },
  LIST_APPLICATION_WAITS: { zh: '产品「{model}」已有待审的申请，无需重复提交', en: 'An application for product “{model}” is waiting already' },
  LIST_PRODUCT_LISTED: { zh: '产品「{model}」已在推介目录中', en: 'Product “{model}” is on the recommended list already' },
  LIST_PRODUCT_NOT_LISTED: { zh: '产品「{model}」不在推介目录中', en: 'Product “{model}” is not on the recommended list' },
  LIST_APPLICATION_DECIDED: { zh: '该申请不在待审状态，可能已由其他审核人处理，请刷新', en: 'The application does not wait any more, another officer may have decided it: reload it' },
  LIST_REASON_MISSING: { zh: '请写明理由，供应商据此改正', en: 'Give the reason, so that the supplier can act on it' },
  NOTICE_LIST_APPROVED: { zh: '产品「{model}」已列入推介目录', en: 'Your product “{model}” is on the recommended list' },
  NOTICE_LIST_RETURNED: { zh: '产品「{model}」的推介目录申请被退回：{reason}', en: 'The application of “{model}” for the recommended list was returned: {reason}' },
  NOTICE_LIST_ENDED: { zh: '产品「{model}」已撤出推介目录：{reason}', en: 'Your product “{model}” was taken off the recommended list: {reason}' },
} as const satisfies Readonly<Record<string, MessageText>>;
