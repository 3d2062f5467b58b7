import { Injectable } from '@nestjs/common';
import { rolesOfScopes, TOKEN_PREFIX } from '../core/access/token-scopes.js';
import { apiTokenState } from '../core/organisation/api-token.js';
import { secondFactorDue } from '../core/organisation/second-factor.js';
import { sessionState } from '../core/organisation/session-life.js';
import { tokenHash } from '../platform/access/passwords.js';
import { SecondFactorDemand } from '../platform/access/second-factor-demand.js';
import { SessionReader, type SessionReading } from '../platform/access/session-reader.port.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { ANONYMOUS } from '../core/access/viewer.js';
import { apiTokenByHash, touchApiToken } from './api-token.store.js';
import { sessionByHash, touchSession } from './session.store.js';

/** Moving the idle limit on at every request would write at every read: once a minute is fine against a limit of 30. */
const TOUCH_AFTER_MS = 60_000;

/** Reads sessions from the database at every request: a revoked one ends with the next request. */
@Injectable()
export class ReadSession extends SessionReader {
  constructor(private readonly database: AppDatabase, private readonly demand: SecondFactorDemand) {
    super();
  }

  async read(token: string, receivedAt: Date): Promise<SessionReading> {
    if (token.length < 20 || token.length > 200) return { state: token.startsWith(TOKEN_PREFIX) ? 'TOKEN_UNKNOWN' : 'UNKNOWN' };
    const hash = tokenHash(token);
    if (token.startsWith(TOKEN_PREFIX)) return this.readToken(hash, receivedAt);
    const row = await this.database.read(scopeOf(ANONYMOUS), (tx) => sessionByHash(tx, hash));
    if (row === null) return { state: 'UNKNOWN' };
    // A closed organisation has nobody to act for it any more; a suspended one may still read and put things right.
    if (row.state === 'CLOSED') return { state: 'REVOKED' };
    const state = sessionState(row, receivedAt);
    if (state !== 'VALID') return { state };
    if (receivedAt.getTime() - row.lastSeenAt.getTime() > TOUCH_AFTER_MS) {
      await this.database.transaction(scopeOf(ANONYMOUS), (tx) => touchSession(tx, hash, receivedAt));
    }
    return {
      state: secondFactorDue(row.kind, row, this.demand.demanded) ? 'HALFWAY' : 'VALID',
      viewer: {
        kind: row.kind, organisationId: row.organisationId, branch: row.branch, accountId: row.accountId, memberId: row.memberId,
        sessionId: row.sessionId, roles: row.roles, approved: row.state === 'APPROVED',
      },
    };
  }

  private async readToken(hash: string, receivedAt: Date): Promise<SessionReading> {
    const row = await this.database.read(scopeOf(ANONYMOUS), (tx) => apiTokenByHash(tx, hash));
    if (row === null) return { state: 'TOKEN_UNKNOWN' };
    const state = row.state === 'CLOSED' ? 'REVOKED' : apiTokenState(row, receivedAt);
    if (state !== 'ACTIVE') return { state: `TOKEN_${state}` };
    if (row.lastUsedAt === null || receivedAt.getTime() - row.lastUsedAt.getTime() > TOUCH_AFTER_MS) {
      await this.database.transaction(scopeOf(ANONYMOUS), (tx) => touchApiToken(tx, hash, receivedAt));
    }
    const id = row.tokenId;
    return {
      state: 'VALID',
      viewer: {
        kind: row.kind, organisationId: row.organisationId, branch: row.branch, accountId: id as never, memberId: id as never, sessionId: id as never,
        roles: rolesOfScopes(row.scopes), approved: row.state === 'APPROVED', token: { id, scopes: row.scopes },
      },
    };
  }
}
