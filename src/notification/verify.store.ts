import type { Tx } from '../platform/db/tx.js';
import type { Keyed } from '../platform/verify/differences.js';
import { keyedRows } from '../platform/verify/rows.store.js';

/** `<event> <organisation>` of every notice, and how often it was posted; in order. */
export function postedNotices(tx: Tx): AsyncGenerator<Keyed> {
  return keyedRows(tx,
    `select lpad(outbox_id::text, 20, '0') || ' ' || organisation_id as key, count(*)::text as value from notification_notice group by 1`);
}

/** Every notice, told of once to one recipient; in the order of ids. */
export function noticesTold(tx: Tx): AsyncGenerator<Keyed> {
  return keyedRows(tx, `select id as key, '0 0 1' as value from notification_notice`);
}
