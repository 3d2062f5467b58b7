import { Injectable } from '@nestjs/common';
import type { Role } from '../core/access/viewer.js';
import type { AccountId, MemberId, OrganisationId } from '../core/ids/ids.js';
import { normalLogin } from '../core/organisation/login.js';
import { personFault, rolesRefusal } from '../core/organisation/person.js';
import { creditCodeTaken, registrationFault } from '../core/organisation/registration.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { busy, hashesOf, loginFault, writeNewAccount } from './new-member.js';
import { newOrganisation, type OrganisationToWrite } from './new-organisation.js';
import type { OrganisationEntity } from './organisation.entity.js';
import { accountExists, insertAccounts, insertOrganisations, organisationsByIds, takenCreditCodes } from './organisation.store.js';

/** The first owner: a new account, or one that exists and acts for several organisations. */
export type Founder =
  | { readonly login: string; readonly displayName: string; readonly password: string; readonly roles: readonly Role[] }
  | { readonly accountId: AccountId; readonly roles: readonly Role[] };

export interface OrganisationToFound extends OrganisationToWrite {
  readonly parentId: OrganisationId | null;
  readonly owner: Founder;
}

export interface FoundedOrganisation {
  readonly id: OrganisationId;
  readonly organisation: OrganisationEntity;
  readonly accountId: AccountId;
  readonly memberId: MemberId;
}

/**
 * The platform founds a department, bank or enterprise that is approved at once, with its first owner: the first department
 * of an installation, and demonstrations. Refuses everybody but the platform itself (FOUNDING_NOT_ALLOWED).
 */
@Injectable()
export class FoundOrganisation {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  async run(request: DeedRequest, inputs: readonly OrganisationToFound[]): Promise<Outcome<FoundedOrganisation>[]> {
    if (request.viewer.kind !== 'SYSTEM') return inputs.map(() => refused('NOT_ALLOWED', 'FOUNDING_NOT_ALLOWED'));
    const hashes = await hashesOf(inputs, faultOf, ({ owner }) => ('password' in owner ? owner.password : null));
    return this.deeds.perform(request, 'foundOrganisation', inputs, async (tx, wanted) => {
      const outcomes: Outcome<FoundedOrganisation>[] = [];
      for (const [index, input] of wanted.entries()) {
        const hash = hashes[index] ?? busy;
        outcomes.push(hash.ok ? await this.found(tx, request, input, hash.value) : hash);
      }
      return outcomes;
    });
  }

  private async found(tx: ActingTx, request: DeedRequest, input: OrganisationToFound, passwordHash: string): Promise<Outcome<FoundedOrganisation>> {
    const [parent] = input.parentId === null ? [] : await organisationsByIds(tx, [input.parentId]);
    if (input.parentId !== null && parent?.kind !== input.kind) return notFound('parentId');
    if (input.creditCode !== null && (await takenCreditCodes(tx, [input.creditCode])).has(input.creditCode)) return creditCodeTaken(input.creditCode);
    const { owner } = input;
    if ('accountId' in owner && !(await accountExists(tx, owner.accountId))) return notFound('owner.accountId');
    const fault = 'login' in owner ? await loginFault(tx, owner.login, 'owner.') : null;
    if (fault !== null) return fault;
    const organisation = newOrganisation(this.ids.next('organisation'), input, parent ?? null, 'APPROVED', request.receivedAt);
    await insertOrganisations(tx, [organisation]);
    if (organisation.kind === 'ENTERPRISE') tx.announce({ type: 'EnterpriseRegistered', subjectId: organisation.id, organisationId: organisation.id });
    if ('login' in owner) {
      const added = await writeNewAccount(tx, this.ids, request.receivedAt, organisation.id, owner, passwordHash);
      return done({ id: organisation.id, organisation, accountId: added.accountId, memberId: added.id });
    }
    const memberId = this.ids.next('member');
    await insertAccounts(tx, [], [{
      id: memberId, accountId: owner.accountId, organisationId: organisation.id, roles: [...owner.roles], disabledAt: null, createdAt: request.receivedAt,
    }]);
    return done({ id: organisation.id, organisation, accountId: owner.accountId, memberId });
  }
}

function faultOf(input: OrganisationToFound): Refused | null {
  const { owner } = input;
  return registrationFault(input)
    ?? ('login' in owner ? personFault(input.kind, { ...owner, login: normalLogin(owner.login) }, 'owner.') : rolesRefusal(input.kind, owner.roles, 'owner.'));
}
