import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { OfferId, OrganisationId, ProductId } from '../core/ids/ids.js';
import type { Specs } from '../core/policy/class-definition.js';

export type ProductState = 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN' | 'SUSPENDED';
export type PriceKind = 'FIXED' | 'RANGE' | 'ON_REQUEST';
export type PriceVisibility = 'ALL' | 'APPROVED_BUYERS' | 'ON_REQUEST';

@Entity('catalogue_product')
export class ProductEntity {
  @PrimaryColumn('text') id: ProductId;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('ltree', { name: 'owner_branch' }) ownerBranch: string;
  @Column('text') name: string;
  @Column('text') model: string;
  @Column('text', { name: 'model_key' }) modelKey: string;
  @Column('text', { name: 'class_id' }) classId: string;
  @Column('text', { name: 'kind_key', nullable: true }) kindKey: string | null;
  @Column('jsonb') specs: Specs;
  @Column('jsonb', { name: 'spec_originals' }) specOriginals: Readonly<Record<string, string>>;
  @Column('text') description: string;
  @Column('text', { array: true }) certificates: string[];
  @Column('smallint', { name: 'energy_grade', nullable: true }) energyGrade: number | null;
  @Column('text', { array: true }) labels: string[];
  @Column('text') state: ProductState;
  @Column('text', { name: 'state_reason', nullable: true }) stateReason: string | null;
  @Column('integer') revision: number;
  @Column('text', { name: 'external_ref', nullable: true }) externalRef: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
  @Column('timestamptz', { name: 'published_at', nullable: true }) publishedAt: Date | null;
  /** Since when it is on the recommended list; null when it is not. Written by the list's own deeds alone. */
  @Column('timestamptz', { name: 'recommended_at', nullable: true }) recommendedAt: Date | null;
  @OneToOne(() => OfferEntity, (offer) => offer.product) offer: Relation<OfferEntity>;
}

@Entity('catalogue_offer')
export class OfferEntity {
  @PrimaryColumn('text') id: OfferId;
  @Column('text', { name: 'product_id' }) productId: ProductId;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('boolean') published: boolean;
  @Column('text', { name: 'price_kind' }) priceKind: PriceKind;
  /** Decimal text, two places; null when the price is on request. */
  @Column('numeric', { name: 'price_cny', nullable: true }) priceCny: string | null;
  @Column('numeric', { name: 'price_max_cny', nullable: true }) priceMaxCny: string | null;
  @Column('text', { name: 'price_visibility' }) priceVisibility: PriceVisibility;
  @Column('text') currency: string;
  @Column('boolean', { name: 'tax_included' }) taxIncluded: boolean;
  @Column('numeric', { name: 'tax_rate_percent' }) taxRatePercent: string;
  @Column('text') unit: string;
  @Column('numeric', { name: 'minimum_quantity' }) minimumQuantity: string;
  @Column('integer', { name: 'lead_time_days', nullable: true }) leadTimeDays: number | null;
  @Column('integer', { name: 'warranty_months', nullable: true }) warrantyMonths: number | null;
  @Column('text', { name: 'regions_served', array: true, nullable: true }) regionsServed: string[] | null;
  @Column('date', { name: 'valid_until', nullable: true }) validUntil: string | null;
  @Column('integer') revision: number;
  @OneToOne(() => ProductEntity, (product) => product.offer) @JoinColumn({ name: 'product_id' }) product: Relation<ProductEntity>;
}
