import { defineMessages } from '../platform/messages/messages.js';

/** What is said of demands that a bureau enters, and of its lists. */
export const demandOnBehalfMessages = defineMessages({
  LIST_WITHOUT_HEADING: { zh: '前 {rows} 行中没有找到表头，请确认首行为列名（如 企业名称、统一社会信用代码）', en: 'No heading was found in the first {rows} rows: the list begins with the names of its columns' },
  LIST_TOO_LONG: { zh: '一次最多导入 {max} 行，请拆成几个文件', en: 'At most {max} rows at once: split the list into several files' },
  LIST_WORDS_ALONE: { zh: '未填品类编号和需求条目编号，企业确认后存为草稿，选定品类后方可发布', en: 'No class and no demand item was given: once confirmed it is a draft, to be published when its classes are chosen' },
  ON_BEHALF_ENTERPRISE_UNKNOWN: { zh: '没有统一社会信用代码为 {creditCode} 的企业，请先导入企业', en: 'No enterprise has the credit code {creditCode}: import the enterprise first' },
  ON_BEHALF_ENTERPRISE_CLOSED: { zh: '企业 {creditCode} 已被暂停或注销，不能代其填报', en: 'The enterprise {creditCode} is suspended or closed: nothing is entered for it' },
  ON_BEHALF_DEMAND_WAITS: { zh: '需求「{title}」已填报，正待企业确认，这一行已跳过', en: 'The demand “{title}” was entered and waits for its enterprise: the row was passed over' },
  ON_BEHALF_TOO_MANY_DEMANDS: { zh: '该企业已有 {max} 条需求待确认，请待其确认后再填报', en: 'The enterprise has {max} demands waiting: enter more once it has confirmed' },
  ON_BEHALF_NOTHING_TO_CONFIRM: { zh: '{name} 没有待确认的内容，无需发送链接', en: '{name} has nothing to confirm, so it needs no link' },
});
