import { catalogueMessages } from '../catalogue/index.js';
import { demandMessages } from '../demand/index.js';
import { matchingMessages } from '../matching/index.js';
import { notificationMessages } from '../notification/index.js';
import { organisationMessages } from '../organisation/index.js';
import { fileMessages } from '../platform/files/messages.js';
import { graphqlMessages } from '../platform/graphql/messages.js';
import { accessMessages } from '../platform/messages/access-messages.js';
import type { RoomMessages } from '../platform/messages/messages.js';
import { restMessages } from '../platform/rest/messages.js';
import { tableMessages } from '../platform/tables/messages.js';
import { policyMessages } from '../policy/index.js';

/** Every sentence the product says, room by room. */
export const MESSAGES: readonly RoomMessages[] = [
  accessMessages, graphqlMessages, fileMessages, tableMessages, restMessages,
  organisationMessages, policyMessages, catalogueMessages, demandMessages, matchingMessages, notificationMessages,
];
