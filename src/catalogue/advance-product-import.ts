import { Injectable } from '@nestjs/common';
import type { AccountId, SessionId } from '../core/ids/ids.js';
import type { MemberViewer } from '../core/access/viewer.js';
import type { JudgedRow } from '../core/catalogue/import/product-table.js';
import { rejected, type Remark } from '../core/catalogue/import/remark.js';
import type { DomainEvent } from '../core/events/events.js';
import { done, type RefusalData } from '../core/outcome/outcome.js';
import { Clock } from '../platform/clock/clock.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import type { ProductImportEntity, ProductImportRowEntity, StoredRemark } from './product-import.entity.js';
import { insertImportRows, lockImport, saveImportProgress } from './product-import.store.js';
import { SaveProducts } from './save-products.js';

/** Some consecutive rows of a table; `first` counts from 0 under the heading. */
export interface ImportChunk {
  readonly first: number;
  readonly rows: readonly JudgedRow[];
  /** False: the verdicts are kept and no product is saved. */
  readonly take: boolean;
}

/**
 * Moves an import on by one step, each in one short transaction as the member who requested it. The import's row is locked
 * and is the cursor: a step that was done already changes nothing, whoever comes second.
 */
@Injectable()
export class AdvanceProductImport {
  constructor(
    private readonly database: AppDatabase,
    private readonly deeds: Deeds,
    private readonly saveProducts: SaveProducts,
    private readonly clock: Clock,
  ) {}

  /** The file was read: how many rows there are, and what there is to say of it as a whole. */
  async start(row: ProductImportEntity, traceId: string, rowsTotal: number, remarks: readonly Remark[]): Promise<void> {
    await this.step(row, traceId, 'startProductImport', async (tx, current) => {
      if (current.state !== 'QUEUED') return null;
      tx.announce(progressed(current));
      return { ...current, state: 'RUNNING', rowsTotal, remarks: remarks.map(storedRemark) };
    });
  }

  /** The file cannot be read at all. */
  async refuse(row: ProductImportEntity, traceId: string, refusal: RefusalData): Promise<void> {
    await this.step(row, traceId, 'refuseProductImport', async (tx, current, request) => {
      tx.announce({ ...finished(current), notice: { recipients: [current.ownerId], code: 'NOTICE_IMPORT_REFUSED', params: {} } });
      return { ...current, state: 'REFUSED', refusalCode: refusal.code, refusalParams: refusal.params, finishedAt: request.receivedAt };
    });
  }

  /** Saves the rows of a chunk that were not saved yet, with their verdicts. */
  async chunk(row: ProductImportEntity, traceId: string, chunk: ImportChunk): Promise<void> {
    await this.step(row, traceId, 'importProducts', async (tx, current, request) => {
      const fresh = chunk.rows.slice(Math.max(0, current.rowsRead - chunk.first));
      if (fresh.length === 0) return null;
      const rows = await this.save(tx, request, current, fresh, chunk.take && !current.dryRun);
      await insertImportRows(tx, rows);
      tx.announce(progressed(current));
      const taken = !chunk.take ? 0 : rows.filter((one) => one.productId !== null || (current.dryRun && isTakeable(one))).length;
      return {
        ...current, rowsRead: current.rowsRead + rows.length, rowsTaken: current.rowsTaken + taken,
        rowsRejected: current.rowsRejected + rows.filter((one) => one.verdict === 'REJECT').length,
      };
    });
  }

  /** All rows were saved. */
  async finish(row: ProductImportEntity, traceId: string): Promise<void> {
    await this.step(row, traceId, 'finishProductImport', async (tx, current, { receivedAt }) => finishedNow(tx, current, receivedAt));
  }

