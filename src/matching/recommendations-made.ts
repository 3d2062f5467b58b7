import type { DomainEvent, NoticeText } from '../core/events/events.js';
import type { ClassOf } from '../core/matching/explanation.js';
import { rank } from '../core/matching/order.js';
import type { OfferedProduct } from '../core/matching/pair.js';
import type { RecommendationToKeep } from './recommendation.store.js';

interface LineTold {
  readonly lineId: string;
  readonly title: string;
}

/**
 * The events of new recommendations, and what people are told of them. A buyer is told once of all that came to a line of his in one look,
 * a supplier once of all lines: an imported price list brings a handful of notices and not one for every pair. The notice is that of the best of
 * them, as the side it is for sees it; its event names that side alone, so that its live word reaches it once, and of a recommendation that
 * brings no notice one event names both. The words are the demand's title, the model and the class: no price, nobody's name.
 */
export function recommendationsMade(made: readonly RecommendationToKeep[], lines: readonly LineTold[], offered: readonly OfferedProduct[], classOf: ClassOf): DomainEvent[] {
  const titles = new Map(lines.map((line) => [line.lineId, line.title]));
  const models = new Map(offered.map((product) => [product.productId, product.model]));
  const wordsOf = ({ lineId, productId, classId }: RecommendationToKeep) =>
    ({ title: titles.get(lineId) ?? '', model: models.get(productId) ?? '', className: classOf(classId)?.zh ?? classId });
  const forBuyers = notices(made, ({ lineId }) => lineId, ({ score }) => score, ({ buyerId }) => buyerId, ['NOTICE_RECOMMENDATION_BUYER', 'NOTICE_RECOMMENDATIONS_BUYER'], wordsOf);
  const forSuppliers = notices(made, ({ supplierId }) => supplierId, ({ supplierScore }) => supplierScore, ({ supplierId }) => supplierId,
    ['NOTICE_RECOMMENDATION_SUPPLIER', 'NOTICE_RECOMMENDATIONS_SUPPLIER'], wordsOf);
  return made.flatMap(({ id, lineId, demandId, productId, buyerId, supplierId }) => {
    const [forBuyer, forSupplier] = [forBuyers.get(id), forSuppliers.get(id)];
    const event = (refs: Readonly<Record<string, string>>, notice?: NoticeText): DomainEvent =>
      ({ type: 'RecommendationMade', subjectId: id, organisationId: null, refs: { lineId, demandId, productId, ...refs }, ...(notice === undefined ? {} : { notice }) });
    return forBuyer === undefined && forSupplier === undefined ? [event({ buyerId, supplierId })] : [event({ buyerId }, forBuyer), event({ supplierId }, forSupplier)];
  });
}

/** One notice for each group, by the id of its best recommendation. */
function notices(
  made: readonly RecommendationToKeep[], groupOf: (one: RecommendationToKeep) => string, scoreOf: (one: RecommendationToKeep) => number, recipientOf: (one: RecommendationToKeep) => string,
  [ofOne, ofMany]: readonly [string, string], wordsOf: (one: RecommendationToKeep) => Readonly<Record<string, string>>,
): Map<string, NoticeText> {
  const groups = new Map<string, RecommendationToKeep[]>();
  for (const one of made) {
    const group = groups.get(groupOf(one));
    if (group === undefined) groups.set(groupOf(one), [one]);
    else group.push(one);
  }
  return new Map([...groups.values()].flatMap((group): [string, NoticeText][] => {
    const [best] = rank(group.map((one) => ({ one, score: scoreOf(one) })), 1, ({ one }) => one.id);
    if (best === undefined) return [];
    const told = group.length === 1 ? { code: ofOne, params: wordsOf(best.one) } : { code: ofMany, params: { ...wordsOf(best.one), count: group.length } };
    return [[best.one.id, { recipients: [recipientOf(best.one)], ...told }]];
  }));
}
