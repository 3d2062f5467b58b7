import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MatchRunId } from '../core/ids/ids.js';

/** One look: lines against products that could answer them (FORWARD) or products against lines they could answer (REVERSE). */
@Entity('matching_run')
export class MatchRunEntity {
  @PrimaryColumn('text') id: MatchRunId;
  @Column('text') direction: 'FORWARD' | 'REVERSE';
  /** Lines of a forward run, products of a reverse one. */
  @Column('text', { name: 'subject_ids', array: true }) subjectIds: string[];
  /** Every change up to this outbox position was seen; decimal digits of a bigint. */
  @Column('bigint', { name: 'outbox_position' }) outboxPosition: string;
  @Column('text', { name: 'rule_version' }) ruleVersion: string;
  @Column('text', { name: 'weights_version' }) weightsVersion: string;
  @Column('text', { name: 'paths_version' }) pathsVersion: string;
  /** The day in Shanghai by which lead times and validity were judged. */
  @Column('date', { name: 'as_of' }) asOf: string;
  @Column('integer', { name: 'pairs_judged' }) pairsJudged: number;
  @Column('integer', { name: 'pairs_matched' }) pairsMatched: number;
  @Column('timestamptz') at: Date;
  /** The snapshot in which it read products and lines, text of `pg_current_snapshot()`; null for runs made before these were kept. */
  @Column('text', { nullable: true }) seen: string | null;
  /** Lines that a reverse run judged; empty for a forward one, whose subjects they are. */
  @Column('text', { name: 'line_ids', array: true }) lineIds: string[];
  /** SHA-256 of everything that matched (`resultDigest`), lower-case hexadecimal; null with `seen`. */
  @Column('text', { nullable: true }) result: string | null;
  @Column('text', { name: 'classes_version' }) classesVersion: string;
  @Column('text', { name: 'energy_version' }) energyVersion: string;
}
