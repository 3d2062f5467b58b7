/** Levels of the tree of departments (省→市→县区), lowest first. */
export const STAGES = ['COUNTY', 'CITY', 'PROVINCE'] as const;
export type ReviewStage = (typeof STAGES)[number];

/** seeds/reference/review-levels.json as it is written; only what is read is named. */
export interface ReviewLevels {
  readonly registration: {
    /** The level whose word is the last. */
    readonly decides: ReviewStage;
    readonly workingDays: Readonly<Record<ReviewStage, number>>;
  };
}

/** A department with its place in the tree and on the map. */
export interface StagedDepartment {
  readonly id: string;
  /** Path in its tree, root first, labels joined by dots. */
  readonly branch: string;
  readonly name: string;
  readonly regionCode: string;
}

/** Where a case lies: with one department, or (null) with whichever of the province takes it. */
export interface CasePlace {
  readonly stage: ReviewStage;
  readonly department: StagedDepartment | null;
}

/** Level of a department by its depth in the tree; whatever lies below a county works for the county. */
export function stageOf(branch: string): ReviewStage {
  const depth = branch.split('.').length;
  return depth === 1 ? 'PROVINCE' : depth === 2 ? 'CITY' : 'COUNTY';
}

export function isAtLeast(stage: ReviewStage, other: ReviewStage): boolean {
  return STAGES.indexOf(stage) >= STAGES.indexOf(other);
}

/**
 * Where a case of this place begins, or goes on above a level: with the lowest department that is there, the county's own, the
 * city's, else the province. Never above the level that decides, unless nobody is there to decide on it.
 */
export function placeFor(regionCode: string, departments: readonly StagedDepartment[], decides: ReviewStage, above: ReviewStage | null = null): CasePlace {
  const city = `${regionCode.slice(0, 4)}00`;
  const open = (stage: ReviewStage): boolean => isAtLeast(decides, stage) && (above === null || (isAtLeast(stage, above) && stage !== above));
  const at = (stage: ReviewStage, region: string): StagedDepartment | undefined =>
    [...departments].sort((a, b) => (a.id < b.id ? -1 : 1)).find((one) => stageOf(one.branch) === stage && one.regionCode === region);
  const county = open('COUNTY') ? at('COUNTY', regionCode) : undefined;
  if (county !== undefined) return { stage: 'COUNTY', department: county };
  const own = open('CITY') ? at('CITY', city) : undefined;
  return own === undefined ? { stage: 'PROVINCE', department: null } : { stage: 'CITY', department: own };
}

/** How an officer's department stands to a case that lies with `at`. */
export interface Handler {
  readonly id: string;
  readonly branch: string;
  /** Departments that it stands in for today. */
  readonly standsInFor: readonly string[];
}

/**
 * The level on which a department may handle a case, or null when it is another's. Its own; as a substitute on that
 * department's level; from above at any time (提级办理), on its own level.
 */
export function actingStage(handler: Handler, at: { readonly stage: ReviewStage; readonly id: string | null; readonly branch: string | null }): ReviewStage | null {
  const own = stageOf(handler.branch);
  if (at.id === null) return own === 'PROVINCE' ? own : null;
  if (at.id === handler.id || handler.standsInFor.includes(at.id)) return at.stage;
  return own === 'PROVINCE' || (at.branch ?? '').startsWith(`${handler.branch}.`) ? own : null;
}

/** What a favourable verdict on this level does: it decides, or it passes the case on. */
export function afterApprovalOn(acting: ReviewStage, decides: ReviewStage): 'DECIDE' | 'PASS_ON' {
  return isAtLeast(acting, decides) ? 'DECIDE' : 'PASS_ON';
}
