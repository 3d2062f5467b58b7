import { underPolicy, verdictOf, type ImportPolicy, type RowVerdict } from '../../../catalogue/import/remark.js';
import { refused } from '../../../outcome/outcome.js';
import type { ClassDefinition } from '../../../policy/class-definition.js';
import type { SheetRow } from '../../../table/sheet.js';
import type { DateText } from '../../../time/dates.js';
import { makerKey, type EquipmentDraft } from '../equipment.js';
import { LEDGER_COLUMNS, LedgerWords, type LedgerField, type LedgerHeading } from './ledger-columns.js';
import { refusedRow, type LedgerRemark } from './ledger-remark.js';
import { LedgerRows } from './ledger-row.js';
import type { MachineClasses } from './machine-class.js';

/** Rows above which a heading is looked for: titles, the unit, the day, who made the list. */
const HEADING_WITHIN = 40;
const NEEDED: readonly LedgerField[] = ['assetNumber', 'name'];
/** So many columns make a row a heading even when one that is needed is missing from it. */
const HEADING_FIELDS = 3;

/** A row of a ledger with its verdict under the policy and beside the other rows. */
export interface JudgedMachine {
  /** Empty for a text file. */
  readonly sheet: string;
  /** As a spreadsheet counts. */
  readonly number: number;
  readonly verdict: RowVerdict;
  readonly remarks: readonly LedgerRemark[];
  /** Null when the row is rejected or skipped. */
  readonly draft: EquipmentDraft | null;
}

/** Looks for the heading of one sheet, row by row. */
export class HeadingSearch {
  private readonly words: LedgerWords;
  /** The best row that lacks a column which is needed. */
  private nearly: { readonly number: number; readonly lacking: readonly LedgerField[] } | null = null;
  private seen = 0;

  constructor(classes: Iterable<ClassDefinition>, words?: LedgerWords) {
    this.words = words ?? new LedgerWords(classes);
  }

  /** A search of another sheet, with the same words. */
  anew(): HeadingSearch {
    return new HeadingSearch([], this.words);
  }

  get isOver(): boolean {
    return this.seen >= HEADING_WITHIN;
  }

  /** The heading, when this row is it. */
  take(row: SheetRow): LedgerHeading | null {
    this.seen += 1;
    const fields = this.words.fieldsIn(row);
    const lacking = NEEDED.filter((field) => !fields.has(field));
    if (lacking.length === 0) return this.words.heading(row);
    if (fields.size >= HEADING_FIELDS && this.nearly === null) this.nearly = { number: row.number, lacking };
    return null;
  }

  /** Why a sheet is no ledger: a heading that lacks what is needed, or none at all. */
  get refusal() {
    const { nearly } = this;
    if (nearly === null) return refused('INPUT', 'LEDGER_HEADING_NOT_FOUND', 'fileId', { within: HEADING_WITHIN });
    const columns = LEDGER_COLUMNS.filter(({ field }) => nearly.lacking.includes(field)).map(({ heading }) => heading).join('、');
    return refused('INPUT', 'LEDGER_COLUMNS_MISSING', 'fileId', { row: nearly.number, columns });
  }
}

export type Judge = (row: SheetRow) => JudgedMachine;

/**
 * Judges the rows of a ledger in their order, all sheets of a workbook with one memory: of rows with the same asset number, or the same
 * maker and serial, the first that is taken stays and the later ones are rejected with its place. A ledger that is judged again
 * needs a new judge.
 */
export class LedgerJudge {
  private readonly firstRows = new Map<string, string>();

  constructor(private readonly policy: ImportPolicy, private readonly classes: MachineClasses, private readonly today: DateText) {}

  /** For the rows under the heading of one sheet. */
  sheet(sheet: string, heading: LedgerHeading): Judge {
    const rows = new LedgerRows(heading, this.classes, this.today);
    return (row) => {
      const { draft, remarks: found } = rows.read(row);
      const place = sheet === '' ? String(row.number) : `${sheet}!${row.number}`;
      const keys = draft === null ? [] : keysOf(draft);
      const first = keys.map((key) => this.firstRows.get(key)).find((one) => one !== undefined);
      const repeated = draft !== null && first !== undefined ? [refusedRow(null, 'DUPLICATE_ASSET', draft.assetNumber, { assetNumber: draft.assetNumber, row: first })] : [];
      const remarks = underPolicy([...found, ...repeated], this.policy);
      const verdict = verdictOf(remarks);
      const base = { sheet, number: row.number, verdict, remarks };
      if (draft === null || verdict === 'REJECT') return { ...base, draft: null };
      for (const key of keys) this.firstRows.set(key, place);
      return { ...base, draft };
    };
  }
}

function keysOf({ assetKey, maker, serialKey }: EquipmentDraft): string[] {
  return [`a ${assetKey}`, ...(maker === null || serialKey === null ? [] : [`m ${JSON.stringify([makerKey(maker), serialKey])}`])];
}
