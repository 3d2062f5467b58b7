import { defineMessages } from '../platform/messages/messages.js';

export const notificationMessages = defineMessages({
  NOTICES_EITHER_OR: { zh: '请在 ids（指定通知）与 all: true（全部）之间二选一', en: 'Name either notices (ids) or everything (all: true)' },
});
