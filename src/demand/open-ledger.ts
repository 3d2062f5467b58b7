import { Injectable } from '@nestjs/common';
import { decodingRemarks } from '../core/catalogue/import/decoding.js';
import type { ImportPolicy } from '../core/catalogue/import/remark.js';
import { HeadingSearch, LedgerJudge, type JudgedMachine } from '../core/demand/equipment/import/ledger.js';
import type { LedgerHeading } from '../core/demand/equipment/import/ledger-columns.js';
import { told, type LedgerRemark } from '../core/demand/equipment/import/ledger-remark.js';
import { MachineClasses } from '../core/demand/equipment/import/machine-class.js';
import { done, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import type { DateText } from '../core/time/dates.js';
import { REFERENCE_FOLDER } from '../platform/config/project.js';
import { FileStore } from '../platform/files/file-store.js';
import { loadSynonyms } from '../platform/search/load-synonyms.js';
import { openSheets, type OpenSheet } from '../platform/render/read-sheets.js';
import { TABLE_LIMITS, UnreadableTable } from '../platform/tables/text-table.js';
import type { ClassRow } from '../policy/index.js';

/** Rows of one chunk: each is saved in one short transaction. */
export const CHUNK_ROWS = 500;

/** A ledger that was gone through once: every row can be read, and how many there are is known. */
export interface OpenedLedger {
  /** On the file and its headings. */
  readonly remarks: readonly LedgerRemark[];
  /** Rows under the headings. */
  readonly rowsTotal: number;
  /** All rows judged, from the first, in chunks of 500. Judging is pure: a second time it says the same. */
  chunks(policy: ImportPolicy): AsyncIterable<readonly JudgedMachine[]>;
}

/** What classes and columns are called. */
interface Vocabulary {
  readonly search: HeadingSearch;
  readonly classes: MachineClasses;
}

interface FoundSheet {
  readonly sheet: OpenSheet;
  readonly heading: LedgerHeading;
}

/** Opens an uploaded ledger. Everything that could be wrong with the file as a whole comes to light here, before any row is saved. */
@Injectable()
export class OpenLedger {
  /** Learning what all classes are called takes a second: done once for an edition of the classes. */
  private known: { readonly of: ReadonlyMap<string, ClassRow>; readonly vocabulary: Vocabulary } | null = null;

  constructor(private readonly files: FileStore) {}

  /**
   * Refuses with the codes of `openSheets` and those of a heading that is not found, TABLE_EMPTY when there is no row under one,
   * FILE_GONE. `today`: the day on which the import was requested, in Shanghai.
   */
  async run(sha256: string, classes: ReadonlyMap<string, ClassRow>, today: DateText): Promise<Outcome<OpenedLedger>> {
    const bytes = await this.files.content(sha256);
    if (bytes === null) return refused('STATE', 'FILE_GONE', 'fileId');
    try {
      const file = await openSheets(bytes);
      return file.ok ? await opened(file.value.sheets, this.vocabularyOf(classes), today) : file;
    } catch (error) {
      if (error instanceof UnreadableTable) return { ok: false, refusal: error.refusal };
      throw error;
    }
  }

  private vocabularyOf(classes: ReadonlyMap<string, ClassRow>): Vocabulary {
    if (this.known?.of === classes) return this.known.vocabulary;
    const definitions = new Map([...classes].map(([id, { definition }]) => [id, definition]));
    const vocabulary = { search: new HeadingSearch(definitions.values()), classes: new MachineClasses(definitions, loadSynonyms(REFERENCE_FOLDER)) };
    this.known = { of: classes, vocabulary };
    return vocabulary;
  }
}

async function opened(sheets: readonly OpenSheet[], { search, classes }: Vocabulary, today: DateText): Promise<Outcome<OpenedLedger>> {
  const found: FoundSheet[] = [];
  const remarks: LedgerRemark[] = [];
  let refusal: Refused | null = null;
  let rowsTotal = 0;
  // A hidden sheet is not what its sender sees.
  for (const sheet of sheets.filter((one) => !one.hidden)) {
    if (sheet.reading !== null) remarks.push(...decodingRemarks(sheet.reading));
    const { heading, rows, nothing } = await surveyed(sheet, search);
    if (heading === null) {
      refusal ??= nothing;
      if (rows > 0) remarks.push(told(null, 'SHEET_PASSED_OVER', null, { sheet: sheet.name }));
      continue;
    }
    found.push({ sheet, heading });
    remarks.push(...heading.remarks);
    rowsTotal += rows;
  }
  if (found.length === 0) return refusal ?? refused('INPUT', 'TABLE_EMPTY', 'fileId');
  if (rowsTotal === 0) return refused('INPUT', 'TABLE_EMPTY', 'fileId');
  if (rowsTotal > TABLE_LIMITS.rows) return refused('INPUT', 'TABLE_TOO_MANY_ROWS', 'fileId', { max: TABLE_LIMITS.rows });
  return done({ remarks: once(remarks), rowsTotal, chunks: (policy) => chunksOf(found, new LedgerJudge(policy, classes, today)) });
}

/** The heading of a sheet and the rows under it; of a sheet without one, why, and the rows that were looked at. */
async function surveyed(sheet: OpenSheet, words: HeadingSearch): Promise<{ readonly heading: LedgerHeading | null; readonly rows: number; readonly nothing: Refused }> {
  const search = words.anew();
  let heading: LedgerHeading | null = null;
  let rows = 0;
  let looked = 0;
  for await (const row of sheet.rows()) {
    if (heading !== null) rows += row.hidden ? 0 : 1;
    else {
      looked += 1;
      heading = search.isOver ? null : search.take(row);
    }
  }
  return { heading, rows: heading === null ? looked : rows, nothing: search.refusal };
}

async function* chunksOf(sheets: readonly FoundSheet[], judge: LedgerJudge): AsyncGenerator<readonly JudgedMachine[]> {
  let chunk: JudgedMachine[] = [];
  for (const { sheet, heading } of sheets) {
    const judged = judge.sheet(sheet.name, heading);
    for await (const row of sheet.rows()) {
      if (row.number <= heading.number || row.hidden) continue;
      chunk.push(judged(row));
      if (chunk.length < CHUNK_ROWS) continue;
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** Sheets of one workbook have the same headings: what is said of them is said once. */
function once(remarks: readonly LedgerRemark[]): LedgerRemark[] {
  return [...new Map(remarks.map((remark) => [JSON.stringify([remark.column, remark.code, remark.original, remark.params]), remark])).values()];
}
