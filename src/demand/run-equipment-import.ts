import { Injectable } from '@nestjs/common';
import type { JudgedMachine } from '../core/demand/equipment/import/ledger.js';
import { refusedRow, type LedgerRemark } from '../core/demand/equipment/import/ledger-remark.js';
import { shanghaiDate } from '../core/time/dates.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { Classes } from '../policy/index.js';
import { AdvanceEquipmentImport } from './advance-equipment-import.js';
import type { EquipmentImportEntity } from './equipment-import.entity.js';
import { equipmentImportById } from './equipment-import.store.js';
import { OpenLedger, type OpenedLedger } from './open-ledger.js';

/**
 * Does the imports of ledgers that were requested. Reading and judging are repeated from the start as often as need be and come out the
 * same; what was saved is known by the import's own cursor, so that a worker that was killed loses no row and doubles none, and a
 * job that comes twice finds nothing left to do.
 */
@Injectable()
export class RunEquipmentImport implements EventHandler {
  constructor(
    private readonly database: AppDatabase, private readonly classes: Classes, private readonly opening: OpenLedger, private readonly advance: AdvanceEquipmentImport,
  ) {}

  /** One import that fails does not keep the others from running; the job fails at the end and is run again. */
  async handle(events: readonly HandledEvent[]): Promise<void> {
    const faults: unknown[] = [];
    for (const event of events) await this.run(event).catch((error: unknown) => faults.push(error));
    if (faults.length === 1) throw faults[0];
    if (faults.length > 1) throw new AggregateError(faults, `${faults.length} imports failed.`);
  }

  private async run({ subjectId, traceId }: HandledEvent): Promise<void> {
    const [row, classes] = await this.database.read(SYSTEM_SCOPE, async (tx) => [await equipmentImportById(tx, subjectId), await this.classes.all(tx)]);
    if (row === null || row.state === 'FINISHED' || row.state === 'REFUSED') return;
    const ledger = await this.opening.run(row.fileSha256, classes, shanghaiDate(row.createdAt));
    if (!ledger.ok) {
      await this.advance.refuse(row, traceId, ledger.refusal);
      return;
    }
    const obstacle = await obstacleTo(ledger.value, row);
    await this.advance.start(row, traceId, ledger.value.rowsTotal, obstacle === null ? ledger.value.remarks : [...ledger.value.remarks, obstacle]);
    let first = 0;
    for await (const rows of ledger.value.chunks(row.policy)) {
      if (first + rows.length > row.rowsRead) await this.advance.chunk(row, traceId, { first, rows, take: obstacle === null });
      first += rows.length;
    }
    await this.advance.finish(row, traceId);
  }
}

/** Under ALL_OR_NOTHING one rejected row keeps all of them out, so that has to be known before the first is saved. */
async function obstacleTo(ledger: OpenedLedger, { policy }: EquipmentImportEntity): Promise<LedgerRemark | null> {
  if (policy !== 'ALL_OR_NOTHING') return null;
  let count = 0;
  for await (const rows of ledger.chunks(policy)) count += rows.filter(isRejected).length;
  return count === 0 ? null : refusedRow(null, 'LEDGER_NOTHING_TAKEN', null, { rejected: count });
}

function isRejected(row: JudgedMachine): boolean {
  return row.verdict === 'REJECT';
}
