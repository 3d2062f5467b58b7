import { mayMeet } from '../access/sandbox.js';
import { judgeRequirement, shortfall } from '../demand/requirement.js';
import type { DateText } from '../time/dates.js';
import type { GateCode, GateReason } from './factor-codes.js';
import type { GateStop, MessageParams, OfferedProduct, WantedLine } from './pair.js';
import { bestPath } from './paths.js';
import { coveringRegions } from './regions.js';
import { askedWords, numberWords } from './requirement-words.js';
import type { MatchingRules } from './rules.js';

/** 更新改造后达到能效节能水平（能效2级）. */
export const GRADE_CLAUSE = '二（三）3';
/** 严格落实……设备淘汰目录要求. */
const ELIMINATION_CLAUSE = '四（二）';

type Gate = (product: OfferedProduct, line: WantedLine, rules: MatchingRules, asOf: DateText) => GateStop | null;

const stop = (code: GateCode, reason: GateReason, params: MessageParams = {}, clause: string | null = null): GateStop =>
  ({ code, reason, clause, params });

/**
 * The first gate that stops a pair, null when all are open. `asOf` is a date in Shanghai: an offer holds and a line is of use
 * until the end of their last day. The order is fixed: what is wanted, whose it is, what the law forbids, then the offer's own terms.
 */
export function firstStop(product: OfferedProduct, line: WantedLine, rules: MatchingRules, asOf: DateText): GateStop | null {
  for (const gate of GATES) {
    const stopped = gate(product, line, rules, asOf);
    if (stopped !== null) return stopped;
  }
  return null;
}

const wantedClass: Gate = (product, line, rules) => {
  if (bestPath(line, product.classId, rules.admittedRelations) !== null) return null;
  const beside = line.classIds.find((path) => path.classId === product.classId);
  if (beside !== undefined) return stop('CLASS', 'GATE_CLASS_ONLY_BESIDE', { classId: product.classId, relation: beside.relation }, beside.clause);
  const wanted = [...new Set(line.classIds.map((path) => path.classId))].sort();
  const shown = wanted.slice(0, 5).join(', ') + (wanted.length > 5 ? ' …' : '');
  return stop('CLASS', 'GATE_CLASS_NOT_WANTED', { classId: product.classId, wanted: shown });
};

const otherOrganisation: Gate = (product, line) =>
  (mayMeet(line.organisationId, product.organisationId) ? null : stop('OWN_ORGANISATION', 'GATE_OWN_ORGANISATION'));

const notEliminated: Gate = (product) =>
  (product.eliminated ? stop('ELIMINATED', 'GATE_ELIMINATED', { model: product.model }, ELIMINATION_CLAUSE) : null);

/**
 * §D3.3 first: what failed or is unproven is not matched, whatever the line asks. Then the line's own grade. PASS without a
 * grade (a standard with a limit only) proves grade 2 and no more; outside the standard's scope there is no grade to ask for.
 */
const energyGrade: Gate = (product, line) => {
  if (product.gradeVerdict === 'FAIL') return stop('ENERGY_GRADE', 'GATE_ENERGY_GRADE_FAIL', {}, GRADE_CLAUSE);
  if (product.gradeVerdict === 'UNPROVEN') return stop('ENERGY_GRADE', 'GATE_ENERGY_GRADE_UNPROVEN', {}, GRADE_CLAUSE);
  const wanted = line.energyGradeAtMost;
  if (wanted === null || reachesGrade(product, wanted)) return null;
  const grade = product.energyGrade;
  const clause = product.gradeVerdict === null ? null : GRADE_CLAUSE;
  return grade === null ? stop('ENERGY_GRADE', 'GATE_ENERGY_GRADE_MISSING', { wanted }, clause) : stop('ENERGY_GRADE', 'GATE_ENERGY_GRADE_TOO_LOW', { grade, wanted }, clause);
};

/** Whether a product that §D3.3 lets through has the grade that a line asks, 1 to 3. */
export function reachesGrade({ energyGrade: grade, gradeVerdict }: OfferedProduct, wanted: number): boolean {
  if (grade !== null) return grade <= wanted;
  return gradeVerdict === 'NOT_APPLICABLE' || (gradeVerdict === 'PASS' && wanted >= 2);
}

const stillValid: Gate = (product, line, _rules, asOf) => {
  if (product.validUntil !== null && product.validUntil < asOf) return stop('VALIDITY', 'GATE_OFFER_EXPIRED', { validUntil: product.validUntil });
  if (line.neededBy !== null && line.neededBy < asOf) return stop('VALIDITY', 'GATE_NEEDED_BY_PAST', { neededBy: line.neededBy });
  return null;
};

const regionServed: Gate = (product, line) => {
  const covering = coveringRegions(line.regionCode);
  if (product.regionsServed === null || product.regionsServed.some((code) => covering.includes(code))) return null;
  return stop('REGION_SERVED', 'GATE_REGION_NOT_SERVED', { region: line.regionCode });
};

/** THROUGH_DEPARTMENT hides who asks, not what is asked: approved suppliers are matched, the owner stays unnamed. */
const visible: Gate = (product, line) =>
  (line.visibility === 'PUBLIC' || product.supplierApproved ? null : stop('VISIBILITY', 'GATE_SUPPLIER_NOT_APPROVED'));

const hardRequirements: Gate = (product, line) => {
  for (const requirement of line.requirements) {
    if (requirement.mode !== 'HARD' || (requirement.classId ?? product.classId) !== product.classId) continue;
    const value = product.specs[requirement.attributeKey];
    const verdict = judgeRequirement(requirement, value);
    if (verdict === 'MET') continue;
    const asked = askedWords(requirement);
    if (verdict === 'NO_DATA') return stop('HARD_REQUIREMENT', 'GATE_REQUIREMENT_NO_DATA', asked);
    const by = shortfall(requirement, value);
    const actual = numberWords(value, requirement.unit);
    if (by === null) return stop('HARD_REQUIREMENT', 'GATE_REQUIREMENT_NOT_MET', { ...asked, actual });
    return stop('HARD_REQUIREMENT', 'GATE_REQUIREMENT_MISSED_BY', { ...asked, actual, by: numberWords(by, requirement.unit) });
  }
  return null;
};

const GATES: readonly Gate[] = [
  wantedClass, otherOrganisation, notEliminated, energyGrade, stillValid, regionServed, visible, hardRequirements,
];
