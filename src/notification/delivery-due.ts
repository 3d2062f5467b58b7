import type { DomainEvent } from '../core/events/events.js';
import type { NoticeDeliveryId } from '../core/ids/ids.js';

/** The events that wake the sending of these messages: one job each batch, with the queue's rests between its tries. */
export function deliveriesDue(ids: readonly NoticeDeliveryId[]): DomainEvent[] {
  return ids.map((subjectId) => ({ type: 'DeliveryDue', subjectId, organisationId: null }));
}
