import { DemandLineResolver } from './demand-line.resolver.js';
import { DemandOwnerResolver } from './demand-owner.resolver.js';
import { DemandAdminResolver } from './demand.admin.resolver.js';

export const adminResolvers = [DemandAdminResolver, DemandOwnerResolver, DemandLineResolver] as const;
