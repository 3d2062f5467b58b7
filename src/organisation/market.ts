import { MemberResolver } from './member.resolver.js';
import { OrganisationResolver } from './organisation.resolver.js';
import { RegistrationResolver } from './registration.resolver.js';
import { SessionResolver } from './session.resolver.js';
import { Viewers } from './viewers.js';

/** What the market process serves of this room. */
export const marketResolvers = [Viewers, SessionResolver, OrganisationResolver, RegistrationResolver, MemberResolver] as const;
