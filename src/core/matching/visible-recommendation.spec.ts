import { describe, expect, it } from '@jest/globals';
import type { Viewer } from '../access/viewer.js';
import { judgePair } from './judge-pair.js';
import { aLine, aProduct, AS_OF } from './pair.factory.js';
import { DEFAULT_RULES } from './rules.js';
import { recommendationVisibleTo, type RecommendationRow } from './visible-recommendation.js';

const member = (kind: string, organisationId: string, approved = true): Viewer => ({ kind, organisationId, roles: [], approved }) as unknown as Viewer;
const VIEWERS: Record<string, Viewer> = {
  buyer: member('ENTERPRISE', 'org_buyer'), unapprovedBuyer: member('ENTERPRISE', 'org_buyer', false), supplier: member('ENTERPRISE', 'org_supplier'), department: member('DEPARTMENT', 'gxt'),
};
const verdict = judgePair(aProduct({ priceCny: '70000' }), aLine({ quantity: '1', budgetCny: '100000' }), DEFAULT_RULES, AS_OF);
if (!verdict.matched) throw new Error(verdict.gate.reason);
const row = (changes: Partial<RecommendationRow> = {}): RecommendationRow => ({
  buyerId: 'org_buyer', supplierId: 'org_supplier', score: verdict.score, factors: verdict.factors, buyerState: 'NEW', supplierState: 'NEW', buyerReason: null, supplierReason: null, buyerCause: null, ...changes,
});
const seenBy = (name: string, changes: Partial<RecommendationRow> = {}) => recommendationVisibleTo(VIEWERS[name] as Viewer, row(changes));

describe('what a viewer sees of a recommendation', () => {
  it.each([['buyer', true], ['unapprovedBuyer', false], ['supplier', false], ['department', true]])('%s learns how price and budget compare: %s', (name, learns) => {
    const seen = seenBy(name);
    expect(JSON.stringify(seen).includes('100000')).toBe(learns);
    expect(seen.score).toBe(seen.factors.reduce((sum, factor) => sum + factor.amount, 0));
    expect(seen.factors.find((factor) => factor.code === 'PRICE')?.amount).toBe(learns ? 2000 : 1000);
  });

  it('names the buyer to nobody', () => {
    for (const name of Object.keys(VIEWERS)) expect(JSON.stringify(seenBy(name))).not.toContain('org_buyer');
  });

  const STATES: [name: string, changes: Partial<RecommendationRow>, buyer: string | null, supplier: string | null, reason: string | null, mutual: boolean][] = [
    ['buyer', { buyerState: 'SEEN', supplierState: 'SEEN' }, 'SEEN', null, null, false],
    ['buyer', { supplierState: 'DISMISSED', supplierReason: '产能不足' }, 'NEW', null, null, false],
    ['buyer', { supplierState: 'INTERESTED' }, 'NEW', 'INTERESTED', null, false],
    ['supplier', { buyerState: 'INTERESTED', supplierState: 'INTERESTED' }, 'INTERESTED', 'INTERESTED', null, true],
    ['supplier', { buyerState: 'DISMISSED', buyerReason: '太贵', supplierState: 'DISMISSED', supplierReason: '产能不足' }, null, 'DISMISSED', '产能不足', false],
    ['department', { buyerState: 'DISMISSED', buyerReason: '太贵' }, 'DISMISSED', 'NEW', '太贵', false],
  ];
  it.each([['buyer', 'TOO_DEAR'], ['supplier', null], ['department', 'TOO_DEAR']])('%s learns the buyer’s cause: %s', (name, cause) => {
    expect(seenBy(name, { buyerState: 'DISMISSED', buyerCause: 'TOO_DEAR' }).cause).toBe(cause);
  });

  it.each(STATES)('%s of %o: buyer %s, supplier %s', (name, changes, buyerState, supplierState, reason, mutualInterest) => {
    expect(seenBy(name, changes)).toMatchObject({ buyerState, supplierState, reason, mutualInterest });
  });

  it('shows a sandbox the side that it asks for, since it stands on both', () => {
    const own = row({ buyerId: 'sbx_1', supplierId: 'sbx_1', buyerState: 'SEEN', supplierReason: '停产' });
    const sandbox = member('ENTERPRISE', 'sbx_1');
    expect(recommendationVisibleTo(sandbox, own)).toMatchObject({ side: 'BUYER', buyerState: 'SEEN', supplierState: null, reason: null });
    expect(recommendationVisibleTo(sandbox, own, 'SUPPLIER')).toMatchObject({ side: 'SUPPLIER', buyerState: null, supplierState: 'NEW', reason: '停产' });
    expect(recommendationVisibleTo(VIEWERS['supplier'] as Viewer, row(), 'BUYER').side).toBe('SUPPLIER');
  });
});
