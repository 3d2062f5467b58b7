import { Injectable } from '@nestjs/common';
import type { MemberViewer } from '../core/access/viewer.js';
import type { JudgedMachine } from '../core/demand/equipment/import/ledger.js';
import { REGISTER_REFUSALS, refusedRow, type LedgerRemark } from '../core/demand/equipment/import/ledger-remark.js';
import type { DomainEvent } from '../core/events/events.js';
import type { AccountId, SessionId } from '../core/ids/ids.js';
import { done, type RefusalData } from '../core/outcome/outcome.js';
import { Clock } from '../platform/clock/clock.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import type { EquipmentImportEntity, EquipmentImportRowEntity, StoredLedgerRemark } from './equipment-import.entity.js';
import { insertEquipmentImportRows, lockEquipmentImport, saveEquipmentImport } from './equipment-import.store.js';
import { SaveEquipment } from './save-equipment.js';

/** Some consecutive rows of a ledger; `first` counts from 0 through all sheets. */
export interface LedgerChunk {
  readonly first: number;
  readonly rows: readonly JudgedMachine[];
  /** False: the verdicts are kept and no machine is saved. */
  readonly take: boolean;
}

/**
 * Moves an import on by one step, each in one short transaction as the member who requested it. The import's row is locked
 * and is the cursor: a step that was done already changes nothing, whoever comes second.
 */
