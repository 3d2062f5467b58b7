import { Injectable } from '@nestjs/common';
import type { SystemViewer } from '../core/access/viewer.js';
import type { DemandId, OrganisationId } from '../core/ids/ids.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import { Clock } from '../platform/clock/clock.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import type { DemandEntity } from './demand.entity.js';
import { pageOfOverdueDemands, type OverdueDemand } from './demand.store.js';
import { ownDemandsForChange, saveDemandStates } from './demand-writes.store.js';

const PAGE = 500;
/** Rows of one transaction: the two largest demands. */
const LINES_AT_ONCE = 1_000;
const CLOCK: SystemViewer = { kind: 'SYSTEM', because: 'needed by a day that has passed' };

/**
 * Sweep: published lines of demands that were needed by a day before today expire, and their owner is told. Drafts stay, to be
 * given a new day, and so do lines that are being sourced. Harmless to run at any time and twice at once.
 */
@Injectable()
export class ExpireDemands implements EventHandler {
  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly clock: Clock) {}

  async handle(): Promise<void> {
    const now = this.clock.now();
    const today = shanghaiDate(now);
    let last: OverdueDemand | null = null;
    do {
      const after: OverdueDemand | null = last;
      const page: OverdueDemand[] = await this.database.read(SYSTEM_SCOPE, (tx) => pageOfOverdueDemands(tx, today, PAGE, after));
      for (const batch of batchesOf(page)) await this.expire(batch, now);
      last = page.length < PAGE ? null : page.at(-1) ?? null;
    } while (last !== null);
  }

  /** One transaction, bound to the one owner: row-level security lets nobody else write these rows, the platform included. */
  private async expire({ ownerId, ids }: Batch, now: Date): Promise<void> {
    const request = { viewer: CLOCK, receivedAt: now, idempotencyKey: null, traceId: `expire-${shanghaiDate(now)}`, locale: 'zh-CN' as const };
    await this.database.transaction({ ...SYSTEM_SCOPE, organisationId: ownerId }, (tx) =>
      this.deeds.performWithin(tx, request, 'expireDemands', ids, (acting, wanted) => expired(acting, ownerId, wanted, now)));
  }
}

async function expired(tx: ActingTx, ownerId: OrganisationId, ids: readonly DemandId[], now: Date): Promise<Outcome<DemandEntity>[]> {
  const own = await ownDemandsForChange(tx, ownerId, ids);
  const today = shanghaiDate(now);
  const outcomes = ids.map((id): Outcome<DemandEntity> => {
    const demand = own.get(id);
    const lines = demand?.lines.filter((line) => line.state === 'PUBLISHED') ?? [];
    // Between the look and the lock the owner may have closed it or set a new day.
    if (demand === undefined || demand.neededBy === null || demand.neededBy >= today || lines.length === 0) return refused('STATE', 'DEMAND_NOT_OPEN', 'demandId');
    for (const line of lines) line.state = 'EXPIRED';
    demand.updatedAt = now;
    return done(demand);
  });
  const demands = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  await saveDemandStates(tx, demands);
  tx.announce(...demands.map((demand) => ({
    type: 'DemandClosed' as const, subjectId: demand.id, organisationId: ownerId,
    notice: { recipients: [ownerId], code: 'NOTICE_DEMAND_EXPIRED', params: { title: demand.title, neededBy: demand.neededBy ?? '' } },
  })));
  return outcomes;
}

interface Batch {
  readonly ownerId: OrganisationId;
  readonly ids: readonly DemandId[];
}

/** Demands of one owner each, as many as fit one transaction. */
function batchesOf(page: readonly OverdueDemand[]): Batch[] {
  const batches: { ownerId: OrganisationId; ids: DemandId[]; lines: number }[] = [];
  for (const { id, ownerId, lines } of page) {
    const open = batches.at(-1);
    if (open?.ownerId === ownerId && open.lines + lines <= LINES_AT_ONCE) Object.assign(open, { lines: open.lines + lines }).ids.push(id);
    else batches.push({ ownerId, ids: [id], lines });
  }
  return batches;
}
