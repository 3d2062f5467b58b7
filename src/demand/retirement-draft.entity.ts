import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RetirementDraftState } from '../core/demand/retirement-drafts.js';
import type { DemandId, EquipmentId, OrganisationId, RetirementDraftId } from '../core/ids/ids.js';
import type { RetirementReason, RetirementRule } from '../core/policy/retirement.js';

export type { RetirementDraftState };

/** A draft demand that the platform suggests; its machines are its causes. */
@Entity('demand_retirement_draft')
export class RetirementDraftEntity {
  @PrimaryColumn('text') id: RetirementDraftId;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('ltree', { name: 'owner_branch' }) ownerBranch: string;
  @Column('text') rule: RetirementRule;
  @Column('text', { name: 'group_key' }) groupKey: string;
  @Column('text', { name: 'demand_item_id', nullable: true }) demandItemId: string | null;
  @Column('text') clause: string;
  @Column('boolean') verify: boolean;
  @Column('text') state: RetirementDraftState;
  @Column('date', { name: 'deferred_until', nullable: true }) deferredUntil: string | null;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { name: 'demand_id', nullable: true }) demandId: DemandId | null;
  @Column('timestamptz', { name: 'suggested_at' }) suggestedAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}

/** Why a machine stands in a draft. The key is kept for ever: it is what makes a suggestion come once. */
@Entity('demand_retirement_cause')
export class RetirementCauseEntity {
  @PrimaryColumn('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @PrimaryColumn('text', { name: 'cause_key' }) causeKey: string;
  @Column('ltree', { name: 'owner_branch' }) ownerBranch: string;
  @Column('text', { name: 'draft_id' }) draftId: RetirementDraftId;
  @Column('text', { name: 'equipment_id' }) equipmentId: EquipmentId;
  @Column('text') code: RetirementReason;
  @Column('jsonb') params: Readonly<Record<string, string | number>>;
  @Column('timestamptz') at: Date;
}
