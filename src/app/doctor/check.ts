import type { Settings } from '../../platform/config/settings.js';
import type { DatabaseFacts, JobFacts } from '../../platform/doctor/facts.store.js';

export type Verdict = 'ok' | 'warn' | 'fail';

/** One line of the doctor. No secret may get into its words: they are pasted into mails. */
export interface Finding {
  /** Lower case, for programs; never renamed. */
  readonly check: string;
  readonly verdict: Verdict;
  readonly zh: string;
  readonly en: string;
  /** What to do, one sentence; null where all is well. */
  readonly fix: { readonly zh: string; readonly en: string } | null;
}

/** What there is to look at. */
export interface Surroundings {
  readonly settings: Settings;
  /** The data folder, null when it is not there yet. */
  readonly folder: string | null;
  /** True while the product runs on it. */
  readonly running: boolean;
  /** What the database told; null when it was not asked, text when it did not answer. */
  readonly database: DatabaseFacts | string | null;
  /** What the job queue in Redis told; null where the queue lies in the database, text when it did not answer. */
  readonly jobs: JobFacts | string | null;
  /** How far this machine's clock is ahead of the database's, milliseconds; null when it was not asked. */
  readonly clockAheadMs: number | null;
}

/** A part of the doctor, in a file of its own: an engine that is added brings one. */
export type Check = (surroundings: Surroundings) => Promise<readonly Finding[]>;

type Words = readonly [zh: string, en: string];

export const ok = (check: string, [zh, en]: Words): Finding => ({ check, verdict: 'ok', zh, en, fix: null });
export const warn = (check: string, [zh, en]: Words, fix: Words): Finding => ({ check, verdict: 'warn', zh, en, fix: { zh: fix[0], en: fix[1] } });
export const fail = (check: string, [zh, en]: Words, fix: Words): Finding => ({ check, verdict: 'fail', zh, en, fix: { zh: fix[0], en: fix[1] } });
