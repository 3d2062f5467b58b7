import type { DataSourceOptions } from 'typeorm';
import type { MemberViewer, OrganisationKind, Role, SystemViewer, Viewer } from '../../../src/core/access/viewer.js';
import { checkCharacter } from '../../../src/core/organisation/credit-code.js';
import { newToken, tokenHash } from '../../../src/platform/access/passwords.js';
import { FixedClock } from '../../../src/platform/clock/clock.js';
import { RandomIds } from '../../../src/platform/clock/ids.js';
import { AppDatabase, Database, MatcherDatabase, scopeOf } from '../../../src/platform/db/database.js';
import type { Tx } from '../../../src/platform/db/tx.js';
import type { DeedRequest } from '../../../src/platform/deed/deed-request.js';
import { Deeds } from '../../../src/platform/deed/deeds.js';
import { Handlers, type HandledEvent } from '../../../src/platform/deed/handlers.js';
import { IdempotencyKeys } from '../../../src/platform/idempotency/idempotency.js';
import { freshDatabase, type TestDatabase } from '../../setup/database.js';

export const SYSTEM: SystemViewer = { kind: 'SYSTEM', because: 'contract test' };
/** A Monday morning in Taiyuan; every house starts then. */
export const MORNING = new Date('2026-11-23T09:00:00+08:00');

/** An event as it stands in the outbox; a handler takes it as it is. */
export interface OutboxRow extends HandledEvent {
  readonly refs: Readonly<Record<string, string>>;
  readonly notice: { readonly recipients: string[]; readonly code: string; readonly params: Record<string, string | number> } | null;
}

export interface OrganisationFacts {
  readonly kind?: OrganisationKind;
  readonly name?: string;
  readonly roles?: readonly Role[];
  readonly approved?: boolean;
  readonly regionCode?: string;
  /** A member of the organisation above it in the tree. */
  readonly parent?: MemberViewer;
}

/**
 * The ground floor of the house on a migrated database of its own with the reference data: what deeds and job handlers
 * are made of. Deeds run under `duijie_app` and row-level security, handlers under `duijie_matcher`.
 */
export class House {
  readonly clock = new FixedClock(MORNING);
  readonly ids = new RandomIds(this.clock);
  readonly deeds: Deeds;
  readonly handlers: Handlers;
  private made = 0;

  constructor(private readonly database: TestDatabase, readonly app: AppDatabase, readonly matcher: MatcherDatabase) {
    this.deeds = new Deeds(app, new IdempotencyKeys('secret of the house'), this.ids);
    this.handlers = new Handlers(matcher);
  }

  /** The superuser's way into the database: for what runs before any process serves. */
  get ownerUrl(): string {
    return this.database.ownerUrl;
  }

  /** A request received now. */
  request(viewer: Viewer, changes: Partial<DeedRequest> = {}): DeedRequest {
    return { viewer, receivedAt: this.clock.now(), idempotencyKey: null, traceId: 'trace', locale: 'zh-CN', ...changes };
  }

  /** Reads as the market or admin process would for this viewer. */
  read<T>(viewer: Viewer, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.app.read(scopeOf(viewer), work);
  }

  /** A member of a new organisation: an approved enterprise in Taiyuan that buys and sells unless told otherwise. */
  async organisation(facts: OrganisationFacts = {}): Promise<MemberViewer> {
    const n = ++this.made;
    const id = this.ids.next('organisation');
    const kind = facts.kind ?? 'ENTERPRISE';
    const approved = facts.approved ?? true;
    const branch = facts.parent === undefined ? id : `${facts.parent.branch}.${id}`;
    await this.rows(
      `insert into organisation (id, kind, name, credit_code, parent_id, branch, region_code, trades, state, approved_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, '{BUYER,MAKER}', $8, $9, $10)`,
      [id, kind, facts.name ?? `单位 ${n}`, kind === 'ENTERPRISE' ? creditCode(n) : null, facts.parent?.organisationId ?? null, branch,
        facts.regionCode ?? '140100', approved ? 'APPROVED' : 'UNDER_REVIEW', approved ? this.clock.now() : null, this.clock.now()]);
    return {
      kind, organisationId: id, branch, accountId: this.ids.next('account'), memberId: this.ids.next('member'), sessionId: this.ids.next('session'),
      roles: facts.roles ?? (kind === 'ENTERPRISE' ? ['OWNER', 'CATALOGUE', 'PURCHASING'] : ['REVIEWER']), approved,
    };
  }

  /** Signs a member in and answers the token, as a bearer brings it. */
  async token(viewer: MemberViewer): Promise<string> {
    const token = newToken();
    const { accountId, memberId, sessionId, organisationId, roles } = viewer;
    await this.rows(
      `insert into organisation_account (id, login, display_name, password_hash, created_at) values ($1, $2, '某人', '', $3)`, [accountId, accountId, this.clock.now()]);
    await this.rows(
      'insert into organisation_member (id, account_id, organisation_id, roles, created_at) values ($1, $2, $3, $4, $5)', [memberId, accountId, organisationId, roles, this.clock.now()]);
    await this.rows(
      `insert into organisation_session (id, token_hash, account_id, member_id, organisation_id, created_at, last_seen_at) values ($1, $2, $3, $4, $5, $6, $6)`,
      [sessionId, tokenHash(token), accountId, memberId, organisationId, this.clock.now()]);
    return token;
  }

  /** What stands in the outbox, oldest first, of one type or of all. */
  async outbox(type: string | null = null): Promise<OutboxRow[]> {
    return this.rows<OutboxRow>(
      `select id, type, subject_id as "subjectId", organisation_id as "organisationId", trace_id as "traceId", refs, notice
       from platform_outbox where $1::text is null or type = $1 order by id`, [type]);
  }

  /** The superuser's address of this database. */
  get superuserUrl(): string {
    return this.database.ownerUrl;
  }

  /** A statement of the superuser, past row-level security: for looking, never for the code under test. */
  rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.database.sql<Row>(sql, parameters);
  }

  async close(): Promise<void> {
    await Promise.all([this.app.close(), this.matcher.close()]);
    await this.database.drop();
  }
}

/** Opens the house of one test file with the entities of the rooms under test; close it in `afterAll`. */
export async function openHouse(entities: readonly (new () => object)[]): Promise<House> {
  const database = await freshDatabase();
  const open = (url: string): ReturnType<typeof Database.open> =>
    Database.open({ url, applicationName: 'duijie test', entities: [...entities] as DataSourceOptions['entities'], connections: 4 });
  return new House(database, new AppDatabase(await open(database.urlOf('duijie_app'))), new MatcherDatabase(await open(database.urlOf('duijie_matcher'))));
}

/** The nth valid unified social credit code of a made-up series. */
function creditCode(n: number): string {
  const body = `91140100MA${String(n).padStart(7, '0')}`;
  return `${body}${checkCharacter(body) ?? ''}`;
}