@Injectable()
export class AdvanceEquipmentImport {
  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly saving: SaveEquipment, private readonly clock: Clock) {}

  /** The file was read: how many rows there are, and what there is to say of it as a whole. */
  async start(row: EquipmentImportEntity, traceId: string, rowsTotal: number, remarks: readonly LedgerRemark[]): Promise<void> {
    await this.step(row, traceId, 'startEquipmentImport', async (tx, current) => {
      if (current.state !== 'QUEUED') return null;
      tx.announce(progressed(current));
      return { ...current, state: 'RUNNING', rowsTotal, remarks: remarks.map(stored) };
    });
  }

  /** The file cannot be read at all. */
  async refuse(row: EquipmentImportEntity, traceId: string, refusal: RefusalData): Promise<void> {
    await this.step(row, traceId, 'refuseEquipmentImport', async (tx, current, request) => {
      tx.announce({ ...finished(current), notice: { recipients: [current.ownerId], code: 'NOTICE_LEDGER_REFUSED', params: {} } });
      return { ...current, state: 'REFUSED', refusalCode: refusal.code, refusalParams: refusal.params, finishedAt: request.receivedAt };
    });
  }

  /** Saves the rows of a chunk that were not saved yet, with their verdicts. */
  async chunk(row: EquipmentImportEntity, traceId: string, chunk: LedgerChunk): Promise<void> {
    await this.step(row, traceId, 'importEquipment', async (tx, current, request) => {
      const done = Math.max(0, current.rowsRead - chunk.first);
      const fresh = chunk.rows.slice(done);
      if (fresh.length === 0) return null;
      const rows = await this.save(tx, request, current, fresh, chunk.first + done, chunk.take && !current.dryRun);
      await insertEquipmentImportRows(tx, rows);
      tx.announce(progressed(current));
      const taken = !chunk.take ? 0 : rows.filter((one) => one.equipmentId !== null || (current.dryRun && one.verdict !== 'REJECT' && one.verdict !== 'SKIP')).length;
      return {
        ...current, rowsRead: current.rowsRead + rows.length, rowsTaken: current.rowsTaken + taken,
        rowsRejected: current.rowsRejected + rows.filter((one) => one.verdict === 'REJECT').length,
      };
    });
  }

  /** All rows were saved: what should be renewed is looked for once, in the whole register. */
  async finish(row: EquipmentImportEntity, traceId: string): Promise<void> {
    await this.step(row, traceId, 'finishEquipmentImport', async (tx, current, request) => {
      if (current.rowsRead < current.rowsTotal) throw new Error(`Import ${current.id} ended after ${current.rowsRead} of ${current.rowsTotal} rows.`);
      const { rowsTotal, rowsTaken, rowsRejected, ownerId } = current;
      const code = current.dryRun ? 'NOTICE_LEDGER_CHECKED' : 'NOTICE_LEDGER_IMPORTED';
      tx.announce({ ...finished(current), notice: { recipients: [ownerId], code, params: { rowsTotal, rowsTaken, rowsRejected } } });
      if (!current.dryRun && rowsTaken > 0) tx.announce({ type: 'EquipmentChanged', subjectId: ownerId, organisationId: ownerId });
      return { ...current, state: 'FINISHED', finishedAt: request.receivedAt };
    });
  }

  /** `change` answers the import as it shall be, or null when there is nothing to do. */
  private step(
    row: EquipmentImportEntity, traceId: string, deed: string,
    change: (tx: ActingTx, current: EquipmentImportEntity, request: DeedRequest) => Promise<EquipmentImportEntity | null>,
  ): Promise<void> {
    const request: DeedRequest = { viewer: importingMember(row), receivedAt: this.clock.now(), idempotencyKey: null, traceId, locale: 'zh-CN' };
    return this.database.transaction(scopeOf(request.viewer), async (tx) => {
      const current = await lockEquipmentImport(tx, row.id);
      if (current === null || current.state === 'FINISHED' || current.state === 'REFUSED') return;
      await this.deeds.performWithin(tx, request, deed, [current], async (acting, imports) => {
        const changed = await Promise.all(imports.map((one) => change(acting, one, request)));
        const kept = changed.filter((one) => one !== null);
        for (const one of kept) await saveEquipmentImport(acting, one);
        return kept.map((one) => done(one));
      });
    });
  }

  private async save(
    tx: ActingTx, request: DeedRequest, current: EquipmentImportEntity, judged: readonly JudgedMachine[], first: number, take: boolean,
  ): Promise<EquipmentImportRowEntity[]> {
    const takeable = take ? judged.flatMap((row) => (row.draft === null ? [] : [{ row, draft: row.draft }])) : [];
    const outcomes = await this.saving.within(tx, request, takeable.map(({ draft }) => draft));
    const saved = new Map(takeable.map(({ row }, index) => [row, outcomes[index]]));
    return judged.map((row, index): EquipmentImportRowEntity => {
      const { sheet, number } = row;
      const outcome = saved.get(row);
      const base = { importId: current.id, ownerId: current.ownerId, position: first + index + 1, sheet, number };
      if (outcome === undefined || outcome.ok) return { ...base, verdict: row.verdict, remarks: row.remarks.map(stored), equipmentId: outcome?.value.id ?? null };
      return { ...base, verdict: 'REJECT', remarks: [...row.remarks, refusalRemark(outcome.refusal)].map(stored), equipmentId: null };
    });
  }
}

/** What the register refused, under its own message where the owner can act on it. */
function refusalRemark({ code, params }: RefusalData): LedgerRemark {
  const known = REGISTER_REFUSALS.find((one) => one === code);
  return known === undefined ? refusedRow(null, 'LEDGER_NOT_SAVED', null, { reason: code }) : refusedRow(null, known, null, params);
}

/** The member as of the request, for whom the rows are saved. The session may have ended since; a register needs no approval, so none is claimed. */
function importingMember(row: EquipmentImportEntity): MemberViewer {
  return {
    kind: 'ENTERPRISE', organisationId: row.ownerId, branch: row.ownerBranch, memberId: row.memberId, roles: row.memberRoles, approved: false,
    accountId: '' as AccountId, sessionId: '' as SessionId,
  };
}

function stored({ column, code, verdict, original, params }: LedgerRemark): StoredLedgerRemark {
  return { column, code, verdict, original, params };
}

function progressed({ id, ownerId }: EquipmentImportEntity): DomainEvent {
  return { type: 'EquipmentImportProgressed', subjectId: id, organisationId: ownerId };
}

function finished({ id, ownerId }: EquipmentImportEntity): DomainEvent {
  return { type: 'EquipmentImportFinished', subjectId: id, organisationId: ownerId };
}
