import type { EntityManager } from 'typeorm';

/**
 * A running transaction, bound to one tenant. Stores take it as their first argument, so nothing can write outside one.
 * Inside it take no second connection: the pool would deadlock under load.
 */
export interface Tx {
  /** Hot SQL: numbered parameters, rows back as plain objects (numeric and bigint as strings). */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs `work`, each of whose statements may take this long; null when one was late, and the transaction goes on as if nothing had been asked. */
  within<T>(ms: number, work: () => Promise<T>): Promise<T | null>;
  /** Entities and writes. */
  readonly manager: EntityManager;
}
