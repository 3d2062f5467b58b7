import { refused, type Refused } from '../../outcome/outcome.js';

/** What decides whether a link may still be used. */
export interface LinkTimes {
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  /** Ended by a newer link to the same enterprise. */
  readonly endedAt: Date | null;
}

export type LinkState = 'WAITING' | 'USED' | 'REPLACED' | 'EXPIRED';

/** A link that was used stays used, also after its last day. */
export function linkState(link: LinkTimes, at: Date): LinkState {
  if (link.usedAt !== null) return 'USED';
  if (link.endedAt !== null) return 'REPLACED';
  return link.expiresAt <= at ? 'EXPIRED' : 'WAITING';
}

/** Why this link opens nothing, or null; `null` for a link that nobody issued. */
export function linkFault(link: LinkTimes | null, at: Date): Refused | null {
  if (link === null) return refused('NOT_FOUND', 'CONFIRMATION_LINK_UNKNOWN', 'token');
  switch (linkState(link, at)) {
    case 'USED': return refused('STATE', 'CONFIRMATION_LINK_USED', 'token');
    case 'REPLACED': return refused('STATE', 'CONFIRMATION_LINK_REPLACED', 'token');
    case 'EXPIRED': return refused('STATE', 'CONFIRMATION_LINK_EXPIRED', 'token');
    case 'WAITING': return null;
  }
}

export const CORRECTABLE = ['name', 'regionCode', 'industryCode', 'sizeClass', 'trades', 'businessPhone', 'businessPhonePublic'] as const;
export type Correctable = (typeof CORRECTABLE)[number];

/** What identifies an enterprise: the bureau answered for it as it was written, not for what a link's holder made of it. */
const IDENTITY: readonly Correctable[] = ['name', 'regionCode'];

/**
 * Where an enterprise stands once it has confirmed what a bureau entered. The bureau has checked what it wrote, the enterprise
 * says that it is so: approved, if the bureau is of the level that decides. Otherwise, and with another name or place,
 * departments look first.
 */
export function standingAfterConfirmation(corrected: readonly Correctable[], bureauDecides: boolean): 'APPROVED' | 'UNDER_REVIEW' {
  return !bureauDecides || corrected.some((field) => IDENTITY.includes(field)) ? 'UNDER_REVIEW' : 'APPROVED';
}

/** Which fields differ; lists by their members. */
export function correctedFields(before: Readonly<Record<Correctable, unknown>>, after: Readonly<Record<Correctable, unknown>>): Correctable[] {
  return CORRECTABLE.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
