import { atShanghai, decimal, listOf, moment, object, orNull, text, type JsonSchema } from '../platform/rest/rest-route.js';
import type { VisibleProduct } from './product.store.js';

const SPEC: JsonSchema = object({ attributeKey: text(100), value: { type: ['number', 'string', 'boolean'], description: '数值、选项键、是否，或如 "0.3km" 的文字。A number, a key, true/false, or text as in a price list.' } }, ['attributeKey', 'value']);

/** One row of a price list as other software sends it: what is left out stays, null empties what may be empty. */
export const PRODUCT_ROW: JsonSchema = object({
  externalRef: text(100, { description: '自有系统中的编号。Number in your own software.' }),
  name: text(200), model: text(100), classId: text(50, { description: '品类编号，如 S1.1.1.02。Class of goods.' }), kindKey: orNull(text(100)),
  description: orNull({ type: 'string', maxLength: 5_000 }), certificates: orNull(listOf(text(200), 30)), energyGrade: orNull({ type: 'integer', minimum: 1, maximum: 3 }),
  specs: orNull(listOf(SPEC, 100)), priceCny: orNull(decimal), leadTimeDays: orNull({ type: 'integer' }), warrantyMonths: orNull({ type: 'integer' }),
}, ['externalRef']);

/** A product as it is shown to its supplier. */
export const PRODUCT: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' }, externalRef: { type: ['string', 'null'] }, name: { type: 'string' }, model: { type: 'string' }, classId: { type: 'string' }, kindKey: { type: ['string', 'null'] },
    state: { type: 'string', enum: ['DRAFT', 'PUBLISHED', 'WITHDRAWN', 'SUSPENDED'] }, stateReason: { type: ['string', 'null'] }, revision: { type: 'integer' },
    specs: { type: 'object' }, description: { type: 'string' }, certificates: { type: 'array', items: { type: 'string' } }, energyGrade: { type: ['integer', 'null'] },
    offer: {
      type: 'object',
      properties: {
        priceKind: { type: 'string', enum: ['FIXED', 'RANGE', 'ON_REQUEST'] }, priceCny: orNull(decimal), priceMaxCny: orNull(decimal), priceVisibility: { type: 'string' }, taxIncluded: { type: 'boolean' },
        taxRatePercent: decimal, unit: { type: 'string' }, minimumQuantity: decimal, leadTimeDays: { type: ['integer', 'null'] }, warrantyMonths: { type: ['integer', 'null'] }, revision: { type: 'integer' },
      },
    },
    createdAt: moment, updatedAt: moment, publishedAt: orNull(moment),
  },
};

export function productBody(product: VisibleProduct): object {
  const { id, externalRef, name, model, classId, kindKey, state, stateReason, revision, specs, description, certificates, energyGrade, createdAt, updatedAt, publishedAt } = product;
  const { priceKind, priceCny, priceMaxCny, priceVisibility, taxIncluded, taxRatePercent, unit, minimumQuantity, leadTimeDays, warrantyMonths, revision: offerRevision } = product.offer;
  return {
    id, externalRef, name, model, classId, kindKey, state, stateReason, revision, specs, description, certificates, energyGrade,
    offer: { priceKind, priceCny, priceMaxCny, priceVisibility, taxIncluded, taxRatePercent, unit, minimumQuantity, leadTimeDays, warrantyMonths, revision: offerRevision },
    createdAt: atShanghai(createdAt), updatedAt: atShanghai(updatedAt), publishedAt: publishedAt === null ? null : atShanghai(publishedAt),
  };
}
