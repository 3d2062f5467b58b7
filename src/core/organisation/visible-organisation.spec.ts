import { describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type MemberViewer, type OrganisationKind, type Viewer } from '../access/viewer.js';
import { organisationVisibleTo } from './visible-organisation.js';

const member = (kind: OrganisationKind, organisationId: string, branch: string): MemberViewer => ({
  kind, organisationId: organisationId as never, branch, accountId: 'a' as never, memberId: 'm' as never, sessionId: 's' as never, roles: [], approved: true,
});
const PLANT = { id: 'plant', branch: 'group.plant', creditCode: '91', businessPhone: '0351', stateReason: 'why', externalRef: 'E1' };

describe('columns of an organisation', () => {
  const CASES: [who: string, viewer: Viewer, phonePublic: boolean, whole: boolean, phone: boolean][] = [
    ['itself', member('ENTERPRISE', 'plant', 'group.plant'), false, true, true],
    ['its group', member('ENTERPRISE', 'group', 'group'), false, true, true],
    ['a sister', member('ENTERPRISE', 'works', 'group.works'), false, false, false],
    ['a stranger whose id begins alike', member('ENTERPRISE', 'gro', 'gro'), false, false, false],
    ['its own subsidiary', member('ENTERPRISE', 'line', 'group.plant.line'), false, false, false],
    ['a stranger', member('ENTERPRISE', 'other', 'other'), true, false, true],
    ['a bank', member('BANK', 'bank', 'bank'), false, false, false],
    ['a department', member('DEPARTMENT', 'dept', 'dept'), false, true, true],
    ['nobody signed in', ANONYMOUS, false, false, false],
    ['nobody signed in', ANONYMOUS, true, false, true],
    ['the platform', { kind: 'SYSTEM', because: 'test' }, false, true, true],
  ];
  it.each(CASES)('%s, telephone public %#', (_who, viewer, businessPhonePublic, whole, phone) => {
    const seen = organisationVisibleTo(viewer, { ...PLANT, businessPhonePublic });
    expect([seen.creditCode, seen.stateReason, seen.externalRef]).toEqual(whole ? ['91', 'why', 'E1'] : [null, null, null]);
    expect(seen.businessPhone).toBe(phone ? '0351' : null);
  });
});
