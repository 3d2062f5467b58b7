import type { Reference } from './proposer.js';

/** What a part of the command is given: its file of cases, where answers go, today, and the product's classes. */
export interface CaseRun {
  /** Path of the file of cases. */
  readonly file: string;
  /** Folder for the answers; it is there. */
  readonly out: string;
  /** Today in Shanghai, `YYYY-MM-DD`. */
  readonly today: string;
  readonly reference: Reference;
  /** True when what was not as expected is listed. */
  readonly withFaults: boolean;
}

/** Cases of one kind, asked for by an option that names their file. */
export interface CasePart {
  /** `demands` for `--demands FILE`. */
  readonly option: string;
  /** Its line of the help, behind the option. */
  readonly help: string;
  /** Runs the product over the cases, writes `<option>.jsonl`, and answers the figures. */
  readonly run: (run: CaseRun) => Promise<CaseReport>;
}

export interface CaseReport {
  /** What is printed. */
  readonly lines: readonly string[];
  /** The same for `--json`. */
  readonly figures: unknown;
}

/** A set of cases: all, and where they name sets, each of those. */
export interface CaseSet<T> {
  readonly title: string;
  readonly cases: readonly T[];
  /** False for cases that are held back and whatever holds them: rules must not be written against them, so that they are read as a total. */
  readonly listed: boolean;
}

export function setsOf<T extends { readonly set: string | null }>(cases: readonly T[]): CaseSet<T>[] {
  const names = [...new Set(cases.flatMap(({ set }) => (set === null ? [] : [set])))];
  const isHeld = (name: string): boolean => name === 'held';
  return [
    { title: 'all', cases, listed: !names.some(isHeld) || names.length === 1 },
    ...(names.length < 2 ? [] : names.map((title) => ({ title, cases: cases.filter(({ set }) => set === title), listed: !isHeld(title) }))),
  ];
}

/** A line of help; options stand in a column. */
export function helpLine(option: string, help: string): string {
  return `  ${option.padEnd(21)} ${help}`;
}
