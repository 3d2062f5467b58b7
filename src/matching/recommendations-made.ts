import type { DomainEvent } from '../core/events/events.js';
import type { ClassOf } from '../core/matching/explanation.js';
import type { Match } from '../core/matching/judge-pair.js';
import type { OfferedProduct } from '../core/matching/pair.js';

interface LineTold {
  readonly lineId: string;
  readonly title: string;
}

/**
 * The events of new recommendations: one for each side, since each reads another sentence. A side's event names that side alone, so
 * that its live word reaches it once. The words are the demand's title, the model and the class: no price, nobody's name.
 */
export function recommendationsMade(
  made: readonly (Match & { readonly id: string })[], lines: readonly LineTold[], offered: readonly OfferedProduct[], classOf: ClassOf,
): DomainEvent[] {
  const titles = new Map(lines.map((line) => [line.lineId, line.title]));
  const models = new Map(offered.map((product) => [product.productId, product.model]));
  return made.flatMap(({ id, lineId, demandId, productId, classId, buyerId, supplierId }) => {
    const params = { title: titles.get(lineId) ?? '', model: models.get(productId) ?? '', className: classOf(classId)?.zh ?? classId };
    const event = (refs: Readonly<Record<string, string>>, recipient: string, code: string): DomainEvent => ({
      type: 'RecommendationMade', subjectId: id, organisationId: null, refs: { lineId, demandId, productId, ...refs }, notice: { recipients: [recipient], code, params },
    });
    return [event({ buyerId }, buyerId, 'NOTICE_RECOMMENDATION_BUYER'), event({ supplierId }, supplierId, 'NOTICE_RECOMMENDATION_SUPPLIER')];
  });
}
