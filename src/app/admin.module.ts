import type { DynamicModule } from '@nestjs/common';
import { adminResolvers as catalogueResolvers } from '../catalogue/admin.js';
import { adminResolvers as demandResolvers } from '../demand/admin.js';
import { adminResolvers as matchingResolvers } from '../matching/admin.js';
import { adminResolvers as notificationResolvers } from '../notification/admin.js';
import { adminResolvers as organisationResolvers } from '../organisation/admin.js';
import { ADMIN_SESSION_COOKIE } from '../platform/access/read-session.js';
import { SessionCookie } from '../platform/access/session-cookie.js';
import { DuijieGraphqlModule } from '../platform/graphql/graphql.module.js';
import { adminResolvers as policyResolvers } from '../policy/admin.js';
import { DEEDS } from './deeds.js';
import { HttpFaultFilter } from './http-fault.filter.js';
import type { Platform } from './open-platform.js';
import { PlatformModule } from './platform.module.js';

/** The admin process: what the departments see and do. */
export class AdminModule {
  static forRoot(platform: Platform): DynamicModule {
    return {
      module: AdminModule,
      imports: [PlatformModule.forRoot(platform), DuijieGraphqlModule.forRoot(new SessionCookie(ADMIN_SESSION_COOKIE))],
      providers: [
        ...DEEDS, HttpFaultFilter.provider,
        ...organisationResolvers, ...policyResolvers, ...catalogueResolvers, ...demandResolvers, ...matchingResolvers, ...notificationResolvers,
      ],
    };
  }
}
