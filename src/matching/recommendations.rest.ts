import { Injectable } from '@nestjs/common';
import { enterprise } from '../core/access/rule.js';
import { isId } from '../core/ids/ids.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { atShanghai, count, countOf, moment, object, orNull, RestRoute, text, type JsonSchema, type RestRequest, type RestSpec } from '../platform/rest/rest-route.js';
import { pageOfSide, type VisibleRecommendation } from './recommendation-reads.store.js';

const MOST = 100;
const USUAL = 20;
const STATE: JsonSchema = { type: ['string', 'null'], description: 'NEW、SEEN、INTERESTED、DISMISSED；对方的状态仅在其表示意向后可见。That of the other side shows once it is interested.' };
export const RECOMMENDATION: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' }, lineId: { type: 'string' }, demandId: { type: 'string' }, productId: { type: 'string' }, supplierId: { type: 'string' },
    side: orNull({ type: 'string', enum: ['BUYER', 'SUPPLIER', null] }), score: { type: 'integer', description: '0 至 10,000。0 to 10,000.' }, mutualInterest: { type: 'boolean' },
    buyerState: STATE, supplierState: STATE, madeAt: moment, retiredAt: orNull(moment),
  },
};

/** `GET /api/v1/recommendations`: what stands for the organisation on one side, newest first. */
@Injectable()
export class RecommendationsRoute extends RestRoute {
  readonly spec: RestSpec = {
    operationId: 'getRecommendations', method: 'GET', path: '/api/v1/recommendations', access: enterprise(), scope: 'RECOMMENDATIONS_READ', writes: false,
    summary: '推荐 Recommendations', description: '本单位作为供应商或采购方的推荐，新的在前。Recommendations of your organisation on one side, newest first.',
    query: object({ side: { type: 'string', enum: ['SUPPLIER', 'BUYER'] }, first: count(MOST, USUAL), after: text(200, { description: '上一页的 next。The `next` of the page before.' }) }, ['side']),
    answer: { type: 'object', properties: { recommendations: { type: 'array', items: RECOMMENDATION }, next: orNull({ type: 'string', description: '无更多时为空。Null when there is no more.' }) } },
  };

  constructor(private readonly database: AppDatabase) {
    super();
  }

  async answer({ viewer, query: { side, first, after } }: RestRequest): Promise<Outcome<object>> {
    const wanted = countOf(first, MOST, USUAL);
    if (wanted === null) return refused('INPUT', 'REST_COUNT_WRONG', 'first', { max: MOST });
    const from = after === undefined ? null : placeOf(after);
    if (from === 'WRONG') return refused('INPUT', 'CURSOR_INVALID', 'after');
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfSide(tx, viewer, viewer.organisationId, side === 'BUYER' ? 'BUYER' : 'SUPPLIER', wanted + 1, from));
    const page = rows.slice(0, wanted);
    const last = rows.length > wanted ? page.at(-1) : undefined;
    return done({ recommendations: page.map(recommendationBody), next: last === undefined ? null : Buffer.from(`${last.madeAt.toISOString()} ${last.id}`).toString('base64url') });
  }
}

export function recommendationBody({ id, lineId, demandId, productId, supplierId, side, score, mutualInterest, buyerState, supplierState, madeAt, retiredAt }: VisibleRecommendation): object {
  return { id, lineId, demandId, productId, supplierId, side, score, mutualInterest, buyerState, supplierState, madeAt: atShanghai(madeAt), retiredAt: retiredAt === null ? null : atShanghai(retiredAt) };
}

function placeOf(after: string): readonly [string, string] | 'WRONG' {
  const [madeAt = '', id = '', ...more] = Buffer.from(after, 'base64url').toString().split(' ');
  return more.length === 0 && isId('recommendation', id) && /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z$/.test(madeAt) && !Number.isNaN(Date.parse(madeAt)) ? [madeAt, id] : 'WRONG';
}
