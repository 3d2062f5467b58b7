import { priceShare, shareOfUse } from '../price.js';
import { FULL } from '../rules.js';

/** Larger whole numbers are not exact in a double. */
const EXACT_MAX = Number.MAX_SAFE_INTEGER;
const FEN = 2;
const MILLI = 3;

/** A decimal text as a whole number of its smallest part (`decimals` 2: fen of CNY, 3: thousandths); NaN where it is not exactly one. */
export function wholeParts(text: string, decimals: number): number {
  const found = /^(\d{1,15})(?:\.(\d+))?$/u.exec(text);
  if (found === null) return Number.NaN;
  const [, whole = '', rest = ''] = found;
  const kept = rest.replace(/0+$/u, '');
  if (kept.length > decimals) return Number.NaN;
  const parts = Number(whole + kept.padEnd(decimals, '0'));
  return parts <= EXACT_MAX ? parts : Number.NaN;
}

export const fenOf = (priceCny: string): number => wholeParts(priceCny, FEN);
export const milliOf = (quantity: string): number => wholeParts(quantity, MILLI);

/** The share of a price that whole numbers express; as `priceShare` finds it, without its words. −1: nothing to judge by. */
export function priceShareOf(priceFen: number, quantityMilli: number, budgetFen: number): number {
  if (priceFen <= 0 || quantityMilli <= 0 || budgetFen <= 0) return -1;
  return shareOfUse(usedOf(priceFen, quantityMilli, budgetFen));
}

/** Basis points of the budget that the cost uses, rounded up: price × quantity × 10,000 ÷ budget, in whole numbers. */
function usedOf(priceFen: number, quantityMilli: number, budgetFen: number): number {
  const cost = priceFen * quantityMilli * (FULL / 1_000);
  if (cost > EXACT_MAX / 2) {
    const exact = BigInt(priceFen) * BigInt(quantityMilli) * BigInt(FULL / 1_000);
    const budget = BigInt(budgetFen);
    const used = (exact + budget - 1n) / budget;
    return used > BigInt(EXACT_MAX) ? EXACT_MAX : Number(used);
  }
  let used = Math.floor(cost / budgetFen);
  while (used * budgetFen > cost) used -= 1;
  while ((used + 1) * budgetFen <= cost) used += 1;
  return used * budgetFen === cost ? used : used + 1;
}

/** As `priceShare` by its texts, for figures that no whole number holds. −1: nothing to judge by. */
export function priceShareByTexts(priceCny: string | null, quantity: string, budgetCny: string | null): number {
  return priceShare(priceCny, quantity, budgetCny).share ?? -1;
}

/** Null for none. */
export function textOfFen(fen: number): string | null {
  return fen === 0 ? null : `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}
