import type { PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { exchange, type Statement } from './exchange.js';
import { breakOff, isSilence } from './silence.js';
import type { Tx } from './tx.js';

/** PostgreSQL ended a statement that took longer than it may. */
const LATE = '57014';

export interface OpenTransaction {
  readonly tx: Tx;
  commit(): Promise<void>;
  /** Takes everything back, as far as there is a connection to say so on, and gives the connection back. */
  rollback(error: unknown): Promise<void>;
  release(): Promise<void>;
}

export interface TransactionOptions {
  readonly readOnly: boolean;
  /** Binds the transaction to its tenant. */
  readonly bind: Statement;
  /** Whether statements that are asked often stay prepared. */
  readonly prepared: boolean;
}

/**
 * A transaction whose beginning goes to the server together with its first statement. TypeORM's manager takes part in it: what it asks waits
 * until the transaction has begun. A transaction that asked nothing has never begun.
 */
export function openTransaction(dataSource: DataSource, { readOnly, bind, prepared }: TransactionOptions): OpenTransaction {
  const runner = dataSource.createQueryRunner();
  // Begun by hand, since TypeORM can begin no read-only one; it locks rows and saves without a transaction of its own only when told, and
  // looks before it connects: whatever it asks, the beginning goes first.
  const told = runner as { isTransactionActive: boolean };
  told.isTransactionActive = true;
  const connect = runner.connect.bind(runner) as () => Promise<PoolClient>;
  let begun: Promise<PoolClient> | null = null;
  /** Sent with the next statement. */
  let soon: Statement[] = [];

  const send = async (client: PoolClient, statements: readonly Statement[]): Promise<readonly (readonly object[])[]> => {
    const { rows, error } = await exchange(client, statements, prepared);
    if (error !== null) throw error;
    return rows;
  };
  /** The first statement takes the beginning along; later ones, and the manager's, wait for it. */
  const first = async (statement: Statement | null): Promise<readonly object[]> => {
    const opening: Statement[] = [{ text: readOnly ? 'START TRANSACTION READ ONLY' : 'START TRANSACTION', parameters: [] }, bind];
    const going = (async () => {
      const client = await connect();
      const exchanged = await exchange(client, [...opening, ...take(), ...(statement === null ? [] : [statement])], prepared);
      if (exchanged.rows.length < opening.length && exchanged.error !== null) throw exchanged.error;
      return { client, exchanged };
    })();
    begun = going.then(({ client }) => client);
    begun.catch(() => undefined);
    const { exchanged: { rows, error } } = await going;
    if (error !== null) throw error;
    return rows.at(-1) ?? [];
  };
  const take = (): Statement[] => {
    const taken = soon;
    soon = [];
    return taken;
  };
  // Every statement of the manager connects first.
  Object.assign(runner, { connect: async () => { if (begun === null) await first(null); return begun; } });

  const query = async (text: string, parameters: readonly unknown[] = []): Promise<readonly object[]> => {
    const statement = { text, parameters };
    if (begun === null) return first(statement);
    const client = await begun;
    return (await send(client, [...take(), statement])).at(-1) ?? [];
  };
  return {
    tx: {
      query: query as Tx['query'],
      get manager() {
        return runner.manager;
      },
      within: (ms, work) => withinSavepoint(ms, work, (...statements) => void soon.push(...statements), query),
    },
    commit: async () => {
      if (begun !== null) await (await begun).query('COMMIT');
    },
    rollback: async (error) => {
      if (isSilence(error)) await begun?.then(breakOff).catch(() => undefined);
      // A broken connection cannot roll back; PostgreSQL does it then, and the first error is the one that tells.
      else await begun?.then((client) => client.query('ROLLBACK')).catch(() => undefined);
    },
    release: () => release(runner, told),
  };
}

async function withinSavepoint<T>(ms: number, work: () => Promise<T>, soon: (...statements: Statement[]) => void, query: (text: string) => Promise<unknown>): Promise<T | null> {
  soon({ text: 'savepoint within', parameters: [] }, { text: `set local statement_timeout = ${Math.max(1, Math.trunc(ms))}`, parameters: [] });
  try {
    const value = await work();
    soon({ text: 'release savepoint within', parameters: [] }, { text: 'set local statement_timeout to default', parameters: [] });
    return value;
  } catch (error) {
    if (codeOf(error) !== LATE) throw error;
    await query('rollback to savepoint within');
    return null;
  }
}

function release(runner: QueryRunner, told: { isTransactionActive: boolean }): Promise<void> {
  told.isTransactionActive = false;
  return runner.release();
}

export function codeOf(error: unknown): string {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const found: unknown = code ?? driverError?.code;
  return typeof found === 'string' ? found : '';
}
