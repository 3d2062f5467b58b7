import type { Remark, RemarkVerdict } from '../../../catalogue/import/remark.js';
import type { RemarkCode } from '../../../catalogue/import/remark-codes.js';

/** What a ledger may say beside what any table of figures says; `IMPORT_` before a code is the key of its message. */
export const LEDGER_REMARK_MESSAGES = [
  // Of the file and its heading.
  'IMPORT_SHEET_PASSED_OVER', 'IMPORT_AMOUNTS_NOT_KEPT', 'IMPORT_PEOPLE_NOT_KEPT', 'IMPORT_LEDGER_HEADER_UNKNOWN', 'IMPORT_LEDGER_NOTHING_TAKEN',
  // Of a row.
  'IMPORT_MISSING_ASSET_NUMBER', 'IMPORT_MISSING_EQUIPMENT_NAME', 'IMPORT_DUPLICATE_ASSET', 'IMPORT_TOTAL_ROW', 'IMPORT_REPEATED_HEADING', 'IMPORT_EQUIPMENT_GONE', 'IMPORT_LEDGER_NOT_SAVED',
  // Of a cell.
  'IMPORT_DAY_READ', 'IMPORT_DAY_UNREADABLE', 'IMPORT_DAY_FUTURE', 'IMPORT_DAY_TOO_EARLY', 'IMPORT_DAY_OF_OTHER_COLUMN', 'IMPORT_QUANTITY_UNREADABLE', 'IMPORT_POWER_UNREADABLE',
  'IMPORT_CLASS_BY_NAME', 'IMPORT_CLASS_NOT_TOLD', 'IMPORT_LEDGER_CLASS_UNKNOWN',
] as const;
type OwnCode = (typeof LEDGER_REMARK_MESSAGES)[number] extends infer Key ? (Key extends `IMPORT_${infer Code}` ? Code : never) : never;

/** Refusals of the register that are kept as a remark of their row, under their own messages. */
export const REGISTER_REFUSALS = ['MACHINE_REGISTERED_TWICE', 'MACHINE_REGISTERED_ELSEWHERE', 'EQUIPMENT_WITHDRAWN', 'ASSET_NUMBER_TWICE'] as const;
export type LedgerRemarkCode = RemarkCode | OwnCode | (typeof REGISTER_REFUSALS)[number];

export interface LedgerRemark extends Omit<Remark, 'code'> {
  readonly code: LedgerRemarkCode;
}

const ORIGINAL_MAX = 200;
const remark = (verdict: RemarkVerdict, failed: boolean) =>
  (column: string | null, code: LedgerRemarkCode, original: string | null, params: Remark['params'] = {}): LedgerRemark =>
    ({ column, code, verdict, original: original === null || original === '' ? null : [...original].slice(0, ORIGINAL_MAX).join(''), params, failed });

/** Kept after a change that the owner is told of. */
export const changed = remark('NORMALISE', false);
/** Not there, or not kept, and no fault of the row. */
export const lacking = remark('WARN', false);
/** Dropped: the row is taken without it. */
export const left = remark('WARN', true);
/** The row cannot be taken with it. */
export const refusedRow = remark('REJECT', true);
export const passedOver = remark('SKIP', false);
export const told = remark('DECODE', false);

/** The key of a remark's sentence. */
export function messageKeyOf(code: string): string {
  return REGISTER_REFUSALS.some((one) => one === code) ? code : `IMPORT_${code}`;
}
