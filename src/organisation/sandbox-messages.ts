import { defineMessages } from '../platform/messages/messages.js';

/** What the sandbox is refused with, and what people are told of it. */
export const sandboxMessages = defineMessages({
  SANDBOX_NOT_OPEN: { zh: '本单位尚未开通沙箱，请先开通（openSandbox）', en: 'Your organisation has no sandbox yet: open it first (openSandbox)' },
  SANDBOX_EMPTIED_TOO_OFTEN: { zh: '24 小时内最多清空沙箱 {max} 次，请稍后再试', en: 'A sandbox is emptied at most {max} times in 24 hours: try again later' },

  NOTICE_SANDBOX_OPENED: { zh: '已开通沙箱：其中的产品和需求只有沙箱自己可见，可新建沙箱令牌供 ERP 试接', en: 'Your sandbox is open: what is in it nobody else sees. Make a token for it to try your software' },
  NOTICE_SANDBOX_EMPTIED: { zh: '沙箱已清空；令牌和推送地址保留，变更游标须从头开始', en: 'Your sandbox was emptied. Its tokens and webhooks go on; readers of changes begin without a cursor' },
});
