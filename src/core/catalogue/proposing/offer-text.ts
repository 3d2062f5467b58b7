import type { Statements } from './statements.js';
import { statementsOf } from './statements.js';
import type { Goods } from './read-goods.js';
import { readPriceText, type PriceText } from './price-text.js';
import { priceUnitOf, taxOf, taxRateOf } from './tax-words.js';
import { readLeadDays, readWarrantyMonths } from './term-text.js';
import type { ProposedPrice } from './proposal.js';

const LISTED = /单价|指导|市场价|目录|面价|标价|挂牌|零售|报价|含税|未税|不含税|补贴前|价格/u;

/** The terms of one row beside its goods. */
export interface OfferText {
  readonly price: PriceText;
  readonly taxIncluded: boolean | null;
  readonly taxRate: number | null;
  readonly leadTimeDays: number | null;
  readonly warrantyMonths: number | null;
  readonly unit: string | null;
}

/** Reads price, tax, delivery and warranty of a row; what the row leaves open is as the lines above it state. */
export function readOffer(goods: Goods, stated: Statements): OfferText {
  const { price, tax, rate } = readPrice(goods, stated);
  const own = statementsOf(goods.text);
  const leads = goods.cellsOf('LEAD_TIME').filter(({ text }) => isSaid(text));
  const warranties = goods.cellsOf('WARRANTY').filter(({ text }) => isSaid(text));
  return {
    price, taxIncluded: tax ?? own.taxIncluded ?? stated.taxIncluded, taxRate: rate ?? stated.taxRate,
    leadTimeDays: leads[0] === undefined ? (saysInStock(goods.text) ? 0 : own.leadTimeDays ?? stated.leadTimeDays) : readLeadDays(leads[0].text, leads[0].column.unit),
    warrantyMonths: warranties[0] === undefined ? own.warrantyMonths ?? stated.warrantyMonths : readWarrantyMonths(warranties[0].text, warranties[0].column.unit),
    unit: goods.cellsOf('UNIT')[0]?.text ?? null,
  };
}

/** The price for the model at this place of those that the row names. */
export function priceFor(offer: OfferText, place: number, count: number): ProposedPrice {
  const { price, taxIncluded, taxRate } = offer;
  const nothing = { priceCny: null, priceMin: null, priceMax: null, taxIncluded, taxRate };
  switch (price.kind) {
    case 'none': return { ...nothing, kind: null };
    case 'onRequest': return { ...nothing, kind: 'onRequest' };
    case 'fixed': return { ...nothing, kind: 'fixed', priceCny: price.amount.toFixed() };
    case 'range': return { ...nothing, kind: 'range', priceMin: price.min?.toFixed() ?? null, priceMax: price.max?.toFixed() ?? null };
    case 'list': {
      const amount = price.amounts[count === price.amounts.length ? place : 0];
      // Several prices for one model are not the price of one.
      return count === price.amounts.length && amount !== undefined ? { ...nothing, kind: 'fixed', priceCny: amount.toFixed() } : { ...nothing, kind: null };
    }
  }
}

function readPrice(goods: Goods, stated: Statements): { price: PriceText; tax: boolean | null; rate: number | null } {
  // The price that is called so comes before variants of it (现车价, 期货价).
  const priced = goods.cellsOf('PRICE');
  const listed = [...priced.filter(({ column }) => LISTED.test(column.heading)), ...priced.filter(({ column }) => !LISTED.test(column.heading))];
  const rate = goods.cellsOf('TAX_RATE').map(({ text }) => Number(text.replace('%', ''))).find((one) => one > 0 && one <= 20) ?? null;
  let best: { price: PriceText; tax: boolean | null; rate: number | null } = { price: { kind: 'none' }, tax: null, rate };
  for (const { column, text, cell } of listed.length > 0 ? listed : goods.cellsOf('DISCOUNTED')) {
    if ((cell?.date ?? null) !== null) continue;
    const price = readPriceText(text, cell?.number ?? null, priceUnitOf(column.heading) ?? stated.priceFactor ?? 1);
    const found = { price, tax: (price.kind === 'none' ? null : price.tax) ?? taxOf(column.heading), rate: rate ?? taxRateOf(column.heading) };
    if (price.kind === 'none') {
      // What the heading says of tax it says of an empty cell as well.
      if (best.price.kind === 'none' && best.tax === null) best = found;
      continue;
    }
    // A figure in one of two columns is the price, whatever the other one says.
    if (price.kind !== 'onRequest') return found;
    if (best.price.kind === 'none') best = found;
  }
  return best;
}

/** 现货 among the notes. */
function saysInStock(text: string): boolean {
  return text.split(/[，,；;。、\s]/u).some((part) => /^(?:有?现货|现货供应|库存现货)$/u.test(part));
}

function isSaid(text: string): boolean {
  return text !== '' && !/^[-/\\—–.无]+$/u.test(text);
}
