import { coverTable, type CoverTable } from './bundle-cover.js';
import { smallestCovers } from './bundle-search.js';

/** A product that answers one position of a demand. */
export interface BundleCandidate {
  readonly positionId: string;
  readonly supplierId: string;
  readonly productId: string;
  /** 0 to 10,000. */
  readonly score: number;
}

export interface Bundle<C extends BundleCandidate> {
  /** By id. */
  readonly supplierIds: readonly string[];
  /** Sum of the scores of what is picked. */
  readonly score: number;
  /** For each position that can be covered the best product of these suppliers, in the order of the positions. */
  readonly picks: readonly C[];
}

export interface Bundles<C extends BundleCandidate> {
  /** Sets of equally few suppliers, the highest score first, at most as many as were asked for. */
  readonly bundles: readonly Bundle<C>[];
  /** Positions that nobody covers, in the order given. */
  readonly uncovered: readonly string[];
  /** True: fewer suppliers cannot cover these positions. False: the search ended before that was certain. */
  readonly smallest: boolean;
  /** True: no other set of as few suppliers scores higher. False: the search ended before all were seen. */
  readonly best: boolean;
}

/**
 * Sets of suppliers that together cover every position that anybody covers, as few as possible; of equally small sets those whose
 * products score highest, then those whose ids come first. The order of the arguments decides nothing but the order of positions. The
 * search is exact within a fixed amount of work (about 30 positions and 50 suppliers) and says when it was not; `work` is for tests.
 */
export function bundles<C extends BundleCandidate>(positions: readonly string[], candidates: readonly C[], limit: number, work?: number): Bundles<C> {
  const table = coverTable(positions, candidates);
  const uncovered = positions.filter((id) => !table.positions.includes(id));
  if (table.positions.length === 0) return { bundles: [], uncovered, smallest: true, best: true };
  const { covers, smallest, best } = smallestCovers(table, limit, work);
  return { bundles: covers.map((suppliers) => bundleOf(table, suppliers, candidates)), uncovered, smallest, best };
}

function bundleOf<C extends BundleCandidate>(table: CoverTable, suppliers: readonly number[], candidates: readonly C[]): Bundle<C> {
  const supplierIds = suppliers.map((index) => table.suppliers[index] ?? '').sort();
  const theirs = candidates.filter(({ supplierId }) => supplierIds.includes(supplierId));
  const picks = table.positions.map((positionId) => theirs.filter((one) => one.positionId === positionId)
    .reduce((best, one) => (one.score > best.score || (one.score === best.score && one.productId < best.productId) ? one : best)));
  return { supplierIds, picks, score: picks.reduce((sum, { score }) => sum + score, 0) };
}
