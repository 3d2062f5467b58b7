import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { SystemViewer } from '../core/access/viewer.js';
import { normalLogin } from '../core/organisation/login.js';
import { personFault } from '../core/organisation/person.js';
import { creditCodeTaken, registrationFault } from '../core/organisation/registration.js';
import { done, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { Attempts } from '../platform/access/attempts.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { busy, hashesOf, loginFault, writeNewAccount, type AddedMember } from './new-member.js';
import { newOrganisation, type OrganisationToWrite } from './new-organisation.js';
import { openRegistrationReviews } from './open-registration-reviews.js';
import type { OrganisationEntity } from './organisation.entity.js';
import { insertOrganisations, takenCreditCodes } from './organisation.store.js';

export interface EnterpriseToRegister extends Omit<OrganisationToWrite, 'kind' | 'creditCode'> {
  readonly creditCode: string;
  readonly owner: { readonly login: string; readonly displayName: string; readonly password: string };
}

export interface RegisteredEnterprise {
  readonly id: OrganisationEntity['id'];
  readonly organisation: OrganisationEntity;
  readonly owner: AddedMember;
}

/** Who registers has no tenant yet: this viewer lends the deed the right to write one, and the deed writes nothing else. */
const REGISTRAR: SystemViewer = { kind: 'SYSTEM', because: 'self-registration of an enterprise' };
const OWNER = { roles: ['OWNER'] as const };

/** A registration costs a password hash and an officer's time: 30 in an hour is a bureau's busy afternoon, not a script's. */
const MOST_OF_AN_ADDRESS = 30;
const HOUR_SECONDS = 3_600;

/**
 * An enterprise registers itself with its first owner, in one transaction, and waits under review. Refuses a wrong or taken
 * credit code, a taken login, and an address that registers too often (REGISTRATION_TOO_OFTEN).
 */
@Injectable()
export class RegisterEnterprise {
  private readonly byAddress = new Attempts(MOST_OF_AN_ADDRESS, HOUR_SECONDS);

  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  /** `address`: where the request came from, null when it came from no network. */
  async run(request: DeedRequest, inputs: readonly EnterpriseToRegister[], address: string | null = null): Promise<Outcome<RegisteredEnterprise>[]> {
    const hashes = await hashesOf(inputs, (input) => faultOf(input) ?? this.tooOften(address, request.receivedAt), (input) => input.owner.password);
    if (hashes.every((hash) => !hash.ok)) return hashes.flatMap((hash) => (hash.ok ? [] : [hash]));
    return this.deeds.perform(asRegistrar(request, inputs), 'registerEnterprise', inputs, async (tx, wanted) => {
      const taken = await takenCreditCodes(tx, wanted.map((input) => input.creditCode));
      const outcomes: Outcome<RegisteredEnterprise>[] = [];
      for (const [index, input] of wanted.entries()) {
        const hash = hashes[index] ?? busy;
        if (!hash.ok) {
          outcomes.push(hash);
          continue;
        }
        const fault = taken.has(input.creditCode) ? creditCodeTaken(input.creditCode) : await loginFault(tx, input.owner.login, 'owner.');
        if (fault === null) taken.add(input.creditCode);
        outcomes.push(fault ?? done(await this.register(tx, request, input, hash.value)));
      }
      return outcomes;
    });
  }

  private async register(tx: ActingTx, request: DeedRequest, input: EnterpriseToRegister, passwordHash: string): Promise<RegisteredEnterprise> {
    const organisation = newOrganisation(this.ids.next('organisation'), { ...input, kind: 'ENTERPRISE' }, null, 'UNDER_REVIEW', request.receivedAt);
    await insertOrganisations(tx, [organisation]);
    const owner = await writeNewAccount(tx, this.ids, request.receivedAt, organisation.id, { ...input.owner, ...OWNER }, passwordHash);
    await openRegistrationReviews(tx, this.ids, [organisation], request.receivedAt);
    tx.announce({ type: 'EnterpriseRegistered', subjectId: organisation.id, organisationId: organisation.id });
    return { id: organisation.id, organisation, owner };
  }

  private tooOften(address: string | null, at: Date): Refused | null {
    if (address === null) return null;
    const seconds = this.byAddress.waitSeconds(address, at);
    if (seconds > 0) return refused('STATE', 'REGISTRATION_TOO_OFTEN', null, { seconds });
    this.byAddress.count(address, at);
    return null;
  }
}

function faultOf(input: EnterpriseToRegister): Refused | null {
  return registrationFault({ ...input, kind: 'ENTERPRISE' })
    ?? personFault('ENTERPRISE', { ...input.owner, ...OWNER, login: normalLogin(input.owner.login) }, 'owner.');
}

/** Anonymous keys share one space: bound to the credit codes, a key as plain as `1` is only ever its own repeat's. */
function asRegistrar(request: DeedRequest, inputs: readonly EnterpriseToRegister[]): DeedRequest {
  const key = request.idempotencyKey;
  if (key === null) return { ...request, viewer: REGISTRAR };
  const bound = createHash('sha256').update(JSON.stringify([inputs.map((input) => input.creditCode), key])).digest('hex');
  return { ...request, viewer: REGISTRAR, idempotencyKey: bound };
}
