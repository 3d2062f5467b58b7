import { judgeRequirement } from '../demand/requirement.js';
import { daysBetween, type DateText } from '../time/dates.js';
import { FACTOR_CODES, type FactorCode, type FactorReason } from './factor-codes.js';
import { GRADE_CLAUSE } from './gates.js';
import type { Factor, Finding, MessageParams, OfferedProduct, WantedClass, WantedLine } from './pair.js';
import { pathShare } from './paths.js';
import { priceShare } from './price.js';
import { nearness, type Nearness } from './regions.js';
import { movedWeights } from './preference.js';
import { FULL, NEUTRAL_SHARE, type Weights } from './rules.js';

const found = (share: number | null, reason: FactorReason, params: MessageParams = {}, clause: string | null = null): Finding =>
  ({ share, reason, params, clause });

/** The factors of a pair that passed the gates, always all of them and in one order; their amounts are the score. */
export function factorsOf(product: OfferedProduct, line: WantedLine, path: WantedClass, { weights }: Weights, asOf: DateText): Factor[] {
  const findings: Readonly<Record<FactorCode, Finding>> = {
    PATH_STRENGTH: found(pathShare(path), PATH_REASON[path.relation], { classId: path.classId, strength: path.strength, becauseZh: path.because.zh, becauseEn: path.because.en }, path.clause),
    SOFT_REQUIREMENTS: softRequirements(product, line),
    PRICE: priceShare(product.priceCny, line.quantity, line.budgetCny),
    LEAD_TIME: leadTime(product, line, asOf),
    DISTANCE: distance(product, line),
    ENERGY_GRADE: energyGrade(product),
    PROOF: proof(product),
    RECORD: record(product),
  };
  const moved = movedWeights(weights, line.preference);
  return FACTOR_CODES.map((code) => weigh(code, findings[code], moved[code], weights[code]));
}

/** `plain`: the weight before a buyer's answers moved it to `maximum`. */
export function weigh(code: FactorCode, { share, reason, params, clause }: Finding, maximum: number, plain: number): Factor {
  const factor = { code, amount: pointsOf(share, maximum), maximum, neutral: share === null, reason, clause, params };
  return plain === maximum ? factor : { ...factor, plain: { amount: pointsOf(share, plain), maximum: plain } };
}

/** Rounded down, so that the amounts are whole and never pass the maximum. */
export function pointsOf(share: number | null, maximum: number): number {
  return Math.floor((maximum * (share ?? NEUTRAL_SHARE)) / FULL);
}

const PATH_REASON = {
  'fulfils': 'FACTOR_PATH_FULFILS', 'fulfils-in-part': 'FACTOR_PATH_FULFILS_IN_PART', 'component': 'FACTOR_PATH_COMPONENT', 'enables': 'FACTOR_PATH_ENABLES',
} as const;

/** Share met of the soft requirements on this class; a missing value counts as not met, or hiding a bad one would pay. */
function softRequirements(product: OfferedProduct, line: WantedLine): Finding {
  const asked = line.requirements.filter((one) => one.mode === 'SOFT' && (one.classId ?? product.classId) === product.classId);
  if (asked.length === 0) return found(null, 'FACTOR_SOFT_NONE_STATED');
  const verdicts = asked.map((one) => judgeRequirement(one, product.specs[one.attributeKey]));
  const count = (verdict: string): number => verdicts.filter((one) => one === verdict).length;
  return found(Math.floor((FULL * count('MET')) / asked.length), 'FACTOR_SOFT_MET', { met: count('MET'), total: asked.length, missing: count('NO_DATA') });
}

const IN_TIME_SHARE = 8_000;
const SPARE_DAYS_FULL = 30;
const LATE_DAYS_NONE = 60;

/** In time by 30 days or more is full, on the last day 80 %; lateness takes the rest away over 60 days, and excludes nobody: dates are negotiated. */
function leadTime({ leadTimeDays }: OfferedProduct, { neededBy }: WantedLine, asOf: DateText): Finding {
  if (neededBy === null) return found(null, 'FACTOR_LEAD_TIME_NO_DATE');
  if (leadTimeDays === null) return found(null, 'FACTOR_LEAD_TIME_UNKNOWN', { neededBy });
  const spareDays = daysBetween(asOf, neededBy) - leadTimeDays;
  const share = leadTimeShare(spareDays);
  return spareDays >= 0
    ? found(share, 'FACTOR_LEAD_TIME_IN_TIME', { leadTimeDays, neededBy, spareDays })
    : found(share, 'FACTOR_LEAD_TIME_LATE', { leadTimeDays, neededBy, lateDays: -spareDays });
}

