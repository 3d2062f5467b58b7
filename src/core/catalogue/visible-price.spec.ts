import { describe, expect, it } from '@jest/globals';
import type { MemberViewer, OrganisationKind, Viewer } from '../access/viewer.js';
import { priceVisibleTo, type PricedOffer } from './visible-price.js';

const member = (kind: OrganisationKind, organisationId: string, approved = true): MemberViewer =>
  ({ kind, organisationId, branch: organisationId, accountId: 'a', memberId: 'm', sessionId: 's', roles: [], approved }) as unknown as MemberViewer;
const VIEWERS: Record<string, Viewer> = {
  anonymous: { kind: 'ANONYMOUS' }, owner: member('ENTERPRISE', 'supplier'), approved: member('ENTERPRISE', 'buyer'),
  unapproved: member('ENTERPRISE', 'buyer', false), department: member('DEPARTMENT', 'gxt'), bank: member('BANK', 'bank'),
};
const offer = (priceVisibility: PricedOffer['priceVisibility']): PricedOffer =>
  ({ ownerId: 'supplier', priceKind: 'FIXED', priceCny: '620000.00', priceMaxCny: null, priceVisibility });

describe('who may read a price', () => {
  const READABLE: [PricedOffer['priceVisibility'], string[]][] = [
    ['ALL', ['anonymous', 'owner', 'approved', 'unapproved', 'department', 'bank']],
    ['APPROVED_BUYERS', ['owner', 'approved', 'department']],
    ['ON_REQUEST', ['owner', 'department']],
  ];
  it.each(READABLE)('%s: %s', (visibility, readers) => {
    for (const [name, viewer] of Object.entries(VIEWERS)) {
      const seen = priceVisibleTo(viewer, offer(visibility));
      expect([name, seen.priceCny, seen.priceHidden]).toEqual(readers.includes(name) ? [name, '620000.00', false] : [name, null, true]);
    }
  });

  it('does not call a price hidden that was never named', () => {
    const onRequest: PricedOffer = { ...offer('APPROVED_BUYERS'), priceKind: 'ON_REQUEST', priceCny: null };
    expect(priceVisibleTo({ kind: 'ANONYMOUS' }, onRequest).priceHidden).toBe(false);
  });
});
