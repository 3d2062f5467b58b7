import type { AccountId, ApiTokenId, MemberId, OrganisationId, SessionId } from '../ids/ids.js';
import type { TokenScope } from './token-scopes.js';

export type OrganisationKind = 'ENTERPRISE' | 'DEPARTMENT' | 'BANK';

/** Roles of members (domain.md, organisation): the first six are an enterprise's, then the department's, the bank's, the platform's own. */
export const ROLES = [
  'OWNER', 'CATALOGUE', 'PURCHASING', 'APPROVER', 'VIEWER', 'AUDIT',
  'REVIEWER', 'EVENTS', 'PROGRAMME', 'AUDITOR',
  'LOANS',
  'SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN',
] as const;
export type Role = (typeof ROLES)[number];

/** Nobody signed in: sees what is public. */
export interface AnonymousViewer {
  readonly kind: 'ANONYMOUS';
}

/** A token of an organisation, by which other software acts for it. */
export interface TokenGrant {
  readonly id: ApiTokenId;
  readonly scopes: readonly TokenScope[];
}

/**
 * Who acts for exactly one organisation: a member, whose session ends when it switches, or other software by a token. With a
 * token nobody in person is there: the ids of account, member and session are the token's, so that what it did is told apart for good.
 */
export interface MemberViewer {
  readonly kind: OrganisationKind;
  readonly organisationId: OrganisationId;
  /** Path of the organisation in its tree, root first, labels joined by dots (PostgreSQL ltree). */
  readonly branch: string;
  readonly accountId: AccountId;
  readonly memberId: MemberId;
  readonly sessionId: SessionId;
  readonly roles: readonly Role[];
  /** Approved organisations publish; the others prepare drafts. */
  readonly approved: boolean;
  /** Present when a token acts. */
  readonly token?: TokenGrant;
}

/** The platform itself: founding departments, seeding, clocks. Never made from a request. */
export interface SystemViewer {
  readonly kind: 'SYSTEM';
  readonly because: string;
}

export type Viewer = AnonymousViewer | MemberViewer | SystemViewer;

export const ANONYMOUS: AnonymousViewer = { kind: 'ANONYMOUS' };

export function isMember(viewer: Viewer): viewer is MemberViewer {
  return viewer.kind === 'ENTERPRISE' || viewer.kind === 'DEPARTMENT' || viewer.kind === 'BANK';
}
