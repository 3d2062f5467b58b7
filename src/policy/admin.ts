import { ClassResolver } from './class.resolver.js';
import { DemandItemResolver } from './demand-item.resolver.js';
import { PathEditAdminResolver } from './path-edit.admin.resolver.js';
import { PlanResolver } from './plan.resolver.js';
import { RetirementAdviceResolver } from './retirement-advice.resolver.js';
import { UpgradePathResolver } from './upgrade-path.resolver.js';

/** What the admin process serves of this room. */
export const adminResolvers = [ClassResolver, DemandItemResolver, UpgradePathResolver, PlanResolver, RetirementAdviceResolver, PathEditAdminResolver] as const;
