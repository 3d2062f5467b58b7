import { Injectable } from '@nestjs/common';
import { productsByIds } from '../catalogue/index.js';
import { isMember, type MemberViewer, type Role } from '../core/access/viewer.js';
import type { DomainEvent } from '../core/events/events.js';
import type { DemandId, ProductId, RecommendationId } from '../core/ids/ids.js';
import { stateAfter, type Answer, type Side } from '../core/matching/answer.js';
import { sayingOf } from '../core/matching/feedback.js';
import { recommendationVisibleTo, sideOf } from '../core/matching/visible-recommendation.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { visibleDemands } from '../demand/index.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { learnPreference } from './learn-preference.js';
import type { RecommendationEntity } from './recommendation.entity.js';
import { recommendationsForAnswer, saveAnswers } from './recommendation-reads.store.js';

export interface RecommendationAnswer extends Answer {
  readonly recommendationId: RecommendationId;
}

export interface AnsweredRecommendation {
  readonly id: RecommendationId;
}

/** Who speaks for a side. */
const SPEAKERS: Readonly<Record<Side, readonly Role[]>> = { BUYER: ['OWNER', 'PURCHASING'], SUPPLIER: ['OWNER', 'CATALOGUE'] };
const SIDES = ['BUYER', 'SUPPLIER'] as const satisfies readonly Side[];

/**
 * Answers recommendations for the side on which the viewer's organisation stands: looked at, interested, dismissed with a reason, or the
 * answer taken back. Interest is told to the other side, that of both to both; a dismissal is nobody else's affair. What a buyer's answers
 * say moves the weights by which its lines are judged (`learnPreference`). An equal answer changes nothing.
 */
@Injectable()
export class AnswerRecommendations {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly RecommendationAnswer[]): Promise<Outcome<AnsweredRecommendation>[]> {
    return this.deeds.perform(request, 'answerRecommendations', inputs, async (tx, answers) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return answers.map(() => notFound('recommendationId'));
      const own = await recommendationsForAnswer(tx, viewer.organisationId, answers.map((answer) => answer.recommendationId));
      const told = await wordsOf(tx, viewer, [...own.values()]);
      const changed = new Set<RecommendationEntity>();
      const outcomes = answers.map((answer): Outcome<AnsweredRecommendation> => {
        const row = own.get(answer.recommendationId);
        const side = row === undefined ? null : sideOf(viewer, row);
        if (row === undefined || side === null) return notFound('recommendationId');
        // A sandbox plays both sides, and answers for both, but that a cause is what buyers say.
        const bothSides = row.buyerId === row.supplierId && (answer.cause ?? null) === null;
        const outcomes = (bothSides ? SIDES : [side]).map((one) => answered(viewer, row, one, answer));
        const refusal = outcomes.find((outcome) => !outcome.ok);
        if (refusal !== undefined) return refusal;
        if (outcomes.some((outcome) => outcome.ok && outcome.value)) {
          changed.add(row);
          tx.announce(...eventsOf(viewer, row, side, answer, told(row)));
        }
        return done({ id: row.id });
      });
      await saveAnswers(tx, [...changed]);
      await learnPreference(tx, viewer, request.receivedAt, [...changed].filter((row) => sideOf(viewer, row) === 'BUYER').map((row) =>
        ({ recommendationId: row.id, saying: sayingOf(row.buyerState, row.buyerCause, recommendationVisibleTo(viewer, row).factors) })));
      return outcomes;
    });
  }
}

/** Puts the answer into the row; false when it says what it said before. */
function answered(viewer: MemberViewer, row: RecommendationEntity, side: Side, answer: Answer): Outcome<boolean> {
  if (!SPEAKERS[side].some((role) => viewer.roles.includes(role))) return refused('NOT_ALLOWED', 'ROLE_MISSING', null, { roles: SPEAKERS[side].join(', ') });
  const [state, reason, cause] = side === 'BUYER' ? [row.buyerState, row.buyerReason, row.buyerCause] : [row.supplierState, row.supplierReason, null];
  const outcome = stateAfter(state, row.retiredAt !== null, answer, side);
  if (!outcome.ok) return outcome;
  const given = answer.answer === 'DISMISSED' ? { why: answer.reason?.trim() || null, what: answer.cause ?? null } : { why: reason, what: cause };
  const { why, what } = outcome.value === 'DISMISSED' ? given : { why: null, what: null };
  if (outcome.value === state && why === reason && what === cause) return done(false);
  Object.assign(row, side === 'BUYER' ? { buyerState: outcome.value, buyerReason: why, buyerCause: what } : { supplierState: outcome.value, supplierReason: why });
  return done(true);
}

interface Words {
  readonly title: string;
  readonly model: string;
}

/** What both sides know the pair by, as far as the viewer sees it. */
async function wordsOf(tx: Tx, viewer: MemberViewer, rows: readonly RecommendationEntity[]): Promise<(row: RecommendationEntity) => Words> {
  const models = new Map<ProductId, string>((await productsByIds(tx, rows.map((row) => row.productId))).map((product) => [product.id, product.model]));
  const titles = new Map<DemandId, string>((await visibleDemands(tx, viewer, [...new Set(rows.map((row) => row.demandId))])).map((demand) => [demand.id, demand.title]));
  return (row) => ({ title: titles.get(row.demandId) ?? '', model: models.get(row.productId) ?? '' });
}

/** Having looked is no answer. An event of a dismissal, or of an answer taken back, names its own side alone, so that its live word does not reach the other. */
function eventsOf(viewer: MemberViewer, row: RecommendationEntity, side: Side, { answer }: Answer, params: Words): DomainEvent[] {
  if (answer === 'SEEN') return [];
  const { lineId, demandId, productId, buyerId, supplierId } = row;
  const event = { type: 'RecommendationAnswered' as const, subjectId: row.id, organisationId: viewer.organisationId };
  if (answer === 'DISMISSED' || answer === 'WITHDRAWN') return [{ ...event, refs: { lineId, demandId, productId, ...(side === 'BUYER' ? { buyerId } : { supplierId }) } }];
  const mutual = row.buyerState === 'INTERESTED' && row.supplierState === 'INTERESTED';
  const notice = mutual ? { recipients: [...new Set([buyerId, supplierId])], code: 'NOTICE_MUTUAL_INTEREST' }
    : side === 'BUYER' ? { recipients: [supplierId], code: 'NOTICE_BUYER_INTERESTED' } : { recipients: [buyerId], code: 'NOTICE_SUPPLIER_INTERESTED' };
  return [{ ...event, refs: { lineId, demandId, productId, buyerId, supplierId }, notice: { ...notice, params: { ...params } } }];
}
