import { CarryMessages } from './carry-messages.js';
import { ComposeMessages } from './compose-messages.js';
import { ConfirmContacts } from './confirm-contacts.js';
import { ContactDeeds } from './contact-deeds.js';
import { CreateWebhooks } from './create-webhooks.js';
import { DeliveryLedger } from './delivery-ledger.js';
import { GiveContacts } from './give-contacts.js';
import { MarkAllNoticesRead } from './mark-all-notices-read.js';
import { MarkNoticesRead } from './mark-notices-read.js';
import { NoticeEntity } from './notice.entity.js';
import { ReadPreferences } from './read-preferences.js';
import { RedeliverWebhooks } from './redeliver-webhooks.js';
import { RemoveContacts } from './remove-contacts.js';
import { RemoveWebhooks } from './remove-webhooks.js';
import { ReviseWebhooks } from './revise-webhooks.js';
import { RotateWebhookSecrets } from './rotate-webhook-secrets.js';
import { SendTestEvents } from './send-test-events.js';
import { SetNotificationLanguages } from './set-notification-languages.js';
import { SetNotificationPreferences } from './set-notification-preferences.js';
import { SetQuietHours } from './set-quiet-hours.js';
import { SetRobots } from './set-robots.js';
import { WatchNotices } from './watch-notices.js';
import { WebhookDeeds } from './webhook-deeds.js';
import { WebhookLedger } from './webhook-ledger.js';

export {
  CarryMessages, ComposeMessages, ConfirmContacts, DeliveryLedger, GiveContacts, MarkAllNoticesRead, MarkNoticesRead, NoticeEntity, RemoveContacts, SetNotificationLanguages,
  SetNotificationPreferences, SetQuietHours, SetRobots, WatchNotices,
};
export { CreateWebhooks, RedeliverWebhooks, RemoveWebhooks, ReviseWebhooks, RotateWebhookSecrets, SendTestEvents, WebhookLedger };
export { notificationMessages } from './messages.js';
export { noticesTold, postedNotices } from './verify.store.js';

export const NOTIFICATION_ENTITIES = [NoticeEntity] as const;
/** Nothing calls this room but its own resolvers and handlers. */
export const notificationDeeds = [
  MarkNoticesRead, MarkAllNoticesRead, SetNotificationPreferences, SetQuietHours, SetNotificationLanguages, GiveContacts, ConfirmContacts, RemoveContacts, SetRobots,
  ContactDeeds, ReadPreferences, ComposeMessages, CarryMessages, DeliveryLedger,
  CreateWebhooks, ReviseWebhooks, RemoveWebhooks, RotateWebhookSecrets, SendTestEvents, RedeliverWebhooks, WebhookDeeds, WebhookLedger,
] as const;
