import type { Requirement } from '../demand/requirement.js';
import type { DemandItem, UpgradePath } from '../policy/reference.js';
import type { DateText } from '../time/dates.js';
import type { WantedClass, WantedLine } from './pair.js';
import type { Preference } from './preference.js';
import { DEFAULT_RULES, type MatchingRules } from './rules.js';

/** A line with its demand, as demand keeps it. */
export interface LineOfDemand {
  readonly id: string;
  readonly demandId: string;
  readonly ownerId: string;
  readonly visibility: WantedLine['visibility'];
  readonly classIds: readonly string[];
  readonly itemId: string | null;
  readonly quantity: string;
  readonly requirements: readonly Requirement[];
  readonly energyGradeAtMost: number | null;
  readonly budgetCny: string | null;
  readonly demand: { readonly neededBy: DateText | null; readonly regionCode: string };
}

/** What the plan says to a line: its demand item with the paths from it, and the clause of a class; null for a class it does not know. */
export interface PlanOfLine {
  readonly item: Pick<DemandItem, 'clause'> | null;
  readonly paths: readonly UpgradePath[];
  readonly clauseOf: (classId: string) => string | null;
}

const NAMED: WantedClass['because'] = { zh: '采购方指明要此品类', en: 'The buyer names this class' };

/** States in which new products are still looked for: an award ends it, a running request for quotations does not. */
const OPEN_STATES: readonly string[] = ['PUBLISHED', 'SOURCING'];

export function isOpenLine(state: string): boolean {
  return OPEN_STATES.includes(state);
}

/** A line as the rule reads it. `preference`: what its owner's answers moved, if anything. */
export function wantedLine(line: LineOfDemand, plan: PlanOfLine, preference?: Preference): WantedLine {
  return {
    lineId: line.id, demandId: line.demandId, organisationId: line.ownerId, classIds: wantedClasses(line, plan), requirements: [...line.requirements],
    quantity: line.quantity, budgetCny: line.budgetCny, neededBy: line.demand.neededBy, regionCode: line.demand.regionCode,
    energyGradeAtMost: line.energyGradeAtMost, visibility: line.visibility, ...(preference === undefined ? {} : { preference }),
  };
}

/** The classes by which products can answer a line; empty: no class fits. Sorted, each once. */
export function admittedClasses(line: WantedLine, rules: MatchingRules = DEFAULT_RULES): string[] {
  return [...new Set(line.classIds.filter((path) => rules.admittedRelations.includes(path.relation)).map((path) => path.classId))].sort();
}

/**
 * A line of an item follows the paths in force, cited by the item's clause; the classes it kept when it was written say nothing
 * more, so that an edited path reaches old lines too. Any other line wants just the classes that its owner named, each cited by its own clause.
 */
function wantedClasses(line: LineOfDemand, { item, paths, clauseOf }: PlanOfLine): WantedClass[] {
  if (line.itemId === null) {
    return [...new Set(line.classIds)].map((classId) => ({ classId, strength: 3, relation: 'fulfils', because: NAMED, clause: clauseOf(classId) ?? '' }));
  }
  return paths.filter((path) => path.demandItemId === line.itemId).map((path) => ({
    classId: path.classId, strength: strengthOf(path.strength), relation: path.relation,
    because: { zh: path.becauseZh, en: path.becauseEn }, clause: item?.clause ?? clauseOf(path.classId) ?? '',
  }));
}

function strengthOf(strength: number): WantedClass['strength'] {
  if (strength === 1 || strength === 2 || strength === 3) return strength;
  throw new RangeError(`A path has strength 1, 2 or 3, not ${strength}.`);
}
