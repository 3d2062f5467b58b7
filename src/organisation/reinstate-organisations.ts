import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { OrganisationEntity } from './organisation.entity.js';
import { organisationsForChange, setOrganisationState } from './organisation.store.js';

/** Ends suspensions: the organisation is approved as before. Refuses whoever is no department, and an organisation that is not suspended. */
@Injectable()
export class ReinstateOrganisations {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, organisationIds: readonly OrganisationId[]): Promise<Outcome<OrganisationEntity>[]> {
    return this.deeds.perform(request, 'reinstateOrganisations', organisationIds, async (tx, wanted) => {
      const viewer = request.viewer;
      if (viewer.kind !== 'DEPARTMENT' && viewer.kind !== 'SYSTEM') return wanted.map(() => notFound('organisationId'));
      const organisations = await organisationsForChange(tx, wanted);
      const outcomes: Outcome<OrganisationEntity>[] = [];
      for (const id of wanted) {
        const organisation = organisations.get(id);
        if (organisation === undefined) outcomes.push(notFound('organisationId'));
        else if (organisation.state !== 'SUSPENDED') outcomes.push(refused('STATE', 'ORGANISATION_NOT_SUSPENDED', 'organisationId', { state: organisation.state }));
        else {
          Object.assign(organisation, { state: 'APPROVED', stateReason: null });
          await setOrganisationState(tx, organisation.id, organisation.state, null, null);
          tx.announce({
            type: 'OrganisationReinstated', subjectId: organisation.id, organisationId: organisation.id,
            notice: { recipients: [organisation.id], code: 'NOTICE_ORGANISATION_REINSTATED', params: { name: organisation.name } },
          });
          outcomes.push(done(organisation));
        }
      }
      return outcomes;
    });
  }
}
