import { createHmac } from 'node:crypto';
import type { OrganisationKind, Role } from '../../src/core/access/viewer.js';
import type { OrganisationId } from '../../src/core/ids/ids.js';
import { fromBase32, totpCode, totpStep } from '../../src/core/organisation/totp.js';
import { checkCharacter } from '../../src/core/organisation/credit-code.js';
import { FoundOrganisation, ORGANISATION_ENTITIES } from '../../src/organisation/index.js';
import { RandomIds } from '../../src/platform/clock/ids.js';
import { AppDatabase, Database } from '../../src/platform/db/database.js';
import { Deeds } from '../../src/platform/deed/deeds.js';
import { IdempotencyKeys } from '../../src/platform/idempotency/idempotency.js';
import type { Endpoint } from '../api/endpoint.js';
import type { RunningHouse } from '../api/harness.js';

export interface MemberFacts {
  readonly kind?: OrganisationKind;
  readonly name?: string;
  readonly roles?: readonly Role[];
  /** False: it registered itself and waits for a department. */
  readonly approved?: boolean;
  readonly regionCode?: string;
  /** The organisation above it in its tree. */
  readonly parent?: Member;
}

/** Somebody who is signed in; goes as the last argument of every request: `market.ask(query, {}, member)`. */
export interface Member {
  readonly organisationId: OrganisationId;
  readonly login: string;
  readonly password: string;
  readonly token: string;
}

const PASSWORD = 'correct horse 7 battery';
const DEFAULT_ROLES: Readonly<Record<OrganisationKind, readonly Role[]>> = {
  ENTERPRISE: ['OWNER', 'CATALOGUE', 'PURCHASING'], DEPARTMENT: ['OWNER', 'REVIEWER'], BANK: ['OWNER', 'LOANS'],
};

/** Makes organisations with a member each, by the deeds, and signs them in by the API. */
export class Registry {
  private made = 0;
  private readonly recoveryCodes = new Map<string, string[]>();

  private constructor(private readonly door: Endpoint, private readonly database: AppDatabase, private readonly founding: FoundOrganisation) {}

  /** `door`: the process that people sign in at; market or admin, a session holds in both. */
  static async open(house: RunningHouse, door: Endpoint): Promise<Registry> {
    const database = new AppDatabase(await Database.open({
      url: house.database.urlOf('duijie_app'), applicationName: 'duijie test', entities: [...ORGANISATION_ENTITIES] as never, connections: 1,
    }));
    const ids = new RandomIds({ now: () => new Date() });
    return new Registry(door, database, new FoundOrganisation(new Deeds(database, new IdempotencyKeys('registry'), ids), ids));
  }

  /** A member of a new organisation: an approved enterprise in Taiyuan that buys and sells, unless told otherwise. */
  async member(facts: MemberFacts = {}): Promise<Member> {
    const n = ++this.made;
    const kind = facts.kind ?? 'ENTERPRISE';
    const login = `member-${n}`;
    const name = facts.name ?? `测试单位 ${n}`;
    const regionCode = facts.regionCode ?? '140100';
    const organisationId = facts.approved === false
      ? await this.registered(login, name, regionCode)
      : await this.founded(login, name, regionCode, kind, facts.roles ?? DEFAULT_ROLES[kind], facts.parent);
    return { organisationId, login, password: PASSWORD, token: await this.signIn(login) };
  }

  /** A new session of an account that exists, with its second step done where one is due: set up at the first, by a recovery code after that. */
  async signIn(login: string): Promise<string> {
    const { session, secondFactor } = await this.door.done<{ session: { token: string }; secondFactor: { due: boolean; steps: string[] } }>(
      'signIn', { login, password: PASSWORD }, 'SignedIn { session { token } secondFactor { due steps } }');
    if (!secondFactor.due) return session.token;
    if (secondFactor.steps.includes('ENROL')) {
      this.recoveryCodes.set(login, await setUpAuthenticator(this.door, session.token));
      return session.token;
    }
    const code = this.recoveryCodes.get(login)?.pop();
    if (code === undefined) throw new Error(`${login} has no recovery code left.`);
    await this.door.done('completeSecondFactor', { by: 'RECOVERY_CODE', code }, 'SecondFactorCompleted { sessionId }', { token: session.token });
    return session.token;
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  private async founded(login: string, name: string, regionCode: string, kind: OrganisationKind, roles: readonly Role[], parent?: Member): Promise<OrganisationId> {
    const request = { viewer: { kind: 'SYSTEM', because: 'test' } as const, receivedAt: new Date(), idempotencyKey: null, traceId: 'test', locale: 'zh-CN' as const };
    const [outcome] = await this.founding.run(request, [{
      kind, name, regionCode, creditCode: kind === 'ENTERPRISE' ? creditCode(this.made) : null, industryCode: null, sizeClass: null,
      trades: kind === 'ENTERPRISE' ? ['MAKER', 'BUYER'] : [], parentId: parent?.organisationId ?? null,
      owner: { login, displayName: `成员 ${this.made}`, password: PASSWORD, roles },
    }]);
    if (outcome?.ok !== true) throw new Error(`${name} was not founded: ${JSON.stringify(outcome)}`);
    return outcome.value.id;
  }

  private async registered(login: string, name: string, regionCode: string): Promise<OrganisationId> {
    const { organisation } = await this.door.done<{ organisation: { id: OrganisationId } }>('registerEnterprise', {
      name, creditCode: creditCode(this.made), regionCode, trades: ['MAKER', 'BUYER'], owner: { login, displayName: `成员 ${this.made}`, password: PASSWORD },
    }, 'EnterpriseRegistered { organisation { id } }');
    return organisation.id;
  }
}

/** Sets up an authenticator in a session and answers the recovery codes. */
export async function setUpAuthenticator(door: Endpoint, token: string): Promise<string[]> {
  const { secret } = await door.done<{ secret: string }>('enrolAuthenticator', { password: PASSWORD }, 'AuthenticatorOffered { secret }', { token });
  const { recoveryCodes } = await door.done<{ recoveryCodes: string[] }>('confirmAuthenticator', { code: codeOf(secret) }, 'AuthenticatorConfirmed { recoveryCodes }', { token });
  return recoveryCodes;
}

/** What an authenticator app shows now, or so many steps from now. */
export function codeOf(secret: string, steps = 0): string {
  const bytes = fromBase32(secret);
  if (bytes === null) throw new Error(`${secret} is no base 32.`);
  return totpCode(bytes, totpStep(new Date()) + steps, (key, message) => createHmac('sha1', key).update(message).digest());
}

/** The nth valid unified social credit code of a made-up series. */
export function creditCode(n: number): string {
  const body = `91140100MB${String(n).padStart(7, '0')}`;
  return `${body}${checkCharacter(body) ?? ''}`;
}
