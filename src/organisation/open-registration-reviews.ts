import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrganisationId } from '../core/ids/ids.js';
import { placeFor, type CasePlace, type ReviewLevels, type ReviewStage } from '../core/organisation/review-level.js';
import { shanghaiDate } from '../core/time/dates.js';
import { addWorkingDays } from '../core/time/working-days.js';
import type { Ids } from '../platform/clock/ids.js';
import { REFERENCE_FOLDER } from '../platform/config/project.js';
import type { Tx } from '../platform/db/tx.js';
import type { ReviewEntity } from './organisation.entity.js';
import { departmentsFor, insertReviews } from './review.store.js';
import { calendar } from './working-days.js';

/** Who decides where no single department has the case. */
const PROVINCIAL = '省工信厅';

let shipped: ReviewLevels | null = null;

/** Which level decides and in how many working days each is done: the file of this version, read once. */
export function reviewLevels(): ReviewLevels {
  shipped ??= JSON.parse(readFileSync(join(REFERENCE_FOLDER, 'review-levels.json'), 'utf8')) as ReviewLevels;
  return shipped;
}

/** Where a case lies from today on, and until when. */
export function placed(place: CasePlace, at: Date): Pick<ReviewEntity, 'stage' | 'atId' | 'departments' | 'dueOn'> {
  const days = reviewLevels().registration.workingDays[place.stage];
  return {
    stage: place.stage, atId: (place.department?.id ?? null) as OrganisationId | null, departments: [place.department?.name ?? PROVINCIAL],
    dueOn: addWorkingDays(shanghaiDate(at), days, calendar()),
  };
}

/**
 * Opens the cases in which departments decide about registrations (逐级上报): each with the lowest department of its place, due
 * in the working days of that level. `above`: a level that has answered for it already, so that the case begins on the next.
 */
export async function openRegistrationReviews(
  tx: Tx, ids: Ids, enterprises: readonly { readonly id: OrganisationId; readonly regionCode: string }[], at: Date, above: ReviewStage | null = null,
): Promise<void> {
  const departments = await departmentsFor(tx, enterprises.map((one) => one.regionCode));
  const { decides } = reviewLevels().registration;
  await insertReviews(tx, enterprises.map(({ id, regionCode }) => ({
    id: ids.next('review'), caseKind: 'REGISTRATION' as const, caseId: id, organisationId: id, state: 'OPEN' as const, verdicts: [], openedAt: at, decidedAt: null, decidedBy: null,
    decides, steps: [], ...placed(placeFor(regionCode, departments, decides, above), at),
  })));
}
