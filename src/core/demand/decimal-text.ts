import { Decimal } from 'decimal.js';

/** How many figures a column takes before and behind the point. */
interface DecimalSize {
  readonly whole: number;
  readonly places: number;
}

/** `demand_demand.budget_cny`, `demand_line.budget_cny`. */
const MONEY: DecimalSize = { whole: 16, places: 2 };
/** A hundred thousand million yuan, as the highest price: more is 万元 typed where 元 is asked for. */
export const BUDGET_MAX_CNY = '100000000000';

/** `demand_line.quantity`. */
export const QUANTITY: DecimalSize = { whole: 9, places: 3 };

const PLAIN = /^\d{1,40}(?:\.\d{1,40})?$/;

/** The text of a decimal above 0 in plain notation without needless zeros; null when it is none, or has more figures than fit. */
export function positiveDecimal(text: string, size: DecimalSize): string | null {
  if (!PLAIN.test(text)) return null;
  // A number's own precision would round what somebody wrote.
  const value = new (Decimal.clone({ precision: 100 }))(text);
  if (value.isZero() || value.decimalPlaces() > size.places || value.gte(new Decimal(10).pow(size.whole))) return null;
  return value.toFixed();
}

/** An amount of money that no demand can cost. */
export function isBeyondBudgets(amount: string): boolean {
  return new Decimal(amount).gt(BUDGET_MAX_CNY);
}

/** An amount as money is written, `320000.00`; null as `positiveDecimal`. */
export function money(text: string): string | null {
  const value = positiveDecimal(text, MONEY);
  return value === null ? null : new (Decimal.clone({ precision: 100 }))(value).toFixed(MONEY.places);
}
