import { isMember, type Viewer } from '../access/viewer.js';

export interface PricedOffer {
  readonly ownerId: string;
  readonly priceKind: 'FIXED' | 'RANGE' | 'ON_REQUEST';
  readonly priceCny: string | null;
  readonly priceMaxCny: string | null;
  readonly priceVisibility: 'ALL' | 'APPROVED_BUYERS' | 'ON_REQUEST';
}

/** May this viewer read the price: the owner always, departments always, others as the owner allows. */
export function mayReadPrice(viewer: Viewer, offer: PricedOffer): boolean {
  if (viewer.kind === 'SYSTEM' || viewer.kind === 'DEPARTMENT') return true;
  if (isMember(viewer) && viewer.organisationId === offer.ownerId) return true;
  if (offer.priceVisibility === 'ALL') return true;
  return offer.priceVisibility === 'APPROVED_BUYERS' && viewer.kind === 'ENTERPRISE' && viewer.approved;
}

/** The offer as this viewer may see it: without its amounts when the price is not for them; the kind of price stays. */
export function priceVisibleTo<O extends PricedOffer>(viewer: Viewer, offer: O): O & { readonly priceHidden: boolean } {
  if (mayReadPrice(viewer, offer)) return { ...offer, priceHidden: false };
  return { ...offer, priceCny: null, priceMaxCny: null, priceHidden: offer.priceKind !== 'ON_REQUEST' };
}
