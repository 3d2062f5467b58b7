import type { BundleCandidate } from './bundle.js';

/** Who covers what, in the form that the search reads: bits and numbers by index. */
export interface CoverTable {
  /** Positions that somebody covers, in the order given. */
  readonly positions: readonly string[];
  /** By id. */
  readonly suppliers: readonly string[];
  /** 32-bit words of a supplier's row of bits. */
  readonly words: number;
  /** Row by row: bit p of supplier s is set where it covers position p. */
  readonly bits: Int32Array;
  /** Best score of supplier s at position p, at s × positions + p; −1 where it covers it not. */
  readonly scores: Int32Array;
  /** No fewer suppliers can do: so many positions share no supplier, or the widest suppliers together reach no further. */
  readonly atLeast: number;
  /** True: more suppliers took part than the search can look at, and those of little reach were left out. */
  readonly narrowed: boolean;
}

/** Suppliers that are looked at; of more those are kept that cover most, and the best one at each position. */
export const SUPPLIERS_MAX = 256;

/** Supplier → position → its best score there. */
type Rows = ReadonlyMap<string, ReadonlyMap<string, number>>;

export function coverTable(wanted: readonly string[], candidates: readonly BundleCandidate[]): CoverTable {
  const bySupplier = new Map<string, Map<string, number>>();
  const byPosition = new Map<string, Set<string>>(wanted.map((id) => [id, new Set()]));
  for (const { positionId, supplierId, score } of candidates) {
    const coverers = byPosition.get(positionId);
    if (coverers === undefined) continue;
    coverers.add(supplierId);
    const row = bySupplier.get(supplierId) ?? new Map<string, number>();
    bySupplier.set(supplierId, row.set(positionId, Math.max(score, row.get(positionId) ?? -1)));
  }
  const covered = [...byPosition].filter(([, coverers]) => coverers.size > 0);
  const positions = covered.map(([id]) => id);
  const suppliers = keptSuppliers(covered, bySupplier).sort();
  const words = Math.ceil(positions.length / 32);
  const bits = new Int32Array(suppliers.length * words);
  const scores = new Int32Array(suppliers.length * positions.length).fill(-1);
  const place = new Map(positions.map((id, p) => [id, p]));
  suppliers.forEach((id, s) => bySupplier.get(id)?.forEach((score, position) => {
    const p = place.get(position) ?? 0;
    scores[s * positions.length + p] = score;
    bits[s * words + (p >> 5)] = (bits[s * words + (p >> 5)] ?? 0) | (1 << (p & 31));
  }));
  return { positions, suppliers, words, bits, scores, atLeast: leastSuppliers(covered, bySupplier), narrowed: suppliers.length < bySupplier.size };
}

type Covered = readonly (readonly [position: string, coverers: ReadonlySet<string>])[];

function keptSuppliers(covered: Covered, rows: Rows): string[] {
  if (rows.size <= SUPPLIERS_MAX) return [...rows.keys()];
  const byReach = [...rows].sort(([a, { size: more }], [b, { size: less }]) => less - more || (a < b ? -1 : 1)).map(([id]) => id);
  const scoreAt = (id: string, position: string): number => rows.get(id)?.get(position) ?? -1;
  const best = new Set(covered.map(([position, coverers]) => [...coverers].reduce((found, id) => (scoreAt(id, position) > scoreAt(found, position) || (scoreAt(id, position) === scoreAt(found, position) && id < found) ? id : found))));
  return [...new Set([...best, ...byReach])].slice(0, Math.max(SUPPLIERS_MAX, best.size));
}

/** A bound from below, of all suppliers: the rarest positions first, each that shares nobody with those taken before needs one more. */
function leastSuppliers(covered: Covered, rows: Rows): number {
  const widths = [...rows.values()].map(({ size }) => size).sort((a, b) => b - a);
  let reached = 0;
  let widest = 0;
  while (reached < covered.length) reached += widths[widest++] ?? covered.length;
  const taken = new Set<string>();
  let apart = 0;
  for (const [, coverers] of [...covered].sort(([, a], [, b]) => a.size - b.size)) {
    if ([...coverers].some((id) => taken.has(id))) continue;
    for (const id of coverers) taken.add(id);
    apart++;
  }
  return Math.max(widest, apart);
}
