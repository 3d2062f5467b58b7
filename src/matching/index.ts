import { AnswerRecommendations } from './answer-recommendations.js';
import { AskWhyNot } from './ask-why-not.js';
import { EditClasses } from './edit-classes.js';
import { EditWeights } from './edit-weights.js';
import { Explanations } from './explanations.js';
import { FindCandidates } from './find-candidates.js';
import { JudgeLines } from './judge-lines.js';
import { MatchIndex } from './match-index.js';
import { MatchRunEntity } from './match-run.entity.js';
import { PreviewClass } from './preview-class.js';
import { ProjectLines } from './project-lines.js';
import { ProjectProducts } from './project-products.js';
import { PreviewPath } from './preview-path.js';
import { PreviewWeights } from './preview-weights.js';
import { ReadChanges } from './read-changes.js';
import { ReadFigures } from './read-figures.js';
import { RecommendationEntity } from './recommendation.entity.js';
import { Refresh } from './refresh.js';
import { Rematch } from './rematch.js';
import { ResetPreferences } from './reset-preferences.js';
import { RemoveSavedSearches } from './remove-saved-searches.js';
import { ReviseSavedSearches } from './revise-saved-searches.js';
import { ComposeBundles } from './compose-bundles.js';
import { ChangeTopics } from './change-topics.js';
import { OpenTopics } from './open-topics.js';
import { ReviewTopics } from './review-topics.js';
import { SavedSearchDeeds } from './saved-search-deeds.js';
import { SaveSearches } from './save-searches.js';
import { SearchedProducts } from './searched-products.js';
import { WatchRecommendations } from './watch-recommendations.js';

export { AnswerRecommendations, EditClasses, MatchIndex, MatchRunEntity, RecommendationEntity };
export { judgedOtherwise } from './judged-otherwise.js';
export { matchingMessages } from './messages.js';
export type { Cause } from '../core/matching/replay.js';
export { replayRun, type Difference, type NotReplayed, type Place, type Replayed } from './replay-run.js';
export { projectedOtherwise } from './projected-otherwise.js';
export { JUDGING_HANDLERS, MATCHING_INVARIANTS, recommendationsTold } from './verify.store.js';

export const MATCHING_ENTITIES = [RecommendationEntity, MatchRunEntity] as const;

/** Deeds of matching, and what they, its resolvers and its job handlers stand on. */
export const matchingDeeds = [
  AnswerRecommendations, AskWhyNot, Explanations, WatchRecommendations, ProjectProducts, ProjectLines, MatchIndex, FindCandidates, JudgeLines, Rematch, Refresh, ReadFigures,
  PreviewPath, EditClasses, PreviewClass, ReadChanges, SaveSearches, ReviseSavedSearches, RemoveSavedSearches, SavedSearchDeeds, SearchedProducts, OpenTopics, ChangeTopics,
  ReviewTopics, ComposeBundles, EditWeights, PreviewWeights, ResetPreferences,
] as const;
