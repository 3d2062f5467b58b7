import { Injectable } from '@nestjs/common';
import { ANONYMOUS } from '../core/access/viewer.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import type { ClassGroup } from '../core/policy/reference.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Classes } from './classes.js';
import type { ClassRow } from './policy.store.js';

/** A class as the API shows it: its definition, where it stands in the tree, and whose clause it is. */
export interface ClassCard extends ClassDefinition {
  readonly departments: readonly string[];
  readonly path: readonly ClassGroup[];
  /** The group it stands in. */
  readonly parentId: string;
}

/** Classes for reading: the law is the same for everybody, so nobody's rights are asked. */
@Injectable()
export class ClassCards {
  private cards: ReadonlyMap<string, ClassCard> = new Map();
  private source: ReadonlyMap<string, ClassRow> | null = null;

  constructor(private readonly database: AppDatabase, private readonly classes: Classes) {}

  /** All classes by id, in the order of their ids, an edit is seen within a second. */
  async all(): Promise<ReadonlyMap<string, ClassCard>> {
    const rows = this.classes.fresh() ?? await this.database.read(scopeOf(ANONYMOUS), (tx) => this.classes.all(tx));
    if (rows !== this.source) {
      this.cards = new Map([...rows].map(([id, row]) => [id, cardOf(row)]));
      this.source = rows;
    }
    return this.cards;
  }

  /** A class by its id, a retired one too: what was listed in it still says what it is. */
  async one(id: string): Promise<ClassCard | null> {
    const card = (await this.all()).get(id);
    const retired = card === undefined ? this.classes.retired(id) : null;
    return card ?? (retired === null ? null : cardOf(retired));
  }
}

export function cardOf({ definition, departments, path }: ClassRow): ClassCard {
  return { ...definition, departments, path, parentId: path.at(-1)?.id ?? '' };
}
