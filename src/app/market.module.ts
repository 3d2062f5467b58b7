import type { DynamicModule } from '@nestjs/common';
import { marketDownloads as catalogueDownloads, marketResolvers as catalogueResolvers, marketRoutes as catalogueRoutes } from '../catalogue/market.js';
import { marketResolvers as demandResolvers, marketRoutes as demandRoutes } from '../demand/market.js';
import { marketResolvers as matchingResolvers, marketRoutes as matchingRoutes } from '../matching/market.js';
import { marketResolvers as notificationResolvers } from '../notification/market.js';
import { marketResolvers as organisationResolvers } from '../organisation/market.js';
import { DuijieGraphqlModule } from '../platform/graphql/graphql.module.js';
import { marketResolvers as policyResolvers } from '../policy/market.js';
import { DEEDS } from './deeds.js';
import { HttpFaultFilter } from './http-fault.filter.js';
import type { Platform } from './open-platform.js';
import { PlatformModule } from './platform.module.js';

/** The market process: what suppliers, buyers and banks see. No admin resolver is ever loaded here: its fields would join this schema. */
export class MarketModule {
  /** What it gives out as files beside GraphQL. */
  static readonly downloads = [...catalogueDownloads];
  /** What it answers by REST to other software. */
  static readonly routes = [...catalogueRoutes, ...demandRoutes, ...matchingRoutes];

  static forRoot(platform: Platform): DynamicModule {
    return {
      module: MarketModule,
      imports: [PlatformModule.forRoot(platform), DuijieGraphqlModule.forRoot()],
      providers: [
        ...DEEDS, ...MarketModule.downloads, ...MarketModule.routes, HttpFaultFilter.provider,
        ...organisationResolvers, ...policyResolvers, ...catalogueResolvers, ...demandResolvers, ...matchingResolvers, ...notificationResolvers,
      ],
    };
  }
}
