import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { isMember, type SystemViewer, type Viewer } from '../core/access/viewer.js';
import type { AccountId, ClaimId, FileId, OrganisationId } from '../core/ids/ids.js';
import { claimFault, claimKind, type ClaimKind } from '../core/organisation/claim.js';
import { normalLogin } from '../core/organisation/login.js';
import { personFault } from '../core/organisation/person.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import { addWorkingDays } from '../core/time/working-days.js';
import { Attempts } from '../platform/access/attempts.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { filesById } from '../platform/files/file.store.js';
import type { ClaimEntity } from './claim.entity.js';
import { insertClaim, lockOrganisation, openClaimantsOf, ownersOf } from './claim.store.js';
import { busy, hashesOf, loginFault } from './new-member.js';
import { organisationsByCreditCodes } from './on-behalf.store.js';
import { displayNameOf, insertAccounts, organisationsByIds } from './organisation.store.js';
import { insertReviews } from './review.store.js';
import { calendar } from './working-days.js';

export interface OrganisationToClaim {
  readonly creditCode: string;
  /** What the claimant has to do with it. */
  readonly reason: string;
  /** At most 10 files of the claimant's organisation; needed where somebody owns the enterprise. */
  readonly evidenceFileIds: readonly FileId[];
  /** Of somebody without an account: the one that is made now and can sign in once the claim is approved. Null for who is signed in. */
  readonly owner: { readonly login: string; readonly displayName: string; readonly password: string } | null;
}

export interface OpenedClaim {
  readonly id: ClaimId;
  readonly kind: ClaimKind;
  readonly dueOn: string;
}

/** Working days a claim may wait for its verdict. */
const CLAIM_WORKING_DAYS = 5;
/** A claim costs a password hash and an officer's time. */
const MOST_OF_AN_ADDRESS = 10;
const HOUR_SECONDS = 3_600;

/**
 * Somebody says that a registered enterprise is theirs: a claim where nobody owns it, as one entered on its behalf; a takeover
 * where somebody does, who loses nothing until a department has decided. Refuses a credit code that nobody registered
 * (register it instead), and what `claimFault` refuses; CLAIM_TOO_OFTEN from one address.
 */
