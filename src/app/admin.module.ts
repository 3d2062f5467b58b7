import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { adminResolvers as catalogueResolvers } from '../catalogue/admin.js';
import { adminResolvers as demandResolvers } from '../demand/admin.js';
import { adminResolvers as matchingResolvers } from '../matching/admin.js';
import { adminResolvers as notificationResolvers } from '../notification/admin.js';
import { adminResolvers as organisationResolvers } from '../organisation/admin.js';
import { ADMIN_SESSION_COOKIE } from '../platform/access/read-session.js';
import { SessionCookie } from '../platform/access/session-cookie.js';
import { adminResolvers as platformResolvers } from '../platform/admin.js';
import type { Settings } from '../platform/config/settings.js';
import { DuijieGraphqlModule } from '../platform/graphql/graphql.module.js';
import { JobQueue } from '../platform/queue/job-queue.port.js';
import { RetryFailedJobs } from '../platform/queue/retry-failed-jobs.js';
import { adminResolvers as policyResolvers } from '../policy/admin.js';
import { DEEDS } from './deeds.js';
import { HttpFaultFilter } from './http-fault.filter.js';
import type { Platform } from './open-platform.js';
import { openQueue } from './open-queue.js';
import { PlatformModule } from './platform.module.js';

/** Closes the queue after the last request that may look at it. */
class QueueLetGo implements OnApplicationShutdown {
  constructor(private readonly queue: JobQueue) {}

  onApplicationShutdown(): Promise<void> {
    return this.queue.close();
  }
}

/** The admin process: what the departments see and do. */
export class AdminModule {
  static async forRoot(platform: Platform, settings: Settings): Promise<DynamicModule> {
    const queue = await openQueue(settings, platform.logger);
    return {
      module: AdminModule,
      imports: [PlatformModule.forRoot(platform), DuijieGraphqlModule.forRoot(new SessionCookie(ADMIN_SESSION_COOKIE))],
      providers: [
        ...DEEDS, HttpFaultFilter.provider,
        { provide: JobQueue, useValue: queue }, RetryFailedJobs, ...platformResolvers, { provide: QueueLetGo, useValue: new QueueLetGo(queue) },
        ...organisationResolvers, ...policyResolvers, ...catalogueResolvers, ...demandResolvers, ...matchingResolvers, ...notificationResolvers,
      ],
    };
  }
}
