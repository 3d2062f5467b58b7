import { Injectable } from '@nestjs/common';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import type { Tx } from '../platform/db/tx.js';
import { allClasses, lastClassEdit, type ClassRow } from './policy.store.js';

/** How long a process reads its copy before it asks whether a class was edited: one short query a second at most. */
const LOOKED_MS = 1_000;
/** How long it reads a copy at all: a new edition of the seeds is no edit. */
const FRESH_MS = 30_000;

/** The class tree in memory: a few hundred rows that every import, search and match reads, and that rarely change. */
@Injectable()
export class Classes {
  private rows: ReadonlyMap<string, ClassRow> | null = null;
  private gone: ReadonlyMap<string, ClassRow> = new Map();
  private edit: string | null = null;
  private readAt = 0;
  private lookedAt = 0;

  /** All classes in force by id. `tx` is the caller's transaction, used when nobody has looked for a second. */
  async all(tx: Tx): Promise<ReadonlyMap<string, ClassRow>> {
    const fresh = this.fresh();
    if (fresh !== null) return fresh;
    const now = performance.now();
    // Before the rows: an edit in between is read again a second later, never missed.
    const edit = await lastClassEdit(tx);
    if (this.rows === null || edit !== this.edit || now - this.readAt > FRESH_MS) {
      const read = await allClasses(tx);
      const byId = (retired: boolean): ReadonlyMap<string, ClassRow> => new Map(read.filter((row) => row.retired === retired).map((row) => [row.definition.id, row]));
      [this.rows, this.gone, this.edit, this.readAt] = [byId(false), byId(true), edit, now];
    }
    this.lookedAt = now;
    return this.rows;
  }

  async definition(tx: Tx, id: string): Promise<ClassDefinition | null> {
    return (await this.all(tx)).get(id)?.definition ?? null;
  }

  /** A class that was retired, as it was: for what still names it. As of the last look. */
  retired(id: string): ClassRow | null {
    return this.gone.get(id) ?? null;
  }

  /** The copy while nobody need look, otherwise null: spares who only reads classes a transaction. */
  fresh(): ReadonlyMap<string, ClassRow> | null {
    return performance.now() - this.lookedAt <= LOOKED_MS ? this.rows : null;
  }

  /** Makes the next reader look: for who knows of an edit. */
  look(): void {
    this.lookedAt = -Infinity;
  }
}
