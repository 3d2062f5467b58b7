/**
 * Every event that can be announced, one line each: who did what to which noun. `app/switchboard.ts` says who wakes.
 * An event names rows and carries no content: handlers re-read the truth, so that an old event can never bring back old content.
 */
export const EVENT_TYPES = [
  'EnterpriseRegistered',
  'RegistrationReviewed',
  'RegistrationPassedOn',
  'OrganisationSuspended',
  'OrganisationReinstated',
  'CodeRequested',
  'MemberInvited',
  'ApiTokenCreated',
  'ApiTokenRevoked',
  'SandboxOpened',
  'SandboxEmptied',
  'EnteredOnBehalf',
  'OnBehalfConfirmed',
  'OrganisationClaimed',
  'ClaimDecided',
  'ProductImportRequested',
  'ProductImportConfirmed',
  'ProductImportFinished',
  'ProductImportProgressed',
  'ProductDraftSaved',
  'ProductPublished',
  'ProductRevised',
  'ProductWithdrawn',
  'ProductSuspended',
  'ProductReinstated',
  'SampleJudged',
  'ListApplicationSubmitted',
  'ListApplicationDecided',
  'ListingEnded',
  'CertificateChanged',
  'UpgradePathEdited',
  'ClassEdited',
  'MatchingWeightsEdited',
  'ProductIndexRebuildRequested',
  'FailedJobsRetryRequested',
  'DemandDraftSaved',
  'DemandPublished',
  'DemandRevised',
  'DemandClosed',
  'EquipmentChanged',
  'EquipmentImportRequested',
  'EquipmentImportProgressed',
  'EquipmentImportFinished',
  'RetirementSuggested',
  'RecommendationMade',
  'RecommendationAnswered',
  'MatchingPreferenceMoved',
  'SavedSearchAnswered',
  'TopicPublished',
  'TopicClosed',
  'TopicReopened',
  'NoticePosted',
  'ContactGiven',
  'DeliveryDue',
  'WebhookDue',
  'WebhookTroubled',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What people should be told: organisations, a message code, and parameters free of personal data and prices. */
export interface NoticeText {
  readonly recipients: readonly string[];
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface DomainEvent {
  readonly type: EventType;
  /** Id of the row the event is about. */
  readonly subjectId: string;
  /** Organisation whose deed it was, or null for the platform's own. */
  readonly organisationId: string | null;
  /** Further ids that a handler needs to find its rows; never content. */
  readonly refs?: Readonly<Record<string, string>>;
  readonly notice?: NoticeText;
}
