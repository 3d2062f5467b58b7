import type { ActingTx } from '../deed/deeds.js';
import type { Outcome } from '../../core/outcome/outcome.js';

/**
 * Runs one item of a deed that is made of other deeds: when it is refused, nothing of what they wrote or announced before stays,
 * and the transaction goes on. Costs two statements; nothing may run beside it in the same transaction.
 */
export async function allOrNothing<T>(tx: ActingTx, work: (tx: ActingTx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const announced: Parameters<ActingTx['announce']> = [];
  await tx.query('savepoint item');
  const outcome = await work(Object.assign(Object.create(tx) as ActingTx, { announce: (...events: typeof announced) => void announced.push(...events) }));
  await tx.query(outcome.ok ? 'release savepoint item' : 'rollback to savepoint item');
  if (outcome.ok) tx.announce(...announced);
  return outcome;
}
