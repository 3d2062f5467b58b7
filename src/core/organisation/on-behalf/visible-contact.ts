import { isMember, type Viewer } from '../../access/viewer.js';

/** Whom to send a link to: personal data, for the department alone that wrote it down. */
export function contactVisibleTo<R extends { readonly enteredBy: string; readonly contactName: string | null; readonly contactPhone: string | null }>(viewer: Viewer, record: R): R {
  return isMember(viewer) && viewer.organisationId === record.enteredBy ? record : { ...record, contactName: null, contactPhone: null };
}
