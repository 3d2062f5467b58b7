import type { LineGround } from '../core/demand/line-content.js';
import { shanghaiDate } from '../core/time/dates.js';
import type { Tx } from '../platform/db/tx.js';
import { demandItemsByIds, pathsOfItems, type Classes } from '../policy/index.js';

/** What the law knows of the classes and items that lines name, read once for a whole batch. */
export interface Ground extends LineGround {
  /** Task of the work plan that these items belong to; null when they are none or of several tasks. */
  readonly taskOf: (itemIds: readonly (string | null)[]) => string | null;
}

/** Items are looked up by these ids; classes are in memory. `at` says which year it is. */
export async function groundOf(tx: Tx, classes: Classes, itemIds: readonly (string | null)[], at: Date): Promise<Ground> {
  const definitions = await classes.all(tx);
  const wanted = [...new Set(itemIds.filter((id) => id !== null))];
  const items = new Map((wanted.length === 0 ? [] : await demandItemsByIds(tx, wanted)).map((item) => [item.id, item]));
  const paths = wanted.length === 0 ? [] : await pathsOfItems(tx, wanted);
  return {
    definition: (classId) => definitions.get(classId)?.definition ?? null,
    classesOfItem: (itemId) => (items.has(itemId) ? [...new Set(paths.filter((path) => path.demandItemId === itemId).map((path) => path.classId))] : null),
    year: Number(shanghaiDate(at).slice(0, 4)),
    taskOf: (ids) => {
      const tasks = new Set(ids.flatMap((id) => (id === null ? [] : items.get(id)?.taskId ?? [])));
      return tasks.size === 1 ? [...tasks][0] ?? null : null;
    },
  };
}
