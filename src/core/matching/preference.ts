import { FACTOR_CODES, type FactorCode } from './factor-codes.js';
import { FULL, type WeightTable } from './rules.js';

/** What the answers of one buyer made of the weights: how far each factor leans, in basis points of its weight; those that do not lean are left out. */
export type Leanings = Readonly<Partial<Record<FactorCode, number>>>;

/** As a line carries it, so that whoever judges the line judges by it. */
export interface Preference {
  /** Of this buyer, from 1. */
  readonly version: number;
  readonly leanings: Leanings;
}

/** No weight moves by more than this share of itself, in basis points. */
export const LEANING_MAX = 2_500;

type Amounts = Record<FactorCode, number>;

/**
 * The weights as a buyer's leanings move them: whole numbers that add up to 10,000 as before, none more than a quarter of itself away from
 * where it was. What some factors gain the ones that do not lean give, as far as their quarter reaches, and the other way round;
 * what still lacks is not gained. It depends on the leanings alone, not on the order in which answers came.
 */
export function movedWeights(weights: WeightTable, preference: Pick<Preference, 'leanings'> | undefined): WeightTable {
  if (preference === undefined) return weights;
  const { leanings } = preference;
  const reach = table((code) => Math.floor((weights[code] * LEANING_MAX) / FULL));
  const asked = table((code) => Math.trunc((weights[code] * clamped(leanings[code] ?? 0)) / FULL));
  const [gains, losses] = [table((code) => Math.max(0, asked[code])), table((code) => Math.max(0, -asked[code]))];
  const still = table((code) => (asked[code] === 0 ? reach[code] : 0));
  const lacking = sum(gains) - sum(losses);
  const given = spread(Math.min(Math.abs(lacking), sum(still)), still);
  const over = Math.abs(lacking) - sum(given);
  const dropped = spread(over, lacking > 0 ? gains : losses);
  return table((code) => (lacking > 0
    ? weights[code] + gains[code] - losses[code] - given[code] - dropped[code] : weights[code] + gains[code] - losses[code] + given[code] + dropped[code]));
}

/** An amount spread over what each can take, in proportion, in whole numbers; at most what all can take. */
function spread(amount: number, rooms: Amounts): Amounts {
  const all = sum(rooms);
  const shares = table((code) => (all === 0 ? 0 : Math.floor((amount * rooms[code]) / all)));
  let rest = Math.min(amount, all) - sum(shares);
  for (const code of FACTOR_CODES) {
    if (rest === 0) break;
    if (shares[code] === rooms[code]) continue;
    shares[code] += 1;
    rest -= 1;
  }
  return shares;
}

function clamped(leaning: number): number {
  return Math.max(-LEANING_MAX, Math.min(LEANING_MAX, Math.trunc(leaning)));
}

function table(of: (code: FactorCode) => number): Amounts {
  return Object.fromEntries(FACTOR_CODES.map((code) => [code, of(code)])) as Amounts;
}

function sum(amounts: Amounts): number {
  return FACTOR_CODES.reduce((total, code) => total + amounts[code], 0);
}
