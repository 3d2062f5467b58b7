import { DemandLineResolver } from './demand-line.resolver.js';
import { DemandContentResolver, DemandStateResolver } from './demand-mutations.resolver.js';
import { DemandOwnerResolver } from './demand-owner.resolver.js';
import { DemandResolver } from './demand.resolver.js';

export const marketResolvers = [DemandResolver, DemandOwnerResolver, DemandLineResolver, DemandContentResolver, DemandStateResolver] as const;
