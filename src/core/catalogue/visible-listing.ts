import { isMember, type Viewer } from '../access/viewer.js';

export interface OwnedListing {
  readonly ownerId: string;
  /** Key in the supplier's own system: nobody else's business. */
  readonly externalRef: string | null;
  /** Why a department took it off the market. */
  readonly stateReason: string | null;
}

/** A listing as this viewer may see it: the owner's key for the owner alone, the reason of a suspension for owner and departments. */
export function listingVisibleTo<L extends OwnedListing>(viewer: Viewer, listing: L): L {
  const own = viewer.kind === 'SYSTEM' || (isMember(viewer) && viewer.organisationId === listing.ownerId);
  return { ...listing, externalRef: own ? listing.externalRef : null, stateReason: own || viewer.kind === 'DEPARTMENT' ? listing.stateReason : null };
}
