import { setTimeout as pause } from 'node:timers/promises';
import type { Invariant, Remains } from './invariant.js';

/** A connection that was closed just now is gone within this time. */
const GONE_WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 50;

/** Sessions that the database keeps for a process or a connection that is gone, and transactions that nobody will end. */
async function stuckSessions({ house }: Remains): Promise<object[]> {
  for (const end = Date.now() + GONE_WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
    const stuck = await house.sql(
      `select pid, usename, application_name, state, query from pg_stat_activity
       where datname = current_database() and usename like 'duijie\\_%' and application_name <> 'duijie test'
         and (client_port <> all($1::integer[]) or (state like 'idle in transaction%' and state_change < clock_timestamp() - interval '2 s'))`, [house.portsInUse]);
    if (stuck.length === 0 || Date.now() > end) return stuck;
  }
}

/** What a process that died must not leave behind. */
export const LEFT_BEHIND: readonly Invariant[] = [
  { holds: 'no session of a process that is gone is left', broken: stuckSessions },
  { holds: 'no process has outlived its end', broken: ({ house }) => Promise.resolve(house.outlived) },
];
