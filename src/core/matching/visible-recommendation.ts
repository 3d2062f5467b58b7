import { isMember, type Viewer } from '../access/viewer.js';
import type { DismissalCause, Side, SideState } from './answer.js';
import { asOthersSee, withoutBudget } from './judge-pair.js';
import type { Factor } from './pair.js';

/** The columns of a recommendation that depend on who looks. */
export interface RecommendationRow {
  readonly buyerId: string;
  readonly supplierId: string;
  readonly score: number;
  readonly factors: readonly Factor[];
  readonly buyerState: SideState;
  readonly supplierState: SideState;
  readonly buyerReason: string | null;
  readonly supplierReason: string | null;
  readonly buyerCause: DismissalCause | null;
}

/** A side's state is null where it is the other's and that side has not said that it is interested. */
export type VisibleTo<R extends RecommendationRow> = Omit<R, keyof RecommendationRow> & {
  readonly side: Side | null;
  readonly supplierId: string;
  readonly score: number;
  readonly factors: readonly Factor[];
  readonly buyerState: SideState | null;
  readonly supplierState: SideState | null;
  readonly reason: string | null;
  readonly cause: DismissalCause | null;
  readonly mutualInterest: boolean;
};

/** On which side of a recommendation the viewer stands; null for a department. `asked`: of the two on which a sandbox stands. */
export function sideOf(viewer: Viewer, { buyerId, supplierId }: Pick<RecommendationRow, 'buyerId' | 'supplierId'>, asked: Side = 'BUYER'): Side | null {
  if (!isMember(viewer)) return null;
  if (viewer.organisationId === buyerId) return buyerId === supplierId ? asked : 'BUYER';
  return viewer.organisationId === supplierId ? 'SUPPLIER' : null;
}

/**
 * A recommendation as its viewer may see it. The buyer is not named here at all: whose demand it is, `mayKnowOwner` tells. A
 * supplier learns nothing of the budget or of what the buyer's answers moved, and a buyer who is not approved nothing of a price shown
 * to approved buyers only: for both the price counts as neutral. That the other side dismissed, or why, is its own affair; its interest is told.
 * `asked`: the list in which it stands, for a sandbox, which stands in both.
 */
export function recommendationVisibleTo<R extends RecommendationRow>(viewer: Viewer, row: R, asked?: Side): VisibleTo<R> {
  const { buyerId: _hidden, supplierId, score, factors, buyerState, supplierState, buyerReason, supplierReason, buyerCause, ...rest } = row;
  const side = sideOf(viewer, row, asked);
  const officer = viewer.kind === 'DEPARTMENT' || viewer.kind === 'SYSTEM';
  const shown = officer || (side === 'BUYER' && isMember(viewer) && viewer.approved) ? { score, factors }
    : side === 'BUYER' ? withoutBudget({ factors }) : asOthersSee({ factors });
  const stateOf = (of: Side, state: SideState): SideState | null => (officer || side === of || state === 'INTERESTED' ? state : null);
  const reasons: Readonly<Record<Side, string | null>> = { BUYER: buyerReason, SUPPLIER: supplierReason };
  return {
    ...rest, ...shown, side, supplierId, buyerState: stateOf('BUYER', buyerState), supplierState: stateOf('SUPPLIER', supplierState),
    reason: side !== null ? reasons[side] : officer ? buyerReason ?? supplierReason : null,
    cause: officer || side === 'BUYER' ? buyerCause : null,
    mutualInterest: buyerState === 'INTERESTED' && supplierState === 'INTERESTED',
  };
}
