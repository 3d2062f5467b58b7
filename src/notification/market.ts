import { InboxResolver } from './inbox.resolver.js';
import { MarkNoticesResolver } from './mark-notices.resolver.js';
import { WatchNotices } from './watch-notices.js';

export const marketResolvers = [InboxResolver, MarkNoticesResolver, WatchNotices] as const;
