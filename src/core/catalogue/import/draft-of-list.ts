import { Decimal } from 'decimal.js';
import type { ClassDefinition, Specs } from '../../policy/class-definition.js';
import { modelKey, tidy } from '../../text/fold.js';
import type { ProposedPrice, ProposedProduct } from '../proposing/proposal.js';
import { kindOf } from './kind.js';
import type { ListReason } from './list-row.js';
import { PRICE_MAX_CNY } from './price-cell.js';
import type { ListedOffer, ProductDraft } from './product-draft.js';
import { isPiece, readSalesUnit } from './sales-unit.js';
import { LEAD_MAX_DAYS, WARRANTY_MAX_MONTHS } from './term-cell.js';

const NAME_MAX = 200;
const MODEL_MAX = 100;
/** A size as lists of materials have it under 规格: `240×115×90`, `50mm`, `φ300`, `12~18kg`; many goods share it. */
const SIZE = /^[\dφΦ.,×xX*~+\-/ ]+(?:mm|cm|dm|m|m2|m3|㎡|kg|g|t|l|ml|kw|w|kva|v|a|mpa|寸|吨|米|毫米|厘米|公斤|升|方)?$/iu;

/** Further words for one of something, where the class counts pieces. */
const COUNTED = /^[张把盏扇樘面顶门株尊]$/u;

/** A product of a price list as it may be saved, with what there is to say; `draft` null when it cannot be. */
export interface DraftOfList {
  readonly draft: ProductDraft | null;
  readonly reasons: readonly ListReason[];
}

/**
 * What goods are told apart by: their model, and where that is a size, or `shared` with other goods of the list, name and model. Goods
 * without a model are known by their name.
 */
export function listedModel(name: string, model: string | null, shared: boolean): string {
  const own = tidy(model ?? '').replace(/\s+/gu, ' ');
  if (own === '') return name;
  return shared || SIZE.test(own.normalize('NFKC')) ? `${name} ${own}` : own;
}

/** A product of a list in the terms of its class. What the list leaves unsaid the draft leaves open (`listed`), so that a known product keeps it. */
export function draftOfList(product: ProposedProduct, name: string, model: string, definition: ClassDefinition): DraftOfList {
  if (name.length > NAME_MAX || model.length > MODEL_MAX) return { draft: null, reasons: [{ code: 'TEXT_TOO_LONG', params: { max: MODEL_MAX } }] };
  const price = pricing(product.price);
  if (price === null) return { draft: null, reasons: [{ code: 'PRICE_OUT_OF_RANGE', params: { max: PRICE_MAX_CNY } }] };
  // The price of a box is no price of a square metre.
  const priced = price.kind === null || price.kind === 'ON_REQUEST' || isPricedFor(product.unit ?? '', definition.unit);
  const kept = priced ? price : { kind: 'ON_REQUEST' as const, priceCny: null, priceMaxCny: null };
  const isOpen = product.price.kind === 'range' && price.kind === 'ON_REQUEST';
  const { taxIncluded, taxRate } = product.price;
  const listed: ListedOffer = { kind: kept.kind, priceMaxCny: kept.priceMaxCny, taxIncluded, taxRatePercent: taxRate === null ? null : new Decimal(taxRate).toFixed(2) };
  const { leadTimeDays, warrantyMonths } = product;
  return {
    reasons: [
      ...(tidy(product.model ?? '') === '' ? [{ code: 'MODEL_FROM_NAME' as const, params: {} }] : []),
      ...(isOpen ? [{ code: 'OPEN_PRICE' as const, params: {} }] : []),
      ...(priced ? [] : [{ code: 'UNIT_MISMATCH' as const, params: { written: product.unit ?? '', expected: definition.unit } }]),
    ],
    draft: {
      name, model, modelKey: modelKey(model), classId: definition.id, kindKey: kindOf(name, definition), specs: plainSpecs(product), specOriginals: {}, description: '',
      certificates: [], energyGrade: null, priceCny: kept.priceCny, unit: definition.unit,
      // 现货 is nothing to wait for; an offer counts in days from one.
      leadTimeDays: leadTimeDays === null || leadTimeDays > LEAD_MAX_DAYS ? null : Math.max(1, leadTimeDays),
      warrantyMonths: warrantyMonths === null || warrantyMonths > WARRANTY_MAX_MONTHS ? null : warrantyMonths, listed,
    },
  };
}

function isPricedFor(written: string, unit: string): boolean {
  return readSalesUnit(written, '', unit).value?.priced !== false || (isPiece(unit) && COUNTED.test(tidy(written)));
}

export function plainSpecs({ specs }: ProposedProduct): Specs {
  return Object.fromEntries(Object.entries(specs).map(([key, { value }]) => [key, value]));
}

type Pricing = Pick<ListedOffer, 'kind' | 'priceMaxCny'> & { readonly priceCny: string | null };

/** A price from or up to somewhere is on request: an offer has one price, or both ends of a range. Null: beyond what a price may be. */
function pricing({ kind, priceCny, priceMin, priceMax }: ProposedPrice): Pricing | null {
  const [low, high] = [amountOf(priceCny ?? priceMin), amountOf(priceMax)];
  if ([low, high].some((one) => one !== null && new Decimal(one).gt(PRICE_MAX_CNY))) return null;
  if (kind === 'fixed' && low !== null) return { kind: 'FIXED', priceCny: low, priceMaxCny: null };
  if (kind === 'range' && low !== null && high !== null) return { kind: 'RANGE', priceCny: low, priceMaxCny: high };
  return { kind: kind === null ? null : 'ON_REQUEST', priceCny: null, priceMaxCny: null };
}

function amountOf(amount: string | null): string | null {
  return amount === null ? null : new Decimal(amount).toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toFixed(2);
}
