import type { EngineView } from './engine-view.js';
import type { FaultHouse } from './fault-house.js';
import type { Ledger } from './ledger.js';

/** What a run has left behind, and what it was told. */
export interface Remains {
  readonly house: Pick<FaultHouse, 'sql' | 'queue' | 'faults' | 'portsInUse' | 'outlived'> & { readonly engine: Pick<EngineView, 'different'> };
  readonly ledger: Ledger;
}

/** Something that must hold whatever died how often. */
export interface Invariant {
  readonly holds: string;
  /** Where it does not, a few words each; empty when it holds. */
  broken(remains: Remains): Promise<readonly unknown[]>;
}

/** An invariant in SQL: the rows that the statement answers are those that break it. `parameter` is `$1`, as jsonb. */
export function noRow(holds: string, sql: string, parameter?: (ledger: Ledger) => unknown): Invariant {
  return { holds, broken: ({ house, ledger }) => house.sql(sql, parameter === undefined ? [] : [JSON.stringify(parameter(ledger))]) };
}
