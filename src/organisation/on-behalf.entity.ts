import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConfirmationLinkId, OrganisationId } from '../core/ids/ids.js';
import type { Correctable } from '../core/organisation/on-behalf/confirmation.js';

export type OnBehalfState = 'UNCONFIRMED' | 'CONFIRMED';

/** That a bureau entered an enterprise, and whether the enterprise has said that it is so. */
@Entity('organisation_on_behalf')
export class OnBehalfEntity {
  @PrimaryColumn('text', { name: 'organisation_id' }) organisationId: OrganisationId;
  @Column('text', { name: 'entered_by' }) enteredBy: OrganisationId;
  /** To whom the bureau sends the link: personal data, null once the enterprise has confirmed. */
  @Column('text', { name: 'contact_name', nullable: true }) contactName: string | null;
  @Column('text', { name: 'contact_phone', nullable: true }) contactPhone: string | null;
  @Column('text') state: OnBehalfState;
  @Column('text', { array: true }) corrected: Correctable[];
  @Column('timestamptz', { name: 'entered_at' }) enteredAt: Date;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt: Date | null;
}

@Entity('organisation_confirmation_link')
export class ConfirmationLinkEntity {
  @PrimaryColumn('text') id: ConfirmationLinkId;
  @Column('text', { name: 'organisation_id' }) organisationId: OrganisationId;
  @Column('text', { name: 'issued_by' }) issuedBy: OrganisationId;
  @Column('text', { name: 'token_hash' }) tokenHash: string;
  @Column('timestamptz', { name: 'issued_at' }) issuedAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt: Date | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
}
