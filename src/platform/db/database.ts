import type { Pool } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { isMember, type Viewer } from '../../core/access/viewer.js';
import type { Statement } from './exchange.js';
import { openReading } from './reading.js';
import { codeOf, openTransaction } from './transaction.js';
import type { Tx } from './tx.js';

/** The tenant a transaction is bound to; row-level security reads it back with `current_setting`. */
export interface TenantScope {
  readonly organisationId: string;
  readonly kind: Viewer['kind'];
  readonly branch: string;
  readonly approved: boolean;
  /** Whose own account may be touched as well; absent or empty: nobody's. */
  readonly accountId?: string;
}

export function scopeOf(viewer: Viewer): TenantScope {
  if (isMember(viewer)) return { organisationId: viewer.organisationId, kind: viewer.kind, branch: viewer.branch, approved: viewer.approved, accountId: viewer.accountId };
  return { organisationId: '', kind: viewer.kind, branch: '', approved: false };
}

/** The platform's own scope: job handlers and sweeps, whose role has policies of its own. */
export const SYSTEM_SCOPE: TenantScope = { organisationId: '', kind: 'SYSTEM', branch: '', approved: false };

/**
 * Serialisation failure, deadlock, and a unique key that another transaction took between our look and our write: nothing
 * was written, and the second run sees what the other one did and refuses it by name.
 */
const TRANSIENT = new Set(['40001', '40P01', '23505']);
const ATTEMPTS = 4;
const STATEMENT_MS = 30_000;
/** A network that has forgotten a connection tells neither end: the system itself gives up after a quarter of an hour. */
const SILENCE_MS = 40_000;
const CLOSED_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 5;
/** Between two questions of one reader nothing runs for a moment. */
const IDLE_LOOKS = 2;

/** One pool under one database role; every transaction names its tenant before its first statement. */
export class Database {
  /** Whether statements that are asked often stay prepared on their connections. */
  protected readonly prepared: boolean = true;
  /** Transactions and reads that run or wait for a connection. */
  private running = 0;

  constructor(readonly dataSource: DataSource) {}

  static async open(options: DatabaseOptions): Promise<DataSource> {
    const dataSource = new DataSource({
      type: 'postgres',
      url: options.url,
      applicationName: options.applicationName,
      entities: options.entities,
      synchronize: false,
      migrationsRun: false,
      logging: false,
      extra: {
        max: options.connections,
        idle_in_transaction_session_timeout: 60_000,
        statement_timeout: options.statementTimeoutMs ?? STATEMENT_MS,
        query_timeout: options.silenceMs ?? SILENCE_MS,
        keepAlive: true,
        connectionTimeoutMillis: 10_000,
      },
    });
    return dataSource.initialize();
  }

  /**
   * Runs `work` in one transaction bound to the tenant and commits. `work` must have no effect outside the transaction:
   * it runs again, at most three more times, when PostgreSQL reports a deadlock or a serialisation failure.
   */
  transaction<T>(scope: TenantScope, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.whole(scope, false, work);
  }

  /** As `transaction`, read only: one connection from the first statement to the last, for who holds a cursor or must see one moment. */
  lookThrough<T>(scope: TenantScope, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.whole(scope, true, work);
  }

  /** Reads bound to the tenant: a write inside is refused by PostgreSQL, and each statement sees what is committed when it begins. */
  read<T>(scope: TenantScope, work: (tx: Tx) => Promise<T>): Promise<T> {
    const bind = bindTo(scope, true);
    return this.attempted(async () => {
      const reading = openReading(this.pool, bind, () => openTransaction(this.dataSource, { readOnly: true, bind, prepared: this.prepared }));
      try {
        const value = await work(reading.tx);
        await reading.commit();
        return value;
      } catch (error) {
        await reading.rollback(error);
        throw error;
      } finally {
        await reading.release();
      }
    });
  }

  /**
   * Closes once nothing runs any more, at the latest after `withinMs`: a live reader that was woken just before asks twice, and a
   * pool that has ended under it would fail it, or never answer.
   */
  async close(withinMs = CLOSED_WITHIN_MS): Promise<void> {
    for (let [end, idle] = [Date.now() + withinMs, 0]; idle < IDLE_LOOKS && Date.now() < end; idle = this.running === 0 ? idle + 1 : 0) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** Connections of the pool now, and transactions that wait for one. */
  poolUse(): PoolUse {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
  }

  private whole<T>(scope: TenantScope, readOnly: boolean, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.attempted(async () => {
      const opened = openTransaction(this.dataSource, { readOnly, bind: bindTo(scope, readOnly), prepared: this.prepared });
      try {
        const value = await work(opened.tx);
        await opened.commit();
        return value;
      } catch (error) {
        await opened.rollback(error);
        throw error;
      } finally {
        await opened.release();
      }
    });
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { readonly master: Pool }).master;
  }

  /** Runs `work`, and again when PostgreSQL says that another transaction was in the way. */
  private async attempted<T>(work: () => Promise<T>): Promise<T> {
    this.running += 1;
    try {
      for (let attempt = 1; ; attempt++) {
        try {
          return await work();
        } catch (error) {
          if (attempt >= ATTEMPTS || !TRANSIENT.has(codeOf(error))) throw error;
        }
      }
    } finally {
      this.running -= 1;
    }
  }
}

export interface PoolUse {
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly applicationName: string;
  readonly entities: DataSourceOptions['entities'];
  /** Connections of the pool; a transaction takes exactly one. */
  readonly connections: number;
  readonly statementTimeoutMs?: number;
  /** A server that says nothing for so long is gone: longer than a statement may take; 40 s unless given. */
  readonly silenceMs?: number;
}

const BIND = `set_config('app.org', $1, true), set_config('app.kind', $2, true), set_config('app.branch', $3, true), set_config('app.approved', $4, true),
  set_config('app.account', $5, true)`;

function bindTo(scope: TenantScope, readOnly: boolean): Statement {
  return {
    text: readOnly ? `select set_config('transaction_read_only', 'on', true), ${BIND}` : `select ${BIND}`,
    parameters: [scope.organisationId, scope.kind, scope.branch, String(scope.approved), scope.accountId ?? ''],
  };
}

/** Market and admin deeds and reads: role `duijie_app`, bound by row-level security. */
export class AppDatabase extends Database {}
/** Job handlers: role `duijie_matcher`, which has select policies of its own on named tables, none of them sealed. */
export class MatcherDatabase extends Database {
  /** Its statements take batches of every size: a plan made for any of them would be kept for all. */
  protected override readonly prepared = false;
}
