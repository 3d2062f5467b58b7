import type { HealthCheck } from './readiness.js';

/** The database answers a statement; `query` uses the pool the process works with, so that an exhausted pool shows. */
export function databaseCheck(query: (sql: string) => Promise<unknown>, name = 'database'): HealthCheck {
  return { name, check: async () => void await query('select 1') };
}
