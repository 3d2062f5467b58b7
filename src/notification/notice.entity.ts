import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NoticeId, OrganisationId } from '../core/ids/ids.js';

/** One line in the inbox of one organisation: what it was about, and the message that says so in either language. */
@Entity('notification_notice')
export class NoticeEntity {
  @PrimaryColumn('text') id: NoticeId;
  @Column('text', { name: 'organisation_id' }) organisationId: OrganisationId;
  /** The event that it tells of: an organisation is told of each once. */
  @Column('bigint', { name: 'outbox_id' }) outboxId: string;
  @Column('text', { name: 'event_type' }) eventType: string;
  @Column('text', { name: 'subject_id' }) subjectId: string;
  @Column('text') code: string;
  @Column('jsonb') params: Readonly<Record<string, string | number>>;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'read_at', nullable: true }) readAt: Date | null;
}
