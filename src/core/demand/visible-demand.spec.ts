import { describe, expect, it } from '@jest/globals';
import type { Viewer } from '../access/viewer.js';
import { mayKnowOwner, mayReadBudget, visibleDemand, type OwnedDemand } from './visible-demand.js';

const member = (kind: string, organisationId: string, branch: string): Viewer => ({ kind, organisationId, branch, roles: [], approved: true }) as unknown as Viewer;
const VIEWERS: Record<string, Viewer> = {
  anonymous: { kind: 'ANONYMOUS' }, owner: member('ENTERPRISE', 'buyer', 'group.buyer'), group: member('ENTERPRISE', 'group', 'group'),
  sister: member('ENTERPRISE', 'buyer2', 'group.buyer2'), supplier: member('ENTERPRISE', 'supplier', 'supplier'),
  department: member('DEPARTMENT', 'gxt', 'gxt'), bank: member('BANK', 'bank', 'bank'),
};

describe('who may know of a demand', () => {
  const OWN = ['owner', 'group', 'department'];
  const CASES: [OwnedDemand['visibility'], owner: string[], budget: string[]][] = [
    ['PUBLIC', Object.keys(VIEWERS), OWN],
    ['APPROVED_SUPPLIERS', Object.keys(VIEWERS), OWN],
    ['THROUGH_DEPARTMENT', OWN, OWN],
  ];
  it.each(CASES)('%s: its owner by %s, its budget by %s', (visibility, owner, budget) => {
    const demand: OwnedDemand = { ownerId: 'buyer', ownerBranch: 'group.buyer', visibility };
    const who = (may: typeof mayKnowOwner): string[] => Object.keys(VIEWERS).filter((name) => may(VIEWERS[name] as Viewer, demand));
    expect(who(mayKnowOwner)).toEqual(owner);
    expect(who(mayReadBudget)).toEqual(budget);
  });
});

describe('a demand as it is seen', () => {
  const line = (number: number) => ({
    number, ownerId: 'buyer', ownerBranch: 'group.buyer', visibility: 'THROUGH_DEPARTMENT' as const, state: number === 1 ? 'CLOSED' as const : 'PUBLISHED' as const,
    quantity: '2.500', budgetCny: '20.00', stateReason: '买到了', words: '要省电', demand: { ownerId: 'buyer' },
  });
  const demand = { id: 'dmd', ownerId: 'buyer', ownerBranch: 'group.buyer', visibility: 'THROUGH_DEPARTMENT' as const, regionCode: '140900', budgetCny: '40.00', externalRef: 'PR-7', lines: [line(2), line(1)] };
  const seenBy = (name: string) => visibleDemand(VIEWERS[name] as Viewer, demand);

  it.each(['anonymous', 'sister', 'supplier', 'bank'])('by %s: nothing in it tells whose it is or what it may cost', (name) => {
    const seen = seenBy(name);
    expect(JSON.stringify(seen)).not.toMatch(/buyer|group|PR-7|买到了|"(40|20)\.00"/);
    expect(seen).toMatchObject({ ownerId: null, ownerHidden: true, budgetCny: null, externalRef: null, state: 'PUBLISHED' });
  });

  it.each(['owner', 'group', 'department'])('by %s: whole', (name) => {
    expect(seenBy(name)).toMatchObject({ ownerId: 'buyer', ownerHidden: false, budgetCny: '40.00', externalRef: 'PR-7', lines: [{ stateReason: '买到了', budgetCny: '20.00' }, {}] });
  });

  it('in the order of its lines, quantities as they were meant, the place by name', () => {
    expect(seenBy('supplier')).toMatchObject({ lines: [{ number: 1, quantity: '2.5' }, { number: 2 }], region: { code: '140900', zh: '山西省忻州市' } });
    expect(visibleDemand(VIEWERS['owner'] as Viewer, { ...demand, lines: [{ ...line(1), quantity: '100' }] }).lines[0]?.quantity).toBe('100');
  });
});
