import { defineMessages } from '../platform/messages/messages.js';
import { webhookMessages } from './webhook-messages.js';

export const notificationMessages = defineMessages({
  NOTICES_EITHER_OR: { zh: '请在 ids（指定通知）与 all: true（全部）之间二选一', en: 'Name either notices (ids) or everything (all: true)' },

  ORGANISATION_SCOPE_OWNERS: { zh: '本单位的通知设置只能由负责人（主管部门也可由系统管理员）修改', en: 'How the organisation is told only its owner may change, in a department its system administrator too' },
  NOTIFICATION_CHANNELS_MISSING: { zh: '请至少选择一个渠道；不想接收请把频率设为 OFF', en: 'Name at least one channel; to get nothing set the cadence to OFF' },
  ROBOT_IS_ORGANISATIONS: { zh: '群机器人属于单位：请在 ORGANISATION 范围内选择，或改用 SMS、EMAIL', en: 'A group robot is the organisation’s: choose it in the scope ORGANISATION, or take SMS or EMAIL' },
  QUIET_HOURS_BOTH: { zh: '请同时填写开始和结束时间，或都不填以取消免打扰', en: 'Give both times, or none to have no quiet hours' },
  QUIET_HOURS_EMPTY: { zh: '免打扰的开始和结束时间不能相同', en: 'Quiet hours must not begin and end at the same time' },
  TIME_OF_DAY_MALFORMED: { zh: '时间应写作 时:分，如 22:00（北京时间）', en: 'Write the time as HH:MM, such as 22:00 (China Standard Time)' },

  EMAIL_MALFORMED: { zh: '邮箱地址不正确，如 name@example.com', en: 'This is no mail address, such as name@example.com' },
  MOBILE_MALFORMED: { zh: '手机号应为 11 位的中国大陆手机号', en: 'Give a mobile number of the Chinese mainland, 11 digits' },
  CONTACT_CODE_JUST_SENT: { zh: '验证码刚刚发送过，请 {seconds} 秒后再试', en: 'A code was sent just now: try again in {seconds} seconds' },
  CONTACT_CODES_USED_UP: { zh: '本单位 24 小时内已请求 {max} 个验证码，请明天再试', en: 'Your organisation has asked for {max} codes within 24 hours: try again tomorrow' },
  CONTACT_CODE_WRONG: { zh: '验证码不正确，请核对后重新输入', en: 'This is not the code: check it and type it again' },
  CONTACT_CODE_EXPIRED: { zh: '验证码已失效或输错次数过多，请重新填写地址以获取新的验证码', en: 'The code holds no longer, or was mistyped too often: give the address again to get another' },
  ROBOT_URL_UNKNOWN: {
    zh: '请原样粘贴机器人的 Webhook 地址：企业微信以 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key= 开头，钉钉以 https://oapi.dingtalk.com/robot/send?access_token= 开头',
    en: 'Paste the webhook address of the robot as it is: of 企业微信 it begins with https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=, of 钉钉 with https://oapi.dingtalk.com/robot/send?access_token=',
  },
  ROBOT_SIGNS_NOTHING: { zh: '企业微信机器人没有加签密钥，请留空；加签密钥只用于钉钉', en: 'A robot of 企业微信 has no signing secret: leave it out; it is for 钉钉 alone' },

  ...webhookMessages,

  MESSAGE_SUBJECT: { zh: '【设备更新对接】{what}', en: '[Equipment renewal] {what}' },
  MESSAGE_WITH_LINK: { zh: '{what}\n查看详情：{link}', en: '{what}\nRead on: {link}' },
  MESSAGE_WITHOUT_LINK: { zh: '{what}\n请登录平台，在收件箱中查看。', en: '{what}\nSign in and read on in your inbox.' },
  CONTACT_CODE: { zh: '验证码 {code}，用于确认接收通知的地址，15 分钟内有效。如非本人操作，请忽略。', en: 'Code {code}, to confirm where notices are to go; it holds for 15 minutes. Ignore it if you did not ask for it.' },
  DIGEST_DAILY: { zh: '每日汇总：{counts}', en: 'Of the day: {counts}' },
  DIGEST_WEEKLY: { zh: '每周汇总：{counts}', en: 'Of the week: {counts}' },
  DIGEST_PART: { zh: '{kind} {count} 条', en: '{kind}: {count}' },
  KIND_ACCOUNT: { zh: '登记与账号', en: 'registration and account' },
  KIND_RECOMMENDATION: { zh: '推荐', en: 'recommendations' },
  KIND_INTEREST: { zh: '对接意向', en: 'expressions of interest' },
  KIND_DEMAND: { zh: '需求', en: 'demands' },
  KIND_IMPORT: { zh: '产品导入', en: 'imports of products' },
  KIND_OTHER: { zh: '其他通知', en: 'other notices' },
});
