import { ClassCards } from './class-cards.js';
import { Classes } from './classes.js';
import { DemandWords } from './demand-words.js';
import { EditUpgradePaths } from './edit-upgrade-paths.js';
import { WordsAnswers } from './words-answers.js';
import { WorkPlan } from './work-plan.js';

export {
  applyClassEdits, insertClassEdit, lockClasses, pageOfClassEdits, type ClassEditFilter, type ClassEditRow,
} from './class-edit.store.js';
export { loadReference } from './load-reference.js';
export { machineLaw } from './machine-law.js';
export { policyMessages } from './messages.js';
export { applyPathEdits, insertPathEdits, lockItems, type PathEditRow } from './path-edit.store.js';
export { allClasses, demandItemsByIds, lawVersions, pageOfDemandItems, pathsOfItems, pathsToClasses, type ClassRow } from './policy.store.js';
export { routeQuestion } from './route-question.js';
export { cardOf, type ClassCard } from './class-cards.js';
export { ClassCards, Classes, DemandWords, EditUpgradePaths, WordsAnswers, WorkPlan };

/** What rooms above ask of the law, as things to be provided. */
export const policyServices = [Classes, ClassCards, WorkPlan, EditUpgradePaths, DemandWords, WordsAnswers] as const;
