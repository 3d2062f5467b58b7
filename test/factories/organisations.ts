import type { OrganisationKind, Role } from '../../src/core/access/viewer.js';
import type { OrganisationId } from '../../src/core/ids/ids.js';
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

  /** A new session of an account that exists. */
  async signIn(login: string): Promise<string> {
    const { session } = await this.door.done<{ session: { token: string } }>('signIn', { login, password: PASSWORD }, 'SignedIn { session { token } }');
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

/** The nth valid unified social credit code of a made-up series. */
export function creditCode(n: number): string {
  const body = `91140100MB${String(n).padStart(7, '0')}`;
  return `${body}${checkCharacter(body) ?? ''}`;
}
