import type { EventType } from '../../core/events/events.js';
import type { Tx } from '../db/tx.js';

/** An event that names the tenant, without what it says to others. */
export interface ChangeEvent {
  /** Outbox position, decimal digits of a bigint. */
  readonly position: string;
  readonly type: EventType;
  readonly subjectId: string;
  readonly at: Date;
}

/**
 * Events of these types that name the tenant, after this position and in its order. Only stamped ones are there, and the single
 * relay stamps in order, so what is committed late comes later and is never passed over.
 */
export async function changesOf(tx: Tx, after: string, types: readonly EventType[], limit: number): Promise<ChangeEvent[]> {
  return tx.query<ChangeEvent>('select "position", type, subject_id as "subjectId", at from platform_changes_of($1::bigint, $2, $3)', [after, types, limit]);
}
