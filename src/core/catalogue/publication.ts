import type { ClassDefinition, Specs } from '../policy/class-definition.js';

/** What decides whether a listing may go public. */
export interface Listing {
  readonly name: string;
  readonly model: string;
  readonly kindKey: string | null;
  readonly specs: Specs;
}

/**
 * What must be filled in before a listing can be published; empty when it is complete. A missing price is a price on
 * request and a missing hard spec never blocks (domain.md, catalogue): the supplier is told by `missingHardSpecs`.
 */
export function completenessGaps(listing: Listing, definition: ClassDefinition | null): ('CLASS' | 'NAME' | 'MODEL')[] {
  const gaps: ('CLASS' | 'NAME' | 'MODEL')[] = [];
  if (definition === null) gaps.push('CLASS');
  if (listing.name.trim() === '') gaps.push('NAME');
  if (listing.model.trim() === '') gaps.push('MODEL');
  return gaps;
}

/** Hard attributes of the class without a value: any buyer's hard requirement on them fails until they are filled in. */
export function missingHardSpecs(listing: Listing, definition: ClassDefinition): string[] {
  return definition.attributes
    .filter((attribute) => attribute.matchRole === 'hard' && listing.specs[attribute.key] === undefined)
    .filter((attribute) => attribute.appliesToKinds === null || listing.kindKey === null || attribute.appliesToKinds.includes(listing.kindKey))
    .map((attribute) => attribute.key);
}
