import type { MemberViewer } from '../core/access/viewer.js';
import type { AccountId, OrganisationId, SessionId } from '../core/ids/ids.js';
import type { FirstFactor } from '../core/organisation/second-factor.js';
import { done, type Outcome } from '../core/outcome/outcome.js';
import { newToken, tokenHash } from '../platform/access/passwords.js';
import type { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import type { Deeds } from '../platform/deed/deeds.js';
import { insertSession, type MembershipRow } from './session.store.js';

/** Where a sign-in came from. */
export interface Origin {
  /** Network address, null when it came from no network; for limits alone, never kept. */
  readonly address: string | null;
  /** What its owner recognises of the device, null when it said nothing. */
  readonly device: string | null;
}

export const NOWHERE: Origin = { address: null, device: null };

export interface OpenedSession {
  readonly id: SessionId;
  /** Shown once; only its hash is kept. */
  readonly token: string;
  readonly organisationId: OrganisationId;
  /** When its twelve hours began. */
  readonly openedAt: Date;
}

/** Who has proved to be somebody, and the organisation that the session will act for. */
export interface Known {
  readonly accountId: AccountId;
  readonly membership: MembershipRow;
}

interface Opening {
  readonly deed: 'signIn' | 'signInWithCode';
  readonly firstFactor: FirstFactor;
  readonly device: string | null;
}

/** Opens a session in a deed of its own, in the name of who signed in; a repeat opens a second one and never stores a token. */
export async function openSession(deeds: Deeds, ids: Ids, request: DeedRequest, known: Known, { deed, firstFactor, device }: Opening): Promise<Outcome<OpenedSession>> {
  const sessionId = ids.next('session');
  const viewer = viewerOf(known, sessionId);
  const [outcome] = await deeds.perform({ ...request, viewer, idempotencyKey: null }, deed, [viewer], async (tx) => {
    const token = newToken();
    await insertSession(tx, {
      id: sessionId, tokenHash: tokenHash(token), accountId: viewer.accountId, memberId: viewer.memberId, organisationId: viewer.organisationId,
      createdAt: request.receivedAt, lastSeenAt: request.receivedAt, revokedAt: null, device, firstFactor, secondFactorAt: null,
    });
    return [done({ id: sessionId, token, organisationId: viewer.organisationId, openedAt: request.receivedAt })];
  });
  if (outcome === undefined) throw new Error('A session was asked for and none was answered.');
  return outcome;
}

/** Who signed in, with no more rights than the one row of the session needs: its branch and standing are read with the session. */
function viewerOf({ accountId, membership }: Known, sessionId: SessionId): MemberViewer {
  return {
    kind: membership.kind, organisationId: membership.organisationId, branch: '', accountId, memberId: membership.memberId,
    sessionId, roles: membership.roles, approved: false,
  };
}
