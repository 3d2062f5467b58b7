import { Injectable } from '@nestjs/common';
import { isMember, type Viewer } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { answersFor } from '../core/organisation/on-behalf/read-region.js';
import type { WrittenEnterprise } from '../core/organisation/on-behalf/read-enterprise.js';
import { registrationFault } from '../core/organisation/registration.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { newOrganisation } from './new-organisation.js';
import { insertOnBehalf, organisationsByCreditCodes } from './on-behalf.store.js';
import { insertOrganisations, organisationsByIds } from './organisation.store.js';

export interface EnteredEnterprise {
  readonly id: OrganisationId;
  readonly creditCode: string;
}

/**
 * A department enters enterprises on their behalf (代填报): each is registered, seen by departments alone, until the enterprise
 * has confirmed it. Refuses what is entered already, an organisation that exists, and a place that the department does not
 * answer for; a provincial department answers for all.
 */
@Injectable()
export class EnterEnterprises {
  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, inputs: readonly WrittenEnterprise[]): Promise<Outcome<EnteredEnterprise>[]> {
    return this.deeds.perform(request, 'enterEnterprises', inputs, async (tx, wanted) => {
      const outcomes = await this.judged(tx, request.viewer, wanted);
      const entered = outcomes.flatMap((outcome, index) => {
        const facts = wanted[index];
        return outcome.ok && facts !== undefined ? [{ ...outcome.value, facts }] : [];
      });
      await insertOrganisations(tx, entered.map(({ id, facts }) => newOrganisation(id, facts, null, 'REGISTERED', request.receivedAt)));
      const viewer = request.viewer;
      if (!isMember(viewer)) return outcomes;
      await insertOnBehalf(tx, entered.map(({ id, facts }) => ({
        organisationId: id, enteredBy: viewer.organisationId, contactName: facts.contactName, contactPhone: facts.contactPhone, state: 'UNCONFIRMED' as const,
        corrected: [], enteredAt: request.receivedAt, confirmedAt: null,
      })));
      tx.announce(...entered.map(({ id }) => ({ type: 'EnteredOnBehalf' as const, subjectId: id, organisationId: viewer.organisationId })));
      return outcomes;
    });
  }

  /** What `run` would answer; nothing is written. */
  trial(request: DeedRequest, inputs: readonly WrittenEnterprise[]): Promise<Outcome<EnteredEnterprise>[]> {
    return this.database.read(scopeOf(request.viewer), (tx) => this.judged(tx, request.viewer, inputs));
  }

  private async judged(tx: Tx, viewer: Viewer, wanted: readonly WrittenEnterprise[]): Promise<Outcome<EnteredEnterprise>[]> {
    const [bureau] = isMember(viewer) && viewer.kind === 'DEPARTMENT' ? await organisationsByIds(tx, [viewer.organisationId]) : [];
    if (bureau === undefined) return wanted.map(() => refused('NOT_ALLOWED', 'ON_BEHALF_NOT_ALLOWED'));
    const known = await organisationsByCreditCodes(tx, wanted.map((facts) => facts.creditCode));
    const seen = new Set<string>();
    return wanted.map((facts): Outcome<EnteredEnterprise> => {
      const fault = registrationFault(facts);
      if (fault !== null) return fault;
      if (known.has(facts.creditCode)) return refused('CONFLICT', 'ON_BEHALF_EXISTS', 'creditCode', { creditCode: facts.creditCode });
      if (seen.has(facts.creditCode)) return refused('CONFLICT', 'ON_BEHALF_REPEATED', 'creditCode', { creditCode: facts.creditCode });
      if (!isProvincial(bureau) && !answersFor(bureau.regionCode, facts.regionCode)) return refused('INPUT', 'ON_BEHALF_REGION_OF_OTHERS', 'regionCode', { regionCode: facts.regionCode });
      seen.add(facts.creditCode);
      return done({ id: this.ids.next('organisation'), creditCode: facts.creditCode });
    });
  }
}

/** At the top of the tree of departments (省→市→县区). */
export function isProvincial(department: { readonly branch: string }): boolean {
  return !department.branch.includes('.');
}