@Injectable()
export class ClaimOrganisation {
  private readonly byAddress = new Attempts(MOST_OF_AN_ADDRESS, HOUR_SECONDS);

  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly ids: Ids) {}

  /** `address`: where the request came from, null when it came from no network. */
  async run(request: DeedRequest, inputs: readonly OrganisationToClaim[], address: string | null = null): Promise<Outcome<OpenedClaim>[]> {
    const viewer = request.viewer;
    const hashes = await hashesOf(inputs, (input) => ownerFault(viewer, input) ?? this.tooOften(address, request.receivedAt), (input) => input.owner?.password ?? null);
    if (hashes.every((hash) => !hash.ok)) return hashes.flatMap((hash) => (hash.ok ? [] : [hash]));
    const files = await this.evidenceOf(viewer, inputs);
    return this.deeds.perform(asClaimant(request, inputs), 'claimOrganisation', inputs, async (tx, wanted) => {
      const outcomes: Outcome<OpenedClaim>[] = [];
      for (const [index, input] of wanted.entries()) {
        const hash = hashes[index] ?? busy;
        const strange = input.evidenceFileIds.findIndex((id) => !files.has(id));
        if (!hash.ok) outcomes.push(hash);
        else outcomes.push(strange >= 0 ? notFound(`evidenceFileIds.${strange}`) : await this.claim(tx, request, input, hash.value));
      }
      return outcomes;
    });
  }

  private async claim(tx: ActingTx, request: DeedRequest, input: OrganisationToClaim, passwordHash: string): Promise<Outcome<OpenedClaim>> {
    const viewer = request.viewer;
    const claimant = isMember(viewer) && input.owner === null ? viewer : null;
    const found = (await organisationsByCreditCodes(tx, [input.creditCode])).get(input.creditCode);
    if (found?.kind !== 'ENTERPRISE' || !(await lockOrganisation(tx, found.id))) return refused('NOT_FOUND', 'CLAIM_CODE_UNKNOWN', 'creditCode', { creditCode: input.creditCode });
    const [enterprise = found] = await organisationsByIds(tx, [found.id]);
    const owners = await ownersOf(tx, enterprise.id);
    const ground = { state: enterprise.state, owners: owners.map((one) => one.accountId), claimants: await openClaimantsOf(tx, enterprise.id) };
    const fault = claimFault(ground, claimant?.accountId ?? null, input.evidenceFileIds.length)
      ?? (input.owner === null ? null : await loginFault(tx, input.owner.login, 'owner.'));
    if (fault !== null) return fault;
    const accountId = claimant?.accountId ?? await this.newAccount(tx, request, input, passwordHash);
    const claim: ClaimEntity = {
      id: this.ids.next('claim'), organisationId: enterprise.id, kind: claimKind(ground), accountId, claimantId: claimant?.organisationId ?? null,
      claimantName: input.owner?.displayName.trim() ?? await displayNameOf(tx, accountId), reason: input.reason.trim(), evidenceFileIds: [...input.evidenceFileIds],
      state: 'OPEN', decisionReason: null, formerOwners: null, dueOn: addWorkingDays(shanghaiDate(request.receivedAt), CLAIM_WORKING_DAYS, calendar()),
      openedAt: request.receivedAt, decidedAt: null, decidedBy: null,
    };
    await insertClaim(tx, claim);
    await insertReviews(tx, [{
      id: this.ids.next('review'), caseKind: claim.kind, caseId: claim.id, organisationId: enterprise.id, departments: ['省工信厅'], state: 'OPEN', verdicts: [],
      dueOn: claim.dueOn, openedAt: claim.openedAt, decidedAt: null, decidedBy: null, stage: 'PROVINCE', decides: 'PROVINCE', atId: null, steps: [],
    }]);
    const told: OrganisationId[] = claim.kind === 'TAKEOVER' ? [enterprise.id] : [];
    tx.announce({
      type: 'OrganisationClaimed', subjectId: enterprise.id, organisationId: claim.claimantId, refs: { claimId: claim.id },
      ...(told.length === 0 ? {} : { notice: { recipients: told, code: 'NOTICE_TAKEOVER_OPENED', params: { name: enterprise.name } } }),
    });
    return done({ id: claim.id, kind: claim.kind, dueOn: claim.dueOn });
  }

  /** In no organisation yet, so that nobody can sign in with it before the claim is approved. */
  private async newAccount(tx: ActingTx, request: DeedRequest, { owner }: OrganisationToClaim, passwordHash: string): Promise<AccountId> {
    if (owner === null) throw new Error('A claim without an account was let through.');
    const id = this.ids.next('account');
    await insertAccounts(tx, [{ id, login: normalLogin(owner.login), displayName: owner.displayName.trim(), passwordHash, disabledAt: null, createdAt: request.receivedAt }], []);
    return id;
  }

  /** The viewer's own files that may prove something, by id; read as the viewer, whose files they must be. */
  private async evidenceOf(viewer: Viewer, inputs: readonly OrganisationToClaim[]): Promise<Set<string>> {
    const ids = inputs.flatMap((input) => input.evidenceFileIds);
    if (ids.length === 0) return new Set();
    const files = await this.database.read(scopeOf(viewer), (tx) => filesById(tx, ids));
    return new Set([...files.values()].filter((file) => file.purpose === 'EVIDENCE' && file.state === 'CLEAN').map((file) => file.id));
  }

  private tooOften(address: string | null, at: Date): Refused | null {
    if (address === null) return null;
    const seconds = this.byAddress.waitSeconds(address, at);
    if (seconds > 0) return refused('STATE', 'CLAIM_TOO_OFTEN', null, { seconds });
    this.byAddress.count(address, at);
    return null;
  }
}

/** Who is signed in claims with the account there is, everybody else with a new one. */
function ownerFault(viewer: Viewer, { owner }: OrganisationToClaim): Refused | null {
  if (owner === null) return isMember(viewer) ? null : refused('INPUT', 'CLAIM_ACCOUNT_MISSING', 'owner');
  if (isMember(viewer)) return refused('INPUT', 'CLAIM_ACCOUNT_EXISTS', 'owner');
  return personFault('ENTERPRISE', { ...owner, roles: ['OWNER'], login: normalLogin(owner.login) }, 'owner.');
}

/**
 * The enterprise is hidden from who claims it, so the platform looks; the audit names the account. Keys of all share one
 * space then: bound to account and credit codes, a key as plain as `1` is only ever its own repeat's.
 */
function asClaimant(request: DeedRequest, inputs: readonly OrganisationToClaim[]): DeedRequest {
  const account = isMember(request.viewer) ? request.viewer.accountId : null;
  const viewer: SystemViewer = { kind: 'SYSTEM', because: account === null ? 'claim without an account' : `claim by ${account}` };
  const key = request.idempotencyKey;
  if (key === null) return { ...request, viewer };
  return { ...request, viewer, idempotencyKey: createHash('sha256').update(JSON.stringify([account, inputs.map((input) => input.creditCode), key])).digest('hex') };
}
