import { Injectable } from '@nestjs/common';
import { enterprise } from '../core/access/rule.js';
import { isId } from '../core/ids/ids.js';
import { DISMISSAL_CAUSES, type Answer } from '../core/matching/answer.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { object, orNull, RestRoute, text, type RestRequest, type RestSpec } from '../platform/rest/rest-route.js';
import { AnswerRecommendations } from './answer-recommendations.js';
import { visibleRecommendation } from './recommendation-reads.store.js';
import { RECOMMENDATION, recommendationBody } from './recommendations.rest.js';

/** `POST /api/v1/recommendations/{id}/answer`: interest, or a dismissal with its reason. */
@Injectable()
export class AnswerRecommendationRoute extends RestRoute {
  readonly spec: RestSpec = {
    operationId: 'answerRecommendation', method: 'POST', path: '/api/v1/recommendations/:id/answer', access: enterprise('OWNER', 'PURCHASING', 'CATALOGUE'), scope: 'RECOMMENDATIONS_ANSWER', writes: true,
    summary: '答复推荐 Answer a recommendation', description: '表示意向会通知对方；忽略须写明原因，不告知对方，采购方写明 cause 的供以后评分参考；WITHDRAWN 撤回答复。Interest is told to the other side; a dismissal needs a reason, or a buyer’s cause from which matching learns, and is told to nobody; WITHDRAWN takes an answer back.',
    params: object({ id: text(30) }, ['id']),
    body: object({ answer: { type: 'string', enum: ['INTERESTED', 'DISMISSED', 'SEEN', 'WITHDRAWN'] }, reason: orNull({ type: 'string', maxLength: 500 }), cause: orNull({ type: 'string', enum: [...DISMISSAL_CAUSES, null] }) }, ['answer']), answer: RECOMMENDATION,
  };

  constructor(private readonly database: AppDatabase, private readonly answering: AnswerRecommendations) {
    super();
  }

  async answer({ viewer, deed, params: { id = '' }, body }: RestRequest): Promise<Outcome<object>> {
    if (!isId('recommendation', id)) return notFound('id');
    const { answer, reason, cause } = body as Pick<Answer, 'answer' | 'cause'> & { readonly reason?: string | null };
    const [outcome] = await this.answering.run(deed, [{ recommendationId: id, answer, reason: reason ?? null, cause: cause ?? null }]);
    if (outcome?.ok !== true) return outcome ?? notFound('id');
    const row = await this.database.read(scopeOf(viewer), (tx) => visibleRecommendation(tx, viewer, id));
    return row === null ? notFound('id') : done(recommendationBody(row));
  }
}
