import type { Type } from '@nestjs/common';
import { IndexClasses, IndexProducts, IndexSuppliers, RebuildProductIndex, RunProductImport, SweepProductIndex } from '../catalogue/jobs.js';
import type { EventType } from '../core/events/events.js';
import { ExpireDemands, PublishOnBehalf, RunEquipmentImport, SuggestRetirements } from '../demand/jobs.js';
import {
  ForgetHistory, MatchCertificates, MatchDemands, MatchProducts, RejudgeLines, RematchClasses, RematchItems, ReprojectBuyers, ReprojectSuppliers, SearchForSaved, SweepMatching, SweepTopics, TellWaitingSearches,
} from '../matching/jobs.js';
import { KeepSandboxWebhooks, PlanDeliveries, PlanWebhooks, PostContactCodes, PostNotices, SendDeliveries, SendWebhooks, SweepDeliveries, SweepWebhooks } from '../notification/jobs.js';
import { ForgetCodes, SendCodes, SendInvitations } from '../organisation/jobs.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import type { Lane } from '../platform/queue/job-queue.port.js';
import { RerunFailedJobs } from '../platform/queue/rerun-failed-jobs.js';

/** A handler by its class, and the lane its jobs wait in. */
export interface Wake {
  readonly handler: Type<EventHandler>;
  readonly lane: Lane;
  /** Events one job carries at most. */
  readonly eventsPerJob: number;
}
/** A job is one short transaction, and a long one holds back the relay. */
const EVENTS_PER_JOB = 100;
/** A line is judged once for all products of a job: of a price list published at once, few looks do what many would undo of each other. */
const PRODUCTS_PER_LOOK = 500;
const wake = (handler: Type<EventHandler>, lane: Lane, eventsPerJob = EVENTS_PER_JOB): Wake => ({ handler, lane, eventsPerJob });

const notices = wake(PostNotices, 'NOTIFY');
const search = wake(IndexProducts, 'INDEX');
const reverse = wake(MatchProducts, 'MATCH', PRODUCTS_PER_LOOK);
const forward = wake(MatchDemands, 'MATCH');
const saved = wake(SearchForSaved, 'MATCH');
const supplier = [wake(ReprojectSuppliers, 'MATCH'), wake(IndexSuppliers, 'INDEX')];

/** Which event wakes whom. An event with a notice wakes `PostNotices` whatever its type; nobody else reads this page's order. */
export const SWITCHBOARD: Readonly<Record<EventType, readonly Wake[]>> = {
  EnterpriseRegistered: [],
  RegistrationPassedOn: [],
  RegistrationReviewed: [...supplier, wake(PublishOnBehalf, 'MATCH')],
  OrganisationSuspended: supplier,
  OrganisationReinstated: supplier,
  CodeRequested: [wake(SendCodes, 'DELIVER')],
  MemberInvited: [wake(SendInvitations, 'DELIVER')],
  ApiTokenCreated: [],
  ApiTokenRevoked: [],
  SandboxOpened: [],
  SandboxEmptied: [...supplier, wake(KeepSandboxWebhooks, 'DELIVER')],
  EnteredOnBehalf: [],
  OnBehalfConfirmed: supplier,
  OrganisationClaimed: [],
  ClaimDecided: [],
  ProductImportRequested: [wake(RunProductImport, 'IMPORT')],
  ProductImportConfirmed: [wake(RunProductImport, 'IMPORT')],
  ProductImportProgressed: [],
  ProductImportFinished: [],
  ProductDraftSaved: [],
  ProductPublished: [search, reverse, saved],
  ProductRevised: [search, reverse, saved],
  ProductWithdrawn: [search, reverse, saved],
  ProductSuspended: [search, reverse, saved],
  ProductReinstated: [search, reverse, saved],
  SampleJudged: [],
  ListApplicationSubmitted: [],
  ListApplicationDecided: [],
  ListingEnded: [],
  CertificateChanged: [wake(MatchCertificates, 'MATCH')],
  UpgradePathEdited: [wake(RematchItems, 'MATCH')],
  ClassEdited: [wake(IndexClasses, 'INDEX'), wake(RematchClasses, 'MATCH')],
  MatchingWeightsEdited: [wake(RejudgeLines, 'MATCH')],
  ProductIndexRebuildRequested: [wake(RebuildProductIndex, 'HOUSEKEEPING')],
  FailedJobsRetryRequested: [wake(RerunFailedJobs, 'HOUSEKEEPING')],
  DemandDraftSaved: [],
  DemandPublished: [forward],
  DemandRevised: [forward],
  DemandClosed: [forward],
  EquipmentChanged: [wake(SuggestRetirements, 'HOUSEKEEPING')],
  EquipmentImportRequested: [wake(RunEquipmentImport, 'IMPORT')],
  EquipmentImportProgressed: [],
  EquipmentImportFinished: [],
  RetirementSuggested: [],
  RecommendationMade: [],
  RecommendationAnswered: [],
  MatchingPreferenceMoved: [wake(ReprojectBuyers, 'MATCH')],
  SavedSearchAnswered: [],
  TopicPublished: [],
  TopicClosed: [],
  TopicReopened: [],
  NoticePosted: [wake(PlanDeliveries, 'NOTIFY')],
  ContactGiven: [wake(PostContactCodes, 'DELIVER')],
  DeliveryDue: [wake(SendDeliveries, 'DELIVER')],
  WebhookDue: [wake(SendWebhooks, 'DELIVER')],
  WebhookTroubled: [],
};

export const NOTICES = notices;
/** Wakes for every event that a webhook may ask for. */
export const WEBHOOKS = wake(PlanWebhooks, 'DELIVER');

/** What runs by the clock as well, so that an event which was lost heals. */
export interface Sweep extends Wake {
  readonly everyMs: number;
}
export const SWEEPS: readonly Sweep[] = [
  { ...wake(SweepMatching, 'HOUSEKEEPING'), everyMs: 10 * 60_000 },
  { ...wake(SweepProductIndex, 'HOUSEKEEPING'), everyMs: 10 * 60_000 },
  { ...wake(SweepTopics, 'HOUSEKEEPING'), everyMs: 10 * 60_000 },
  { ...wake(TellWaitingSearches, 'HOUSEKEEPING'), everyMs: 10 * 60_000 },
  { ...wake(SweepDeliveries, 'NOTIFY'), everyMs: 60_000 },
  { ...wake(SendWebhooks, 'DELIVER'), everyMs: 60_000 },
  { ...wake(SweepWebhooks, 'HOUSEKEEPING'), everyMs: 10 * 60_000 },
  { ...wake(ExpireDemands, 'HOUSEKEEPING'), everyMs: 60 * 60_000 },
  { ...wake(SuggestRetirements, 'HOUSEKEEPING'), everyMs: 60 * 60_000 },
  { ...wake(ForgetHistory, 'HOUSEKEEPING'), everyMs: 60 * 60_000 },
  { ...wake(ForgetCodes, 'HOUSEKEEPING'), everyMs: 60 * 60_000 },
];

/** Every class that this page names, once. */
export function handlerClasses(): Type<EventHandler>[] {
  return [...new Set([...Object.values(SWITCHBOARD).flat(), NOTICES, WEBHOOKS, ...SWEEPS].map(({ handler }) => handler))];
}
