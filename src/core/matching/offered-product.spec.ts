import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { NO_MACHINE_LAW, parseMachineLaw } from '../policy/energy/machine-law.js';
import { isOnMarket, isProvincialMaker, offeredProduct, type Listing, type Supplier } from './offered-product.js';

const AS_OF = '2026-11-23';
const OFFER: Listing['offer'] = { priceCny: '620000.00', priceMaxCny: null, priceVisibility: 'ALL', leadTimeDays: 60, regionsServed: null, validUntil: null };
const listing = (changes: Partial<Listing> = {}, offer: Partial<Listing['offer']> = {}): Listing => ({
  id: 'prd_1', ownerId: 'org_1', classId: 'X.109', kindKey: 'pmVsd', name: '螺杆空压机', model: 'YS-PM37', specs: { flow: 6.6 }, certificates: ['能效等级检测报告'],
  energyGrade: 1, state: 'PUBLISHED', publishedAt: new Date('2026-11-23T01:00:00Z'), offer: { ...OFFER, ...offer }, ...changes,
});
const supplier = (changes: Partial<Supplier> = {}): Supplier => ({ state: 'APPROVED', regionCode: '140105', trades: ['MAKER'], ...changes });

describe('the price that the rule reads', () => {
  const CASES: [what: string, offer: Partial<Listing['offer']>, priceCny: string | null][] = [
    ['one price', {}, '620000.00'],
    ['the upper end of a range', { priceMaxCny: '700000.00' }, '700000.00'],
    ['for approved buyers', { priceVisibility: 'APPROVED_BUYERS' }, '620000.00'],
    ['shown to nobody', { priceVisibility: 'ON_REQUEST' }, null],
    ['none named', { priceCny: null }, null],
  ];
  it.each(CASES)('%s', (_what, offer, priceCny) => {
    expect(offeredProduct(listing({}, offer), supplier(), null, AS_OF, NO_MACHINE_LAW).priceCny).toBe(priceCny);
  });
});

describe('a listing as the rule reads it', () => {
  it('carries the answer of the energy gate', () => {
    expect(offeredProduct(listing(), supplier(), 'compressor', AS_OF, NO_MACHINE_LAW).gradeVerdict).toBe('PASS');
    expect(offeredProduct(listing({ certificates: [] }), supplier(), 'compressor', AS_OF, NO_MACHINE_LAW).gradeVerdict).toBe('UNPROVEN');
    expect(offeredProduct(listing(), supplier(), null, AS_OF, NO_MACHINE_LAW).gradeVerdict).toBeNull();
  });

  it('carries the grade and the elimination that policy finds, whatever is claimed', () => {
    const shipped = parseMachineLaw((file) => readFileSync(`seeds/reference/energy-grades/${file}`, 'utf8'));
    const law = { ...shipped, elimination: shipped.elimination.map((entry) => ({ ...entry, verify: false })) };
    const fan = listing({ classId: 'X.101', kindKey: null, name: '煤气离心风机', model: 'LX-MQ-15D', specs: { efficiency: 81.8, pressureCoefficient: 0.78, specificSpeed: 36, sizeNo: 15 } });
    expect(offeredProduct(fan, supplier(), 'fan', AS_OF, law)).toMatchObject({ energyGrade: 2, gradeVerdict: 'PASS', eliminated: false });
    expect(offeredProduct(fan, supplier(), null, AS_OF, law)).toMatchObject({ energyGrade: 1, gradeVerdict: null });
    expect(offeredProduct({ ...fan, model: '9-27-101No6D' }, supplier(), 'fan', AS_OF, law).eliminated).toBe(true);
    expect(offeredProduct({ ...fan, model: '9-27-101No6D' }, supplier(), 'fan', AS_OF, shipped).eliminated).toBe(false);
  });

  it('says whether its supplier is approved, and takes one that is not to be seen for not approved', () => {
    expect(offeredProduct(listing(), supplier(), null, AS_OF, NO_MACHINE_LAW)).toMatchObject({ supplierApproved: true, regionCode: '140105' });
    expect(offeredProduct(listing(), supplier({ state: 'UNDER_REVIEW' }), null, AS_OF, NO_MACHINE_LAW).supplierApproved).toBe(false);
    expect(offeredProduct(listing(), null, null, AS_OF, NO_MACHINE_LAW)).toMatchObject({ supplierApproved: false, regionCode: '' });
  });
});

describe('who is on the market and who makes in the province', () => {
  const CASES: [state: string, supplierState: string | null, onMarket: boolean][] = [
    ['PUBLISHED', 'APPROVED', true], ['PUBLISHED', 'UNDER_REVIEW', true], ['PUBLISHED', 'SUSPENDED', false], ['PUBLISHED', 'CLOSED', false],
    ['PUBLISHED', null, false], ['DRAFT', 'APPROVED', false], ['WITHDRAWN', 'APPROVED', false], ['SUSPENDED', 'APPROVED', false],
  ];
  it.each(CASES)('%s by %s: %s', (state, supplierState, onMarket) => {
    expect(isOnMarket({ state }, supplierState === null ? null : supplier({ state: supplierState }))).toBe(onMarket);
  });

  it('takes a maker in Shanxi, no dealer there and no maker elsewhere', () => {
    expect([{}, { trades: ['DEALER'] }, { regionCode: '410100' }].map((changes) => isProvincialMaker(supplier(changes)))).toEqual([true, false, false]);
  });
});
