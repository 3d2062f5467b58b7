import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrganisationKind, Role } from '../core/access/viewer.js';
import type { FirstFactor } from '../core/organisation/second-factor.js';
import type { AccountId, MemberId, OrganisationId, ReviewId, SessionId } from '../core/ids/ids.js';
import type { ReviewStage } from '../core/organisation/review-level.js';

export type OrganisationState = 'REGISTERED' | 'UNDER_REVIEW' | 'APPROVED' | 'RETURNED' | 'SUSPENDED' | 'CLOSED';
export type SizeClass = 'LARGE' | 'MEDIUM' | 'SMALL' | 'MICRO';
export type Trade = 'MAKER' | 'DEALER' | 'BUYER' | 'RECYCLER';

@Entity('organisation')
export class OrganisationEntity {
  @PrimaryColumn('text') id: OrganisationId;
  @Column('text') kind: OrganisationKind;
  @Column('text') name: string;
  @Column('text', { name: 'credit_code', nullable: true }) creditCode: string | null;
  @Column('text', { name: 'parent_id', nullable: true }) parentId: OrganisationId | null;
  @Column('ltree') branch: string;
  @Column('text', { name: 'region_code' }) regionCode: string;
  @Column('text', { name: 'industry_code', nullable: true }) industryCode: string | null;
  @Column('text', { name: 'size_class', nullable: true }) sizeClass: SizeClass | null;
  @Column('text', { array: true }) trades: Trade[];
  @Column('text', { name: 'business_phone', nullable: true }) businessPhone: string | null;
  @Column('boolean', { name: 'business_phone_public' }) businessPhonePublic: boolean;
  @Column('text') state: OrganisationState;
  @Column('text', { name: 'state_reason', nullable: true }) stateReason: string | null;
  @Column('timestamptz', { name: 'approved_at', nullable: true }) approvedAt: Date | null;
  @Column('text', { name: 'external_ref', nullable: true }) externalRef: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

@Entity('organisation_account')
export class AccountEntity {
  @PrimaryColumn('text') id: AccountId;
  @Column('text') login: string;
  @Column('text', { name: 'display_name' }) displayName: string;
  @Column('text', { name: 'password_hash' }) passwordHash: string;
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) disabledAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

@Entity('organisation_member')
export class MemberEntity {
  @PrimaryColumn('text') id: MemberId;
  @Column('text', { name: 'account_id' }) accountId: AccountId;
  @Column('text', { name: 'organisation_id' }) organisationId: OrganisationId;
  @Column('text', { array: true }) roles: Role[];
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) disabledAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

@Entity('organisation_session')
export class SessionEntity {
  @PrimaryColumn('text') id: SessionId;
  @Column('text', { name: 'token_hash' }) tokenHash: string;
  @Column('text', { name: 'account_id' }) accountId: AccountId;
  @Column('text', { name: 'member_id' }) memberId: MemberId;
  @Column('text', { name: 'organisation_id' }) organisationId: OrganisationId;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'last_seen_at' }) lastSeenAt: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt: Date | null;
  /** What its owner recognises of the device. */
  @Column('text', { nullable: true }) device: string | null;
  @Column('text', { name: 'first_factor' }) firstFactor: FirstFactor;
  /** Null until the second step was done. */
  @Column('timestamptz', { name: 'second_factor_at', nullable: true }) secondFactorAt: Date | null;
}

@Entity('organisation_review')
export class ReviewEntity {
  @PrimaryColumn('text') id: ReviewId;
  @Column('text', { name: 'case_kind' }) caseKind: 'REGISTRATION' | 'RECOMMENDED_LIST' | 'PROJECT' | 'CLAIM' | 'TAKEOVER';
  @Column('text', { name: 'case_id' }) caseId: string;
  @Column('text', { name: 'organisation_id' }) organisationId: OrganisationId;
  @Column('text', { array: true }) departments: string[];
  @Column('text') state: 'OPEN' | 'APPROVED' | 'RETURNED';
  @Column('jsonb') verdicts: { item: string; verdict: 'OK' | 'NOT_OK'; reason: string | null }[];
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('timestamptz', { name: 'opened_at' }) openedAt: Date;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
  @Column('text', { name: 'decided_by', nullable: true }) decidedBy: string | null;
  /** The level on which it lies. */
  @Column('text') stage: ReviewStage;
  /** The level whose word is the last. */
  @Column('text') decides: ReviewStage;
  /** The department that has it; null: whichever of the province takes it. */
  @Column('text', { name: 'at_id', nullable: true }) atId: OrganisationId | null;
  /** Levels that found it in order and passed it on, oldest first. */
  @Column('jsonb') steps: ReviewStep[];
}

export interface ReviewStep {
  readonly stage: ReviewStage;
  readonly departmentId: string | null;
  readonly memberId: string | null;
  /** ISO 8601. */
  readonly at: string;
  readonly verdicts: ReviewEntity['verdicts'];
}
