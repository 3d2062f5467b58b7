import type { Provider } from '@nestjs/common';
import { catalogueDeeds } from '../catalogue/index.js';
import { demandDeeds } from '../demand/index.js';
import { matchingDeeds } from '../matching/index.js';
import { notificationDeeds } from '../notification/index.js';
import { organisationDeeds } from '../organisation/index.js';
import { policyServices } from '../policy/index.js';

/** Every deed of every room, the same in all processes: whoever performs one performs this. */
export const DEEDS: Provider[] = [...organisationDeeds, ...policyServices, ...catalogueDeeds, ...demandDeeds, ...matchingDeeds, ...notificationDeeds];
