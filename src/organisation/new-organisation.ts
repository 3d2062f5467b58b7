import type { OrganisationKind } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import type { OrganisationEntity, OrganisationState, SizeClass, Trade } from './organisation.entity.js';

/** What an organisation is registered with. */
export interface OrganisationToWrite {
  readonly kind: OrganisationKind;
  readonly name: string;
  /** Obligatory for enterprises, checked by its check character. */
  readonly creditCode: string | null;
  /** GB/T 2260, six digits. */
  readonly regionCode: string;
  readonly industryCode: string | null;
  readonly sizeClass: SizeClass | null;
  readonly trades: readonly Trade[];
  readonly businessPhone?: string | null;
  readonly businessPhonePublic?: boolean;
}

/** A new organisation at its place in the tree: below `parent`, or the root of a tree of its own. */
export function newOrganisation(
  id: OrganisationId, facts: OrganisationToWrite, parent: Pick<OrganisationEntity, 'id' | 'branch'> | null, state: OrganisationState, at: Date,
): OrganisationEntity {
  return {
    id, kind: facts.kind, name: facts.name.trim(), creditCode: facts.creditCode, regionCode: facts.regionCode, industryCode: facts.industryCode,
    sizeClass: facts.sizeClass, trades: [...facts.trades], businessPhone: facts.businessPhone ?? null, businessPhonePublic: facts.businessPhonePublic ?? false,
    parentId: parent?.id ?? null, branch: parent === null ? id : `${parent.branch}.${id}`,
    state, stateReason: null, approvedAt: state === 'APPROVED' ? at : null, externalRef: null, createdAt: at,
  };
}
