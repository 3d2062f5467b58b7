import type DataLoader from 'dataloader';
import type { DemandId } from '../core/ids/ids.js';
import { scopeOf, type AppDatabase } from '../platform/db/database.js';
import type { RequestContext } from '../platform/graphql/context.js';
import { visibleDemands, type VisibleDemand } from './demand.store.js';

/** The demands that lines stand on, as the viewer may see them, in one statement for a request. */
export function demandsOf(database: AppDatabase, context: RequestContext): DataLoader<DemandId, VisibleDemand | null> {
  const { viewer } = context;
  return context.loader<DemandId, VisibleDemand | null>('demand.demands', async (ids) => {
    const found = new Map((await database.read(scopeOf(viewer), (tx) => visibleDemands(tx, viewer, ids))).map((one) => [one.id, one]));
    return ids.map((id) => found.get(id) ?? null);
  });
}
