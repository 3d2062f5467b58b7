import type { Role } from './viewer.js';

/** What a token of an organisation may be used for; a closed list, so that a token never grows by what is built later. */
export const TOKEN_SCOPES = [
  'CATALOGUE_READ', 'CATALOGUE_WRITE', 'DEMAND_READ', 'DEMAND_WRITE', 'RECOMMENDATIONS_READ', 'RECOMMENDATIONS_ANSWER', 'NOTICES_READ', 'WEBHOOKS_MANAGE',
] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** How secrets of tokens begin, so that a person and a scanner of repositories know one when they see it. */
export const TOKEN_PREFIX = 'djk_';
/** What follows in a secret that acts for a sandbox. */
export const SANDBOX_MARK = 'sandbox_';

/** A scope; ANY: every token may; NEVER: people alone may. */
export type TokenDoor = TokenScope | 'ANY' | 'NEVER';

/** Doors of the market's root fields by `Kind.field`. What is not named here is closed to tokens, and fails a law test. */
export const TOKEN_DOORS: Readonly<Record<string, TokenDoor>> = {
  ...doors('ANY', 'Query', ['class', 'classGroups', 'classes', 'clause', 'clauses', 'demandItem', 'demandItems', 'referenceEditions', 'readDemandWords', 'retirementAdvice', 'organisation', 'suggest', 'changesSince']),
  ...doors('CATALOGUE_READ', 'Query', [
    'product', 'products', 'myProducts', 'exportProducts', 'recommendedProducts', 'savedSearches', 'myCertificates', 'myListApplications', 'productImport', 'myProductImports',
  ]),
  ...doors('CATALOGUE_READ', 'Subscription', ['productImportProgressed']),
  ...doors('CATALOGUE_WRITE', 'Mutation', [
    'upsertProducts', 'createProduct', 'reviseProduct', 'setOffer', 'publishProducts', 'withdrawProducts', 'registerCertificate', 'reviseCertificate', 'withdrawCertificate',
  ]),
  ...doors('DEMAND_READ', 'Query', ['demand', 'openDemands', 'myDemands', 'equipment', 'equipmentById', 'equipmentImport', 'equipmentImports', 'retirementDrafts']),
  ...doors('DEMAND_WRITE', 'Mutation', [
    'upsertDemands', 'createDemand', 'reviseDemand', 'addDemandLine', 'reviseDemandLine', 'confirmDemandLine', 'publishDemand', 'closeDemand', 'closeDemandLine',
    'upsertEquipment', 'registerEquipment', 'reviseEquipment', 'withdrawEquipment',
  ]),
  ...doors('RECOMMENDATIONS_READ', 'Query', ['recommendation', 'recommendations', 'productRecommendations', 'whyNot', 'matchingPreferences']),
  ...doors('RECOMMENDATIONS_READ', 'Subscription', ['recommendationPushed']),
  ...doors('RECOMMENDATIONS_ANSWER', 'Mutation', ['expressInterest', 'dismissRecommendation', 'markRecommendationsSeen', 'withdrawRecommendationAnswer']),
  ...doors('NOTICES_READ', 'Query', ['inbox']),
  ...doors('NOTICES_READ', 'Subscription', ['noticePosted']),
  ...doors('WEBHOOKS_MANAGE', 'Query', ['webhooks', 'webhookDeliveries']),
  ...doors('WEBHOOKS_MANAGE', 'Mutation', ['createWebhook', 'reviseWebhook', 'removeWebhook', 'rotateWebhookSecret', 'sendTestEvent', 'redeliver']),
  // Who somebody is, whom an organisation lets in, how people are told, and what a person must have looked at.
  ...doors('NEVER', 'Query', [
    'viewer', 'sandbox', 'secondFactor', 'mySessions', 'members', 'invitation', 'invitations', 'apiTokens', 'myClaims', 'registrationReviews', 'onBehalfRecord', 'notificationPreferences',
  ]),
  ...doors('NEVER', 'Mutation', [
    'signIn', 'signInWithCode', 'signOut', 'signOutEverywhere', 'actFor', 'requestSignInCode', 'requestSecondFactorCode', 'completeSecondFactor', 'requestPhoneCode',
    'verifyPhone', 'changePassword', 'enrolAuthenticator', 'confirmAuthenticator', 'revokeSession', 'createApiToken', 'revokeApiToken', 'openSandbox', 'emptySandbox',
    'inviteMember', 'withdrawInvitation', 'acceptInvitation', 'addMember', 'changeMemberRoles', 'removeMember', 'registerEnterprise', 'correctRegistration', 'claimOrganisation', 'confirmOnBehalf',
    'setNotificationContact', 'confirmNotificationContact', 'removeNotificationContact', 'setNotificationLanguage', 'setNotificationPreference', 'setQuietHours', 'setRobot', 'markNoticesRead',
    'importProducts', 'confirmProductImport', 'importEquipment', 'acceptRetirementDraft', 'deferRetirement', 'disputeRetirement', 'revealDemandOwner',
    'applyForRecommendedList', 'cancelListApplication', 'saveSearch', 'reviseSavedSearch', 'removeSavedSearch', 'resetMatchingPreferences',
  ]),
};

/** Objects that other objects lead to, and the scopes that open them: a door is no way around another one. Any one of them will do. */
export const TOKEN_TYPES: Readonly<Record<string, readonly TokenScope[]>> = {
  Recommendation: ['RECOMMENDATIONS_READ', 'RECOMMENDATIONS_ANSWER'],
  Notice: ['NOTICES_READ'],
  Equipment: ['DEMAND_READ', 'DEMAND_WRITE'],
  ProductImport: ['CATALOGUE_READ', 'CATALOGUE_WRITE'],
};

const ROLES: Readonly<Partial<Record<TokenScope, readonly Role[]>>> = {
  CATALOGUE_WRITE: ['CATALOGUE'], DEMAND_WRITE: ['PURCHASING'], RECOMMENDATIONS_ANSWER: ['CATALOGUE', 'PURCHASING'], WEBHOOKS_MANAGE: ['OWNER'],
};

/** The roles a token acts in: what its scopes need and no more. The door looks at the scope first, so a role opens nothing that no scope opens. */
export function rolesOfScopes(scopes: readonly TokenScope[]): Role[] {
  return [...new Set<Role>(['VIEWER', ...scopes.flatMap((scope) => ROLES[scope] ?? [])])];
}

/** What a door says to a token: nothing, that it is for people alone, or the scope that is missing. */
export function tokenFault(door: TokenDoor, scopes: readonly TokenScope[]): 'PEOPLE_ONLY' | TokenScope | null {
  if (door === 'ANY') return null;
  if (door === 'NEVER') return 'PEOPLE_ONLY';
  return scopes.includes(door) ? null : door;
}

function doors(door: TokenDoor, kind: 'Query' | 'Mutation' | 'Subscription', fields: readonly string[]): Record<string, TokenDoor> {
  return Object.fromEntries(fields.map((field) => [`${kind}.${field}`, door]));
}
