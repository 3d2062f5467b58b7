import { describe, expect, it } from '@jest/globals';
import type { OrganisationKind, Viewer } from '../access/viewer.js';
import { listingVisibleTo } from './visible-listing.js';

const member = (kind: OrganisationKind, organisationId: string): Viewer =>
  ({ kind, organisationId, branch: organisationId, accountId: 'a', memberId: 'm', sessionId: 's', roles: [], approved: true }) as unknown as Viewer;

describe('what a viewer may read of a listing', () => {
  it.each<[who: string, viewer: Viewer, externalRef: string | null, stateReason: string | null]>([
    ['its supplier', member('ENTERPRISE', 'supplier'), 'ERP-7', '资料不实'],
    ['the platform itself', { kind: 'SYSTEM', because: 'test' }, 'ERP-7', '资料不实'],
    ['a department', member('DEPARTMENT', 'gxt'), null, '资料不实'],
    ['another enterprise', member('ENTERPRISE', 'rival'), null, null],
    ['a bank', member('BANK', 'bank'), null, null],
    ['anybody', { kind: 'ANONYMOUS' }, null, null],
  ])('%s', (_who, viewer, externalRef, stateReason) => {
    expect(listingVisibleTo(viewer, { ownerId: 'supplier', externalRef: 'ERP-7', stateReason: '资料不实' })).toEqual({ ownerId: 'supplier', externalRef, stateReason });
  });
});
