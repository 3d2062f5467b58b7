export type LineState = 'DRAFT' | 'PUBLISHED' | 'SOURCING' | 'AWARDED' | 'FULFILLED' | 'CLOSED' | 'EXPIRED';

/**
 * From least to most settled. A draft stands behind what is under way: a line added to a published demand does not take the demand
 * off the market. Of settled lines what was fulfilled tells most. A store may order by the place in this list.
 */
export const BY_SETTLEMENT: readonly LineState[] = ['PUBLISHED', 'SOURCING', 'AWARDED', 'DRAFT', 'FULFILLED', 'EXPIRED', 'CLOSED'];

/** The state of a demand, derived from its lines: that of its least settled one; CLOSED without any. */
export function demandState(lines: readonly LineState[]): LineState {
  return BY_SETTLEMENT.find((state) => lines.includes(state)) ?? 'CLOSED';
}
