import { AnswerRecommendationRoute } from './answer-recommendation.rest.js';
import { ChangesRoute } from './changes.rest.js';
import { BundleResolver } from './bundle.resolver.js';
import { ChangesResolver } from './changes.resolver.js';
import { LineMatchesResolver } from './line-matches.resolver.js';
import { PreferenceResolver } from './preference.resolver.js';
import { RecommendationAnswersResolver } from './recommendation-answers.resolver.js';
import { RecommendationFieldsResolver } from './recommendation-fields.resolver.js';
import { RecommendationPushResolver } from './recommendation-push.resolver.js';
import { RecommendationResolver } from './recommendation.resolver.js';
import { RecommendationsRoute } from './recommendations.rest.js';
import { SavedSearchResolver } from './saved-search.resolver.js';
import { SoftwareOfferResolver } from './software-offer.resolver.js';
import { WhyNotResolver } from './why-not.resolver.js';

export const marketResolvers = [
  RecommendationResolver, RecommendationFieldsResolver, RecommendationAnswersResolver, RecommendationPushResolver, LineMatchesResolver, WhyNotResolver, ChangesResolver, SavedSearchResolver, BundleResolver, PreferenceResolver, SoftwareOfferResolver,
] as const;

/** What matching answers by REST to other software. */
export const marketRoutes = [ChangesRoute, RecommendationsRoute, AnswerRecommendationRoute] as const;
