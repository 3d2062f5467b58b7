import { Injectable } from '@nestjs/common';
import type { JudgedRow } from '../core/catalogue/import/product-table.js';
import { rejected, type Remark } from '../core/catalogue/import/remark.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { Classes } from '../policy/index.js';
import { AdvanceProductImport } from './advance-product-import.js';
import type { ImportTable } from './import-table.js';
import { OpenImportFile } from './open-import-file.js';
import type { ProductImportEntity } from './product-import.entity.js';
import { importById } from './product-import.store.js';
import { RunListImport } from './run-list-import.js';

/**
 * Does the imports that were requested. Reading and judging are repeated from the start as often as need be and come out the
 * same; what was saved is known by the import's own cursor, so that a worker that was killed loses no row and doubles none, and a
 * job that comes twice finds nothing left to do.
 */
@Injectable()
export class RunProductImport implements EventHandler {
  constructor(
    private readonly database: AppDatabase,
    private readonly classes: Classes,
    private readonly openFile: OpenImportFile,
    private readonly advance: AdvanceProductImport,
    private readonly lists: RunListImport,
  ) {}

  /** One import that fails does not keep the others from running; the job fails at the end and is run again. */
  async handle(events: readonly HandledEvent[]): Promise<void> {
    const faults: unknown[] = [];
    for (const event of events) {
      await this.run(event).catch((error: unknown) => faults.push(error));
    }
    if (faults.length === 1) throw faults[0];
    if (faults.length > 1) throw new AggregateError(faults, `${faults.length} imports failed.`);
  }

  private async run({ subjectId, traceId }: HandledEvent): Promise<void> {
    const [row, classes] = await this.database.read(SYSTEM_SCOPE, async (tx) => [await importById(tx, subjectId), await this.classes.all(tx)]);
    // A proposal waits for its supplier; what is confirmed is queued again.
    if (row === null || row.state === 'PROPOSED' || row.state === 'FINISHED' || row.state === 'REFUSED') return;
    const opened = await this.openFile.run(row.fileSha256, new Map([...classes].map(([id, { definition }]) => [id, definition])));
    if (!opened.ok) await this.advance.refuse(row, traceId, opened.refusal);
    else if (opened.value.as === 'LIST') await this.lists.run(row, traceId, opened.value.list, classes);
    else await this.runTable(row, traceId, opened.value.table);
  }

  private async runTable(row: ProductImportEntity, traceId: string, table: ImportTable): Promise<void> {
    const obstacle = await obstacleTo(table, row);
    await this.advance.start(row, traceId, table.rowsTotal, obstacle === null ? table.remarks : [...table.remarks, obstacle]);
    let first = 0;
    for await (const rows of table.chunks(row.policy)) {
      if (first + rows.length > row.rowsRead) await this.advance.chunk(row, traceId, { first, rows, take: obstacle === null });
      first += rows.length;
    }
    await this.advance.finish(row, traceId);
  }
}

/** Under ALL_OR_NOTHING one rejected row keeps all of them out, so that has to be known before the first is saved. */
async function obstacleTo(table: ImportTable, { policy }: ProductImportEntity): Promise<Remark | null> {
  if (policy !== 'ALL_OR_NOTHING') return null;
  let count = 0;
  for await (const rows of table.chunks(policy)) count += rows.filter(isRejected).length;
  return count === 0 ? null : rejected(null, 'NOTHING_TAKEN', null, { rejected: count });
}

function isRejected(row: JudgedRow): boolean {
  return row.verdict === 'REJECT';
}
