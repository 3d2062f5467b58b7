import type { MemberViewer, Viewer } from '../../../src/core/access/viewer.js';
import { ANONYMOUS } from '../../../src/core/access/viewer.js';
import { checkCharacter } from '../../../src/core/organisation/credit-code.js';
import type { Outcome, RefusalData } from '../../../src/core/outcome/outcome.js';
import { AcceptInvitation } from '../../../src/organisation/accept-invitation.js';
import { ChangeMembers } from '../../../src/organisation/change-members.js';
import { InviteMembers } from '../../../src/organisation/invite-members.js';
import { WithdrawInvitations } from '../../../src/organisation/withdraw-invitations.js';
import { ActFor } from '../../../src/organisation/act-for.js';
import { AddMembers } from '../../../src/organisation/add-members.js';
import { CorrectRegistration } from '../../../src/organisation/correct-registration.js';
import { FoundOrganisation, type FoundedOrganisation, type OrganisationToFound } from '../../../src/organisation/found-organisation.js';
import { ORGANISATION_ENTITIES } from '../../../src/organisation/index.js';
import { ReadSession } from '../../../src/organisation/read-session.js';
import { RegisterEnterprise, type EnterpriseToRegister } from '../../../src/organisation/register-enterprise.js';
import { RegisterOrganisations } from '../../../src/organisation/register-organisations.js';
import { ReinstateOrganisations } from '../../../src/organisation/reinstate-organisations.js';
import { ReviewRegistrations } from '../../../src/organisation/review-registrations.js';
import { ChangePassword } from '../../../src/organisation/change-password.js';
import { CompleteSecondFactor } from '../../../src/organisation/complete-second-factor.js';
import { ConfirmAuthenticator } from '../../../src/organisation/confirm-authenticator.js';
import { EnrolAuthenticator } from '../../../src/organisation/enrol-authenticator.js';
import type { OpenedSession } from '../../../src/organisation/open-session.js';
import { Factors } from '../../../src/organisation/own-factors.js';
import { ProvePassword } from '../../../src/organisation/prove-password.js';
import { RequestSignInCode } from '../../../src/organisation/request-sign-in-code.js';
import { SecondFactorTries } from '../../../src/organisation/second-factor-tries.js';
import { SecondStepDesk } from '../../../src/organisation/second-step-desk.js';
import { SentCodes } from '../../../src/organisation/sent-codes.js';
import { SignInWithCode } from '../../../src/organisation/sign-in-with-code.js';
import { VerifyPhone } from '../../../src/organisation/verify-phone.js';
import { AccessKey } from '../../../src/platform/access/access-key.js';
import { PublicPasswords } from '../../../src/platform/access/public-passwords.js';
import { SecondFactorDemand } from '../../../src/platform/access/second-factor-demand.js';
import { SignIn } from '../../../src/organisation/sign-in.js';
import { SignOut } from '../../../src/organisation/sign-out.js';
import { SuspendOrganisations } from '../../../src/organisation/suspend-organisations.js';
import { openHouse, SYSTEM, type House } from '../rooms/house.js';

export const PASSWORD = 'correct horse battery';
/** Of an account of a demo that has ended. */
export const PUBLIC_PASSWORD = 'everybody-reads-2026';

/** The room of organisations in a house of its own: all its deeds, and people who sign in for real. */
export class People {
  readonly signIn: SignIn;
  readonly signOut: SignOut;
  readonly actFor: ActFor;
  readonly sessions: ReadSession;
  readonly register: RegisterEnterprise;
  readonly registerOthers: RegisterOrganisations;
  readonly correct: CorrectRegistration;
  readonly found: FoundOrganisation;
  readonly review: ReviewRegistrations;
  readonly suspend: SuspendOrganisations;
  readonly reinstate: ReinstateOrganisations;
  readonly addMembers: AddMembers;
  readonly key = new AccessKey('the key of a house of tests');
  readonly codes: SentCodes;
  readonly requestCode: RequestSignInCode;
  readonly signInWithCode: SignInWithCode;
  readonly phones: VerifyPhone;
  readonly factors: Factors;
  readonly desk: SecondStepDesk;
  readonly enrol: EnrolAuthenticator;
  readonly confirm: ConfirmAuthenticator;
  readonly complete: CompleteSecondFactor;
  readonly changePassword: ChangePassword;
  readonly invite: InviteMembers;
  readonly accept: AcceptInvitation;
  readonly withdraw: WithdrawInvitations;
  readonly members: ChangeMembers;
  private made = 0;

