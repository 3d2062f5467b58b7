import { FACTOR_REASONS, GATE_REASONS } from '../core/matching/factor-codes.js';
import { PREFERENCE_REASONS } from '../core/matching/feedback.js';
import { defineMessages } from '../platform/messages/messages.js';
import { savedSearchMessages } from './saved-search-messages.js';
import { topicMessages } from './topic-messages.js';

export const matchingMessages = defineMessages({
  ...GATE_REASONS,
  ...FACTOR_REASONS,
  ...PREFERENCE_REASONS,
  ...savedSearchMessages,
  ...topicMessages,
  WEIGHTS_EACH_ONCE: { zh: '八个评分因素的权重须各填一次；缺：{missing}', en: 'Name the weight of each of the eight factors once; missing: {missing}' },
  WEIGHTS_SUM: { zh: '权重相加为 {sum}，应为 {full}', en: 'The weights add up to {sum} instead of {full}' },
  WEIGHTS_ENERGY_GRADE: { zh: '权重须为不小于 0 的整数，能效至少为 1（能效 1 级须优先于 2 级）', en: 'Weights are whole numbers from 0, that of the energy grade 1 at least: grade 1 goes before grade 2' },
  WEIGHTS_BASIS_MISSING: { zh: '请说明新权重的依据', en: 'Say what the weights rest on' },
  WEIGHTS_EDITED_MEANWHILE: { zh: '权重已被他人更新，现行版本为 {inForce}；请查看后再改', en: 'Version {inForce} is in force meanwhile: look at it and edit again' },
  WEIGHTS_IN_FORCE: { zh: '与现行权重（版本 {version}）相同，无需改动', en: 'These are the weights in force already (version {version})' },
  PERIOD_WRONG: { zh: '期末不得早于期初，且不超过 {max} 天', en: 'A period ends no earlier than it begins, and has at most {max} days' },
  RECOMMENDATION_RETIRED: { zh: '该推荐已失效：产品或需求已变更，或已有更合适的产品', en: 'The recommendation has ended: the product or the demand has changed, or better products took its place' },
  DISMISSAL_REASON_MISSING: { zh: '请说明不考虑的原因，或（采购方）选择「其他」以外的原因类别', en: 'Say why it is dismissed; a buyer may name a cause other than OTHER instead' },
  DISMISSAL_CAUSE_OF_BUYERS: { zh: '原因类别（cause）仅供采购方在「不考虑」时填写；供应商请用文字说明原因', en: 'A cause is for buyers who dismiss: a supplier says why in words' },
  PREFERENCE_NOTHING_LEARNED: { zh: '没有影响评分的答复，无需重置', en: 'No answer of yours counts: there is nothing to reset' },
  FACTOR_MOVED_BY_ANSWERS: { zh: '{because}；采购方的答复使此项满分由 {plain} 变为 {maximum}', en: '{because}; the buyer’s own answers moved its maximum from {plain} to {maximum}' },
  DISMISSAL_REASON_TOO_LONG: { zh: '原因不能超过 {max} 个字符', en: 'The reason may have at most {max} characters' },
  GAP_NO_CLASS_FITS: { zh: '没有品类能满足该需求行；请改写需求或选择其他品类', en: 'No class of goods answers the line: word it anew or choose other classes' },
  GAP_NOTHING_ON_PLATFORM: { zh: '平台上尚无所需品类的产品；有产品发布时将立即推荐', en: 'No product of the classes wanted is on the platform: it is recommended as soon as one is published' },
  GAP_NO_MAKER_IN_PROVINCE: { zh: '省内未见所需品类的生产企业（省内缺口）；省外供应商同样可以参与', en: 'No maker of the classes wanted is known in the province; suppliers from elsewhere take part alike' },
  BUNDLE_SMALLEST: { zh: '{suppliers} 家供应商合起来满足 {positions} 行中的 {answered} 行，不能更少', en: '{suppliers} suppliers together answer {answered} of {positions} lines, and fewer cannot' },
  BUNDLE_NOT_PROVEN: { zh: '{suppliers} 家供应商合起来满足 {positions} 行中的 {answered} 行；需求较大，未能证明不能更少', en: '{suppliers} suppliers together answer {answered} of {positions} lines; the demand is large and it is not certain that fewer cannot' },
  BUNDLE_WITH_SOFTWARE: { zh: '{because}；指明的 {wanted} 种配套软件中可供 {supplied} 种', en: '{because}; they supply {supplied} of {wanted} kinds of software to pair' },
  BUNDLE_SOFTWARE_NONE: { zh: '平台上尚无可为该需求供应的「{className}」', en: 'Nobody on the platform supplies "{className}" for this demand yet' },
  BUNDLE_NONE_PASSES: { zh: '平台上有此类产品，但均未通过全部门槛；最接近的一个：', en: 'There are such products and none passes every gate; of the closest one:' },
  NOTICE_RECOMMENDATION_BUYER: { zh: '您的需求「{title}」有新的推荐：{model}（{className}）', en: 'New recommendation for your demand "{title}": {model} ({className})' },
  NOTICE_RECOMMENDATION_SUPPLIER: { zh: '您的产品 {model}（{className}）符合需求「{title}」', en: 'Your product {model} ({className}) fits the demand "{title}"' },
  NOTICE_RECOMMENDATIONS_BUYER: { zh: '您的需求「{title}」有 {count} 条新的推荐，最相符的是 {model}（{className}）', en: 'Your demand "{title}" has {count} new recommendations, the closest is {model} ({className})' },
  NOTICE_RECOMMENDATIONS_SUPPLIER: { zh: '您的产品有 {count} 条新的推荐，最相符的是 {model}（{className}）与需求「{title}」', en: 'Your products have {count} new recommendations, the closest is {model} ({className}) for the demand "{title}"' },
  NOTICE_BUYER_INTERESTED: { zh: '采购方对您的产品 {model} 感兴趣（需求「{title}」）', en: 'A buyer is interested in your product {model} (demand "{title}")' },
  NOTICE_SUPPLIER_INTERESTED: { zh: '供应商愿以 {model} 满足您的需求「{title}」', en: 'A supplier would answer your demand "{title}" with {model}' },
  NOTICE_MUTUAL_INTEREST: { zh: '双方均有意向：需求「{title}」与产品 {model}，可以开始洽谈或询价', en: 'Both sides are interested: demand "{title}" and product {model}; talks or a request for quotations may begin' },
});
