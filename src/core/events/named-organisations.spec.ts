import { describe, expect, it } from '@jest/globals';
import { namedOrganisations, type NamingEvent } from './named-organisations.js';

describe('the organisations that an event names', () => {
  it.each<[what: string, event: NamingEvent, named: string[]]>([
    ['nobody', { organisationId: null, refs: {}, notice: null }, []],
    ['whose deed it was', { organisationId: 'org_a', refs: { productId: 'prd_1' }, notice: null }, ['org_a']],
    ['both sides', { organisationId: 'org_a', refs: { buyerId: 'org_b', supplierId: 'org_a' }, notice: null }, ['org_a', 'org_b']],
    ['who is told', { organisationId: null, refs: {}, notice: { recipients: ['org_c', 'org_d', 'org_c'] } }, ['org_c', 'org_d']],
    ['whose inbox it is', { organisationId: '', refs: { recipientId: 'org_e' }, notice: null }, ['org_e']],
    ['no owner that a ref names otherwise', { organisationId: null, refs: { ownerId: 'org_f' }, notice: null }, []],
  ])('%s', (_what, event, named) => {
    expect(namedOrganisations(event)).toEqual(named);
  });
});
