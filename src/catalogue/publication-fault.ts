import { completenessGaps } from '../core/catalogue/publication.js';
import { refused, type Refused } from '../core/outcome/outcome.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import { eliminationFindings } from '../core/policy/elimination.js';
import type { DateText } from '../core/time/dates.js';
import type { machineLaw } from '../policy/index.js';
import type { ProductEntity } from './product.entity.js';

type EliminationEntries = Awaited<ReturnType<typeof machineLaw>>['elimination'];

/**
 * Why a product may not be on the market, whoever puts it there: it is incomplete, or a verified entry of the elimination class
 * in force forbids it (淘汰类; clause 四（二）). Null when it may.
 */
export function publicationFault(product: ProductEntity, definition: ClassDefinition | null, elimination: EliminationEntries, today: DateText): Refused | null {
  const gaps = completenessGaps(product, definition);
  if (gaps.length > 0) return refused('STATE', 'PRODUCT_INCOMPLETE', 'productIds', { gaps: gaps.join(', '), model: product.model });
  const forbidden = eliminationFindings(product, elimination, today).find(({ effect }) => effect === 'BLOCKS');
  if (forbidden === undefined) return null;
  return refused('STATE', 'PRODUCT_ELIMINATED', 'productIds', { model: product.model, productName: forbidden.productName, effectiveFrom: forbidden.effectiveFrom });
}
