import type { EventType } from '../events/events.js';

/**
 * Events that a webhook may ask for: changes of state that other software acts on. What is the platform's own work (codes, jobs,
 * progress of an import, indexes, inboxes) is not among them, and nothing that webhooks themselves announce: no loop can be built.
 */
export const WEBHOOK_EVENTS = [
  'RegistrationReviewed', 'OrganisationSuspended', 'OrganisationReinstated', 'OnBehalfConfirmed',
  'ProductImportFinished', 'ProductPublished', 'ProductRevised', 'ProductWithdrawn', 'ProductSuspended', 'ProductReinstated',
  'ListApplicationDecided', 'ListingEnded', 'CertificateChanged',
  'DemandPublished', 'DemandRevised', 'DemandClosed', 'EquipmentImportFinished', 'RetirementSuggested',
  'RecommendationMade', 'RecommendationAnswered',
] as const satisfies readonly EventType[];
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What a trial is called: no event of the outbox, asked for by its owner alone. */
export const TEST_EVENT = 'WebhookTested';

const KNOWN: ReadonlySet<string> = new Set(WEBHOOK_EVENTS);

export function isWebhookEvent(type: string): type is WebhookEvent {
  return KNOWN.has(type);
}

/** What a receiver is sent: ids alone. It reads the rest by the API, under the rights that it has then. */
export interface WebhookPayload {
  readonly type: string;
  /** When it happened, ISO 8601 in UTC. */
  readonly timestamp: string;
  /** `id`: as in the header `webhook-id`, the same at every attempt; `subjectId`: what it is about; `organisationId`: who is told. */
  readonly data: { readonly id: string; readonly subjectId: string; readonly organisationId: string };
}

export function webhookPayload(id: string, type: string, subjectId: string, organisationId: string, happenedAt: Date): WebhookPayload {
  return { type, timestamp: happenedAt.toISOString(), data: { id, subjectId, organisationId } };
}
