import { Injectable } from '@nestjs/common';
import { isMember, type Role } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { normalLogin } from '../core/organisation/login.js';
import { personFault } from '../core/organisation/person.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { busy, hashesOf, loginFault, writeNewAccount, type AddedMember } from './new-member.js';
import { organisationsByIds } from './organisation.store.js';

export interface MemberToAdd {
  readonly organisationId: OrganisationId;
  readonly login: string;
  readonly displayName: string;
  readonly password: string;
  readonly roles: readonly Role[];
}

/** Adds people with an account of their own to the organisation that asks; a login is unique on the platform. */
@Injectable()
export class AddMembers {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  async run(request: DeedRequest, inputs: readonly MemberToAdd[]): Promise<Outcome<AddedMember>[]> {
    const viewer = request.viewer;
    const mayAddTo = (id: OrganisationId): boolean => viewer.kind === 'SYSTEM' || (isMember(viewer) && viewer.organisationId === id);
    const hashes = await hashesOf(inputs, (input) => (mayAddTo(input.organisationId) ? null : notFound('organisationId')), (input) => input.password);
    return this.deeds.perform(request, 'addMembers', inputs, async (tx, wanted) => {
      const organisations = await organisationsByIds(tx, wanted.map((input) => input.organisationId));
      const outcomes: Outcome<AddedMember>[] = [];
      for (const [index, input] of wanted.entries()) {
        const hash = hashes[index] ?? busy;
        const organisation = organisations.find((one) => one.id === input.organisationId);
        if (!hash.ok) outcomes.push(hash);
        else if (organisation === undefined) outcomes.push(notFound('organisationId'));
        else {
          const fault = personFault(organisation.kind, { ...input, login: normalLogin(input.login) }) ?? await loginFault(tx, input.login);
          outcomes.push(fault ?? done(await writeNewAccount(tx, this.ids, request.receivedAt, organisation.id, input, hash.value)));
        }
      }
      return outcomes;
    });
  }
}
