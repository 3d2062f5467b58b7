import type { DateText } from '../time/dates.js';
import { evidenceOf, type Evidence, type EvidenceStatus, type RecordedDocument } from './energy/certificate.js';
import { NO_ENERGY_LAW, type EnergyLaw, type Standard } from './energy/energy-law.js';
import { GRADE_ASKED, gradeBy, isAtLeast, isGrade, worseOf, type Grade, type GradeLimits } from './energy/grade.js';
import { readGrade, type Standing } from './energy/read-grade.js';
import type { RatedMachine, Reading } from './energy/reading.js';
import { remark, type EnergyRemark, type EnergyRemarkCode } from './energy/remark-codes.js';

/** The answer of the gate of §D3.3 (二（三）3) for one product; where the class is none of its five kinds there is no answer. */
export type GradeVerdict = 'PASS' | 'FAIL' | 'UNPROVEN' | 'NOT_APPLICABLE';

/** What a listing says of its energy grade. */
export interface GradeClaim extends Omit<RatedMachine, 'name'> {
  /** One of the five kinds (industrial-kiln, boiler, compressor, fan, pump); null where the class is none of them. */
  readonly gradeKind: string | null;
  /** Types that a standard tells apart by name are read from it; the kind alone decides where it is left out. */
  readonly name?: string;
  /** 1 to 3, 1 is best; null when none is claimed. */
  readonly energyGrade: number | null;
  /** As the supplier names them, with their validity where it is stated. */
  readonly certificates: readonly string[];
  /** Certificates of the supplier that cover it, as records; left out where there are none. */
  readonly records?: readonly RecordedDocument[];
}

/** By what an answer stands: edition and clause of the standard; null: none is known, the claim alone was judged. */
export interface EnergyBasis {
  readonly standard: string;
  readonly zh: string;
  readonly en: string;
  /** Table or clause; null where the standard was not read. */
  readonly clause: string | null;
  /** True: second-hand, nobody has compared it with the original. */
  readonly verify: boolean;
}

/** COMPUTED: by the supplier's own rated values; the others speak of documents, DECLARED of one that is named and unverified, VERIFIED of one that a department has checked. */
export type ProofStatus = 'COMPUTED' | EvidenceStatus;

/** The answer with everything it stands on. */
export interface EnergyAnswer {
  readonly verdict: GradeVerdict;
  /** The grade that counts, computed before claimed; null where none is proven, reached or defined. */
  readonly grade: Grade | null;
  readonly claimed: Grade | null;
  /** Efficiency in % and the limits it was compared with; null where nothing could be computed. */
  readonly efficiency: number | null;
  readonly limits: GradeLimits | null;
  readonly basis: EnergyBasis | null;
  readonly proof: ProofStatus;
  /** The best document on energy efficiency among the certificates. */
  readonly evidence: Evidence;
  /** What was found, what differs, what is missing. */
  readonly remarks: readonly EnergyRemark[];
}

type Readable = Extract<Reading, { readable: true }>;

/**
 * The gate for one product as of a date in Shanghai: outside the standard's scope it is not applicable; where rated values can be
 * read by a table of the standard they decide, whatever is claimed; else the claim does: below grade 2 it fails by its own word,
 * grade 2 or 1 passes with a valid document on energy efficiency, and is unproven without. A document registered with its grade is a
 * claim as well. Null: the class is none of the five kinds.
 * Source: work plan 二（三）3; standards and tables as in `law`.
 */
export function energyAnswer(claim: GradeClaim, asOf: DateText, law: EnergyLaw): EnergyAnswer | null {
  if (claim.gradeKind === null) return null;
  const standing = readGrade({ classId: claim.classId, kindKey: claim.kindKey, name: claim.name ?? '', specs: claim.specs }, law, asOf);
  const evidence = evidenceOf(claim.certificates, asOf, claim.records);
  const claimed = isGrade(claim.energyGrade) ? claim.energyGrade : evidence.recorded ? evidence.grade : null;
  if (standing.is === 'OUTSIDE') return outside(standing, claimed, evidence);
  if (standing.is === 'READ' && standing.reading.readable) return computed(standing.reading, standing.standard, claimed, evidence);
  return byClaim(standing, claimed, evidence);
}

/** The verdict of `energyAnswer` alone. Without a law, claim and documents decide. */
export function gradeVerdict(claim: GradeClaim, asOf: DateText, law: EnergyLaw = NO_ENERGY_LAW): GradeVerdict | null {
  return energyAnswer(claim, asOf, law)?.verdict ?? null;
}

function outside({ standard, exclusion }: Extract<Standing, { is: 'OUTSIDE' }>, claimed: Grade | null, evidence: Evidence): EnergyAnswer {
  const { clause, zh: reasonZh, en: reasonEn } = exclusion;
  return {
    verdict: 'NOT_APPLICABLE', grade: null, claimed, efficiency: null, limits: null, basis: basisOf(standard, clause), proof: evidence.status, evidence,
    remarks: [remark('ENERGY_OUTSIDE_SCOPE', { standard: standard.code, clause, reasonZh, reasonEn }), ...toVerify(standard)],
  };
}

