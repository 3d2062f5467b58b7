import { AuditAdminResolver } from './audit.admin.resolver.js';
import { MemberResolver } from './member.resolver.js';
import { OrganisationAdminResolver } from './organisation.admin.resolver.js';
import { OrganisationResolver } from './organisation.resolver.js';
import { SessionResolver } from './session.resolver.js';
import { Viewers } from './viewers.js';

/** What the admin process serves of this room. */
export const adminResolvers = [Viewers, SessionResolver, OrganisationResolver, MemberResolver, OrganisationAdminResolver, AuditAdminResolver] as const;
