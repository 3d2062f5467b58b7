import { Injectable } from '@nestjs/common';
import type { ListReason, ListRow } from '../core/catalogue/import/list-row.js';
import type { Remark } from '../core/catalogue/import/remark.js';
import type { ListMemory } from '../core/catalogue/proposing/known-list.js';
import type { ProposedSheet, ProposedTable } from '../core/catalogue/proposing/proposal.js';
import type { ActingTx } from '../platform/deed/deeds.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { AdvanceProductImport, finishedNow, progressed, storedRemark } from './advance-product-import.js';
import type { ListRowEntity, ListSheetEntity } from './list-import.entity.js';
import { forgetReading, insertListRows, insertListSheets } from './list-import.store.js';
import { remember } from './list-memory.store.js';
import type { ProductImportEntity } from './product-import.entity.js';
import { SaveProducts } from './save-products.js';

/** A price list that was read. */
export interface ListReading {
  readonly sheets: readonly ListSheetEntity[];
  readonly rowsTotal: number;
  readonly remarks: readonly Remark[];
  /** What of earlier lists had a say in it. */
  readonly memory: ListMemory;
  /** True when the supplier wished not to be asked about what was confirmed before, and all of it was. */
  readonly accepted: boolean;
}

/** Some consecutive rows of a reading, from the first on. */
export interface ListChunk {
  readonly first: number;
  readonly rows: readonly ListRow[];
  /** False: the rows are kept for the supplier to look at, and no product is saved. */
  readonly take: boolean;
}

/**
 * Moves the import of a price list on by one step, as `AdvanceProductImport` does that of a table. A step of an earlier reading
 * than the one that was asked for last changes nothing.
 */
@Injectable()
export class AdvanceListImport {
  constructor(private readonly advance: AdvanceProductImport, private readonly saveProducts: SaveProducts) {}

  /** The list was read; answers the import as it is now, null when this reading is not wanted any more. A reading begins anew when it comes to another number of rows. */
  async start(row: ProductImportEntity, traceId: string, reading: ListReading): Promise<ProductImportEntity | null> {
    let kept: ProductImportEntity | null = null;
    await this.step(row, traceId, 'startProductImport', async (tx, current, { receivedAt }) => {
      kept = current;
      if (current.state === 'RUNNING' && current.rowsTotal === reading.rowsTotal) return null;
      await forgetReading(tx, current.id);
      await insertListSheets(tx, reading.sheets);
      tx.announce(progressed(current));
      kept = {
        ...current, state: 'RUNNING', listed: true, rowsTotal: reading.rowsTotal, rowsRead: 0, rowsTaken: 0, rowsRejected: 0, finishedAt: null,
        remarks: reading.remarks.map(storedRemark), memory: reading.memory, confirmedAt: current.confirmedAt ?? (reading.accepted ? receivedAt : null),
      };
      return kept;
    });
    return kept;
  }

  /** Keeps the rows of a chunk that were not kept yet, and saves the products of those that may be. */
  async chunk(row: ProductImportEntity, traceId: string, chunk: ListChunk): Promise<void> {
    await this.step(row, traceId, 'importProducts', async (tx, current, request) => {
      const fresh = chunk.rows.slice(Math.max(0, current.rowsRead - chunk.first));
      if (fresh.length === 0) return null;
      const saves = chunk.take && current.confirmedAt !== null && !current.dryRun;
      const rows = saves ? await this.saved(tx, request, current, fresh) : fresh.map((one) => kept(current, one, null, one.reasons));
      await insertListRows(tx, rows);
      tx.announce(progressed(current));
      const taken = !chunk.take ? 0 : saves ? rows.filter(({ productId }) => productId !== null).length : fresh.filter(({ draft }) => draft !== null).length;
      return {
        ...current, rowsRead: current.rowsRead + rows.length, rowsTaken: current.rowsTaken + taken,
        rowsRejected: current.rowsRejected + rows.filter(({ state }) => state === 'REJECTED').length,
      };
    });
  }

  /** All rows are there to be looked at: the supplier's turn. */
  async propose(row: ProductImportEntity, traceId: string): Promise<void> {
    await this.step(row, traceId, 'proposeProductImport', async (tx, current) => {
      if (current.rowsRead < current.rowsTotal) throw new Error(`Import ${current.id} was read to row ${current.rowsRead} of ${current.rowsTotal}.`);
      const { rowsTotal, rowsTaken, rowsRejected } = current;
      tx.announce({ ...progressed(current), notice: { recipients: [current.ownerId], code: 'NOTICE_IMPORT_PROPOSED', params: { rowsTotal, rowsTaken, rowsRejected } } });
      return { ...current, state: 'PROPOSED' };
    });
  }

  /** All rows were saved; what was confirmed with them holds for the next list as well. */
  async finish(row: ProductImportEntity, traceId: string, learned: ListMemory): Promise<void> {
    await this.step(row, traceId, 'finishProductImport', async (tx, current, { receivedAt }) => {
      if (!current.dryRun) await remember(tx, current.ownerId, current.memberId, receivedAt, learned);
      return finishedNow(tx, current, receivedAt);
    });
  }

  private async step(
    row: ProductImportEntity, traceId: string, deed: string,
    change: (tx: ActingTx, current: ProductImportEntity, request: DeedRequest) => Promise<ProductImportEntity | null>,
  ): Promise<void> {
    await this.advance.step(row, traceId, deed, async (tx, current, request) =>
      (current.confirmedAt?.getTime() === row.confirmedAt?.getTime() ? change(tx, current, request) : null));
  }

  private async saved(tx: ActingTx, request: DeedRequest, current: ProductImportEntity, rows: readonly ListRow[]): Promise<ListRowEntity[]> {
    const takeable = rows.flatMap(({ position, draft }) => (draft === null ? [] : [{ position, draft }]));
    const outcomes = await this.saveProducts.within(tx, request, takeable.map(({ draft }) => draft));
    const saved = new Map(takeable.map(({ position }, index) => [position, outcomes[index]]));
    return rows.map((row) => {
      const outcome = saved.get(row.position);
      if (outcome === undefined || outcome.ok) return kept(current, row, outcome?.value.id ?? null, row.reasons);
      // The classes have changed since the list was read.
      return kept(current, { ...row, state: 'REJECTED' }, null, [{ code: 'NOT_SAVED', params: { reason: outcome.refusal.code } }]);
    });
  }
}

/** Columns of all tables that are kept for the supplier to see and correct. */
const COLUMNS_MAX = 5_000;
const HEADING_MAX = 200;

/** The sheets of a proposal as they are kept: of a workbook with more tables than anybody looks at, the first ones. */
export function keptSheets({ id, ownerId }: ProductImportEntity, sheets: readonly ProposedSheet[]): ListSheetEntity[] {
  let left = COLUMNS_MAX;
  return sheets.map(({ name, ignored, tables }, sheet) => {
    const shown: ProposedTable[] = [];
    for (const table of tables) {
      left -= table.columns.length;
      if (left < 0) break;
      shown.push({ ...table, columns: table.columns.map((column) => ({ ...column, heading: [...column.heading.slice(0, HEADING_MAX * 2)].slice(0, HEADING_MAX).join('') })) });
    }
    return { importId: id, ownerId, sheet, name, ignored, tables: shown };
  });
}

function kept({ id, ownerId }: ProductImportEntity, row: ListRow, productId: ListRowEntity['productId'], reasons: readonly ListReason[]): ListRowEntity {
  const { draft: _draft, ...shown } = row;
  return { importId: id, ownerId, ...shown, reasons, productId };
}
