import type { Viewer } from '../core/access/viewer.js';
import { visibleLine } from '../core/demand/visible-demand.js';
import type { DemandLineId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { DemandLineEntity } from './demand.entity.js';
import type { VisibleLine } from './demand.store.js';

/** One page of draft lines that have words alone, as the viewer may see them, newest first. `after`: the last id of the page before. */
export async function pageOfLinesInWords(tx: Tx, viewer: Viewer, limit: number, after: DemandLineId | null): Promise<VisibleLine[]> {
  const query = tx.manager.createQueryBuilder(DemandLineEntity, 'l').where(`l.wants = 'WORDS' and l.state = 'DRAFT'`).orderBy('l.id', 'DESC').limit(limit);
  if (after !== null) query.andWhere('l.id < :after', { after });
  return (await query.getMany()).map((line) => visibleLine(viewer, line));
}
