import { ClassResolver } from './class.resolver.js';
import { DemandItemResolver } from './demand-item.resolver.js';
import { DemandWordsResolver } from './demand-words.resolver.js';
import { PlanResolver } from './plan.resolver.js';
import { RetirementAdviceResolver } from './retirement-advice.resolver.js';
import { UpgradePathResolver } from './upgrade-path.resolver.js';

/** What the market process serves of this room: the law is public. */
export const marketResolvers = [ClassResolver, DemandItemResolver, UpgradePathResolver, PlanResolver, RetirementAdviceResolver, DemandWordsResolver] as const;
