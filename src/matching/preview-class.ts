import { Injectable } from '@nestjs/common';
import { specsOutside } from '../catalogue/index.js';
import type { Viewer } from '../core/access/viewer.js';
import type { Refused } from '../core/outcome/outcome.js';
import { narrowedBounds, type ClassRevision } from '../core/policy/class-edit.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { allClasses, type ClassRow } from '../policy/index.js';
import { knownClass, revisedRow, useOfClass } from './class-ground.js';

const EXAMPLES_MAX = 100;

export interface ClassPreview {
  readonly after: ClassRow;
  /** Products of the class on the market. */
  readonly productsTouched: number;
  /** Open lines that want it. */
  readonly linesTouched: number;
  /** Figures of those products that the bounds leave outside. */
  readonly outOfBounds: number;
  readonly examples: readonly { readonly productId: string; readonly attributeKey: string; readonly value: number; readonly min: number | null; readonly max: number | null }[];
}

/** Says what a revision of a class would do, and does nothing: judged by the same rule as the revision itself. */
@Injectable()
export class PreviewClass {
  constructor(private readonly database: AppDatabase) {}

  preview(viewer: Viewer, classId: string, revision: ClassRevision): Promise<ClassPreview | Refused> {
    return this.database.read(scopeOf(viewer), async (tx) => {
      const known = await allClasses(tx);
      const found = knownClass(known, classId);
      if (!('row' in found)) return found;
      const use = await useOfClass(tx, classId);
      const revised = revisedRow(known, found.row, revision, use);
      if (!('row' in revised)) return revised;
      const bounds = narrowedBounds(found.row.definition, revised.row.definition);
      const { count, examples } = await specsOutside(tx, classId, bounds, EXAMPLES_MAX);
      return {
        after: revised.row, productsTouched: use.products, linesTouched: use.lines, outOfBounds: count,
        examples: examples.map((one) => {
          const bound = bounds.find(({ key }) => key === one.attributeKey);
          return { ...one, min: bound?.min ?? null, max: bound?.max ?? null };
        }),
      };
    });
  }
}
