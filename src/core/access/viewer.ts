import type { AccountId, MemberId, OrganisationId, SessionId } from '../ids/ids.js';

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

/** A member acting for exactly one organisation; switching organisations issues a new session. */
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