/** `spareDays`: from delivery to the last day on which it is of use; negative when it comes late. */
export function leadTimeShare(spareDays: number): number {
  return spareDays >= 0
    ? IN_TIME_SHARE + Math.floor(((FULL - IN_TIME_SHARE) * Math.min(spareDays, SPARE_DAYS_FULL)) / SPARE_DAYS_FULL)
    : IN_TIME_SHARE - Math.ceil((IN_TIME_SHARE * Math.min(-spareDays, LATE_DAYS_NONE)) / LATE_DAYS_NONE);
}

/**
 * Fair competition: beyond the city the share is the neutral one on both sides of the province's border, so that nobody is
 * marked down for where he is and being registered in the province earns nothing. Delivery and service from next door earn a little.
 */
const DISTANCE: Readonly<Record<Nearness, { share: number; reason: FactorReason }>> = {
  SAME_COUNTY: { share: FULL, reason: 'FACTOR_DISTANCE_SAME_COUNTY' },
  SAME_CITY: { share: 8_000, reason: 'FACTOR_DISTANCE_SAME_CITY' },
  SAME_PROVINCE: { share: NEUTRAL_SHARE, reason: 'FACTOR_DISTANCE_FARTHER' },
  OTHER_PROVINCE: { share: NEUTRAL_SHARE, reason: 'FACTOR_DISTANCE_FARTHER' },
};

function distance(product: OfferedProduct, line: WantedLine): Finding {
  const near = nearness(product.regionCode, line.regionCode);
  if (near === null) return found(null, 'FACTOR_DISTANCE_UNKNOWN');
  const { share, reason } = DISTANCE[near];
  return found(share, reason, { supplierRegion: product.regionCode, deliveryRegion: line.regionCode });
}

/** Null where a place is not known. */
export function distanceShare(supplierRegion: string, deliveryRegion: string): number | null {
  const near = nearness(supplierRegion, deliveryRegion);
  return near === null ? null : DISTANCE[near].share;
}

/** The shares of a product that no line changes: of its energy grade, its proof and its supplier's record. */
export function ownShares(product: OfferedProduct): Readonly<Record<'ENERGY_GRADE' | 'PROOF' | 'RECORD', number | null>> {
  return { ENERGY_GRADE: energyGrade(product).share, PROOF: proof(product).share, RECORD: record(product).share };
}

/** Share of grades 1, 2, 3. A limit met where the standard has no grades counts as grade 2, the level §D3.3 asks. */
const GRADE_SHARE = [FULL, 6_000, 2_000] as const;

function energyGrade({ energyGrade: grade, gradeVerdict }: OfferedProduct): Finding {
  const clause = gradeVerdict === null ? null : GRADE_CLAUSE;
  if (gradeVerdict === 'NOT_APPLICABLE') return found(null, 'FACTOR_ENERGY_GRADE_NOT_APPLICABLE', {}, clause);
  if (grade !== null) return found(GRADE_SHARE[grade - 1] ?? 0, 'FACTOR_ENERGY_GRADE', { grade }, clause);
  if (gradeVerdict === 'PASS') return found(GRADE_SHARE[1], 'FACTOR_ENERGY_GRADE_LIMIT_MET', {}, clause);
  return found(null, 'FACTOR_ENERGY_GRADE_NOT_STATED');
}

/** Share of 0, 1, 2, 3 and more certificates: each next one proves less. */
const PROOF_SHARE = [0, 6_000, 8_500, FULL] as const;

function proof({ certificates }: OfferedProduct): Finding {
  const count = new Set(certificates.map((one) => one.trim()).filter((one) => one !== '')).size;
  const share = PROOF_SHARE[Math.min(count, 3)] ?? 0;
  return count === 0 ? found(share, 'FACTOR_PROOF_NONE') : found(share, 'FACTOR_PROOF_CERTIFICATES', { count });
}

/** Share on time, drawn towards one half while deliveries are few, so that one lucky delivery does not pass for a habit. */
function record({ record: seen }: OfferedProduct): Finding {
  if (seen === null || seen === undefined || seen.delivered <= 0) return found(null, 'FACTOR_RECORD_NONE');
  const share = Math.floor((FULL * (seen.onTime + 1)) / (seen.delivered + 2));
  return found(share, 'FACTOR_RECORD_ON_TIME', { onTime: seen.onTime, delivered: seen.delivered });
}
