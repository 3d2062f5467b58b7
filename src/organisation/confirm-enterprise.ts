import type { OrganisationId } from '../core/ids/ids.js';
import { correctedFields, standingAfterConfirmation } from '../core/organisation/on-behalf/confirmation.js';
import { isAtLeast, stageOf } from '../core/organisation/review-level.js';
import { registrationFault } from '../core/organisation/registration.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { Ids } from '../platform/clock/ids.js';
import type { ActingTx } from '../platform/deed/deeds.js';
import { confirmOnBehalfRow, onBehalfOf } from './on-behalf.store.js';
import { openRegistrationReviews, reviewLevels } from './open-registration-reviews.js';
import type { OrganisationEntity, SizeClass, Trade } from './organisation.entity.js';
import { organisationsByIds, organisationsForChange, saveRegistration, setOrganisationState } from './organisation.store.js';

/** What the enterprise says otherwise; whatever is left out stays as the bureau wrote it. The credit code says who it is and stays. */
export interface EnterpriseCorrections {
  readonly name?: string;
  readonly regionCode?: string;
  readonly industryCode?: string | null;
  readonly sizeClass?: SizeClass | null;
  readonly trades?: readonly Trade[];
  readonly businessPhone?: string | null;
  readonly businessPhonePublic?: boolean;
}

/**
 * Inside a running deed of the platform: the enterprise confirms what was entered of it. An enterprise that has confirmed
 * before, or stands otherwise by now, stays as it is. Answers the enterprise as it then is.
 */
export async function confirmEnterpriseWithin(
  tx: ActingTx, ids: Ids, organisationId: OrganisationId, corrections: EnterpriseCorrections, at: Date,
): Promise<Outcome<OrganisationEntity>> {
  const organisation = (await organisationsForChange(tx, [organisationId])).get(organisationId);
  if (organisation === undefined) return notFound('token');
  const entered = (await onBehalfOf(tx, [organisationId])).get(organisationId);
  if (entered?.state !== 'UNCONFIRMED' || organisation.state !== 'REGISTERED') return done(organisation);
  const given = Object.fromEntries(Object.entries(corrections).filter(([, value]) => value !== undefined)) as EnterpriseCorrections;
  const facts: OrganisationEntity = { ...organisation, ...given, name: (given.name ?? organisation.name).trim(), trades: [...(given.trades ?? organisation.trades)] };
  const fault = registrationFault(facts);
  if (fault !== null) return fault;
  const corrected = correctedFields({ ...organisation }, { ...facts });
  const [bureau] = await organisationsByIds(tx, [entered.enteredBy]);
  const answered = bureau === undefined ? null : stageOf(bureau.branch);
  const state = standingAfterConfirmation(corrected, answered !== null && isAtLeast(answered, reviewLevels().registration.decides));
  const confirmed: OrganisationEntity = { ...facts, state, approvedAt: state === 'APPROVED' ? at : null };
  await saveRegistration(tx, confirmed);
  if (state === 'APPROVED') await setOrganisationState(tx, confirmed.id, state, null, at);
  // What the bureau answers for as it wrote it, it need not look at again.
  else await openRegistrationReviews(tx, ids, [confirmed], at, corrected.length === 0 ? answered : null);
  await confirmOnBehalfRow(tx, confirmed.id, corrected, at);
  tx.announce({
    type: 'OnBehalfConfirmed', subjectId: confirmed.id, organisationId: confirmed.id,
    notice: {
      recipients: [entered.enteredBy], code: state === 'APPROVED' ? 'NOTICE_ON_BEHALF_CONFIRMED' : 'NOTICE_ON_BEHALF_IN_REVIEW', params: { name: confirmed.name },
    },
  });
  return done(confirmed);
}
