import { Injectable } from '@nestjs/common';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import type { Tx } from '../platform/db/tx.js';
import { allClasses, type ClassRow } from './policy.store.js';

/** How long a process may read an edition of the classes before it looks again. */
const FRESH_MS = 30_000;

/** The class tree in memory: a few hundred rows that every import, search and match reads, and that rarely change. */
@Injectable()
export class Classes {
  private rows: ReadonlyMap<string, ClassRow> | null = null;
  private readAt = 0;

  /** All classes by id. `tx` is the caller's transaction, used when the copy is older than 30 seconds. */
  async all(tx: Tx): Promise<ReadonlyMap<string, ClassRow>> {
    const fresh = this.fresh();
    if (fresh !== null) return fresh;
    const rows = new Map((await allClasses(tx)).map((row) => [row.definition.id, row]));
    this.rows = rows;
    this.readAt = performance.now();
    return rows;
  }

  async definition(tx: Tx, id: string): Promise<ClassDefinition | null> {
    return (await this.all(tx)).get(id)?.definition ?? null;
  }

  /** The copy while it is fresh, otherwise null: spares who only reads classes a transaction. */
  fresh(): ReadonlyMap<string, ClassRow> | null {
    return performance.now() - this.readAt <= FRESH_MS ? this.rows : null;
  }
}
