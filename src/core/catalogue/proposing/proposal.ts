import type { SpecValue } from '../../policy/class-definition.js';
import type { ColumnRole } from './heading-role.js';
import type { ProposedClass } from './propose-class.js';

/** Price of one to the buyer who asks first, in yuan as decimal text. */
export interface ProposedPrice {
  /** null: none, or none to be trusted. */
  readonly kind: 'fixed' | 'range' | 'onRequest' | null;
  readonly priceCny: string | null;
  readonly priceMin: string | null;
  readonly priceMax: string | null;
  /** null: nothing is said of tax. */
  readonly taxIncluded: boolean | null;
  /** Percent. */
  readonly taxRate: number | null;
}

/** importable: complete; draft: taken, and the supplier is told what is missing; ignore: no offer of goods; reject: cannot be taken. */
export type RowState = 'importable' | 'draft' | 'ignore' | 'reject';

/** Why a row is in its state. */
export type RowReason =
  | 'HIDDEN' | 'REPEATED_HEADING' | 'TOTAL' | 'NOTE' | 'SECTION' | 'WITHDRAWN'
  | 'MISSING_NAME' | 'PRICE_NOT_POSITIVE' | 'OUT_OF_RANGE' | 'DUPLICATE_MODEL'
  | 'NO_CLASS' | 'MISSING_PRICE' | 'MISSING_SPEC' | 'COMPLETE';

/** A specification as it was understood. */
export interface ProposedSpec {
  readonly value: SpecValue;
  /** 0 to 1. */
  readonly certainty: number;
}

/** One product that a row offers. A row that names several models comes to several. */
export interface ProposedProduct {
  readonly name: string | null;
  readonly model: string | null;
  /** Best first, plan and extension classes alike; empty where none fits. */
  readonly classes: readonly ProposedClass[];
  readonly price: ProposedPrice;
  /** As written; null where there is no such column. */
  readonly unit: string | null;
  readonly leadTimeDays: number | null;
  readonly warrantyMonths: number | null;
  /** Of the first class, in its units. */
  readonly specs: Readonly<Record<string, ProposedSpec>>;
  /** Hard attributes of the first class that the row says nothing of. */
  readonly missingHard: readonly string[];
}

export interface ProposedRow {
  readonly sheet: string;
  /** As the spreadsheet counts. */
  readonly row: number;
  readonly state: RowState;
  readonly reasons: readonly RowReason[];
  /** Null for rows that offer nothing. */
  readonly product: ProposedProduct | null;
}

/** A column as it was understood, for the supplier to confirm. */
export interface ProposedColumn {
  /** From 0. */
  readonly index: number;
  readonly heading: string;
  readonly role: ColumnRole;
  /** For ATTRIBUTE, what the column is called and measured in: `输送量(t/h)`, folded; null for all others, and for sentences. */
  readonly attribute: string | null;
  /** For ATTRIBUTE: what the column measures in each class of the table, class id → attribute key. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface ProposedTable {
  readonly headingRows: readonly number[];
  /** True when the supplier has confirmed this very heading before. */
  readonly remembered: boolean;
  readonly columns: readonly ProposedColumn[];
}

export interface ProposedSheet {
  readonly name: string;
  /** Why the sheet is passed over; null where its rows were read. */
  readonly ignored: 'HIDDEN' | 'NO_LIST' | 'INTERNAL' | 'LEFT_OUT' | null;
  readonly tables: readonly ProposedTable[];
  readonly rows: readonly ProposedRow[];
}
