import { coveringCertificates, type ProductEntity } from '../catalogue/index.js';
import type { DemandLineEntity } from '../demand/index.js';
import { isOnMarket, isProvincialMaker, offeredProduct } from '../core/matching/offered-product.js';
import type { OfferedProduct, WantedLine } from '../core/matching/pair.js';
import { wantedLine, type PlanOfLine } from '../core/matching/wanted-line.js';
import type { DateText } from '../core/time/dates.js';
import { organisationsByIds } from '../organisation/index.js';
import type { Tx } from '../platform/db/tx.js';
import { demandItemsByIds, machineLaw, pathsOfItems, type Classes } from '../policy/index.js';
import { preferencesOf } from './preference.store.js';

/** A product as it stands now. */
export interface ProductNow {
  readonly offered: OfferedProduct;
  readonly onMarket: boolean;
  readonly provincialMaker: boolean;
}

/** Products as the rule reads them, each with what its supplier and its class add; as far as the transaction may see the suppliers. */
export async function productsNow(tx: Tx, classes: Classes, products: readonly ProductEntity[], asOf: DateText): Promise<ProductNow[]> {
  const definitions = await classes.all(tx);
  const law = await machineLaw();
  const suppliers = new Map((await organisationsByIds(tx, [...new Set(products.map((product) => product.ownerId))])).map((one) => [one.id, one]));
  const records = await coveringCertificates(tx, products);
  return products.map((product) => {
    const supplier = suppliers.get(product.ownerId) ?? null;
    const gradeKind = definitions.get(product.classId)?.definition.energyGradeKind ?? null;
    return {
      offered: offeredProduct({ ...product, records: records.get(product.id) ?? [] }, supplier, gradeKind, asOf, law), onMarket: isOnMarket(product, supplier),
      provincialMaker: supplier !== null && isProvincialMaker(supplier),
    };
  });
}

/** Lines as the rule reads them, by the paths in force and with what their buyers' answers moved, as far as the transaction may see that, in the order given. */
export async function linesNow(tx: Tx, classes: Classes, lines: readonly DemandLineEntity[]): Promise<WantedLine[]> {
  const definitions = await classes.all(tx);
  const itemIds = [...new Set(lines.flatMap((line) => line.itemId ?? []))];
  const items = new Map((itemIds.length === 0 ? [] : await demandItemsByIds(tx, itemIds)).map((item) => [item.id, item]));
  const paths = itemIds.length === 0 ? [] : await pathsOfItems(tx, itemIds);
  const clauseOf: PlanOfLine['clauseOf'] = (classId) => definitions.get(classId)?.definition.clause ?? null;
  const preferences = await preferencesOf(tx, [...new Set(lines.map((line) => line.ownerId))]);
  return lines.map((line) => wantedLine(line, {
    item: items.get(line.itemId ?? '') ?? null, paths: paths.filter((path) => path.demandItemId === line.itemId), clauseOf,
  }, preferences.get(line.ownerId)));
}
