import { defineMessages } from '../platform/messages/messages.js';

/** What is said of lists that a bureau keeps, and of the links by which enterprises confirm. */
export const onBehalfMessages = defineMessages({
  LIST_COLUMNS_MISSING: { zh: '表头缺少 {columns}，请补上后重新上传', en: 'The heading lacks {columns}: add what is missing and upload the file again' },
  LIST_REGION_TO_CITY: { zh: '区县未能识别，已记为所在市（{regionCode}）；如需精确到县区，请填写 6 位行政区划代码', en: 'The county was not known, so the city was kept ({regionCode}): give the six digits of the county if it matters' },
  LIST_CELL_DROPPED: { zh: '「{column}」的内容无法识别，已留空；可由企业确认时补填', en: 'What stands under “{column}” was not understood and was left out: the enterprise can fill it in when it confirms' },
  LIST_TRADE_ASSUMED: { zh: '未写明从事业务，已记为采购方；可由企业确认时改正', en: 'No trade was given, so it was kept as a purchaser: the enterprise can correct that when it confirms' },

  ON_BEHALF_NOT_ALLOWED: { zh: '只有主管部门可以代企业填报', en: 'Only departments enter records on behalf of enterprises' },
  ON_BEHALF_EXISTS: { zh: '统一社会信用代码 {creditCode} 已有单位登记，这一行已跳过，原有记录未改动', en: 'An organisation with the credit code {creditCode} is registered: the row was passed over and nothing was changed' },
  ON_BEHALF_REPEATED: { zh: '统一社会信用代码 {creditCode} 在表中重复，只取先出现的一行', en: 'The credit code {creditCode} stands in the list twice: the first row counts' },
  ON_BEHALF_REGION_OF_OTHERS: { zh: '地区 {regionCode} 不在本部门管辖范围内，请由当地主管部门填报', en: 'The place {regionCode} is not one your department answers for: leave it to the department there' },

  CONFIRMATION_LINK_UNKNOWN: { zh: '链接无效，请核对是否复制完整，或联系发送链接的主管部门', en: 'There is no such link: check that it was copied whole, or ask the department that sent it' },
  CONFIRMATION_LINK_USED: { zh: '该链接已经用过，内容已确认；如需再改，请联系发送链接的主管部门', en: 'The link was used and its content is confirmed: to change it again, ask the department that sent it' },
  CONFIRMATION_LINK_REPLACED: { zh: '该链接已被新的链接取代，请使用最近收到的链接', en: 'A newer link has taken the place of this one: use the latest that you got' },
  CONFIRMATION_LINK_EXPIRED: { zh: '链接已过期，请联系发送链接的主管部门重新发送', en: 'The link has expired: ask the department that sent it for a new one' },
  CONFIRMATION_TOO_OFTEN: { zh: '无效链接尝试次数过多，请 {seconds} 秒后再试', en: 'Too many wrong links were tried: try again in {seconds} seconds' },

  NOTICE_ON_BEHALF_CONFIRMED: { zh: '{name} 已确认代填报的内容', en: '{name} has confirmed what was entered on its behalf' },
  NOTICE_ON_BEHALF_CORRECTED: { zh: '{name} 更正了名称或所在地区，已转入登记审核', en: '{name} has corrected its name or place: the registration waits for review' },
});
