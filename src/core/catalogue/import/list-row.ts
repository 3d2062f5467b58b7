import type { ColumnRole } from '../proposing/heading-role.js';
import type { ProposedPrice, ProposedSheet, RowReason } from '../proposing/proposal.js';
import type { ProposedClass } from '../proposing/propose-class.js';
import type { Specs } from '../../policy/class-definition.js';
import type { ProductDraft } from './product-draft.js';

/** READY and INCOMPLETE rows become products; NEEDS_CLASS waits for its supplier to name one. */
export const LIST_ROW_STATES = ['READY', 'INCOMPLETE', 'NEEDS_CLASS', 'REJECTED', 'IGNORED'] as const;
export type ListRowState = (typeof LIST_ROW_STATES)[number];

/** Keys of the sentences of why a row of a price list is in its state; the code is what stands behind `LIST_ROW_`. */
export const LIST_ROW_MESSAGES = [
  // It offers nothing.
  'LIST_ROW_HIDDEN', 'LIST_ROW_REPEATED_HEADING', 'LIST_ROW_TOTAL', 'LIST_ROW_NOTE', 'LIST_ROW_SECTION', 'LIST_ROW_WITHDRAWN',
  // It cannot be taken.
  'LIST_ROW_MISSING_NAME', 'LIST_ROW_PRICE_NOT_POSITIVE', 'LIST_ROW_PRICE_OUT_OF_RANGE', 'LIST_ROW_OUT_OF_RANGE', 'LIST_ROW_DUPLICATE_MODEL', 'LIST_ROW_REPEATED_MODEL', 'LIST_ROW_TEXT_TOO_LONG',
  'LIST_ROW_NOT_SAVED',
  // It can be taken, and something is to be said of it.
  'LIST_ROW_NO_CLASS', 'LIST_ROW_MISSING_PRICE', 'LIST_ROW_OPEN_PRICE', 'LIST_ROW_UNIT_MISMATCH', 'LIST_ROW_MISSING_SPEC', 'LIST_ROW_MODEL_FROM_NAME', 'LIST_ROW_COMPLETE',
] as const;
type MessageKey = (typeof LIST_ROW_MESSAGES)[number];
export type ListRowReason = RowReason | (MessageKey extends infer Key ? (Key extends `LIST_ROW_${infer Code}` ? Code : never) : never);

/** Keys of the names of what a column may hold; the role stands behind `LIST_COLUMN_`. */
export const COLUMN_MESSAGES = [
  'LIST_COLUMN_SERIAL', 'LIST_COLUMN_CODE', 'LIST_COLUMN_NAME', 'LIST_COLUMN_NAME_AND_MODEL', 'LIST_COLUMN_MODEL', 'LIST_COLUMN_CATEGORY', 'LIST_COLUMN_SPECS', 'LIST_COLUMN_ATTRIBUTE',
  'LIST_COLUMN_NOTE', 'LIST_COLUMN_UNIT', 'LIST_COLUMN_PRICE', 'LIST_COLUMN_DISCOUNTED', 'LIST_COLUMN_INTERNAL', 'LIST_COLUMN_AMOUNT', 'LIST_COLUMN_QUANTITY', 'LIST_COLUMN_LEAD_TIME',
  'LIST_COLUMN_WARRANTY', 'LIST_COLUMN_TAX_RATE', 'LIST_COLUMN_WITHDRAWN', 'LIST_COLUMN_DATE', 'LIST_COLUMN_GRADE', 'LIST_COLUMN_CERTIFICATES', 'LIST_COLUMN_IGNORED',
] as const satisfies readonly `LIST_COLUMN_${ColumnRole}`[];
/** Keys of why a sheet is passed over. */
export const SHEET_MESSAGES = [
  'LIST_SHEET_HIDDEN', 'LIST_SHEET_NO_LIST', 'LIST_SHEET_INTERNAL', 'LIST_SHEET_LEFT_OUT',
] as const satisfies readonly `LIST_SHEET_${NonNullable<ProposedSheet['ignored']>}`[];
/** Everything that is said of a price list as it is read. */
export type ListMessage = `LIST_ROW_${ListRowReason}` | `LIST_COLUMN_${ColumnRole}` | `LIST_SHEET_${NonNullable<ProposedSheet['ignored']>}`;

export interface ListReason {
  readonly code: ListRowReason;
  /** Facts for the message. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** One product that a row of a price list offers, or a row that offers none, judged beside all others of the list. */
export interface ListRow {
  /** From 0, over all sheets. */
  readonly position: number;
  /** Ordinal of the sheet, from 0. */
  readonly sheet: number;
  /** As the spreadsheet counts. */
  readonly number: number;
  readonly state: ListRowState;
  readonly reasons: readonly ListReason[];
  readonly name: string | null;
  /** As it will be saved. */
  readonly model: string | null;
  /** Best first, at most three. */
  readonly classes: readonly ProposedClass[];
  readonly price: ProposedPrice | null;
  readonly unit: string | null;
  readonly leadTimeDays: number | null;
  readonly warrantyMonths: number | null;
  readonly specs: Specs;
  readonly missingHard: readonly string[];
  /** Null unless the row is READY or INCOMPLETE. */
  readonly draft: ProductDraft | null;
}
