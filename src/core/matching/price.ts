import { Decimal } from 'decimal.js';
import type { Finding } from './pair.js';
import { FULL } from './rules.js';

/** Wide enough for numeric(18,2) × numeric(12,3) without rounding; a clone, so that no other user's settings reach a score. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/** Share of a price at the budget; what is saved below adds, what is spent above takes away. */
const AT_BUDGET_SHARE = 6_000;
/** Cost in basis points of the budget: full share up to 70 %, none from 150 %. Below 70 % nothing more is earned: no prize for dumping. */
const FULL_UNTIL = 7_000;
const NONE_FROM = 15_000;

/**
 * Price for the whole quantity against the budget: 10,000 at 70 % of it or less, 6,000 at the budget, 0 at 150 % or more, straight
 * lines between. Arguments are decimal texts in CNY and sales units. No share where price or budget is missing or not positive.
 */
export function priceShare(priceCny: string | null, quantity: string, budgetCny: string | null): Finding {
  const price = positive(priceCny);
  if (price === null || priceCny === null) return { share: null, reason: 'FACTOR_PRICE_ON_REQUEST', params: {}, clause: null };
  const budget = positive(budgetCny);
  const wanted = positive(quantity);
  if (budget === null || budgetCny === null || wanted === null) return { share: null, reason: 'FACTOR_PRICE_NO_BUDGET', params: { priceCny }, clause: null };
  const cost = price.times(wanted);
  const params = { priceCny, quantity: wanted.toFixed(), budgetCny };
  const used = costShare(cost, budget);
  return used <= FULL
    ? { share: shareOf(used), reason: 'FACTOR_PRICE_WITHIN_BUDGET', params, clause: null }
    : { share: shareOf(used), reason: 'FACTOR_PRICE_OVER_BUDGET', params: { ...params, overCny: cost.minus(budget).toFixed() }, clause: null };
}

/** Basis points of the budget, rounded up: one fen above the budget is above it. */
function costShare(cost: Decimal, budget: Decimal): number {
  const share = cost.times(FULL).div(budget).toDecimalPlaces(0, Decimal.ROUND_UP);
  return Decimal.min(share, NONE_FROM).toNumber();
}

/** The share of a price whose cost is `used` basis points of the budget, rounded up. */
export function shareOfUse(used: number): number {
  return shareOf(Math.min(used, NONE_FROM));
}

function shareOf(used: number): number {
  if (used <= FULL_UNTIL) return FULL;
  if (used <= FULL) return AT_BUDGET_SHARE + Math.floor(((FULL - AT_BUDGET_SHARE) * (FULL - used)) / (FULL - FULL_UNTIL));
  return Math.floor((AT_BUDGET_SHARE * (NONE_FROM - used)) / (NONE_FROM - FULL));
}

function positive(text: string | null): Decimal | null {
  if (text === null) return null;
  const amount = new Exact(text);
  return amount.isFinite() && amount.gt(0) ? amount : null;
}
