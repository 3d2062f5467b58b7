import { describe, expect, it } from '@jest/globals';
import { claimFault, claimKind, decisionFault, type ClaimGround } from './claim.js';

const nobody: ClaimGround = { state: 'APPROVED', owners: [], claimants: [] };

describe('who says that an enterprise is theirs', () => {
  it.each<[string, Partial<ClaimGround>, string | null, number, string | null]>([
    ['where nobody owns it', {}, 'a', 0, null],
    ['where nobody owns it, without an account so far', {}, null, 0, null],
    ['of a record that is not confirmed yet', { state: 'REGISTERED' }, 'a', 0, null],
    ['of one that is suspended', { state: 'SUSPENDED' }, 'a', 1, 'CLAIM_NOT_POSSIBLE'],
    ['of one that is closed', { state: 'CLOSED' }, 'a', 1, 'CLAIM_NOT_POSSIBLE'],
    ['who owns it', { owners: ['a'] }, 'a', 1, 'CLAIM_OWN'],
    ['a second time', { claimants: ['a'] }, 'a', 0, 'CLAIM_OPEN_ALREADY'],
    ['as the sixth', { claimants: ['b', 'c', 'd', 'e', 'f'] }, 'a', 0, 'CLAIM_TOO_MANY'],
    ['against its owner, with evidence', { owners: ['b'] }, 'a', 1, null],
    ['against its owner, without', { owners: ['b'] }, 'a', 0, 'TAKEOVER_EVIDENCE_MISSING'],
    ['against its owner, without an account', { owners: ['b'] }, null, 1, 'TAKEOVER_NEEDS_ACCOUNT'],
  ])('%s', (_what, changes, account, evidence, code) => {
    expect(claimFault({ ...nobody, ...changes }, account, evidence)?.refusal.code ?? null).toBe(code);
  });

  it('takes over where there is an owner, and claims where there is none', () => {
    expect([claimKind({ owners: [] }), claimKind({ owners: ['b'] })]).toEqual(['CLAIM', 'TAKEOVER']);
  });
});

describe('a decision', () => {
  it.each<[boolean, string | null, 'KEEP' | 'VIEWER' | 'REMOVE' | null, number, string | null]>([
    [true, null, null, 0, null],
    [true, null, null, 1, 'FORMER_OWNERS_MISSING'],
    [true, null, 'KEEP', 1, null],
    [false, null, null, 1, 'REASON_MISSING'],
    [false, ' ', 'KEEP', 1, 'REASON_MISSING'],
    [false, '授权书未盖章', null, 1, null],
  ])('approve %s, reason %s, former owners %s of %s: %s', (approve, reason, formerOwners, owners, code) => {
    expect(decisionFault(approve, reason, formerOwners, owners)?.refusal.code ?? null).toBe(code);
  });
});
