import { randomBytes } from 'node:crypto';
import type { Tx } from '../db/tx.js';
import type { Keyed } from './differences.js';
import { KEPT, type Broken, type Invariant, type InvariantText } from './invariant.js';

/** An invariant in SQL: each row that the statement answers breaks it, named by its column `what`. */
export function noRow(text: InvariantText, sql: string, parameters: readonly unknown[] = []): Invariant {
  return {
    ...text,
    broken: async (tx) => {
      const [row] = await tx.query<Broken>(
        `with broken as materialized (select what::text as what from (${sql}) found)
         select (select count(*)::integer from broken) as count, array(select what from broken order by what collate "C" limit ${KEPT}) as what`, parameters);
      return row ?? { count: 0, what: [] };
    },
  };
}

const FETCHED = 1_000;

/**
 * The rows of a statement with the columns `key` and `value`, in the order of the keys' code points, a thousand at
 * a time by a cursor of the transaction.
 */
export async function* keyedRows(tx: Tx, sql: string): AsyncGenerator<Keyed> {
  const cursor = `keyed_${randomBytes(6).toString('hex')}`;
  await tx.query(`declare ${cursor} no scroll cursor for select k.key, k.value from (${sql}) k order by k.key collate "C"`);
  for (;;) {
    const rows = await tx.query<Keyed>(`fetch ${FETCHED} from ${cursor}`);
    yield* rows;
    if (rows.length < FETCHED) break;
  }
  await tx.query(`close ${cursor}`);
}
