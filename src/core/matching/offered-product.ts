import type { Specs } from '../policy/class-definition.js';
import { isEliminated } from '../policy/elimination.js';
import { energyAnswer } from '../policy/energy-gate.js';
import { inForceUnnamed, type CoveringCertificate } from '../catalogue/certificate.js';
import type { MachineLaw } from '../policy/energy/machine-law.js';
import type { DateText } from '../time/dates.js';
import type { OfferedProduct } from './pair.js';

/** A listing with its offer, as catalogue keeps it. */
export interface Listing {
  readonly id: string;
  readonly ownerId: string;
  readonly classId: string;
  readonly kindKey: string | null;
  readonly name: string;
  readonly model: string;
  readonly specs: Specs;
  readonly certificates: readonly string[];
  /** Certificates of the supplier that cover it; left out where nobody looked. */
  readonly records?: readonly CoveringCertificate[];
  readonly energyGrade: number | null;
  readonly state: string;
  readonly publishedAt: Date | null;
  readonly offer: {
    readonly priceCny: string | null;
    readonly priceMaxCny: string | null;
    readonly priceVisibility: 'ALL' | 'APPROVED_BUYERS' | 'ON_REQUEST';
    readonly leadTimeDays: number | null;
    readonly regionsServed: readonly string[] | null;
    readonly validUntil: DateText | null;
  };
}

/** The supplier of a listing, as organisation keeps it. */
export interface Supplier {
  readonly state: string;
  readonly regionCode: string;
  readonly trades: readonly string[];
}

/** GB/T 2260 digits of 山西省. */
const PROVINCE = '14';

/**
 * A listing as the rule reads it. `gradeKind`: of its class. `supplier` null: not to be seen by who asks, and then not approved.
 * A price range counts with its upper end, so that a low lower end earns nothing; a price that approved buyers may not read is none.
 * Of the five kinds the grade that the gate found counts, not the one claimed.
 */
export function offeredProduct(listing: Listing, supplier: Supplier | null, gradeKind: string | null, asOf: DateText, law: MachineLaw): OfferedProduct {
  const { offer, classId, kindKey, name, model, specs, certificates, energyGrade, records = [] } = listing;
  const answer = energyAnswer({ gradeKind, classId, kindKey, name, specs, energyGrade, certificates, records }, asOf, law.energy);
  return {
    productId: listing.id, organisationId: listing.ownerId, supplierApproved: supplier?.state === 'APPROVED',
    classId, kindKey, name, model, specs, certificates: [...certificates, ...inForceUnnamed(records, certificates, asOf)],
    energyGrade: answer === null ? energyGrade : answer.grade, gradeVerdict: answer?.verdict ?? null,
    priceCny: offer.priceVisibility === 'ON_REQUEST' ? null : offer.priceMaxCny ?? offer.priceCny,
    leadTimeDays: offer.leadTimeDays, regionCode: supplier?.regionCode ?? '', regionsServed: offer.regionsServed === null ? null : [...offer.regionsServed],
    validUntil: offer.validUntil, publishedAt: listing.publishedAt?.toISOString() ?? '', eliminated: isEliminated({ classId, name, model, specs }, law.elimination, asOf),
  };
}

/** On the market: published, by a supplier who is neither suspended nor closed. */
export function isOnMarket(listing: Pick<Listing, 'state'>, supplier: Supplier | null): boolean {
  return listing.state === 'PUBLISHED' && supplier !== null && mayTrade(supplier);
}

export function mayTrade({ state }: Pick<Supplier, 'state'>): boolean {
  return state !== 'SUSPENDED' && state !== 'CLOSED';
}

/** A maker registered in the province, for the fact "no maker in the province"; it earns nobody a point. */
export function isProvincialMaker({ regionCode, trades }: Supplier): boolean {
  return regionCode.startsWith(PROVINCE) && trades.includes('MAKER');
}
