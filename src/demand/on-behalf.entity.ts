import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DemandId, DemandOnBehalfId, OrganisationId } from '../core/ids/ids.js';
import type { DemandToCreate } from './create-demands.js';

/** UNCONFIRMED: the enterprise has not said so yet; CONFIRMED: it has, and waits for its approval; TAKEN_OVER: a demand by now; LEFT_OUT: not wanted. */
export type DemandOnBehalfState = 'UNCONFIRMED' | 'CONFIRMED' | 'TAKEN_OVER' | 'LEFT_OUT';

/** What a bureau wrote down as a demand of an enterprise. No demand yet, so that nobody matches it. */
@Entity('demand_on_behalf')
export class DemandOnBehalfEntity {
  @PrimaryColumn('text') id: DemandOnBehalfId;
  @Column('text', { name: 'owner_id' }) ownerId: OrganisationId;
  @Column('text', { name: 'entered_by' }) enteredBy: OrganisationId;
  @Column('text') title: string;
  @Column('jsonb') content: DemandToCreate;
  @Column('text') state: DemandOnBehalfState;
  @Column('text', { name: 'demand_id', nullable: true }) demandId: DemandId | null;
  @Column('timestamptz', { name: 'entered_at' }) enteredAt: Date;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt: Date | null;
}
