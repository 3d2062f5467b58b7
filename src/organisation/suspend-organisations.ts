import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { OrganisationEntity } from './organisation.entity.js';
import { organisationsForChange, setOrganisationState } from './organisation.store.js';

export interface OrganisationToSuspend {
  readonly organisationId: OrganisationId;
  /** Read by the organisation itself and by departments; 1 to 500 characters. */
  readonly reason: string;
}

/**
 * Suspends approved enterprises and banks: from now on they sign in and read, and what needs approval is closed to them.
 * Refuses whoever is no department, a department as the one to suspend, and an organisation that is not approved.
 */
@Injectable()
export class SuspendOrganisations {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly OrganisationToSuspend[]): Promise<Outcome<OrganisationEntity>[]> {
    return this.deeds.perform(request, 'suspendOrganisations', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (viewer.kind !== 'DEPARTMENT' && viewer.kind !== 'SYSTEM') return wanted.map(() => notFound('organisationId'));
      const organisations = await organisationsForChange(tx, wanted.map((input) => input.organisationId));
      const outcomes: Outcome<OrganisationEntity>[] = [];
      for (const { organisationId, reason } of wanted) {
        const organisation = organisations.get(organisationId);
        if (organisation === undefined) outcomes.push(notFound('organisationId'));
        else if (reason.trim() === '') outcomes.push(refused('INPUT', 'REASON_MISSING', 'reason'));
        else if (organisation.kind === 'DEPARTMENT') outcomes.push(refused('STATE', 'DEPARTMENT_NOT_SUSPENDED', 'organisationId'));
        else if (organisation.state !== 'APPROVED') outcomes.push(refused('STATE', 'ORGANISATION_NOT_APPROVED', 'organisationId', { state: organisation.state }));
        else {
          Object.assign(organisation, { state: 'SUSPENDED', stateReason: reason.trim() });
          await setOrganisationState(tx, organisation.id, organisation.state, organisation.stateReason, null);
          tx.announce({
            type: 'OrganisationSuspended', subjectId: organisation.id, organisationId: organisation.id,
            notice: { recipients: [organisation.id], code: 'NOTICE_ORGANISATION_SUSPENDED', params: { name: organisation.name } },
          });
          outcomes.push(done(Object.assign(organisation, { because: reason.trim() })));
        }
      }
      return outcomes;
    });
  }
}
