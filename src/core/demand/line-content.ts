import { done, refused, type Outcome, type Refused } from '../outcome/outcome.js';
import type { ClassDefinition } from '../policy/class-definition.js';
import { saysSomething } from '../text/says-something.js';
import { inOwnUnit } from './convert-requirement.js';
import { BUDGET_MAX_CNY, isBeyondBudgets, money, positiveDecimal, QUANTITY } from './decimal-text.js';
import { LIMITS } from './demand-limits.js';
import { checkRequirement, checkTogether, type Requirement } from './requirement.js';

/** An old machine that a line retires, as suppliers read of it: named by its owner, or told by the register without asset number and place. */
export interface RetiredMachine {
  readonly name: string;
  readonly model: string | null;
  readonly commissionedYear: number | null;
  readonly count: number;
}

export type LineWants = 'CLASS' | 'ITEM' | 'WORDS';

/** A line as its buyer writes it. It wants an item, or classes, or has words alone, to which classes are given later. */
export interface LineDraft {
  /** At most 10; empty with an item, whose paths give them. */
  readonly classIds: readonly string[];
  readonly itemId: string | null;
  readonly words: string;
  /** Decimal text above 0, at most 9 figures before and 3 behind the point. */
  readonly quantity: string;
  /** Empty: the sales unit of the first class. */
  readonly unit: string;
  /** In any unit of the attribute's dimensions. */
  readonly requirements: readonly Requirement[];
  /** 1 to 3; this grade or better. */
  readonly energyGradeAtMost: number | null;
  /** Decimal text above 0, CNY, for the whole quantity. */
  readonly budgetCny: string | null;
  readonly retires: readonly RetiredMachine[];
  /** Machines of the owner's register that it retires, at most 200. */
  readonly equipmentIds?: readonly string[];
  /** One of them stands on another open line as well, and is meant to. */
  readonly equipmentShared?: boolean;
  /** Why a line of a renewal names no old machine. */
  readonly renewalReason?: string | null;
  /** Classes of software to pair with what is bought, at most 5. */
  readonly softwareClassIds?: readonly string[];
  /** Why nothing is paired where the plan asks for it. */
  readonly softwareWaiver?: string | null;
}

/** A line as it is kept: everything but its state. What a revision holds. */
export interface LineContent {
  readonly wants: LineWants;
  readonly classIds: string[];
  readonly itemId: string | null;
  readonly words: string;
  readonly quantity: string;
  readonly unit: string;
  readonly requirements: Requirement[];
  readonly energyGradeAtMost: number | null;
  readonly budgetCny: string | null;
  readonly retires: RetiredMachine[];
  readonly equipmentIds: string[];
  readonly renewalReason: string | null;
  readonly softwareClassIds: string[];
  readonly softwareWaiver: string | null;
}

/** What the law knows when a line is written. */
export interface LineGround {
  readonly definition: (classId: string) => ClassDefinition | null;
  /** Classes that the upgrade paths of an item reach, strongest first; null for an item that the work plan does not have. */
  readonly classesOfItem: (itemId: string) => readonly string[] | null;
  /** Four digits, for the years of old machines. */
  readonly year: number;
}

/**
 * Decides whether a line may be kept and how: classes looked up, units converted, requirements checked one by one and
 * against each other. Fields of refusals are relative to the line.
 */
