import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn, type Relation } from 'typeorm';
import type { LineState } from '../core/demand/demand-state.js';
import type { LineWants, RetiredMachine } from '../core/demand/line-content.js';
import type { Requirement } from '../core/demand/requirement.js';
import type { DemandId, DemandLineId, OrganisationId } from '../core/ids/ids.js';

export type { LineState, LineWants, RetiredMachine };
export type DemandVisibility = 'PUBLIC' | 'APPROVED_SUPPLIERS' | 'THROUGH_DEPARTMENT';
export type DemandPurpose = 'RENEWAL' | 'NEW_CAPACITY';

@Entity('demand_demand')
export class DemandEntity {
  @PrimaryColumn('text') id: DemandId;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('ltree', { name: 'owner_branch' }) ownerBranch: string;
  @Column('text') title: string;
  @Column('text') words: string;
  @Column('text', { name: 'task_id', nullable: true }) taskId: string | null;
  @Column('text', { name: 'region_code' }) regionCode: string;
  @Column('text') purpose: DemandPurpose;
  @Column('numeric', { name: 'budget_cny', nullable: true }) budgetCny: string | null;
  @Column('date', { name: 'needed_by', nullable: true }) neededBy: string | null;
  @Column('text') visibility: DemandVisibility;
  @Column('boolean', { name: 'no_state_secret_confirmed' }) noStateSecretConfirmed: boolean;
  @Column('text', { name: 'external_ref', nullable: true }) externalRef: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
  @Column('timestamptz', { name: 'published_at', nullable: true }) publishedAt: Date | null;
  @OneToMany(() => DemandLineEntity, (line) => line.demand) lines: Relation<DemandLineEntity>[];
}

@Entity('demand_line')
export class DemandLineEntity {
  @PrimaryColumn('text') id: DemandLineId;
  @Column('text', { name: 'demand_id' }) demandId: DemandId;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('ltree', { name: 'owner_branch' }) ownerBranch: string;
  @Column('text') visibility: DemandVisibility;
  @Column('integer') number: number;
  @Column('text') wants: LineWants;
  /** Classes wanted: named by the buyer, or reached from the item by its paths when the line was written. */
  @Column('text', { name: 'class_ids', array: true }) classIds: string[];
  @Column('text', { name: 'item_id', nullable: true }) itemId: string | null;
  @Column('text') words: string;
  @Column('numeric') quantity: string;
  @Column('text') unit: string;
  @Column('jsonb') requirements: Requirement[];
  @Column('smallint', { name: 'energy_grade_at_most', nullable: true }) energyGradeAtMost: number | null;
  /** Total for the whole quantity. */
  @Column('numeric', { name: 'budget_cny', nullable: true }) budgetCny: string | null;
  @Column('jsonb') retires: RetiredMachine[];
  /** Machines of the owner's register; shown to the owner's side alone. */
  @Column('text', { name: 'equipment_ids', array: true }) equipmentIds: string[];
  @Column('text', { name: 'renewal_reason', nullable: true }) renewalReason: string | null;
  @Column('text', { name: 'software_class_ids', array: true }) softwareClassIds: string[];
  @Column('text', { name: 'software_waiver', nullable: true }) softwareWaiver: string | null;
  @Column('text') state: LineState;
  @Column('text', { name: 'state_reason', nullable: true }) stateReason: string | null;
  @Column('integer') revision: number;
  @Column('timestamptz', { name: 'published_at', nullable: true }) publishedAt: Date | null;
  @ManyToOne(() => DemandEntity, (demand) => demand.lines) @JoinColumn({ name: 'demand_id' }) demand: Relation<DemandEntity>;
}
