import { AuditAdminResolver } from './audit.admin.resolver.js';
import { AcceptInvitationResolver } from './accept-invitation.resolver.js';
import { CodeResolver } from './code.resolver.js';
import { CodeSignInResolver } from './code-sign-in.resolver.js';
import { InvitationResolver } from './invitation.resolver.js';
import { ClaimAdminResolver } from './claim.admin.resolver.js';
import { MemberResolver } from './member.resolver.js';
import { OrganisationAdminResolver } from './organisation.admin.resolver.js';
import { OrganisationResolver } from './organisation.resolver.js';
import { OwnSessionResolver } from './own-session.resolver.js';
import { OwnSessions } from './own-sessions.js';
import { SecondFactorResolver } from './second-factor.resolver.js';
import { SessionResolver } from './session.resolver.js';
import { SubstituteAdminResolver } from './substitute.admin.resolver.js';
import { Viewers } from './viewers.js';

/** What the admin process serves of this room. */
export const adminResolvers = [
  Viewers, OwnSessions, SessionResolver, CodeSignInResolver, CodeResolver, SecondFactorResolver, OwnSessionResolver,
  OrganisationResolver, MemberResolver, InvitationResolver, AcceptInvitationResolver, OrganisationAdminResolver, AuditAdminResolver, ClaimAdminResolver, SubstituteAdminResolver,
] as const;
