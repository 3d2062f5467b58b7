import { describe, expect, it } from '@jest/globals';
import { checkedTerms, type OfferTerms } from './offer-terms.js';

const TERMS: OfferTerms = {
  priceKind: 'FIXED', priceCny: '620000', priceMaxCny: null, priceVisibility: 'ALL', taxIncluded: true, taxRatePercent: '13', minimumQuantity: '1',
  leadTimeDays: 60, warrantyMonths: 12, regionsServed: null, validUntil: null,
};
const TODAY = '2026-11-23';

describe('conditions of sale', () => {
  it.each<[what: string, changes: Partial<OfferTerms>, kept: Partial<OfferTerms>]>([
    ['a price', {}, { priceCny: '620000.00', priceMaxCny: null, taxRatePercent: '13.00', minimumQuantity: '1.000' }],
    ['an upper price that a single one does not have', { priceMaxCny: '1' }, { priceMaxCny: null }],
    ['a range', { priceKind: 'RANGE', priceMaxCny: '650000.555' }, { priceCny: '620000.00', priceMaxCny: '650000.56' }],
    ['a range of one price', { priceKind: 'RANGE', priceMaxCny: '620000' }, { priceMaxCny: '620000.00' }],
    ['a price on request', { priceKind: 'ON_REQUEST' }, { priceCny: null, priceMaxCny: null }],
    ['an offer for today alone', { validUntil: TODAY }, { validUntil: TODAY }],
    ['regions', { regionsServed: ['140100', '610000'] }, { regionsServed: ['140100', '610000'] }],
  ])('are kept with %s', (_what, changes, kept) => {
    expect(checkedTerms({ ...TERMS, ...changes }, TODAY)).toMatchObject({ ok: true, value: kept });
  });

  it.each<[what: string, changes: Partial<OfferTerms>, code: string, field: string]>([
    ['no price', { priceCny: null }, 'PRICE_MISSING', 'priceCny'],
    ['half a range', { priceKind: 'RANGE' }, 'PRICE_MISSING', 'priceMaxCny'],
    ['a range upside down', { priceKind: 'RANGE', priceMaxCny: '1' }, 'PRICE_RANGE_REVERSED', 'priceMaxCny'],
    ['a negative price', { priceCny: '-1' }, 'PRICE_NOT_POSITIVE', 'priceCny'],
    ['a tax of more than all', { taxRatePercent: '101' }, 'TAX_RATE_WRONG', 'taxRatePercent'],
    ['a negative tax', { taxRatePercent: '-1' }, 'TAX_RATE_WRONG', 'taxRatePercent'],
    ['an order of nothing', { minimumQuantity: '0' }, 'MINIMUM_QUANTITY_WRONG', 'minimumQuantity'],
    ['too fine an order', { minimumQuantity: '0.0001' }, 'MINIMUM_QUANTITY_WRONG', 'minimumQuantity'],
    ['a region that is none', { regionsServed: ['140100', '太原市'] }, 'REGION_SERVED_WRONG', 'regionsServed'],
    ['an end that has passed', { validUntil: '2026-11-22' }, 'OFFER_ALREADY_OVER', 'validUntil'],
    ['delivery in eleven years', { leadTimeDays: 4_000 }, 'LEAD_TIME_OUT_OF_RANGE', 'leadTimeDays'],
    ['half a month of warranty', { warrantyMonths: 0.5 }, 'WARRANTY_OUT_OF_RANGE', 'warrantyMonths'],
  ])('with %s are refused as %s', (_what, changes, code, field) => {
    const terms = checkedTerms({ ...TERMS, ...changes }, TODAY);
    expect(terms.ok ? null : [terms.refusal.code, terms.refusal.field]).toEqual([code, field]);
  });
});