  /** One step of any import. `change` answers the import as it shall be, or null when there is nothing to do; an import that waits for its supplier takes none. */
  step(
    row: ProductImportEntity, traceId: string, deed: string,
    change: (tx: ActingTx, current: ProductImportEntity, request: DeedRequest) => Promise<ProductImportEntity | null>,
  ): Promise<void> {
    const request: DeedRequest = { viewer: importingMember(row), receivedAt: this.clock.now(), idempotencyKey: null, traceId, locale: 'zh-CN' };
    return this.database.transaction(scopeOf(request.viewer), async (tx) => {
      const current = await lockImport(tx, row.id);
      if (current === null || current.state === 'PROPOSED' || current.state === 'FINISHED' || current.state === 'REFUSED') return;
      await this.deeds.performWithin(tx, request, deed, [current], async (acting, imports) => {
        const changed = await Promise.all(imports.map((one) => change(acting, one, request)));
        const kept = changed.filter((one) => one !== null);
        for (const one of kept) await saveImportProgress(acting, one);
        return kept.map((one) => done(one));
      });
    });
  }

  private async save(
    tx: ActingTx, request: DeedRequest, current: ProductImportEntity, judged: readonly JudgedRow[], take: boolean,
  ): Promise<ProductImportRowEntity[]> {
    const takeable = take ? judged.flatMap((row) => (row.draft === null ? [] : [{ number: row.number, draft: row.draft }])) : [];
    const outcomes = await this.saveProducts.within(tx, request, takeable.map(({ draft }) => draft));
    const saved = new Map(takeable.map(({ number }, index) => [number, outcomes[index]]));
    return judged.map((row): ProductImportRowEntity => {
      const { number } = row;
      const outcome = saved.get(number);
      const base = { importId: current.id, ownerId: current.ownerId, number };
      if (outcome === undefined || outcome.ok) return { ...base, verdict: row.verdict, remarks: row.remarks.map(storedRemark), productId: outcome?.value.id ?? null };
      // The classes have changed since the rows were judged.
      const refusal = rejected(null, 'NOT_SAVED', null, { reason: outcome.refusal.code });
      return { ...base, verdict: 'REJECT', remarks: [...row.remarks, refusal].map(storedRemark), productId: null };
    });
  }
}

/**
 * The member as of the request, for whom the rows are saved. The session may have ended since; drafts need no approval, so
 * none is claimed.
 */
function importingMember(row: ProductImportEntity): MemberViewer {
  return {
    kind: 'ENTERPRISE', organisationId: row.ownerId, branch: row.ownerBranch, memberId: row.memberId, roles: row.memberRoles, approved: false,
    accountId: '' as AccountId, sessionId: '' as SessionId,
  };
}

function isTakeable({ verdict }: ProductImportRowEntity): boolean {
  return verdict !== 'REJECT' && verdict !== 'SKIP';
}

export function storedRemark({ column, code, verdict, original, params }: Remark): StoredRemark {
  return { column, code, verdict, original, params };
}

export function progressed({ id, ownerId }: ProductImportEntity): DomainEvent {
  return { type: 'ProductImportProgressed', subjectId: id, organisationId: ownerId };
}

/** The import as it is when all its rows were done; tells its organisation. */
export function finishedNow(tx: ActingTx, current: ProductImportEntity, finishedAt: Date): ProductImportEntity {
  if (current.rowsRead < current.rowsTotal) throw new Error(`Import ${current.id} ended after ${current.rowsRead} of ${current.rowsTotal} rows.`);
  const { rowsTotal, rowsTaken, rowsRejected } = current;
  const code = current.dryRun ? 'NOTICE_IMPORT_CHECKED' : 'NOTICE_IMPORT_FINISHED';
  tx.announce({ ...finished(current), notice: { recipients: [current.ownerId], code, params: { rowsTotal, rowsTaken, rowsRejected } } });
  return { ...current, state: 'FINISHED', finishedAt };
}

function finished({ id, ownerId }: ProductImportEntity): DomainEvent {
  return { type: 'ProductImportFinished', subjectId: id, organisationId: ownerId };
}