function computed({ efficiency, limits, clause }: Readable, standard: Standard, claimed: Grade | null, evidence: Evidence): EnergyAnswer {
  const grade = gradeBy(efficiency, limits);
  const { grade1, grade2, grade3 } = limits;
  const limitOnly = grade1 === null || grade2 === null;
  const passed = limitOnly ? efficiency >= grade3 : grade !== null && isAtLeast(grade, GRADE_ASKED);
  const remarks = [limitOnly ? remark('ENERGY_LIMIT_COMPARED', { efficiency, limit: grade3 }) : remark('ENERGY_COMPUTED', { efficiency, grade1, grade2, grade3 })];
  if (!limitOnly && grade === null) remarks.push(remark('ENERGY_BELOW_GRADE_3'));
  if (claimed !== null && limitOnly) remarks.push(remark('ENERGY_CLAIM_HAS_NO_GRADE', { claimed }));
  if (claimed !== null && !limitOnly && claimed !== grade) remarks.push(remark('ENERGY_CLAIM_DIFFERS', { claimed }));
  return {
    verdict: passed ? 'PASS' : 'FAIL', grade, claimed, efficiency, limits, basis: basisOf(standard, clause), proof: 'COMPUTED', evidence,
    remarks: [...remarks, ...toVerify(standard)],
  };
}

function byClaim(standing: Exclude<Standing, { is: 'OUTSIDE' }>, claimed: Grade | null, evidence: Evidence): EnergyAnswer {
  const { standard } = standing;
  const { verdict, grade, remarks } = hasNoGrades(standing) ? { verdict: 'UNPROVEN' as const, grade: null, remarks: [] } : claimVerdict(claimed, evidence);
  return {
    verdict, grade, claimed, efficiency: null, limits: null, basis: standard === null ? null : basisOf(standard, null), proof: evidence.status, evidence,
    remarks: [...remarks, ...whyNotComputed(standing), ...(standard === null ? [] : toVerify(standard))],
  };
}

function claimVerdict(claimed: Grade | null, evidence: Evidence): Pick<EnergyAnswer, 'verdict' | 'grade' | 'remarks'> {
  if (claimed === null) return { verdict: 'UNPROVEN', grade: null, remarks: [remark('ENERGY_CLAIM_MISSING')] };
  if (!isAtLeast(claimed, GRADE_ASKED)) return { verdict: 'FAIL', grade: claimed, remarks: [remark('ENERGY_CLAIM_BELOW_2', { claimed })] };
  if (evidence.status !== 'DECLARED' && evidence.status !== 'VERIFIED') return { verdict: 'UNPROVEN', grade: null, remarks: [remark(MISSING[evidence.status], missingParams(evidence))] };
  const documented = evidence.grade ?? claimed;
  const grade = worseOf(claimed, documented);
  const differs = grade === claimed ? [] : [remark('ENERGY_CLAIM_ABOVE_DOCUMENT', { claimed, documented })];
  if (!isAtLeast(grade, GRADE_ASKED)) return { verdict: 'FAIL', grade, remarks: [...differs, remark('ENERGY_DOCUMENT_BELOW_2', { documented })] };
  return { verdict: 'PASS', grade, remarks: [...differs, evidence.status === 'VERIFIED' ? remark('ENERGY_DOCUMENT_VERIFIED', { number: evidence.number ?? '' }) : remark('ENERGY_DOCUMENT_UNVERIFIED')] };
}

const MISSING: Readonly<Record<Exclude<EvidenceStatus, 'DECLARED' | 'VERIFIED'>, EnergyRemarkCode>> = {
  NONE: 'ENERGY_DOCUMENT_MISSING', EXPIRED: 'ENERGY_DOCUMENT_EXPIRED', NOT_YET_VALID: 'ENERGY_DOCUMENT_NOT_YET_VALID', UNREADABLE: 'ENERGY_DOCUMENT_UNREADABLE',
  REJECTED: 'ENERGY_DOCUMENT_REJECTED',
};

function missingParams({ status, number, reason, validUntil }: Evidence): EnergyRemark['params'] {
  if (status === 'REJECTED') return { number: number ?? '', reason: reason ?? '' };
  return validUntil === null ? {} : { validUntil };
}

/** Where a table that is held sets a limit and no grades, a claimed grade says nothing: only the efficiency can tell. */
function hasNoGrades(standing: Standing): boolean {
  return standing.is === 'READ' && !standing.reading.readable && standing.reading.limitOnly;
}

function whyNotComputed(standing: Exclude<Standing, { is: 'OUTSIDE' }>): EnergyRemark[] {
  const { standard } = standing;
  if (standard === null) return [remark('ENERGY_NO_STANDARD')];
  const { code, inForceFrom } = standard;
  if (standing.is === 'NO_TABLE') return [standing.notYetInForce ? remark('ENERGY_STANDARD_NOT_IN_FORCE', { standard: code, inForceFrom: inForceFrom ?? '' }) : remark('ENERGY_TABLE_NOT_HELD', { standard: code })];
  if (standing.reading.readable) return [];
  const { missing } = standing.reading;
  return [missing.length > 0 ? remark('ENERGY_VALUES_MISSING', { attributes: missing.join(', ') }) : remark('ENERGY_NO_TABLE_LINE', { standard: code })];
}

function basisOf({ code, zh, en, verify }: Standard, clause: string | null): EnergyBasis {
  return { standard: code, zh, en, clause, verify };
}

function toVerify({ code, verify }: Standard): EnergyRemark[] {
  return verify ? [remark('ENERGY_STANDARD_TO_VERIFY', { standard: code })] : [];
}
