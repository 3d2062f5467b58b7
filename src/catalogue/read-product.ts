import type { Viewer } from '../core/access/viewer.js';
import type { ProductId } from '../core/ids/ids.js';
import { scopeOf, type AppDatabase } from '../platform/db/database.js';
import type { RequestContext } from '../platform/graphql/context.js';
import { visibleProducts, type VisibleProduct } from './product.store.js';

/** One product as the viewer may see it; null when there is none or it is not for them. */
export async function readProduct(database: AppDatabase, viewer: Viewer, id: ProductId): Promise<VisibleProduct | null> {
  const [found] = await database.read(scopeOf(viewer), (tx) => visibleProducts(tx, viewer, [id]));
  return found ?? null;
}

/** As `readProduct` for fields: all products that one request names are read at once. */
export function loadProduct(database: AppDatabase, context: RequestContext, id: ProductId): Promise<VisibleProduct | null> {
  const { viewer } = context;
  return context.loader<ProductId, VisibleProduct | null>('products', async (ids) => {
    const found = new Map((await database.read(scopeOf(viewer), (tx) => visibleProducts(tx, viewer, ids))).map((one) => [one.id, one]));
    return ids.map((one) => found.get(one) ?? null);
  }).load(id);
}
