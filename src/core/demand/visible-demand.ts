import { isMember, type Viewer } from '../access/viewer.js';
import { placeOf, type PlaceName } from '../policy/region-code.js';
import { demandState, type LineState } from './demand-state.js';

export interface OwnedDemand {
  readonly ownerId: string;
  /** Path of the owner in its tree, root first; left out where nobody above the owner is asked about. */
  readonly ownerBranch?: string;
  readonly visibility: 'PUBLIC' | 'APPROVED_SUPPLIERS' | 'THROUGH_DEPARTMENT';
}

/** May this viewer learn whose demand it is: the owner, its group and departments always; others unless it runs through the department. */
export function mayKnowOwner(viewer: Viewer, demand: OwnedDemand): boolean {
  return mayReadBudget(viewer, demand) || demand.visibility !== 'THROUGH_DEPARTMENT';
}

/** May this viewer read a budget: the owner, its group and departments; suppliers quote against requirements, not against a purse. */
export function mayReadBudget(viewer: Viewer, demand: OwnedDemand): boolean {
  if (viewer.kind === 'SYSTEM' || viewer.kind === 'DEPARTMENT') return true;
  if (!isMember(viewer)) return false;
  return viewer.organisationId === demand.ownerId || (demand.ownerBranch ?? '').startsWith(`${viewer.branch}.`);
}

interface WholeLine extends OwnedDemand {
  readonly number: number;
  readonly state: LineState;
  readonly quantity: string;
  readonly budgetCny: string | null;
  readonly stateReason: string | null;
  readonly equipmentIds?: readonly string[];
  readonly renewalReason?: string | null;
  readonly softwareWaiver?: string | null;
}
interface WholeDemand extends OwnedDemand {
  readonly regionCode: string;
  readonly budgetCny: string | null;
  readonly externalRef: string | null;
  readonly lines: readonly WholeLine[];
}

export type VisibleLineOf<L> = Omit<L, 'ownerId' | 'ownerBranch' | 'demand'> & {
  /** The viewer is its owner, one above it, or a department: remarks on it are for them. */
  readonly ownSide: boolean;
};
export type VisibleDemandOf<D extends WholeDemand> = Omit<D, 'ownerId' | 'ownerBranch' | 'lines'> & {
  /** Null where it runs through the department and is not the viewer's to know. */
  readonly ownerId: D['ownerId'] | null;
  readonly ownerHidden: boolean;
  readonly state: LineState;
  /** Place of delivery, its name as far as the platform knows it. */
  readonly region: PlaceName & { readonly code: string };
  readonly lines: VisibleLineOf<D['lines'][number]>[];
};

/**
 * A demand as this viewer may see it, lines by number. Whose it is and its place in the owner's tree, what it may cost, and the
 * owner's own remarks (number in its software, reason of closing) are taken out where they are not for the viewer.
 */
export function visibleDemand<D extends WholeDemand>(viewer: Viewer, demand: D): VisibleDemandOf<D> {
  const known = mayKnowOwner(viewer, demand);
  const own = mayReadBudget(viewer, demand);
  const { ownerId, ownerBranch: _branch, lines, ...rest } = demand;
  return {
    ...rest, ownerId: known ? ownerId : null, ownerHidden: !known, budgetCny: own ? demand.budgetCny : null, externalRef: own ? demand.externalRef : null,
    region: { code: demand.regionCode, ...(placeOf(demand.regionCode) ?? { zh: demand.regionCode, en: demand.regionCode }) },
    state: demandState(lines.map((line) => line.state)),
    lines: [...lines].sort((a, b) => a.number - b.number).map((line) => visibleLine(viewer, line)),
  } as VisibleDemandOf<D>;
}

/** A line as this viewer may see it; it carries owner and visibility of its demand, and gives neither away. */
export function visibleLine<L extends WholeLine>(viewer: Viewer, line: L): VisibleLineOf<L> {
  const own = mayReadBudget(viewer, line);
  const { ownerId: _owner, ownerBranch: _branch, demand: _demand, ...shown } = line as L & { readonly demand?: unknown };
  // A numeric column answers 2 as 2.000.
  const quantity = line.quantity.includes('.') ? line.quantity.replace(/\.?0+$/, '') : line.quantity;
  return {
    ...shown, quantity, ownSide: own, budgetCny: own ? line.budgetCny : null, stateReason: own ? line.stateReason : null, equipmentIds: own ? line.equipmentIds ?? [] : [],
    renewalReason: own ? line.renewalReason ?? null : null, softwareWaiver: own ? line.softwareWaiver ?? null : null,
  } as VisibleLineOf<L>;
}
