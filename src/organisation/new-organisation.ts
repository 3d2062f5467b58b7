import type { OrganisationKind } from '../core/access/viewer.js';
import type { OrganisationId, ReviewId } from '../core/ids/ids.js';
import { shanghaiDate } from '../core/time/dates.js';
import { addWorkingDays } from '../core/time/working-days.js';
import type { OrganisationEntity, OrganisationState, ReviewEntity, SizeClass, Trade } from './organisation.entity.js';
import { calendar } from './working-days.js';

/** Working days a registration may wait for its verdict. */
const REVIEW_WORKING_DAYS = 5;

/** What an organisation is registered with. */
export interface OrganisationToWrite {
  readonly kind: OrganisationKind;
  readonly name: string;
  /** Obligatory for enterprises, checked by its check character. */
  readonly creditCode: string | null;
  /** GB/T 2260, six digits. */
  readonly regionCode: string;
  readonly industryCode: string | null;
  readonly sizeClass: SizeClass | null;
  readonly trades: readonly Trade[];
  readonly businessPhone?: string | null;
  readonly businessPhonePublic?: boolean;
}

/** A new organisation at its place in the tree: below `parent`, or the root of a tree of its own. */
export function newOrganisation(
  id: OrganisationId, facts: OrganisationToWrite, parent: Pick<OrganisationEntity, 'id' | 'branch'> | null, state: OrganisationState, at: Date,
): OrganisationEntity {
  return {
    id, kind: facts.kind, name: facts.name.trim(), creditCode: facts.creditCode, regionCode: facts.regionCode, industryCode: facts.industryCode,
    sizeClass: facts.sizeClass, trades: [...facts.trades], businessPhone: facts.businessPhone ?? null, businessPhonePublic: facts.businessPhonePublic ?? false,
    parentId: parent?.id ?? null, branch: parent === null ? id : `${parent.branch}.${id}`,
    state, stateReason: null, approvedAt: state === 'APPROVED' ? at : null, externalRef: null, createdAt: at,
  };
}

/** The case in which a department decides about a registration, due in five working days. */
export function registrationReview(id: ReviewId, organisationId: OrganisationId, at: Date): ReviewEntity {
  return {
    id, caseKind: 'REGISTRATION', caseId: organisationId, organisationId, departments: ['省工信厅'], state: 'OPEN', verdicts: [],
    dueOn: addWorkingDays(shanghaiDate(at), REVIEW_WORKING_DAYS, calendar()), openedAt: at, decidedAt: null, decidedBy: null,
  };
}
