import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountId, ClaimId, FileId, OrganisationId } from '../core/ids/ids.js';
import type { ClaimKind, FormerOwners } from '../core/organisation/claim.js';

export type ClaimState = 'OPEN' | 'APPROVED' | 'REFUSED';

/** That somebody says an enterprise is theirs; its case in the table of reviews is due on the same day. */
@Entity('organisation_claim')
export class ClaimEntity {
  @PrimaryColumn('text') id: ClaimId;
  @Column('text', { name: 'organisation_id' }) organisationId: OrganisationId;
  @Column('text') kind: ClaimKind;
  @Column('text', { name: 'account_id' }) accountId: AccountId;
  /** Organisation that the claimant acted for; null for an account made with the claim. */
  @Column('text', { name: 'claimant_id', nullable: true }) claimantId: OrganisationId | null;
  /** For the officer who decides; null once it is decided. */
  @Column('text', { name: 'claimant_name', nullable: true }) claimantName: string | null;
  @Column('text') reason: string;
  @Column('text', { name: 'evidence_file_ids', array: true }) evidenceFileIds: FileId[];
  @Column('text') state: ClaimState;
  @Column('text', { name: 'decision_reason', nullable: true }) decisionReason: string | null;
  @Column('text', { name: 'former_owners', nullable: true }) formerOwners: FormerOwners | null;
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('timestamptz', { name: 'opened_at' }) openedAt: Date;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
  @Column('text', { name: 'decided_by', nullable: true }) decidedBy: string | null;
}
