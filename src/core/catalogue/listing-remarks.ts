import type { ClassDefinition, Specs } from '../policy/class-definition.js';
import { ELIMINATION_REASONS, eliminationFindings } from '../policy/elimination.js';
import { energyAnswer, type GradeVerdict } from '../policy/energy-gate.js';
import type { RecordedDocument } from '../policy/energy/certificate.js';
import type { MachineLaw } from '../policy/energy/machine-law.js';
import { ENERGY_REMARKS } from '../policy/energy/remark-codes.js';
import type { DateText } from '../time/dates.js';

/** Clause of the work plan that asks for grade 2 of the five kinds. */
const ENERGY_CLAUSE = '二（三）3';

/** BLOCKS: keeps it off the market, or out of every recommendation. WARNS: to be put right or verified. NOTES: good to know. */
export type RemarkWeight = 'BLOCKS' | 'WARNS' | 'NOTES';

/** What the law says to a listing, for its supplier to act on. */
export interface ListingRemark {
  readonly code: string;
  readonly weight: RemarkWeight;
  readonly zh: string;
  readonly en: string;
  /** Clause of the work plan. */
  readonly clause: string;
}

export interface RemarkedListing {
  readonly classId: string;
  readonly kindKey: string | null;
  readonly name: string;
  readonly model: string;
  readonly specs: Specs;
  readonly certificates: readonly string[];
  /** Certificates of the supplier that cover it, as records. */
  readonly records?: readonly RecordedDocument[];
  readonly energyGrade: number | null;
}

const WEIGHT_OF: Readonly<Record<GradeVerdict, RemarkWeight>> = { PASS: 'NOTES', NOT_APPLICABLE: 'NOTES', UNPROVEN: 'BLOCKS', FAIL: 'BLOCKS' };

/** Findings of the elimination class and of the energy gate as of a date in Shanghai, what blocks first. */
export function listingRemarks(listing: RemarkedListing, definition: ClassDefinition | null, law: MachineLaw, asOf: DateText): ListingRemark[] {
  const eliminated = eliminationFindings(listing, law.elimination, asOf).map((finding): ListingRemark => {
    const code = `ELIMINATION_${finding.reason}` as const;
    const { productName, effectiveFrom, missing } = finding;
    return said(code, ELIMINATION_REASONS[code], { productName, effectiveFrom, attributes: missing.join(', ') }, finding.effect, finding.clause, definition);
  });
  const answer = energyAnswer({ gradeKind: definition?.energyGradeKind ?? null, ...listing }, asOf, law.energy);
  const energy = (answer?.remarks ?? []).map(({ code, params }) =>
    said(code, ENERGY_REMARKS[code], params, code === 'ENERGY_STANDARD_TO_VERIFY' ? 'WARNS' : WEIGHT_OF[answer?.verdict ?? 'PASS'], ENERGY_CLAUSE, definition));
  const rank: readonly RemarkWeight[] = ['BLOCKS', 'WARNS', 'NOTES'];
  return [...eliminated, ...energy].sort((a, b) => rank.indexOf(a.weight) - rank.indexOf(b.weight));
}

function said(
  code: string, text: { readonly zh: string; readonly en: string }, params: Readonly<Record<string, string | number>>, weight: RemarkWeight, clause: string, definition: ClassDefinition | null,
): ListingRemark {
  const filled = (template: string, language: 'zh' | 'en'): string => template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = String(params[key] ?? '');
    return key === 'attributes' ? named(value, definition, language) : value;
  });
  return { code, weight, clause, zh: filled(text.zh, 'zh'), en: filled(text.en, 'en') };
}

/** Keys of attributes as the class names them. */
function named(keys: string, definition: ClassDefinition | null, language: 'zh' | 'en'): string {
  const names = keys.split(', ').map((key) => definition?.attributes.find((attribute) => attribute.key === key)?.[language] ?? key);
  return names.join(language === 'zh' ? '、' : ', ');
}
