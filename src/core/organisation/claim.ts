import { refused, type Refused } from '../outcome/outcome.js';

export type ClaimKind = 'CLAIM' | 'TAKEOVER';
/** What becomes of those who were owners: they stay, they may only read, they leave. */
export type FormerOwners = 'KEEP' | 'VIEWER' | 'REMOVE';

/** What is known of an enterprise when somebody says that it is theirs. */
export interface ClaimGround {
  readonly state: string;
  /** Accounts that are owners now. */
  readonly owners: readonly string[];
  /** Accounts whose claims are open. */
  readonly claimants: readonly string[];
}

/** Open claims to one enterprise: more are noise, and each costs an officer's time. */
export const OPEN_CLAIMS_MAX = 5;
const CLAIMABLE = ['REGISTERED', 'UNDER_REVIEW', 'RETURNED', 'APPROVED'];

/** Nobody answers for it yet: a claim. Somebody does: a takeover, which takes more. */
export function claimKind(ground: Pick<ClaimGround, 'owners'>): ClaimKind {
  return ground.owners.length === 0 ? 'CLAIM' : 'TAKEOVER';
}

/** Why this account may not claim the enterprise, or null. `account`: null for one that is made with the claim. */
export function claimFault(ground: ClaimGround, account: string | null, evidence: number): Refused | null {
  if (!CLAIMABLE.includes(ground.state)) return refused('STATE', 'CLAIM_NOT_POSSIBLE', 'creditCode');
  if (account !== null && ground.owners.includes(account)) return refused('CONFLICT', 'CLAIM_OWN', 'creditCode');
  if (account !== null && ground.claimants.includes(account)) return refused('CONFLICT', 'CLAIM_OPEN_ALREADY', 'creditCode');
  if (ground.claimants.length >= OPEN_CLAIMS_MAX) return refused('STATE', 'CLAIM_TOO_MANY', 'creditCode', { max: OPEN_CLAIMS_MAX });
  if (claimKind(ground) === 'CLAIM') return null;
  if (account === null) return refused('NOT_ALLOWED', 'TAKEOVER_NEEDS_ACCOUNT', 'owner');
  return evidence === 0 ? refused('INPUT', 'TAKEOVER_EVIDENCE_MISSING', 'evidenceFileIds') : null;
}

/** Why a claim cannot be decided so, or null. Owners may have come since it was opened: what counts is who there is now. */
export function decisionFault(approve: boolean, reason: string | null, formerOwners: FormerOwners | null, owners: number): Refused | null {
  if (!approve) return (reason ?? '').trim() === '' ? refused('INPUT', 'REASON_MISSING', 'reason') : null;
  return owners > 0 && formerOwners === null ? refused('INPUT', 'FORMER_OWNERS_MISSING', 'formerOwners') : null;
}
