import type { RemarkCode } from './remark-codes.js';

/** What became of a row; the later in this order wins over what else is said of the same row. */
export const VERDICTS = ['OK', 'NORMALISE', 'NEUTRALISE', 'WARN', 'REJECT', 'SKIP'] as const;
export type RowVerdict = (typeof VERDICTS)[number];

/** DECODE is said of a file alone: it was read as something else than plain UTF-8 with commas. */
export type RemarkVerdict = Exclude<RowVerdict, 'OK'> | 'DECODE';

export type ImportPolicy = 'ALL_OR_NOTHING' | 'WHOLE_ROWS' | 'IGNORE_FAILED_FIELDS';

/** What was found in one cell, in a heading, or (`column` is null) in the file or the row as a whole. */
export interface Remark {
  /** Heading as the template of the class writes it, whatever the file has. */
  readonly column: string | null;
  /** Upper snake case; `IMPORT_` before it is the key of its message. */
  readonly code: RemarkCode;
  readonly verdict: RemarkVerdict;
  /** The cell as written, cut at 200 characters; null where there is none. */
  readonly original: string | null;
  /** `expected`: the value kept, or the one to write instead; further facts for the message. */
  readonly params: Readonly<Record<string, string | number>>;
  /** True when something was written that could not be kept; a cell left empty is no failure. */
  readonly failed: boolean;
}

type Facts = Remark['params'];
const ORIGINAL_MAX = 200;

const remark = (verdict: RemarkVerdict, failed: boolean) =>
  (column: string | null, code: RemarkCode, original: string | null, params: Facts = {}): Remark =>
    ({ column, code, verdict, original: original === null || original === '' ? null : cut(original), params, failed });

/** Kept after a change that the supplier is told of. */
export const normalised = remark('NORMALISE', false);
/** Nothing was written where something should be. */
export const missing = remark('WARN', false);
/** Dropped: the row is taken without it. */
export const dropped = remark('WARN', true);
/** The row cannot be taken with it. */
export const rejected = remark('REJECT', true);
/** Stored as inert text; escaped on the way out. */
export const neutralised = remark('NEUTRALISE', false);
export const skipped = remark('SKIP', false);
export const decoded = remark('DECODE', false);

/** The remarks as the policy sees them: where rows are taken whole, what would have been dropped rejects its row. */
export function underPolicy<R extends Pick<Remark, 'failed' | 'verdict'>>(remarks: readonly R[], policy: ImportPolicy): readonly R[] {
  if (policy === 'IGNORE_FAILED_FIELDS') return remarks;
  return remarks.map((one) => (one.failed ? { ...one, verdict: 'REJECT' as const } : one));
}

/** The verdict of a row from its remarks. */
export function verdictOf(remarks: readonly Pick<Remark, 'verdict'>[]): RowVerdict {
  const ranks = remarks.map((one) => (one.verdict === 'DECODE' ? 0 : VERDICTS.indexOf(one.verdict)));
  return VERDICTS[Math.max(0, ...ranks)] ?? 'OK';
}

/** Cut between characters, never inside a surrogate pair. */
function cut(text: string): string {
  return text.length <= ORIGINAL_MAX ? text : `${[...text.slice(0, ORIGINAL_MAX * 2)].slice(0, ORIGINAL_MAX - 1).join('')}…`;
}
