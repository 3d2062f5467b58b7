import { Decimal } from 'decimal.js';
import { done, refused, type Outcome, type Refused } from '../outcome/outcome.js';
import type { DateText } from '../time/dates.js';
import { PRICE_MAX_CNY } from './import/price-cell.js';
import { LEAD_MAX_DAYS, WARRANTY_MAX_MONTHS } from './import/term-cell.js';

/** Conditions of sale as their supplier sets them. */
export interface OfferTerms {
  readonly priceKind: 'FIXED' | 'RANGE' | 'ON_REQUEST';
  /** Decimal text in CNY for one sales unit: the price, or the lower end of a range. */
  readonly priceCny: string | null;
  readonly priceMaxCny: string | null;
  readonly priceVisibility: 'ALL' | 'APPROVED_BUYERS' | 'ON_REQUEST';
  readonly taxIncluded: boolean;
  /** 0 to 100. */
  readonly taxRatePercent: string;
  readonly minimumQuantity: string;
  readonly leadTimeDays: number | null;
  readonly warrantyMonths: number | null;
  /** GB/T 2260 codes, six digits; null: everywhere. */
  readonly regionsServed: readonly string[] | null;
  readonly validUntil: DateText | null;
}

const QUANTITY_MAX = '999999999';
const REGION = /^[1-9]\d{5}$/;

/** The terms as they are kept (amounts with two places, none where the price is on request), or the first that is wrong. `today` in Shanghai. */
export function checkedTerms(terms: OfferTerms, today: DateText): Outcome<OfferTerms> {
  const prices = checkedPrices(terms);
  if (!prices.ok) return prices;
  const rate = new Decimal(terms.taxRatePercent);
  if (rate.lt(0) || rate.gt(100)) return refused('INPUT', 'TAX_RATE_WRONG', 'taxRatePercent');
  const quantity = new Decimal(terms.minimumQuantity);
  if (quantity.lte(0) || quantity.gt(QUANTITY_MAX) || quantity.decimalPlaces() > 3) return refused('INPUT', 'MINIMUM_QUANTITY_WRONG', 'minimumQuantity');
  const fault = leadTimeFault(terms.leadTimeDays) ?? warrantyFault(terms.warrantyMonths);
  if (fault !== null) return fault;
  const stray = terms.regionsServed?.find((code) => !REGION.test(code));
  if (stray !== undefined) return refused('INPUT', 'REGION_SERVED_WRONG', 'regionsServed', { code: stray.slice(0, 20) });
  if (terms.validUntil !== null && terms.validUntil < today) return refused('INPUT', 'OFFER_ALREADY_OVER', 'validUntil', { validUntil: terms.validUntil });
  return done({ ...terms, ...prices.value, taxRatePercent: rate.toFixed(2), minimumQuantity: quantity.toFixed(3) });
}

function checkedPrices({ priceKind, priceCny, priceMaxCny }: OfferTerms): Outcome<Pick<OfferTerms, 'priceCny' | 'priceMaxCny'>> {
  if (priceKind === 'ON_REQUEST') return done({ priceCny: null, priceMaxCny: null });
  if (priceCny === null) return refused('INPUT', 'PRICE_MISSING', 'priceCny');
  const low = checkedPrice(priceCny, 'priceCny');
  if (!low.ok || priceKind === 'FIXED') return low.ok ? done({ priceCny: low.value, priceMaxCny: null }) : low;
  if (priceMaxCny === null) return refused('INPUT', 'PRICE_MISSING', 'priceMaxCny');
  const high = checkedPrice(priceMaxCny, 'priceMaxCny');
  if (!high.ok) return high;
  if (new Decimal(high.value).lt(low.value)) return refused('INPUT', 'PRICE_RANGE_REVERSED', 'priceMaxCny');
  return done({ priceCny: low.value, priceMaxCny: high.value });
}

/** An amount of decimal text above zero, with two places. */
export function checkedPrice(amount: string, field: string): Outcome<string> {
  const price = new Decimal(amount).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  if (price.lte(0)) return refused('INPUT', 'PRICE_NOT_POSITIVE', field);
  return price.gt(PRICE_MAX_CNY) ? refused('INPUT', 'PRICE_OUT_OF_RANGE', field, { max: PRICE_MAX_CNY }) : done(price.toFixed(2));
}

export function leadTimeFault(days: number | null): Refused | null {
  return days === null || (Number.isInteger(days) && days >= 1 && days <= LEAD_MAX_DAYS) ? null
    : refused('INPUT', 'LEAD_TIME_OUT_OF_RANGE', 'leadTimeDays', { min: 1, max: LEAD_MAX_DAYS });
}

export function warrantyFault(months: number | null): Refused | null {
  return months === null || (Number.isInteger(months) && months >= 0 && months <= WARRANTY_MAX_MONTHS) ? null
    : refused('INPUT', 'WARRANTY_OUT_OF_RANGE', 'warrantyMonths', { min: 0, max: WARRANTY_MAX_MONTHS });
}
