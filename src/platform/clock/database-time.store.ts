import type { AskTime } from './clock.js';

/** Asks PostgreSQL for its wall clock, not for the start of the transaction. */
export function askDatabase(query: (sql: string) => Promise<readonly { readonly at: Date }[]>): AskTime {
  return async () => {
    const [row] = await query('select clock_timestamp() as at');
    if (row === undefined) throw new Error('The database answered no time.');
    return row.at;
  };
}
