import type { EventType } from '../events/events.js';

/** What a notice is about, in the few groups that people choose by. */
export const NOTIFICATION_KINDS = ['ACCOUNT', 'RECOMMENDATION', 'INTEREST', 'DEMAND', 'IMPORT', 'OTHER'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Events that are told and in no group yet are OTHER: a new room's notices reach people before somebody thinks of this table. */
const KIND_OF: Readonly<Partial<Record<EventType, NotificationKind>>> = {
  EnterpriseRegistered: 'ACCOUNT',
  RegistrationReviewed: 'ACCOUNT',
  OrganisationSuspended: 'ACCOUNT',
  OrganisationReinstated: 'ACCOUNT',
  RecommendationMade: 'RECOMMENDATION',
  SavedSearchAnswered: 'RECOMMENDATION',
  RecommendationAnswered: 'INTEREST',
  DemandPublished: 'DEMAND',
  DemandRevised: 'DEMAND',
  DemandClosed: 'DEMAND',
  ProductImportFinished: 'IMPORT',
};

export function kindOf(eventType: string): NotificationKind {
  return Object.hasOwn(KIND_OF, eventType) ? KIND_OF[eventType as EventType] ?? 'OTHER' : 'OTHER';
}

/** Urgent notices pass quiet hours and push limits: whether an organisation may act at all is worth a call at night, and is rare. */
export function isUrgent(kind: NotificationKind): boolean {
  return kind === 'ACCOUNT';
}
