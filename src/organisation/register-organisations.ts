import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../core/ids/ids.js';
import { creditCodeTaken, registrationFault } from '../core/organisation/registration.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { newOrganisation, type OrganisationToWrite } from './new-organisation.js';
import { openRegistrationReviews } from './open-registration-reviews.js';
import type { OrganisationEntity } from './organisation.entity.js';
import { insertOrganisations, organisationsByIds, takenCreditCodes } from './organisation.store.js';

export interface OrganisationToRegister extends OrganisationToWrite {
  readonly parentId: OrganisationId | null;
}

/**
 * Registers organisations without people, for a department or the platform. An enterprise starts under review with a case due
 * in five working days; departments and banks are the platform's to found and need no case. Refuses a wrong or taken credit
 * code and a parent that is not there or of another kind.
 */
@Injectable()
export class RegisterOrganisations {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, inputs: readonly OrganisationToRegister[]): Promise<Outcome<OrganisationEntity>[]> {
    return this.deeds.perform(request, 'registerOrganisations', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (viewer.kind !== 'DEPARTMENT' && viewer.kind !== 'SYSTEM') return wanted.map(() => refused('NOT_ALLOWED', 'FOUNDING_NOT_ALLOWED'));
      const taken = await takenCreditCodes(tx, wanted.flatMap((input) => input.creditCode ?? []));
      const parents = await organisationsByIds(tx, wanted.flatMap((input) => input.parentId ?? []));
      const outcomes = wanted.map((input): Outcome<OrganisationEntity> => {
        if (input.kind !== 'ENTERPRISE' && viewer.kind !== 'SYSTEM') return refused('NOT_ALLOWED', 'FOUNDING_NOT_ALLOWED', 'kind');
        const parent = parents.find((one) => one.id === input.parentId && one.kind === input.kind) ?? null;
        if (input.parentId !== null && parent === null) return notFound('parentId');
        const fault = registrationFault(input) ?? (input.creditCode !== null && taken.has(input.creditCode) ? creditCodeTaken(input.creditCode) : null);
        if (fault !== null) return fault;
        if (input.creditCode !== null) taken.add(input.creditCode);
        const state = input.kind === 'ENTERPRISE' ? 'UNDER_REVIEW' : 'APPROVED';
        return done(newOrganisation(this.ids.next('organisation'), input, parent, state, request.receivedAt));
      });
      const registered = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      await insertOrganisations(tx, registered);
      const reviewed = registered.filter((one) => one.state === 'UNDER_REVIEW');
      await openRegistrationReviews(tx, this.ids, reviewed, request.receivedAt);
      tx.announce(...reviewed.map((one) => ({ type: 'EnterpriseRegistered' as const, subjectId: one.id, organisationId: one.id })));
      return outcomes;
    });
  }
}
