import { Injectable } from '@nestjs/common';
import type { FileId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { headingOf, HEADING_WITHIN_ROWS, type Heading, type KnownColumns } from '../core/table/known-columns.js';
import { isBlankRow, type TextRow } from '../core/table/text-row.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { MAX_ITEMS } from '../platform/deed/deeds.js';
import { FileStore } from '../platform/files/file-store.js';
import { filesById } from '../platform/files/file.store.js';
import { openSheets } from '../platform/render/read-sheets.js';
import { UnreadableTable, type TextTable } from '../platform/tables/text-table.js';

/** A list that was read whole: bureaus' lists are short. */
export interface ReadRows<K extends string> {
  readonly heading: Heading<K>;
  /** Rows under the heading with anything in them, at most 1,000. */
  readonly rows: readonly TextRow[];
}

/** Reads lists that a bureau keeps, CSV or the first worksheet of an XLSX that holds one. */
@Injectable()
export class ReadList {
  constructor(private readonly database: AppDatabase, private readonly files: FileStore) {}

  /**
   * Refuses a file that is not the viewer's organisation's, LIST_WITHOUT_HEADING, LIST_COLUMNS_MISSING, LIST_TOO_LONG, TABLE_EMPTY
   * under the heading, and the codes of `openSheets`.
   */
  async run<K extends string>(request: DeedRequest, fileId: FileId, columns: KnownColumns<K>): Promise<Outcome<ReadRows<K>>> {
    const file = (await this.database.read(scopeOf(request.viewer), (tx) => filesById(tx, [fileId]))).get(fileId);
    if (file === undefined || file.purpose !== 'IMPORT') return notFound('fileId');
    if (file.state !== 'CLEAN') return refused('STATE', 'FILE_NOT_CLEAN', 'fileId', { name: file.name });
    const bytes = await this.files.content(file.sha256);
    if (bytes === null) return refused('STATE', 'FILE_GONE', 'fileId');
    try {
      const opened = await openSheets(bytes);
      return opened.ok ? await firstList(opened.value.tables, columns) : opened;
    } catch (error) {
      if (error instanceof UnreadableTable) return { ok: false, refusal: error.refusal };
      throw error;
    }
  }
}

async function firstList<K extends string>(tables: readonly TextTable[], columns: KnownColumns<K>): Promise<Outcome<ReadRows<K>>> {
  let nearest: Outcome<ReadRows<K>> = refused('INPUT', 'LIST_WITHOUT_HEADING', 'fileId', { rows: HEADING_WITHIN_ROWS });
  for (const table of tables) {
    const list = await listIn(table, columns);
    if (list?.ok === true) return list;
    nearest = list ?? nearest;
  }
  return nearest;
}

/** The list of one table; null when it holds no heading that we know. */
async function listIn<K extends string>(table: TextTable, columns: KnownColumns<K>): Promise<Outcome<ReadRows<K>> | null> {
  let heading: Heading<K> | null = null;
  let looked = 0;
  const rows: TextRow[] = [];
  for await (const row of table.rows()) {
    if (isBlankRow(row)) continue;
    if (heading === null) {
      const found = headingOf(row, columns);
      if (found?.ok === false) return found;
      heading = found?.value ?? null;
      if (heading === null && ++looked >= HEADING_WITHIN_ROWS) return null;
    } else if (rows.push(row) > MAX_ITEMS) return refused('INPUT', 'LIST_TOO_LONG', 'fileId', { max: MAX_ITEMS });
  }
  if (heading === null) return null;
  return rows.length === 0 ? refused('INPUT', 'TABLE_EMPTY', 'fileId') : done({ heading, rows });
}
