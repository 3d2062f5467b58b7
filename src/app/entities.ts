import { CATALOGUE_ENTITIES } from '../catalogue/index.js';
import { DEMAND_ENTITIES } from '../demand/index.js';
import { MATCHING_ENTITIES } from '../matching/index.js';
import { NOTIFICATION_ENTITIES } from '../notification/index.js';
import { ORGANISATION_ENTITIES } from '../organisation/index.js';

/** Everything TypeORM maps, room by room. */
export const ENTITIES = [...ORGANISATION_ENTITIES, ...CATALOGUE_ENTITIES, ...DEMAND_ENTITIES, ...MATCHING_ENTITIES, ...NOTIFICATION_ENTITIES];
