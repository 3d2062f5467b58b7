import type { TokenScope } from '../access/token-scopes.js';
import type { EventType } from './events.js';

export const CHANGE_TYPES = ['PRODUCT', 'PRODUCT_IMPORT', 'CERTIFICATE', 'DEMAND', 'RECOMMENDATION', 'NOTICE'] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number];
export const CHANGE_KINDS = ['SAVED', 'PUBLISHED', 'REVISED', 'WITHDRAWN', 'SUSPENDED', 'REINSTATED', 'FINISHED', 'CLOSED', 'MADE', 'ANSWERED', 'POSTED'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Which events are changes that other software keeps in step with: of what, and what happened to it. */
export const CHANGES = {
  ProductDraftSaved: ['PRODUCT', 'SAVED'],
  ProductPublished: ['PRODUCT', 'PUBLISHED'],
  ProductRevised: ['PRODUCT', 'REVISED'],
  ProductWithdrawn: ['PRODUCT', 'WITHDRAWN'],
  ProductSuspended: ['PRODUCT', 'SUSPENDED'],
  ProductReinstated: ['PRODUCT', 'REINSTATED'],
  ProductImportFinished: ['PRODUCT_IMPORT', 'FINISHED'],
  CertificateChanged: ['CERTIFICATE', 'REVISED'],
  DemandDraftSaved: ['DEMAND', 'SAVED'],
  DemandPublished: ['DEMAND', 'PUBLISHED'],
  DemandRevised: ['DEMAND', 'REVISED'],
  DemandClosed: ['DEMAND', 'CLOSED'],
  RecommendationMade: ['RECOMMENDATION', 'MADE'],
  RecommendationAnswered: ['RECOMMENDATION', 'ANSWERED'],
  NoticePosted: ['NOTICE', 'POSTED'],
} as const satisfies Partial<Record<EventType, readonly [ChangeType, ChangeKind]>>;

const SCOPES: Readonly<Record<ChangeType, TokenScope>> = {
  PRODUCT: 'CATALOGUE_READ', PRODUCT_IMPORT: 'CATALOGUE_READ', CERTIFICATE: 'CATALOGUE_READ', DEMAND: 'DEMAND_READ', RECOMMENDATION: 'RECOMMENDATIONS_READ', NOTICE: 'NOTICES_READ',
};

/** The events that a reader is told of. `scopes`: of its token, null for a person, who is told of all. */
export function eventsToldTo(scopes: readonly TokenScope[] | null): (keyof typeof CHANGES)[] {
  return (Object.keys(CHANGES) as (keyof typeof CHANGES)[]).filter((event) => scopes === null || scopes.includes(SCOPES[CHANGES[event][0]]));
}
