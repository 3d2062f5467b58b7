import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { isAllRemembered, learnedFrom, usedMemory } from '../core/catalogue/import/list-memory.js';
import type { ListRow } from '../core/catalogue/import/list-row.js';
import { rejected, type Remark } from '../core/catalogue/import/remark.js';
import { judgingRows } from '../core/catalogue/import/rows-of-list.js';
import { NO_CORRECTIONS, type ListMemory } from '../core/catalogue/proposing/known-list.js';
import { proposingList } from '../core/catalogue/proposing/propose-list.js';
import type { ProposedSheet } from '../core/catalogue/proposing/proposal.js';
import { refused } from '../core/outcome/outcome.js';
import { cleanSheet } from '../core/table/clean-sheet.js';
import type { Sheet } from '../core/table/sheet.js';
import { shanghaiDate } from '../core/time/dates.js';
import { AppDatabase, type TenantScope } from '../platform/db/database.js';
import type { ClassRow } from '../policy/index.js';
import { AdvanceListImport, keptSheets } from './advance-list-import.js';
import { AdvanceProductImport } from './advance-product-import.js';
import { CHUNK_ROWS } from './import-table.js';
import { ListProposers } from './list-proposers.js';
import { memoryOf } from './list-memory.store.js';
import type { ImportList } from './open-import-file.js';
import type { ProductImportEntity } from './product-import.entity.js';

/**
 * Reads a price list for its import: to a proposal at first, and once the supplier has confirmed that, with what was corrected, to products.
 * Reading is repeated from the start as often as need be and comes out the same: it depends on the file, the classes and what the import keeps.
 */
@Injectable()
export class RunListImport {
  constructor(
    private readonly database: AppDatabase, private readonly proposers: ListProposers, private readonly refusing: AdvanceProductImport, private readonly advance: AdvanceListImport,
  ) {}

  async run(row: ProductImportEntity, traceId: string, list: ImportList, classes: ReadonlyMap<string, ClassRow>): Promise<void> {
    const memory = row.memory ?? await this.database.read(ownScope(row), (tx) => memoryOf(tx, row.ownerId));
    const sheets = await this.read(row, list.sheets, classes, memory);
    if (sheets.every(({ ignored }) => ignored !== null) && row.confirmedAt === null) {
      await this.refusing.refuse(row, traceId, refused('INPUT', 'LIST_NOT_FOUND', 'fileId').refusal);
      return;
    }
    const rows = await inTurns(judgingRows(sheets, new Map([...classes].map(([id, { definition }]) => [id, definition]))));
    const obstacle = obstacleTo(rows, row);
    const current = await this.advance.start(row, traceId, {
      sheets: keptSheets(row, sheets), rowsTotal: rows.length, remarks: obstacle === null ? list.remarks : [...list.remarks, obstacle],
      memory: usedMemory(memory, sheets), accepted: row.acceptRemembered && isAllRemembered(sheets, rows, memory),
    });
    if (current === null) return;
    for (let first = 0; first < rows.length; first += CHUNK_ROWS) {
      const chunk = { first, rows: rows.slice(first, first + CHUNK_ROWS), take: obstacle === null };
      if (first + chunk.rows.length > current.rowsRead) await this.advance.chunk(current, traceId, chunk);
    }
    if (current.confirmedAt === null) await this.advance.propose(current, traceId);
    else await this.advance.finish(current, traceId, learnedFrom(sheets, rows, row.corrections ?? NO_CORRECTIONS));
  }

  /** The day of the request tells what was off the market, however long the supplier takes to confirm. */
  private read(row: ProductImportEntity, sheets: readonly Sheet[], classes: ReadonlyMap<string, ClassRow>, memory: ListMemory): Promise<readonly ProposedSheet[]> {
    return inTurns(proposingList(sheets.map(cleanSheet), this.proposers.of(classes), shanghaiDate(row.createdAt), memory, row.corrections ?? NO_CORRECTIONS));
  }
}

/** Goes on step by step; between two of them everything else of the process has its turn. */
async function inTurns<T>(steps: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

/** Under ALL_OR_NOTHING one row that cannot be taken keeps all of them out. */
function obstacleTo(rows: readonly ListRow[], { policy }: ProductImportEntity): Remark | null {
  if (policy !== 'ALL_OR_NOTHING') return null;
  const count = rows.filter(({ state }) => state === 'REJECTED' || state === 'NEEDS_CLASS').length;
  return count === 0 ? null : rejected(null, 'NOTHING_TAKEN', null, { rejected: count });
}

function ownScope({ ownerId, ownerBranch }: ProductImportEntity): TenantScope {
  return { kind: 'ENTERPRISE', organisationId: ownerId, branch: ownerBranch, approved: false };
}
