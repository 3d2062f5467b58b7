/** What is said about webhooks; part of the room's messages. */
export const webhookMessages = {
  WEBHOOK_NAME_MISSING: { zh: '请填写名称，例如所推送系统的名字', en: 'Give it a name, such as that of the system that receives it' },
  WEBHOOK_URL_MALFORMED: { zh: '地址不正确：请填写完整网址，如 https://erp.example.com/hook，不含用户名、密码、空格和 # 部分，至多 500 个字符', en: 'Give a whole address such as https://erp.example.com/hook, without user, password, blanks and # part, at most 500 characters' },
  WEBHOOK_URL_NOT_HTTPS: { zh: '地址须以 https:// 开头', en: 'The address must begin with https://' },
  WEBHOOK_PORT_NOT_ALLOWED: { zh: '端口须为 443 或 8443', en: 'The port must be 443 or 8443' },
  WEBHOOK_ADDRESS_PRIVATE: { zh: '该地址指向内部网络或保留地址，平台不能推送；请换用公网可达的地址，内网系统请联系平台管理员放行网段', en: 'This address leads into a private or reserved network, where the platform sends nothing: give a public one, or ask the administrator of the platform to allow the network' },
  WEBHOOK_HOST_UNKNOWN: { zh: '找不到该主机，请核对地址中的域名', en: 'There is no such host: check the name in the address' },
  WEBHOOKS_TOO_MANY: { zh: '本单位已有 {most} 个 Webhook，请先移除不用的', en: 'Your organisation has {most} webhooks: remove one that is not needed' },
  WEBHOOK_NOT_ACTIVE: { zh: '该 Webhook 已暂停，请先恢复（paused: false）', en: 'This webhook is paused: let it go on first (paused: false)' },
  WEBHOOK_TRIALS_USED_UP: { zh: '一小时内已发送 {most} 次测试，请稍后再试', en: '{most} trials were sent within the hour: try again later' },
  WEBHOOK_DELIVERY_WAITING: { zh: '该推送尚在等待发送，会自动重试', en: 'This delivery waits still, and is tried again by itself' },
  WEBHOOK_ATTEMPTS_USED_UP: { zh: '该推送已尝试 {most} 次，请改用 API 读取其内容', en: 'This delivery was tried {most} times: read what it is about by the API' },
  NOTICE_WEBHOOK_PAUSED: { zh: 'Webhook「{name}」连续推送失败，平台已暂停推送并会定时试探；恢复前的事件保留 24 小时，请检查接收系统', en: 'Webhook “{name}” failed too often in a row and is held back; it is tried now and then, and events are kept for 24 hours: look after the receiver' },
  NOTICE_WEBHOOK_GIVEN_UP: { zh: 'Webhook「{name}」有事件在 24 小时内未能送达，已放弃；请查看推送记录，修复后可重新推送', en: 'Events for webhook “{name}” could not be delivered within 24 hours and were given up: see its deliveries, and have them sent again once it works' },
  NOTICE_WEBHOOK_GONE: { zh: 'Webhook「{name}」的接收系统答复 410（已停用），平台不再推送；如需恢复请修改该 Webhook', en: 'The receiver of webhook “{name}” answered 410 Gone: nothing is sent there any more until you change the webhook' },
};
