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

  CLAIM_CODE_UNKNOWN: { zh: '没有统一社会信用代码为 {creditCode} 的企业，请直接注册', en: 'No enterprise has the credit code {creditCode}: register it instead' },
  CLAIM_NOT_POSSIBLE: { zh: '该企业已被暂停或注销，不能认领，请联系主管部门', en: 'The enterprise is suspended or closed and cannot be claimed: ask the department' },
  CLAIM_OWN: { zh: '您已是该企业的管理员，无需认领', en: 'You own this enterprise already' },
  CLAIM_OPEN_ALREADY: { zh: '您对该企业的申请正在审核，请等待结果', en: 'Your claim to this enterprise waits for its decision' },
  CLAIM_TOO_MANY: { zh: '该企业已有 {max} 项申请待审，请待审结后再提交', en: 'The enterprise has {max} open claims: make yours once they are decided' },
  CLAIM_TOO_OFTEN: { zh: '本网络地址提交申请过于频繁，请 {seconds} 秒后再试', en: 'Too many claims came from your address: try again in {seconds} seconds' },
  CLAIM_ACCOUNT_MISSING: { zh: '请先登录，或填写账号、姓名和密码，批准后即可登录', en: 'Sign in first, or give login, name and password of the account that may sign in once the claim is approved' },
  CLAIM_ACCOUNT_EXISTS: { zh: '您已登录，将以当前账号申请，请不要再填写新账号', en: 'You are signed in and claim with that account: leave the new one out' },
  CLAIM_NOT_OPEN: { zh: '该申请已审结，请刷新列表', en: 'The claim is decided already: reload the queue' },
  TAKEOVER_NEEDS_ACCOUNT: { zh: '该企业已有管理员；申请接管须先登录并上传证明材料，没有账号请联系主管部门', en: 'The enterprise has an owner: sign in and upload what proves your claim, or ask the department if you have no account' },
  TAKEOVER_EVIDENCE_MISSING: { zh: '该企业已有管理员，请上传证明材料（如加盖公章的授权书、营业执照）', en: 'The enterprise has an owner: upload what proves your claim, such as a stamped authorisation and the licence' },
  FORMER_OWNERS_MISSING: { zh: '该企业现有管理员，请选择对原管理员的处理：保留、改为查看或移出', en: 'The enterprise has owners: say what becomes of them' },

  NOTICE_TAKEOVER_OPENED: { zh: '有人申请接管 {name}，主管部门正在审核；决定作出前，您的权限不变，如有异议请联系主管部门', en: 'Somebody asks to take over {name} and a department looks at it: nothing changes for you until it is decided; tell the department if you object' },
  NOTICE_CLAIM_APPROVED: { zh: '{name} 的认领或接管申请已获批准，管理员有变动', en: 'A claim to {name} was approved and its owners have changed' },
  NOTICE_CLAIM_REFUSED: { zh: '{name} 的认领或接管申请未获批准', en: 'A claim to {name} was refused' },

  NOTICE_ON_BEHALF_CONFIRMED: { zh: '{name} 已确认代填报的内容', en: '{name} has confirmed what was entered on its behalf' },
  NOTICE_ON_BEHALF_IN_REVIEW: { zh: '{name} 已确认代填报的内容，登记已转入审核', en: '{name} has confirmed what was entered on its behalf: its registration waits for review' },
});
