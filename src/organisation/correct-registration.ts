import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { creditCodeTaken, registrationFault } from '../core/organisation/registration.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { openRegistrationReviews } from './open-registration-reviews.js';
import type { OrganisationEntity, SizeClass, Trade } from './organisation.entity.js';
import { organisationsForChange, saveRegistration } from './organisation.store.js';

/** What is to be changed; whatever is left out stays as it was sent. */
export interface RegistrationCorrection {
  readonly name?: string;
  readonly creditCode?: string;
  readonly regionCode?: string;
  readonly industryCode?: string | null;
  readonly sizeClass?: SizeClass | null;
  readonly trades?: readonly Trade[];
  readonly businessPhone?: string | null;
  readonly businessPhonePublic?: boolean;
}

/**
 * Corrects the viewer's own registration that was returned, and hands it in again: a new case is opened, due in five working
 * days. Refuses a registration that was not returned, and a wrong or taken credit code.
 */
@Injectable()
export class CorrectRegistration {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, inputs: readonly RegistrationCorrection[]): Promise<Outcome<OrganisationEntity>[]> {
    return this.deeds.perform(request, 'correctRegistration', inputs, async (tx, corrections) => {
      const outcomes: Outcome<OrganisationEntity>[] = [];
      for (const correction of corrections) outcomes.push(await this.correct(tx, request, correction));
      return outcomes;
    });
  }

  private async correct(tx: ActingTx, request: DeedRequest, correction: RegistrationCorrection): Promise<Outcome<OrganisationEntity>> {
    const viewer = request.viewer;
    const organisation = isMember(viewer) ? (await organisationsForChange(tx, [viewer.organisationId])).get(viewer.organisationId) : undefined;
    if (organisation === undefined) return notFound('organisationId');
    if (organisation.state !== 'RETURNED') return refused('STATE', 'REGISTRATION_NOT_RETURNED', null, { state: organisation.state });
    const corrected = corrections(organisation, correction);
    const fault = registrationFault(corrected);
    if (fault !== null) return fault;
    if (!(await saveRegistration(tx, corrected))) return creditCodeTaken(corrected.creditCode);
    await openRegistrationReviews(tx, this.ids, [corrected], request.receivedAt);
    tx.announce({ type: 'EnterpriseRegistered', subjectId: corrected.id, organisationId: corrected.id });
    return done(corrected);
  }
}

function corrections(organisation: OrganisationEntity, correction: RegistrationCorrection): OrganisationEntity {
  const given = Object.fromEntries(Object.entries(correction).filter(([, value]) => value !== undefined)) as RegistrationCorrection;
  return {
    ...organisation, ...given, name: (given.name ?? organisation.name).trim(), trades: [...(given.trades ?? organisation.trades)],
    state: 'UNDER_REVIEW', stateReason: null,
  };
}
