import { CarryMessages } from './carry-messages.js';
import { ComposeMessages } from './compose-messages.js';
import { ConfirmContacts } from './confirm-contacts.js';
import { ContactDeeds } from './contact-deeds.js';
import { DeliveryLedger } from './delivery-ledger.js';
import { GiveContacts } from './give-contacts.js';
import { MarkAllNoticesRead } from './mark-all-notices-read.js';
import { MarkNoticesRead } from './mark-notices-read.js';
import { NoticeEntity } from './notice.entity.js';
import { ReadPreferences } from './read-preferences.js';
import { RemoveContacts } from './remove-contacts.js';
import { SetNotificationLanguages } from './set-notification-languages.js';
import { SetNotificationPreferences } from './set-notification-preferences.js';
import { SetQuietHours } from './set-quiet-hours.js';
import { SetRobots } from './set-robots.js';
import { WatchNotices } from './watch-notices.js';

export {
  CarryMessages, ComposeMessages, ConfirmContacts, DeliveryLedger, GiveContacts, MarkAllNoticesRead, MarkNoticesRead, NoticeEntity, RemoveContacts, SetNotificationLanguages,
  SetNotificationPreferences, SetQuietHours, SetRobots, WatchNotices,
};
export { notificationMessages } from './messages.js';
export { noticesTold, postedNotices } from './verify.store.js';

export const NOTIFICATION_ENTITIES = [NoticeEntity] as const;
/** Nothing calls this room but its own resolvers and handlers. */
export const notificationDeeds = [
  MarkNoticesRead, MarkAllNoticesRead, SetNotificationPreferences, SetQuietHours, SetNotificationLanguages, GiveContacts, ConfirmContacts, RemoveContacts, SetRobots,
  ContactDeeds, ReadPreferences, ComposeMessages, CarryMessages, DeliveryLedger,
] as const;
