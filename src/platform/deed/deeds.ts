import { isMember } from '../../core/access/viewer.js';
import type { DomainEvent } from '../../core/events/events.js';
import { refused, type Outcome } from '../../core/outcome/outcome.js';
import { writeAudit } from '../audit/audit.js';
import type { Ids } from '../clock/ids.js';
import { scopeOf, type AppDatabase } from '../db/database.js';
import type { Tx } from '../db/tx.js';
import type { IdempotencyKeys, KeyOwner } from '../idempotency/idempotency.js';
import { writeOutbox } from '../outbox/outbox.js';
import type { DeedRequest } from './deed-request.js';

/** A transaction of a deed: what it announces goes to the outbox in one statement just before the commit. */
export interface ActingTx extends Tx {
  announce(...events: DomainEvent[]): void;
}

/** What every item of a deed answers: the row it was about, and why, for the audit. */
export interface Acted {
  readonly id: string;
  readonly because?: string | null;
  /** It was as it should be already: nothing was written, so there is nothing to audit. */
  readonly untouched?: boolean;
}

/** Items one deed may take: more would hold the outbox relay back, which never overtakes an open transaction. */
export const MAX_ITEMS = 1_000;

/** Runs deeds: one transaction, idempotency, audit rows and outbox, the same for a click, an import and a job. */
export class Deeds {
  constructor(
    private readonly database: AppDatabase,
    private readonly keys: IdempotencyKeys,
    private readonly ids: Ids,
  ) {}

  /**
   * Performs one deed on 1 to 1,000 inputs. `work` gathers, decides and acts, and answers one outcome per input, in order;
   * a refused item has written nothing. Repeated with the same idempotency key and input it answers the stored outcomes;
   * with another input every item is refused with IDEMPOTENCY_KEY_REUSED.
   */
  async perform<I, T extends Acted>(
    request: DeedRequest,
    deed: string,
    inputs: readonly I[],
    work: (tx: ActingTx, inputs: readonly I[]) => Promise<Outcome<T>[]>,
  ): Promise<Outcome<T>[]> {
    if (inputs.length === 0) return [];
    if (inputs.length > MAX_ITEMS) return inputs.map(() => refused('INPUT', 'TOO_MANY_ITEMS', null, { max: MAX_ITEMS }));
    return this.database.transaction(scopeOf(request.viewer), async (tx) => {
      const owner = request.idempotencyKey === null ? null
        : { organisationId: scopeOf(request.viewer).organisationId, deed, key: request.idempotencyKey };
      if (owner !== null) {
        const reading = await this.keys.take(tx, owner, inputs);
        if (reading.state === 'KNOWN') return reading.answer as Outcome<T>[];
        if (reading.state === 'OTHER_INPUT') {
          return inputs.map(() => refused('CONFLICT', 'IDEMPOTENCY_KEY_REUSED', 'idempotencyKey'));
        }
      }
      const outcomes = await this.actAndRecord(tx, request, deed, inputs, work);
      if (owner !== null) await this.remember(tx, owner, outcomes);
      return outcomes;
    });
  }

  /** As `perform` inside a transaction that runs already (a job's): no idempotency key, since the job's own cursor or inbox guards it. */
  async performWithin<I, T extends Acted>(
    tx: Tx,
    request: DeedRequest,
    deed: string,
    inputs: readonly I[],
    work: (tx: ActingTx, inputs: readonly I[]) => Promise<Outcome<T>[]>,
  ): Promise<Outcome<T>[]> {
    return this.actAndRecord(tx, request, deed, inputs, work);
  }

  /** A deed that was refused in every item has written nothing: its key stays free for the corrected try. */
  private async remember<T>(tx: Tx, owner: KeyOwner, outcomes: readonly Outcome<T>[]): Promise<void> {
    if (outcomes.some((outcome) => outcome.ok)) await this.keys.store(tx, owner, outcomes);
    else await this.keys.release(tx, owner);
  }

  private async actAndRecord<I, T extends Acted>(
    tx: Tx,
    request: DeedRequest,
    deed: string,
    inputs: readonly I[],
    work: (tx: ActingTx, inputs: readonly I[]) => Promise<Outcome<T>[]>,
  ): Promise<Outcome<T>[]> {
    const events: DomainEvent[] = [];
    const outcomes = await work(Object.assign(Object.create(tx) as Tx, { announce: (...more: DomainEvent[]) => void events.push(...more) }), inputs);
    const viewer = request.viewer;
    const author = {
      organisationId: isMember(viewer) ? viewer.organisationId : null,
      memberId: isMember(viewer) ? viewer.memberId : null,
      at: request.receivedAt,
      traceId: request.traceId,
    };
    await writeAudit(tx, author, outcomes.flatMap((outcome) => (outcome.ok && outcome.value.untouched !== true
      ? [{ id: this.ids.next('audit'), deed, subjectId: outcome.value.id, because: viewer.kind === 'SYSTEM' ? viewer.because : outcome.value.because ?? null }]
      : [])));
    await writeOutbox(tx, events, request.traceId);
    return outcomes;
  }
}