  private constructor(readonly house: House, demand: SecondFactorDemand) {
    const { app, deeds, ids } = house;
    this.signIn = new SignIn(app, deeds, ids, new PublicPasswords([PUBLIC_PASSWORD]));
    this.signOut = new SignOut(deeds);
    this.actFor = new ActFor(deeds, ids);
    this.sessions = new ReadSession(app, demand);
    this.register = new RegisterEnterprise(deeds, ids);
    this.registerOthers = new RegisterOrganisations(deeds, ids);
    this.correct = new CorrectRegistration(deeds, ids);
    this.found = new FoundOrganisation(deeds, ids);
    this.review = new ReviewRegistrations(deeds);
    this.suspend = new SuspendOrganisations(deeds);
    this.reinstate = new ReinstateOrganisations(deeds);
    this.addMembers = new AddMembers(deeds, ids);
    const [tries, proving] = [new SecondFactorTries(), new ProvePassword(app)];
    this.codes = new SentCodes(app, deeds, ids, this.key);
    this.requestCode = new RequestSignInCode(this.codes);
    this.signInWithCode = new SignInWithCode(app, deeds, ids, this.codes);
    this.factors = new Factors(app, demand, proving);
    this.desk = new SecondStepDesk(this.factors, tries, this.codes);
    this.phones = new VerifyPhone(app, deeds, this.factors, this.codes);
    this.enrol = new EnrolAuthenticator(app, deeds, this.factors, this.key);
    this.confirm = new ConfirmAuthenticator(deeds, this.factors, this.key, tries);
    this.complete = new CompleteSecondFactor(app, deeds, this.key, this.desk);
    this.changePassword = new ChangePassword(deeds, proving);
    this.invite = new InviteMembers(deeds, ids, this.key);
    this.accept = new AcceptInvitation(app, deeds, ids, this.key);
    this.withdraw = new WithdrawInvitations(deeds);
    this.members = new ChangeMembers(deeds);
  }

  /** `demanded`: departments and banks need a second factor; what is tested with them is mostly something else. */
  static async open({ demanded = false } = {}): Promise<People> {
    return new People(await openHouse(ORGANISATION_ENTITIES), new SecondFactorDemand(demanded));
  }

  /** Facts of an enterprise nobody registered yet. */
  enterprise(changes: Partial<EnterpriseToRegister> = {}): EnterpriseToRegister {
    const n = ++this.made;
    return {
      name: `太原第${n}机械厂`, creditCode: creditCode(n), regionCode: '140105', industryCode: 'C3511', sizeClass: 'SMALL', trades: ['MAKER'],
      businessPhone: null, businessPhonePublic: false, owner: { login: `owner-${n}`, displayName: `王丽${n}`, password: PASSWORD }, ...changes,
    };
  }

  /** A founded organisation with the login of its first owner, `founder-n` unless another is given. */
  async founded(changes: Partial<OrganisationToFound> = {}): Promise<FoundedOrganisation & { readonly login: string }> {
    const n = ++this.made;
    const login = `founder-${n}`;
    const kind = changes.kind ?? 'ENTERPRISE';
    const facts: OrganisationToFound = {
      kind, name: `单位 ${n}`, creditCode: kind === 'ENTERPRISE' ? creditCode(n) : null, regionCode: '140100', industryCode: null, sizeClass: null, trades: [], parentId: null,
      owner: { login, displayName: `管理员 ${n}`, password: PASSWORD, roles: kind === 'DEPARTMENT' ? ['OWNER', 'REVIEWER'] : ['OWNER'] }, ...changes,
    };
    const outcome = one(await this.found.run(this.house.request(SYSTEM), [facts]));
    return { ...value(outcome), login: 'login' in facts.owner ? facts.owner.login : login };
  }

  /** Signs in and answers the viewer that requests with this session have. */
  async viewer(login: string): Promise<MemberViewer> {
    return this.viewerOf((await this.open(login)).token);
  }

  async open(login: string): Promise<OpenedSession> {
    return value(one(await this.signIn.run(this.house.request(ANONYMOUS), [{ login, password: PASSWORD }])));
  }

  async viewerOf(token: string): Promise<MemberViewer> {
    const reading = await this.sessions.read(token, this.house.clock.now());
    if (reading.state !== 'VALID' && reading.state !== 'HALFWAY') throw new Error(`The session is ${reading.state}.`);
    return reading.viewer;
  }

  /** Everybody the outbox tells something, oldest first: the code and the recipients. */
  async notices(): Promise<[code: string, recipients: string[]][]> {
    return (await this.house.outbox()).flatMap(({ notice }) => (notice === null ? [] : [[notice.code, notice.recipients]]));
  }

  /** What the audit trail says of one thing: deed and organisation, oldest first. */
  async audited(subjectId: string): Promise<[deed: string, organisationId: string | null][]> {
    const rows = await this.house.rows<{ deed: string; organisation_id: string | null }>('select deed, organisation_id from platform_audit where subject_id = $1 order by id', [subjectId]);
    return rows.map((row) => [row.deed, row.organisation_id]);
  }

  async count(table: 'organisation' | 'organisation_account' | 'organisation_member' | 'organisation_review' | 'organisation_session' | 'platform_outbox' | 'platform_audit'): Promise<number> {
    const [row] = await this.house.rows<{ n: string }>(`select count(*) as n from ${table}`);
    return Number(row?.n);
  }

  request(viewer: Viewer): ReturnType<House['request']> {
    return this.house.request(viewer);
  }
}

export function one<T>(outcomes: readonly Outcome<T>[]): Outcome<T> {
  const [outcome] = outcomes;
  if (outcome === undefined || outcomes.length !== 1) throw new Error(`${outcomes.length} outcomes instead of one.`);
  return outcome;
}

export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

export function refusal<T>(outcome: Outcome<T>): RefusalData | null {
  return outcome.ok ? null : outcome.refusal;
}

export const code = <T>(outcomes: readonly Outcome<T>[]): string | null => refusal(one(outcomes))?.code ?? null;

/** The nth valid unified social credit code of a made-up series. */
export function creditCode(n: number): string {
  const body = `91140100MC${String(n).padStart(7, '0')}`;
  return `${body}${checkCharacter(body) ?? ''}`;
}
