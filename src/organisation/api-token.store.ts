import type { TokenScope } from '../core/access/token-scopes.js';
import type { OrganisationKind } from '../core/access/viewer.js';
import type { ApiTokenId, MemberId, OrganisationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import type { OrganisationState } from './organisation.entity.js';

export interface ApiTokenRow {
  readonly id: ApiTokenId;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly scopes: TokenScope[];
  /** It acts for the sandbox of the organisation. */
  readonly sandbox: boolean;
  /** The last four letters of the secret. */
  readonly lastLetters: string;
  readonly createdBy: MemberId;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  /** When it was revoked, or when the membership of who made it ended. */
  readonly revokedAt: Date | null;
}

const COLUMNS = `t.id, t.organisation_id as "organisationId", t.name, t.scopes, t.sandbox, t.last_letters as "lastLetters", t.created_by as "createdBy", t.created_at as "createdAt",
  t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt", coalesce(t.revoked_at, m.disabled_at) as "revokedAt"`;
const TOKENS = 'organisation_api_token t join organisation_member m on m.id = t.created_by';

/** Makes the deeds on tokens of one organisation wait for one another, so that their number stays within its bound. */
export async function lockApiTokensOf(tx: Tx, organisationId: OrganisationId): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('organisation_api_token ' || $1, 0))`, [organisationId]);
}

/** How many tokens of the tenant work now, under `lockApiTokensOf`. */
export async function activeApiTokens(tx: Tx, organisationId: OrganisationId, at: Date): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::integer as n from ${TOKENS} where t.organisation_id = $1 and t.revoked_at is null and m.disabled_at is null and t.expires_at > $2`, [organisationId, at]);
  return row?.n ?? 0;
}

export async function insertApiToken(tx: Tx, row: ApiTokenRow, secretHash: string): Promise<void> {
  await tx.query(
    `insert into organisation_api_token (id, organisation_id, name, scopes, sandbox, secret_hash, last_letters, created_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [row.id, row.organisationId, row.name, row.scopes, row.sandbox, secretHash, row.lastLetters, row.createdBy, row.createdAt, row.expiresAt]);
}

/** One page of the tenant's tokens, newest first, those that have ended among them. `after`: the last id of the page before, or null. */
export async function pageOfApiTokens(tx: Tx, organisationId: OrganisationId, limit: number, after: string | null): Promise<ApiTokenRow[]> {
  return tx.query<ApiTokenRow>(
    `select ${COLUMNS} from ${TOKENS} where t.organisation_id = $1 and ($3::text is null or t.id < $3) order by t.id desc limit $2`, [organisationId, limit, after]);
}

/** The tenant's own tokens with these ids, under `lockApiTokensOf`. */
export async function ownApiTokens(tx: Tx, organisationId: OrganisationId, ids: readonly ApiTokenId[]): Promise<Map<ApiTokenId, ApiTokenRow>> {
  const rows = await tx.query<ApiTokenRow>(`select ${COLUMNS} from ${TOKENS} where t.organisation_id = $1 and t.id = any($2)`, [organisationId, ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Ends a token; one that has ended keeps the time of its end. */
export async function markApiTokenRevoked(tx: Tx, id: ApiTokenId, by: MemberId, at: Date): Promise<void> {
  await tx.query('update organisation_api_token set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null', [id, at, by]);
}

export interface ReadApiToken {
  readonly tokenId: ApiTokenId;
  readonly organisationId: OrganisationId;
  readonly kind: OrganisationKind;
  readonly branch: string;
  readonly state: OrganisationState;
  readonly scopes: TokenScope[];
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** The token with this hash and the organisation it acts for; read before there is a tenant. */
export async function apiTokenByHash(tx: Tx, secretHash: string): Promise<ReadApiToken | null> {
  const [row] = await tx.query<ReadApiToken>(
    `select token_id as "tokenId", organisation_id as "organisationId", kind, branch, state, scopes, expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
     from organisation_api_token_of($1)`, [secretHash]);
  return row ?? null;
}

export async function touchApiToken(tx: Tx, secretHash: string, usedAt: Date): Promise<void> {
  await tx.query('select organisation_api_token_used($1, $2)', [secretHash, usedAt]);
}
