import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DismissalCause, SideState } from '../core/matching/answer.js';
import type { Factor } from '../core/matching/pair.js';
import type { DemandId, DemandLineId, MatchRunId, OrganisationId, ProductId, RecommendationId } from '../core/ids/ids.js';

/** A product that answers a line, as told to both sides; one for each pair, however often it ends and returns. */
@Entity('matching_recommendation')
export class RecommendationEntity {
  @PrimaryColumn('text') id: RecommendationId;
  @Column('text', { name: 'line_id' }) lineId: DemandLineId;
  @Column('text', { name: 'demand_id' }) demandId: DemandId;
  @Column('text', { name: 'product_id' }) productId: ProductId;
  @Column('text', { name: 'buyer_id' }) buyerId: OrganisationId;
  @Column('text', { name: 'supplier_id' }) supplierId: OrganisationId;
  @Column('text', { name: 'class_id' }) classId: string;
  @Column('text') clause: string;
  @Column('integer') score: number;
  /** As suppliers may see it: price against budget counts as neutral. */
  @Column('integer', { name: 'supplier_score' }) supplierScore: number;
  @Column('jsonb') factors: Factor[];
  @Column('text', { name: 'run_id' }) runId: MatchRunId;
  @Column('text', { name: 'buyer_state' }) buyerState: SideState;
  @Column('text', { name: 'supplier_state' }) supplierState: SideState;
  @Column('text', { name: 'buyer_reason', nullable: true }) buyerReason: string | null;
  @Column('text', { name: 'supplier_reason', nullable: true }) supplierReason: string | null;
  /** What the buyer dismissed it for, as matching understands it; null where he names nothing. */
  @Column('text', { name: 'buyer_cause', nullable: true }) buyerCause: DismissalCause | null;
  @Column('timestamptz', { name: 'made_at' }) madeAt: Date;
  /** Since when the pair matches no more or better products hold the places; null while it stands. */
  @Column('timestamptz', { name: 'retired_at', nullable: true }) retiredAt: Date | null;
}
