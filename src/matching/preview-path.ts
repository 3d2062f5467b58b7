import { Injectable } from '@nestjs/common';
import type { Viewer } from '../core/access/viewer.js';
import { previewLines, type LinePreview } from '../core/matching/path-preview.js';
import { rulesBy } from '../core/matching/rules.js';
import { wantedLine } from '../core/matching/wanted-line.js';
import type { Refused } from '../core/outcome/outcome.js';
import { refused } from '../core/outcome/outcome.js';
import { editedPath, withEditedPath, type PathEdit } from '../core/policy/path-edit.js';
import type { DateText } from '../core/time/dates.js';
import { openLinesOfItem } from '../demand/index.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Classes, demandItemsByIds, pathsOfItems } from '../policy/index.js';
import { weightsInForce } from './matching-weights.store.js';
import { preferencesOf } from './preference.store.js';
import { productsOfClass } from './path-preview.store.js';

const LINES_MAX = 100;
/** Products judged for each line: a pair takes some microseconds, and a class seldom has so many. */
const PRODUCTS_MAX = 1_000;

export interface PathPreview {
  /** Open lines that want the item. */
  readonly linesTouched: number;
  /** Products of the class on the market. */
  readonly productsTouched: number;
  readonly lines: readonly LinePreview[];
}

/** Says what an edit of an upgrade path would do, and does nothing: judged by the same rule as the edit itself and by matching's own. */
@Injectable()
export class PreviewPath {
  constructor(private readonly database: AppDatabase, private readonly classes: Classes) {}

  preview(viewer: Viewer, edit: PathEdit, today: DateText): Promise<PathPreview | Refused> {
    return this.database.read(scopeOf(viewer), async (tx) => {
      const { demandItemId, classId } = edit;
      const classes = await this.classes.all(tx);
      const [item] = await demandItemsByIds(tx, [demandItemId]);
      if (item === undefined) return refused('INPUT', 'DEMAND_ITEM_UNKNOWN', 'demandItemId', { demandItemId });
      if (!classes.has(classId)) return refused('INPUT', 'CLASS_UNKNOWN', 'classId', { classId });
      const paths = await pathsOfItems(tx, [demandItemId]);
      const edited = editedPath(edit, paths.find((path) => path.classId === classId) ?? null);
      if (!('path' in edited)) return edited;
      const { count: linesTouched, lines } = await openLinesOfItem(tx, demandItemId, LINES_MAX);
      const { count: productsTouched, products } = await productsOfClass(tx, classId, PRODUCTS_MAX);
      const clauseOf = (id: string): string | null => classes.get(id)?.definition.clause ?? null;
      const preferences = await preferencesOf(tx, [...new Set(lines.map((line) => line.ownerId))]);
      const wanted = (by: typeof paths) => lines.map((line) => wantedLine(line, { item, paths: by, clauseOf }, preferences.get(line.ownerId)));
      return { linesTouched, productsTouched, lines: previewLines(wanted(paths), wanted(withEditedPath(paths, edit, edited.path)), products, rulesBy(await weightsInForce(tx)), today) };
    });
  }
}
