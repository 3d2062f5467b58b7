import { refused, type Refused } from '../outcome/outcome.js';
import { statusOfRecord, type RecordedDocument } from '../policy/energy/certificate.js';
import { isGrade } from '../policy/energy/grade.js';
import { modelKey, tidy, wordKey } from '../text/fold.js';
import type { DateText } from '../time/dates.js';

export type CertificateKind =
  | 'ENERGY_REPORT' | 'ENERGY_LABEL' | 'MINING_SAFETY' | 'EXPLOSION_PROOF' | 'CCC' | 'SPECIAL_EQUIPMENT' | 'TYPE_APPROVAL' | 'TEST_REPORT' | 'OTHER';

/** DECLARED waits for a department; REJECTED has its reason; a withdrawn one is kept for the record. Expiry is no state: the day says it. */
export type CertificateState = 'DECLARED' | 'VERIFIED' | 'REJECTED' | 'WITHDRAWN';

/** What a certificate counts for today. */
export type CertificateStanding = 'VERIFIED' | 'DECLARED' | 'NOT_YET_VALID' | 'EXPIRED' | 'REJECTED' | 'WITHDRAWN';

/** What a supplier enters of a certificate. */
export interface CertificateContent {
  readonly kind: CertificateKind;
  readonly number: string;
  readonly issuer: string;
  /** What it is for, in the words of the document; may be empty. */
  readonly scope: string;
  /** Models that it covers; empty: the whole of its classes. */
  readonly models: readonly string[];
  /** Classes that it covers; empty: whatever the class of its models. */
  readonly classIds: readonly string[];
  readonly validFrom: DateText | null;
  readonly validUntil: DateText | null;
  /** Grade that a document on energy efficiency names, 1 to 3; null otherwise. */
  readonly energyGrade: number | null;
  /** Edition of the standard that the grade is by, such as GB 19153-2019. */
  readonly standard: string | null;
}

/** A certificate as far as it speaks for a product. */
export interface CoveringCertificate extends RecordedDocument {
  readonly kind: CertificateKind;
}

/** Chinese words for kinds, as a listing's certificates are named. */
const KIND_WORDS: Readonly<Record<CertificateKind, string>> = {
  ENERGY_REPORT: '能效检测报告', ENERGY_LABEL: '能效标识', MINING_SAFETY: '矿用产品安全标志', EXPLOSION_PROOF: '防爆合格证', CCC: '强制性产品认证', SPECIAL_EQUIPMENT: '特种设备制造许可',
  TYPE_APPROVAL: '型式认证', TEST_REPORT: '产品检测报告', OTHER: '证书',
};
const ON_ENERGY: ReadonlySet<CertificateKind> = new Set(['ENERGY_REPORT', 'ENERGY_LABEL']);

/** The content with tidy texts, each model and class once. */
export function tidyCertificate(content: CertificateContent): CertificateContent {
  const models = content.models.map(tidy).filter((model) => model !== '');
  return {
    ...content, number: tidy(content.number), issuer: tidy(content.issuer), scope: content.scope.trim(), standard: tidy(content.standard ?? '') || null,
    models: models.filter((model, index) => models.findIndex((other) => modelKey(other) === modelKey(model)) === index), classIds: [...new Set(content.classIds)],
  };
}

/** What is wrong with a tidy content on a day, the first fault only; null when nothing is. Whether its classes and its file exist is not seen here. */
export function certificateFault(content: CertificateContent, today: DateText): Refused | null {
  const { kind, number, issuer, models, classIds, validFrom, validUntil, energyGrade, standard } = content;
  if (number === '') return refused('INPUT', 'CERTIFICATE_NUMBER_MISSING', 'number');
  if (issuer === '') return refused('INPUT', 'CERTIFICATE_ISSUER_MISSING', 'issuer');
  if (models.length === 0 && classIds.length === 0) return refused('INPUT', 'CERTIFICATE_COVERS_NOTHING', 'models');
  if (validFrom !== null && validFrom > today) return refused('INPUT', 'CERTIFICATE_NOT_YET_VALID', 'validFrom', { validFrom });
  if (validFrom !== null && validUntil !== null && validUntil < validFrom) return refused('INPUT', 'CERTIFICATE_ENDS_BEFORE_IT_BEGINS', 'validUntil', { validFrom, validUntil });
  if (energyGrade !== null && !ON_ENERGY.has(kind)) return refused('INPUT', 'CERTIFICATE_GRADE_MISPLACED', 'energyGrade');
  if (energyGrade === null && kind === 'ENERGY_REPORT') return refused('INPUT', 'CERTIFICATE_GRADE_MISSING', 'energyGrade');
  return standard !== null && !ON_ENERGY.has(kind) ? refused('INPUT', 'CERTIFICATE_GRADE_MISPLACED', 'standard') : null;
}

/** What tells the certificates of one supplier apart: kind, issuer and number, however they were typed. */
export function certificateKey({ kind, issuer, number }: Pick<CertificateContent, 'kind' | 'issuer' | 'number'>): string {
  return `${kind} ${wordKey(issuer)} ${wordKey(number)}`;
}

/**
 * Tells of products of the same supplier whether a certificate speaks for them: their model is listed, or none is, and their class as
 * well. The models are folded once, since one certificate may list hundreds and be asked for thousands of products.
 */
export function coverageOf({ models, classIds }: Pick<CertificateContent, 'models' | 'classIds'>): (product: { readonly modelKey: string; readonly classId: string }) => boolean {
  const modelKeys = new Set(models.map(modelKey));
  const classes = new Set(classIds);
  return (product) => (classes.size === 0 || classes.has(product.classId)) && (modelKeys.size === 0 ? classes.size > 0 : modelKeys.has(product.modelKey));
}

/** What it counts for on a day. */
export function standingOf({ state, validFrom, validUntil }: Pick<CertificateContent, 'validFrom' | 'validUntil'> & { readonly state: CertificateState }, today: DateText): CertificateStanding {
  return state === 'WITHDRAWN' ? state : statusOfRecord({ state, validFrom, validUntil }, today);
}

/** As the energy gate and matching read it; null for one that its supplier took back. */
export function asCovering(certificate: CertificateContent & { readonly state: CertificateState; readonly reason: string | null }): CoveringCertificate | null {
  const { kind, number, state, reason, energyGrade, validFrom, validUntil } = certificate;
  if (state === 'WITHDRAWN') return null;
  return { kind, number, state, reason, onEnergy: ON_ENERGY.has(kind), grade: isGrade(energyGrade) ? energyGrade : null, validFrom, validUntil };
}

/** Names of the records in force that no word of the listing names by its number already: matching counts each document once. */
export function inForceUnnamed(records: readonly CoveringCertificate[], words: readonly string[], today: DateText): string[] {
  const written = words.map(wordKey);
  return records.filter((one) => ['VERIFIED', 'DECLARED'].includes(statusOfRecord(one, today)) && !written.some((word) => word.includes(wordKey(one.number))))
    .map(({ kind, number }) => `${KIND_WORDS[kind]} ${number}`);
}
