import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Commissioned } from '../core/demand/equipment/commissioned.js';
import type { EquipmentState } from '../core/demand/equipment/equipment.js';
import type { EquipmentId, OrganisationId } from '../core/ids/ids.js';
import type { Specs } from '../core/policy/class-definition.js';

export type { EquipmentState };

/** A numeric column answers 7.5 as 7.500. */
const asMeant = { to: (value: string | null) => value, from: (value: string | null) => (value === null ? null : (value.includes('.') ? value.replace(/\.?0+$/u, '') : value)) };

@Entity('demand_equipment')
export class EquipmentEntity {
  @PrimaryColumn('text') id: EquipmentId;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('ltree', { name: 'owner_branch' }) ownerBranch: string;
  @Column('text', { name: 'asset_number' }) assetNumber: string;
  @Column('text', { name: 'asset_key' }) assetKey: string;
  @Column('text') name: string;
  @Column('text') model: string;
  @Column('text', { name: 'class_id', nullable: true }) classId: string | null;
  @Column('text', { name: 'kind_key', nullable: true }) kindKey: string | null;
  @Column('text', { nullable: true }) maker: string | null;
  @Column('text', { name: 'maker_key', nullable: true }) makerKey: string | null;
  @Column('text', { nullable: true }) serial: string | null;
  @Column('text', { name: 'serial_key', nullable: true }) serialKey: string | null;
  @Column('text', { name: 'identity_reason', nullable: true }) identityReason: string | null;
  @Column('text', { nullable: true }) commissioned: Commissioned | null;
  @Column('integer') quantity: number;
  @Column('numeric', { name: 'power_kw', nullable: true, transformer: asMeant }) powerKw: string | null;
  @Column('jsonb') specs: Specs;
  @Column('jsonb', { name: 'spec_originals' }) specOriginals: Readonly<Record<string, string>>;
  @Column('smallint', { name: 'energy_grade', nullable: true }) energyGrade: number | null;
  @Column('text') site: string;
  @Column('text') state: EquipmentState;
  @Column('text', { name: 'state_reason', nullable: true }) stateReason: string | null;
  @Column('date', { name: 'withdrawn_on', nullable: true }) withdrawnOn: string | null;
  @Column('integer') revision: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}