export function lineContent(draft: LineDraft, ground: LineGround): Outcome<LineContent> {
  const wanted = wantedOf(draft, ground);
  if (!wanted.ok) return wanted;
  const { classes } = wanted.value;
  const quantity = positiveDecimal(draft.quantity, QUANTITY);
  if (quantity === null) return refused('INPUT', 'LINE_QUANTITY_WRONG', 'quantity', { ...QUANTITY });
  const unit = draft.unit.trim() || classes[0]?.unit || '';
  if (unit === '') return refused('INPUT', 'LINE_UNIT_MISSING', 'unit');
  const fault = simpleFault(draft, unit, ground.year) ?? softwareFault(draft, ground);
  if (fault !== null) return fault;
  const budgetCny = draft.budgetCny === null ? null : money(draft.budgetCny);
  if (draft.budgetCny !== null && budgetCny === null) return refused('INPUT', 'DEMAND_BUDGET_WRONG', 'budgetCny');
  if (budgetCny !== null && isBeyondBudgets(budgetCny)) return refused('INPUT', 'DEMAND_BUDGET_TOO_LARGE', 'budgetCny', { max: BUDGET_MAX_CNY });
  const requirements = checkedRequirements(draft.requirements, classes);
  if (!requirements.ok) return requirements;
  return done({
    wants: wanted.value.wants, classIds: wanted.value.classIds, itemId: draft.itemId, words: draft.words.trim(), quantity, unit,
    requirements: requirements.value, energyGradeAtMost: draft.energyGradeAtMost, budgetCny,
    retires: draft.retires.map(({ name, model, commissionedYear, count }) => ({ name: name.trim(), model: model?.trim() || null, commissionedYear, count })),
    equipmentIds: [...new Set(draft.equipmentIds ?? [])], renewalReason: draft.renewalReason?.trim() || null,
    softwareClassIds: [...new Set(draft.softwareClassIds ?? [])], softwareWaiver: draft.softwareWaiver?.trim() || null,
  });
}

interface Wanted {
  readonly wants: LineWants;
  readonly classIds: string[];
  readonly classes: readonly ClassDefinition[];
}

function wantedOf({ classIds, itemId, words }: LineDraft, ground: LineGround): Outcome<Wanted> {
  const named = [...new Set(classIds)];
  if (itemId !== null && named.length > 0) return refused('INPUT', 'LINE_WANTS_TWO', 'classIds');
  if (itemId === null && named.length === 0 && !saysSomething(words)) return refused('INPUT', 'LINE_WANTS_NOTHING', 'classIds');
  if (named.length > LIMITS.classes) return refused('INPUT', 'LINE_TOO_MANY_CLASSES', 'classIds', { max: LIMITS.classes });
  const reached = itemId === null ? named : ground.classesOfItem(itemId);
  if (reached === null) return refused('INPUT', 'LINE_ITEM_UNKNOWN', 'itemId', { itemId: (itemId ?? '').slice(0, 50) });
  const classes: ClassDefinition[] = [];
  for (const classId of reached) {
    const definition = ground.definition(classId);
    if (definition === null) return refused('INPUT', 'LINE_CLASS_UNKNOWN', 'classIds', { classId: classId.slice(0, 50) });
    classes.push(definition);
  }
  const wants = itemId !== null ? 'ITEM' : (named.length > 0 ? 'CLASS' : 'WORDS');
  return done({ wants, classIds: [...reached], classes });
}

function simpleFault(draft: LineDraft, unit: string, year: number): Refused | null {
  if (unit.length > LIMITS.unitCharacters) return refused('INPUT', 'LINE_UNIT_TOO_LONG', 'unit', { max: LIMITS.unitCharacters });
  if (draft.words.length > LIMITS.wordsCharacters) return refused('INPUT', 'DEMAND_WORDS_TOO_LONG', 'words', { max: LIMITS.wordsCharacters });
  const grade = draft.energyGradeAtMost;
  if (grade !== null && ![1, 2, 3].includes(grade)) return refused('INPUT', 'LINE_GRADE_WRONG', 'energyGradeAtMost');
  if (draft.retires.length > LIMITS.retires) return refused('INPUT', 'LINE_TOO_MANY_RETIRED', 'retires', { max: LIMITS.retires });
  if ((draft.equipmentIds ?? []).length > LIMITS.equipment) return refused('INPUT', 'LINE_TOO_MANY_EQUIPMENT', 'equipmentIds', { max: LIMITS.equipment });
  if ((draft.renewalReason ?? '').length > LIMITS.reasonCharacters) return refused('INPUT', 'RENEWAL_REASON_TOO_LONG', 'renewalReason', { max: LIMITS.reasonCharacters });
  const wrong = draft.retires.findIndex((machine) => !isMachine(machine, year));
  return wrong < 0 ? null : refused('INPUT', 'LINE_RETIRED_WRONG', `retires.${wrong}`, { max: LIMITS.nameCharacters, year });
}

