import type { DomainEvent } from '../../core/events/events.js';
import { SYSTEM_SCOPE, type MatcherDatabase } from '../db/database.js';
import { takeFromInbox } from '../inbox/inbox.js';
import { writeOutbox } from '../outbox/outbox.js';
import type { ActingTx } from './deeds.js';

/** An event as a job carries it: ids only. */
export interface HandledEvent {
  readonly id: string;
  readonly type: string;
  readonly subjectId: string;
  readonly organisationId: string | null;
  readonly traceId: string;
}

/** One deed of the background: named in the switchboard, woken with batches of events in any order and any number of times. */
export interface EventHandler {
  handle(events: readonly HandledEvent[]): Promise<void>;
}

/** Runs handlers' work so that each event has its effect once: the inbox row and the effect commit together. */
export class Handlers {
  constructor(private readonly database: MatcherDatabase) {}

  async once<T>(
    handler: string,
    events: readonly HandledEvent[],
    work: (tx: ActingTx, fresh: readonly HandledEvent[]) => Promise<T>,
  ): Promise<T | null> {
    return this.database.transaction(SYSTEM_SCOPE, async (tx) => {
      const taken = new Set(await takeFromInbox(tx, handler, events.map((event) => event.id)));
      const fresh = events.filter((event) => taken.has(event.id));
      if (fresh.length === 0) return null;
      const announced: DomainEvent[] = [];
      const answer = await work(Object.assign(Object.create(tx) as ActingTx, { announce: (...more: DomainEvent[]) => void announced.push(...more) }), fresh);
      await writeOutbox(tx, announced, fresh[0]?.traceId ?? '');
      return answer;
    });
  }
}
