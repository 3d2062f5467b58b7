import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '../core/events/events.js';
import type { OrganisationId, ProductId, SampleId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { productsByIds } from './product.store.js';
import { sampleItemsForChange, saveVerdicts, type SampleItemRow, type SampleVerdict } from './sample.store.js';

export interface SampleJudgement {
  readonly sampleId: SampleId;
  readonly productId: ProductId;
  readonly verdict: SampleVerdict;
  /** Needed when it is not qualified, and when an earlier verdict is corrected. */
  readonly reason: string | null;
}

/**
 * Enters verdicts on what was drawn. Who failed is told with the reason; a verdict may be corrected with a reason, the audit trail
 * keeps both. A failed product stays on the market until it is suspended: that is another officer's decision.
 */
@Injectable()
export class JudgeSamples {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly SampleJudgement[]): Promise<Outcome<{ readonly id: ProductId; readonly because: string }>[]> {
    return this.deeds.perform(request, 'judgeSamples', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('sampleId'));
      const items = new Map((await sampleItemsForChange(tx, wanted.map((one) => one.sampleId), wanted.map((one) => one.productId))).map((item) => [keyOf(item), item]));
      const models = new Map((await productsByIds(tx, wanted.map((one) => one.productId))).map(({ id, model }) => [id, model]));
      const judged = new Map<string, SampleItemRow>();
      const events: DomainEvent[] = [];
      const outcomes = wanted.map((input): Outcome<{ readonly id: ProductId; readonly because: string }> => {
        const before = judged.get(keyOf(input)) ?? items.get(keyOf(input));
        const reason = input.reason?.trim() || null;
        if (before === undefined) return notFound('productId');
        if (reason === null && (input.verdict === 'UNQUALIFIED' || (before.verdict !== null && before.verdict !== input.verdict))) {
          return refused('INPUT', 'SAMPLE_REASON_MISSING', 'reason', { model: models.get(input.productId) ?? '' });
        }
        judged.set(keyOf(input), { ...before, verdict: input.verdict, reason, judgedAt: request.receivedAt, judgedBy: viewer.organisationId });
        if (before.verdict !== input.verdict) events.push(judgedEvent(before, input.verdict, reason, models.get(input.productId) ?? '', viewer.organisationId));
        return done({ id: input.productId, because: reason === null ? input.verdict : `${input.verdict}: ${reason}` });
      });
      await saveVerdicts(tx, [...judged.values()], viewer.memberId);
      tx.announce(...events);
      return outcomes;
    });
  }
}

const keyOf = ({ sampleId, productId }: Pick<SampleItemRow, 'sampleId' | 'productId'>): string => `${sampleId} ${productId}`;

/** A supplier hears of what failed and of what no longer stands; that a product was drawn and passed is nobody's news. */
function judgedEvent(before: SampleItemRow, verdict: SampleVerdict, reason: string | null, model: string, by: OrganisationId): DomainEvent {
  const { productId, ownerId, sampleId } = before;
  const event: DomainEvent = { type: 'SampleJudged', subjectId: productId, organisationId: by, refs: { sampleId } };
  const params = { model, reason: reason ?? '' };
  if (verdict === 'UNQUALIFIED') return { ...event, notice: { recipients: [ownerId], code: 'NOTICE_SAMPLE_FAILED', params } };
  return before.verdict === null ? event : { ...event, notice: { recipients: [ownerId], code: 'NOTICE_SAMPLE_CORRECTED', params } };
}
