import { InboxResolver } from './inbox.resolver.js';
import { MarkNoticesResolver } from './mark-notices.resolver.js';
import { WatchNotices } from './watch-notices.js';

/** The same inbox as in the market: a department has one too. */
export const adminResolvers = [InboxResolver, MarkNoticesResolver, WatchNotices] as const;
