import type { Specs } from '../../policy/class-definition.js';

/** What a price list says of price and tax; null for what it leaves unsaid. */
export interface ListedOffer {
  readonly kind: 'FIXED' | 'RANGE' | 'ON_REQUEST' | null;
  /** Upper end of a range, as `priceCny`. */
  readonly priceMaxCny: string | null;
  readonly taxIncluded: boolean | null;
  /** Two places. */
  readonly taxRatePercent: string | null;
}

/** A listing as a form, an import or a machine client hands it in: read, converted and checked, but not yet saved. */
export interface ProductDraft {
  /** 1 to 200 characters. */
  readonly name: string;
  /** As shown, 1 to 100 characters; `modelKey` of it tells listings of one supplier apart. */
  readonly model: string;
  readonly modelKey: string;
  readonly classId: string;
  readonly kindKey: string | null;
  /** In the units of the class. */
  readonly specs: Specs;
  /** Attribute key → what the supplier wrote, where it differs from the value kept. */
  readonly specOriginals: Readonly<Record<string, string>>;
  readonly description: string;
  readonly certificates: readonly string[];
  /** 1 is best; null when none is stated. */
  readonly energyGrade: number | null;
  /** Decimal text with two places for one sales unit; null: on request. */
  readonly priceCny: string | null;
  /** Sales unit of the class. */
  readonly unit: string;
  readonly leadTimeDays: number | null;
  readonly warrantyMonths: number | null;
  /** Of a price list, which says little: a listing that is known keeps what the draft leaves empty. Absent: the draft says all there is. */
  readonly listed?: ListedOffer;
}
