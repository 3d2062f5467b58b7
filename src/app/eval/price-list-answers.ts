import type { ProposedSheet } from '../../core/catalogue/proposing/proposal.js';
import type { SpecValue } from '../../core/policy/class-definition.js';

/** One product of a list, as anyone may score it (shared/data/price-lists/README.md). */
export interface PriceListAnswer {
  /** Empty for text files. */
  readonly sheet: string;
  readonly row: number;
  readonly name: string | null;
  readonly model: string | null;
  /** Ids of the plan's 83 classes, best first, at most ten; empty where none fits. */
  readonly ranked: readonly string[];
  readonly priceCny: string | null;
  readonly priceKind: 'fixed' | 'range' | 'onRequest' | null;
  readonly priceMin: string | null;
  readonly priceMax: string | null;
  readonly taxIncluded: boolean | null;
  readonly leadTimeDays: number | null;
  readonly warrantyMonths: number | null;
  readonly specs: Readonly<Record<string, SpecValue>>;
  readonly state: 'importable' | 'draft' | 'ignore' | 'reject';
}

/** What was proposed for the rows that offer goods. Rows that offer nothing are left out. */
export function answersOf(sheets: readonly ProposedSheet[]): PriceListAnswer[] {
  return sheets.flatMap(({ rows }) => rows.flatMap(({ sheet, row, state, product }): PriceListAnswer[] => {
    if (product === null) return [];
    const { price } = product;
    // Goods that an extension class takes are none of the 83, whatever else they resemble.
    const isPlanned = product.classes[0]?.classId.startsWith('S') === true;
    const ranked = isPlanned ? product.classes.map(({ classId }) => classId).filter((id) => id.startsWith('S')).slice(0, 10) : [];
    return [{
      sheet, row, name: product.name, model: product.model, ranked, priceCny: price.priceCny, priceKind: price.kind, priceMin: price.priceMin, priceMax: price.priceMax,
      taxIncluded: price.taxIncluded, leadTimeDays: product.leadTimeDays, warrantyMonths: product.warrantyMonths,
      specs: isPlanned ? Object.fromEntries(Object.entries(product.specs).map(([key, { value }]) => [key, value])) : {}, state,
    }];
  }));
}
