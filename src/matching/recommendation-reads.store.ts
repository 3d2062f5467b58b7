import { In, IsNull, type SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../core/access/viewer.js';
import type { Side } from '../core/matching/answer.js';
import { BEST_PER_LINE } from '../core/matching/line-changes.js';
import { rank } from '../core/matching/order.js';
import { recommendationVisibleTo, type VisibleTo } from '../core/matching/visible-recommendation.js';
import type { DemandLineId, OrganisationId, ProductId, RecommendationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { RecommendationEntity } from './recommendation.entity.js';

/** A recommendation as its viewer may see it: budget, price and the other side's mind are taken out before any resolver holds it. */
export type VisibleRecommendation = VisibleTo<RecommendationEntity>;

/** Recommendations with these ids on whose side the organisation stands, unfiltered by column, locked until the transaction ends; at most 1,000. */
export async function recommendationsForAnswer(tx: Tx, organisationId: OrganisationId, ids: readonly RecommendationId[]): Promise<Map<RecommendationId, RecommendationEntity>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.manager.createQueryBuilder(RecommendationEntity, 'r')
    .where('r.id = any(:ids) and (r.buyerId = :organisationId or r.supplierId = :organisationId)', { ids: [...ids], organisationId })
    .orderBy('r.id').setLock('pessimistic_write').getMany();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Writes the answers of both sides. */
export async function saveAnswers(tx: Tx, rows: readonly RecommendationEntity[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update matching_recommendation r
     set buyer_state = a."buyerState", supplier_state = a."supplierState", buyer_reason = a."buyerReason", supplier_reason = a."supplierReason", buyer_cause = a."buyerCause"
     from jsonb_to_recordset($1::jsonb) as a(id text, "buyerState" text, "supplierState" text, "buyerReason" text, "supplierReason" text, "buyerCause" text) where r.id = a.id`,
    [JSON.stringify(rows.map(({ id, buyerState, supplierState, buyerReason, supplierReason, buyerCause }) => ({ id, buyerState, supplierState, buyerReason, supplierReason, buyerCause })))]);
}

/** One recommendation, also one that has ended; null when there is none that the viewer may see. */
export async function visibleRecommendation(tx: Tx, viewer: Viewer, id: RecommendationId): Promise<VisibleRecommendation | null> {
  const row = await tx.manager.findOneBy(RecommendationEntity, { id: id as never });
  return row === null ? null : recommendationVisibleTo(viewer, row);
}

/** Recommendations with these ids as the viewer may see them, in no order. */
export async function recommendationsByIds(tx: Tx, viewer: Viewer, ids: readonly RecommendationId[]): Promise<VisibleRecommendation[]> {
  const rows = ids.length === 0 ? [] : await tx.manager.find(RecommendationEntity, { where: { id: In([...ids]) as never } });
  return rows.map((row) => recommendationVisibleTo(viewer, row));
}

/** The standing recommendation of this pair, if the viewer may see it. */
export async function recommendationOfPair(tx: Tx, viewer: Viewer, lineId: DemandLineId, productId: ProductId): Promise<VisibleRecommendation | null> {
  const row = await tx.manager.findOneBy(RecommendationEntity, { lineId: lineId as never, productId: productId as never, retiredAt: IsNull() });
  return row === null ? null : recommendationVisibleTo(viewer, row);
}

/** What stands for these lines and the viewer may see, best first, at most 50 for each line, in the order of the lines. */
export async function recommendationsOfLines(tx: Tx, viewer: Viewer, lineIds: readonly DemandLineId[]): Promise<VisibleRecommendation[][]> {
  const rows = await tx.manager.find(RecommendationEntity, {
    where: { lineId: In([...lineIds]) as never, retiredAt: IsNull() }, take: lineIds.length * BEST_PER_LINE,
  });
  const byLine = new Map<DemandLineId, VisibleRecommendation[]>(lineIds.map((id) => [id, []]));
  for (const row of rows) byLine.get(row.lineId)?.push(recommendationVisibleTo(viewer, row));
  // By the score that the viewer sees: another order would tell what is taken out of it.
  return lineIds.map((id) => rank(byLine.get(id) ?? [], BEST_PER_LINE, ({ productId }) => productId));
}

/** One page of a product's standing recommendations, best first as suppliers see it. `after`: supplier score and id of the last one. */
export async function pageOfProductRecommendations(
  tx: Tx, viewer: Viewer, productId: ProductId, limit: number, after: readonly [number, string] | null,
): Promise<VisibleRecommendation[]> {
  const query = standing(tx, limit).andWhere('r.productId = :productId', { productId }).orderBy('r.supplierScore', 'DESC').addOrderBy('r.id', 'DESC');
  if (after !== null) query.andWhere('(r.supplierScore, r.id) < (:score::integer, :id::text)', { score: after[0], id: after[1] });
  return visible(viewer, query, 'SUPPLIER');
}

/** One page of what stands for an organisation on one side, newest first. `after`: madeAt (ISO 8601) and id of the last one. */
export async function pageOfSide(
  tx: Tx, viewer: Viewer, organisationId: OrganisationId, side: Side, limit: number, after: readonly [string, string] | null,
): Promise<VisibleRecommendation[]> {
  const query = standing(tx, limit).andWhere(side === 'BUYER' ? 'r.buyerId = :organisationId' : 'r.supplierId = :organisationId', { organisationId })
    .orderBy('r.madeAt', 'DESC').addOrderBy('r.id', 'DESC');
  if (after !== null) query.andWhere('(r.madeAt, r.id) < (:at::timestamptz, :id::text)', { at: after[0], id: after[1] });
  return visible(viewer, query, side);
}

export interface RecommendationsWanted {
  readonly lineId: string | null;
  readonly productId: string | null;
  readonly buyerId: string | null;
  readonly supplierId: string | null;
}

/** One page of all recommendations that the viewer may see, newest first, ended ones too: the department's list. `after`: the last id of the page before. */
export async function pageOfRecommendations(tx: Tx, viewer: Viewer, wanted: RecommendationsWanted, limit: number, after: string | null): Promise<VisibleRecommendation[]> {
  const { lineId, productId, buyerId, supplierId } = wanted;
  const query = tx.manager.createQueryBuilder(RecommendationEntity, 'r').where('true').orderBy('r.id', 'DESC').limit(limit);
  if (lineId !== null) query.andWhere('r.lineId = :lineId', { lineId });
  if (productId !== null) query.andWhere('r.productId = :productId', { productId });
  if (buyerId !== null) query.andWhere('r.buyerId = :buyerId', { buyerId });
  if (supplierId !== null) query.andWhere('r.supplierId = :supplierId', { supplierId });
  if (after !== null) query.andWhere('r.id < :after', { after });
  return visible(viewer, query);
}

/** What was made for an organisation since a recommendation, oldest first. */
export async function recommendationsSince(tx: Tx, viewer: Viewer, organisationId: OrganisationId, last: string, limit: number): Promise<VisibleRecommendation[]> {
  return visible(viewer, standing(tx, limit).andWhere('(r.buyerId = :organisationId or r.supplierId = :organisationId) and r.id > :last', { organisationId, last }).orderBy('r.id'));
}

function standing(tx: Tx, limit: number): SelectQueryBuilder<RecommendationEntity> {
  return tx.manager.createQueryBuilder(RecommendationEntity, 'r').where('r.retiredAt is null').limit(limit);
}

async function visible(viewer: Viewer, query: SelectQueryBuilder<RecommendationEntity>, asked?: Side): Promise<VisibleRecommendation[]> {
  return (await query.getMany()).map((row) => recommendationVisibleTo(viewer, row, asked));
}
