import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrganisationId, SubstituteId } from '../core/ids/ids.js';

/** That one department stands in for another from one day to another (委托). */
@Entity('organisation_substitute')
export class SubstituteEntity {
  @PrimaryColumn('text') id: SubstituteId;
  @Column('text', { name: 'department_id' }) departmentId: OrganisationId;
  @Column('text', { name: 'substitute_id' }) substituteId: OrganisationId;
  @Column('date', { name: 'from_day' }) fromDay: string;
  @Column('date', { name: 'to_day' }) toDay: string;
  @Column('timestamptz', { name: 'named_at' }) namedAt: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
}
