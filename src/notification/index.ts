import { MarkAllNoticesRead } from './mark-all-notices-read.js';
import { MarkNoticesRead } from './mark-notices-read.js';
import { NoticeEntity } from './notice.entity.js';
import { WatchNotices } from './watch-notices.js';

export { MarkAllNoticesRead, MarkNoticesRead, NoticeEntity, WatchNotices };
export { notificationMessages } from './messages.js';

export const NOTIFICATION_ENTITIES = [NoticeEntity] as const;
/** Nothing calls this room but its own resolvers. */
export const notificationDeeds = [MarkNoticesRead, MarkAllNoticesRead] as const;
