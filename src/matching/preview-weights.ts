import { Injectable } from '@nestjs/common';
import type { Viewer } from '../core/access/viewer.js';
import type { OfferedProduct } from '../core/matching/pair.js';
import { previewWeights, type LinePreview } from '../core/matching/path-preview.js';
import { rulesBy } from '../core/matching/rules.js';
import { weightTable, type FactorWeight } from '../core/matching/weights-edit.js';
import { admittedClasses } from '../core/matching/wanted-line.js';
import type { Refused } from '../core/outcome/outcome.js';
import type { DateText } from '../core/time/dates.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { latestOpenLines } from './matching-line.store.js';
import { weightsInForce } from './matching-weights.store.js';
import { productsOfClass } from './path-preview.store.js';

const LINES_MAX = 20;
/** Products judged of each class: a pair takes some microseconds, and a class seldom has so many. */
const PRODUCTS_MAX = 1_000;

/** Says what other weights would do to the latest open lines, and does nothing: judged by matching's own rule. */
@Injectable()
export class PreviewWeights {
  constructor(private readonly database: AppDatabase) {}

  preview(viewer: Viewer, named: readonly FactorWeight[], today: DateText): Promise<LinePreview[] | Refused> {
    const table = weightTable(named);
    if (!('weights' in table)) return Promise.resolve(table);
    return this.database.read(scopeOf(viewer), async (tx) => {
      const inForce = await weightsInForce(tx);
      const lines = await latestOpenLines(tx, LINES_MAX);
      const offered = new Map<string, OfferedProduct[]>();
      for (const classId of new Set(lines.flatMap((line) => admittedClasses(line)))) offered.set(classId, (await productsOfClass(tx, classId, PRODUCTS_MAX)).products);
      return lines.flatMap((line) => previewWeights(
        [line], admittedClasses(line).flatMap((classId) => offered.get(classId) ?? []), rulesBy(inForce), rulesBy({ version: '', weights: table.weights }), today));
    });
  }
}
