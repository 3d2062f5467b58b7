import { AcceptInvitationResolver } from './accept-invitation.resolver.js';
import { ApiTokenResolver } from './api-token.resolver.js';
import { CodeResolver } from './code.resolver.js';
import { CodeSignInResolver } from './code-sign-in.resolver.js';
import { InvitationResolver } from './invitation.resolver.js';
import { ClaimResolver } from './claim.resolver.js';
import { MemberResolver } from './member.resolver.js';
import { OrganisationResolver } from './organisation.resolver.js';
import { RegistrationResolver } from './registration.resolver.js';
import { OwnSessionResolver } from './own-session.resolver.js';
import { OwnSessions } from './own-sessions.js';
import { SandboxResolver } from './sandbox.resolver.js';
import { SecondFactorResolver } from './second-factor.resolver.js';
import { SessionResolver } from './session.resolver.js';
import { Viewers } from './viewers.js';

/** What the market process serves of this room. */
export const marketResolvers = [
  Viewers, OwnSessions, SessionResolver, CodeSignInResolver, CodeResolver, SecondFactorResolver, OwnSessionResolver,
  OrganisationResolver, RegistrationResolver, MemberResolver, InvitationResolver, AcceptInvitationResolver, ClaimResolver, ApiTokenResolver, SandboxResolver,
] as const;
