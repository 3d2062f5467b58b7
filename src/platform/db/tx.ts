import type { EntityManager } from 'typeorm';

/**
 * A running transaction, bound to one tenant. Stores take it as their first argument, so nothing can write outside one.
 * Inside it take no second connection: the pool would deadlock under load.
 */
export interface Tx {
  /** Hot SQL: numbered parameters, rows back as plain objects (numeric and bigint as strings). */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Entities and writes. */
  readonly manager: EntityManager;
}
