import { ContactsResolver } from './contacts.resolver.js';
import { InboxResolver } from './inbox.resolver.js';
import { MarkNoticesResolver } from './mark-notices.resolver.js';
import { NoticeDeliveriesResolver } from './notice-deliveries.resolver.js';
import { PreferencesResolver } from './preferences.resolver.js';
import { WatchNotices } from './watch-notices.js';
import { WebhookDeliveriesResolver } from './webhook-deliveries.resolver.js';
import { WebhooksResolver } from './webhooks.resolver.js';

/** The same as in the market: a department is told of notices too. */
export const adminResolvers = [
  InboxResolver, MarkNoticesResolver, NoticeDeliveriesResolver, PreferencesResolver, ContactsResolver, WatchNotices, WebhooksResolver, WebhookDeliveriesResolver,
] as const;
