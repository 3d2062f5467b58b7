import { isMember, type Viewer } from '../access/viewer.js';

/** What decides about the columns of an organisation. */
export interface OrganisationColumns {
  readonly id: string;
  /** Path in its tree, root first, labels joined by dots. */
  readonly branch: string;
  readonly creditCode: string | null;
  readonly businessPhone: string | null;
  readonly businessPhonePublic: boolean;
  readonly stateReason: string | null;
  readonly externalRef: string | null;
}

/** True for itself, for those above it in its own tree, for departments and for the platform: they see the whole record. */
export function mayReadWholeRecord(viewer: Viewer, organisation: Pick<OrganisationColumns, 'id' | 'branch'>): boolean {
  if (viewer.kind === 'SYSTEM' || viewer.kind === 'DEPARTMENT') return true;
  if (!isMember(viewer)) return false;
  return viewer.organisationId === organisation.id || `${organisation.branch}.`.startsWith(`${viewer.branch}.`);
}

/** The organisation as its viewer may see it: to others it is a card, with its telephone only where it made that public. */
export function organisationVisibleTo<O extends OrganisationColumns>(viewer: Viewer, organisation: O): O {
  if (mayReadWholeRecord(viewer, organisation)) return organisation;
  return {
    ...organisation, creditCode: null, stateReason: null, externalRef: null,
    businessPhone: organisation.businessPhonePublic ? organisation.businessPhone : null,
  };
}
