import { QueuesAdminResolver } from './queue/queues.admin.resolver.js';

/** What the admin process serves of the platform itself. */
export const adminResolvers = [QueuesAdminResolver] as const;
