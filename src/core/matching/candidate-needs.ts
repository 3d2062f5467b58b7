import type { OfferedProduct, WantedLine } from './pair.js';
import { coveringRegions } from './regions.js';
import { DEFAULT_RULES, type MatchingRules } from './rules.js';

/** What every product that matches a line has: a store may ask for it in SQL, and loses nothing. */
export interface ProductNeeds {
  /** Sorted, each once; empty: nothing can match. */
  readonly classIds: readonly string[];
  /** Of the market, of another organisation than this; in a sandbox, of this very one. See `mayMeet`. */
  readonly buyerId: string;
  /** `regions_served is null or regions_served && these`. */
  readonly servesOneOf: readonly string[];
  /** True: the supplier must be approved. */
  readonly approvedOnly: boolean;
}

/** The cheap part of the gates, forward; the rule itself still judges every candidate. */
export function candidateNeeds(line: WantedLine, rules: MatchingRules = DEFAULT_RULES): ProductNeeds {
  const admitted = line.classIds.filter((path) => rules.admittedRelations.includes(path.relation));
  return {
    classIds: [...new Set(admitted.map((path) => path.classId))].sort(), buyerId: line.organisationId,
    servesOneOf: coveringRegions(line.regionCode), approvedOnly: line.visibility !== 'PUBLIC',
  };
}

/** What every line that a product answers has; null when the product can answer none (eliminated, or its grade failed or is unproven). */
export interface LineNeeds {
  readonly classId: string;
  /** As `buyerId` above. */
  readonly supplierId: string;
  /** True: only public lines. */
  readonly publicOnly: boolean;
}

/** The cheap part of the gates, reverse. */
export function lineNeeds(product: OfferedProduct): LineNeeds | null {
  if (product.eliminated || product.gradeVerdict === 'FAIL' || product.gradeVerdict === 'UNPROVEN') return null;
  return { classId: product.classId, supplierId: product.organisationId, publicOnly: !product.supplierApproved };
}
