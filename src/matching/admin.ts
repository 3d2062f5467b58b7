import { BundleResolver } from './bundle.resolver.js';
import { FiguresAdminResolver } from './figures.admin.resolver.js';
import { LineMatchesResolver } from './line-matches.resolver.js';
import { MatchingAdminResolver } from './matching.admin.resolver.js';
import { ClassEditAdminResolver } from './class-edit.admin.resolver.js';
import { PathPreviewAdminResolver } from './path-preview.admin.resolver.js';
import { RecommendationFieldsResolver } from './recommendation-fields.resolver.js';
import { GapRegisterAdminResolver } from './gap-register.admin.resolver.js';
import { TopicAdminResolver } from './topic.admin.resolver.js';
import { SoftwareOfferResolver } from './software-offer.resolver.js';
import { WeightsAdminResolver } from './weights.admin.resolver.js';
import { WhyNotResolver } from './why-not.resolver.js';

export const adminResolvers = [
  MatchingAdminResolver, RecommendationFieldsResolver, LineMatchesResolver, WhyNotResolver, FiguresAdminResolver, PathPreviewAdminResolver, ClassEditAdminResolver,
  GapRegisterAdminResolver, TopicAdminResolver, BundleResolver, WeightsAdminResolver, SoftwareOfferResolver,
] as const;
