import type { PoolUse } from '../db/database.js';
import type { Gauge, Metrics } from './metrics.js';

interface Pools {
  readonly connections: Gauge;
  readonly max: Gauge;
}
const known = new WeakMap<Metrics, Pools>();

/** Registers how far a pool of connections is used; `waiting` above 0 for long says that it is too small, or that transactions are too long. */
export function measurePool(metrics: Metrics, pool: string, max: number, read: () => PoolUse): void {
  const pools = known.get(metrics) ?? {
    connections: metrics.gauge({ name: 'duijie_pool_connections', help: 'Database connections of a pool that are busy or idle, and transactions waiting for one.', labels: ['pool', 'state'] }),
    max: metrics.gauge({ name: 'duijie_pool_connections_max', help: 'Connections a pool may open.', labels: ['pool'] }),
  };
  known.set(metrics, pools);
  pools.max.set(max, { pool });
  metrics.beforeScrape(() => {
    for (const [state, count] of Object.entries(read())) pools.connections.set(count, { pool, state });
  });
}
