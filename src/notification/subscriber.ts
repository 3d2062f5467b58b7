import type { AccessRule } from '../core/access/rule.js';
import { isMember, type Viewer } from '../core/access/viewer.js';
import type { MemberId, OrganisationId } from '../core/ids/ids.js';
import type { Scope } from '../core/notification/preference.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';

/** Who is told: one member, or an organisation as a whole. */
export type SubscriberId = MemberId | OrganisationId;

export interface Subscriber {
  readonly id: SubscriberId;
  readonly organisationId: OrganisationId;
}

/** Who decides how the organisation as a whole is told. */
export const KEEPERS: AccessRule = { who: 'SIGNED_IN', roles: ['OWNER', 'SYSTEM_ADMIN'], approved: false };

/** Whom the viewer means by a scope; null for nobody signed in. */
export function meant(viewer: Viewer, scope: Scope): Subscriber | null {
  if (!isMember(viewer)) return null;
  return { id: scope === 'MEMBER' ? viewer.memberId : viewer.organisationId, organisationId: viewer.organisationId };
}

/** As `meant`, for a change: how the organisation as a whole is told its owner decides, in a department its system administrator too. */
export function changeable(viewer: Viewer, scope: Scope): Outcome<Subscriber> {
  const subscriber = meant(viewer, scope);
  if (subscriber === null || !isMember(viewer)) return notFound('scope');
  const keeper = viewer.roles.includes('OWNER') || viewer.roles.includes('SYSTEM_ADMIN');
  return scope === 'MEMBER' || keeper ? done(subscriber) : refused('NOT_ALLOWED', 'ORGANISATION_SCOPE_OWNERS', 'scope');
}