/** Software is named by its class, or it is said why none is wanted, not both. */
function softwareFault({ softwareClassIds = [], softwareWaiver }: LineDraft, ground: LineGround): Refused | null {
  if (softwareClassIds.length > LIMITS.software) return refused('INPUT', 'LINE_TOO_MUCH_SOFTWARE', 'softwareClassIds', { max: LIMITS.software });
  const other = softwareClassIds.find((classId) => ground.definition(classId)?.softwareKind !== true);
  if (other !== undefined) return refused('INPUT', 'LINE_SOFTWARE_IS_NONE', 'softwareClassIds', { classId: other.slice(0, 50) });
  if ((softwareWaiver ?? '').length > LIMITS.reasonCharacters) return refused('INPUT', 'LINE_SOFTWARE_WAIVER_TOO_LONG', 'softwareWaiver', { max: LIMITS.reasonCharacters });
  return softwareClassIds.length > 0 && (softwareWaiver ?? '').trim() !== '' ? refused('INPUT', 'LINE_SOFTWARE_AND_WAIVER', 'softwareWaiver') : null;
}

/** China's oldest factories that still run are younger than 1900. */
function isMachine({ name, model, commissionedYear, count }: RetiredMachine, year: number): boolean {
  return name.trim() !== '' && name.length <= LIMITS.nameCharacters && (model ?? '').length <= LIMITS.nameCharacters
    && (commissionedYear === null || (Number.isInteger(commissionedYear) && commissionedYear >= 1900 && commissionedYear <= year))
    && Number.isInteger(count) && count >= 1 && count <= 1_000_000;
}

function checkedRequirements(requirements: readonly Requirement[], classes: readonly ClassDefinition[]): Outcome<Requirement[]> {
  if (requirements.length === 0) return done([]);
  if (requirements.length > LIMITS.requirements) return refused('INPUT', 'LINE_TOO_MANY_REQUIREMENTS', 'requirements', { max: LIMITS.requirements });
  if (classes.length === 0) return refused('INPUT', 'REQUIREMENT_WITHOUT_CLASS', 'requirements');
  const checked: Requirement[] = [];
  for (const [index, requirement] of requirements.entries()) {
    const outcome = checkedRequirement(requirement, classes);
    if (!outcome.ok) return within(`requirements.${index}`, outcome);
    checked.push(outcome.value);
  }
  const together = checkTogether(checked);
  return together.ok ? done(checked) : within('requirements', together);
}

/**
 * A requirement of one class must fit that class. One of all classes must fit at least one: the products of those that lack
 * the attribute will miss it, and are told so. Where classes measure the attribute in different units, the buyer has to say which.
 */
function checkedRequirement(requirement: Requirement, classes: readonly ClassDefinition[]): Outcome<Requirement> {
  const { attributeKey, op, value, unit, mode, classId = null } = requirement;
  const plain: Requirement = { attributeKey, op, value, unit, mode, ...(classId === null ? {} : { classId }) };
  const asked = classId === null ? classes : classes.filter((definition) => definition.id === classId);
  if (asked.length === 0) return refused('INPUT', 'REQUIREMENT_CLASS_NOT_WANTED', 'classId', { classId: (classId ?? '').slice(0, 50) });
  const outcomes = asked.flatMap((definition) => {
    const attribute = definition.attributes.find((one) => one.key === attributeKey);
    return attribute === undefined ? [] : [checkRequirement(inOwnUnit(plain, attribute), attribute)];
  });
  const fitting = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const [first, ...others] = fitting;
  if (first === undefined) return outcomes[0] ?? checkRequirement(plain, null);
  if (others.some((other) => other.unit !== first.unit)) return refused('INPUT', 'REQUIREMENT_CLASS_NEEDED', 'classId', { attribute: attributeKey });
  return done(first);
}

/** The refusal with its field moved one level down. */
export function within(path: string, { refusal }: Refused): Refused {
  return { ok: false, refusal: { ...refusal, field: refusal.field === null ? path : `${path}.${refusal.field}` } };
}
