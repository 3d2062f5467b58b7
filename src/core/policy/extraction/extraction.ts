import type { DateText } from '../../time/dates.js';

/** Words of the buyer's text and where they stand in it: offsets of UTF-16 code units, `end` behind the last. */
export interface SaidWords {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type ExtractedOp = '>=' | '<=' | '=' | 'between' | 'in' | 'about';

/** One thing that the text asks of the goods, for the buyer to confirm. */
export interface ExtractedRequirement {
  /** Key of the class where it has such an attribute, else the Chinese word. */
  readonly attribute: string;
  /** The Chinese word. */
  readonly name: string;
  readonly op: ExtractedOp;
  /** A number, two for `between`, several for `in`; keys of a choice; yes or no. */
  readonly value: number | boolean | string | readonly number[] | readonly string[];
  /** The class's unit, or the unit as said in symbols; null for choices and yes/no; `1` for a count. */
  readonly unit: string | null;
  readonly hard: boolean;
  readonly words: SaidWords;
}

/** A machine that the text says will go; what it does not tell is null. */
export interface ExtractedMachine {
  readonly kind: string;
  readonly model: string | null;
  /** Year it went into service. */
  readonly commissioned: number | null;
  readonly words: SaidWords;
}

export interface Said<T> {
  readonly value: T;
  readonly words: SaidWords;
}

/**
 * Why something that was read should be looked at. TEXT_EMPTY · TEXT_TOO_LONG: what stands behind the limit was not read ·
 * RANGE_REVERSED · CONTRADICTION: no product meets both · UNIT_UNKNOWN · UNIT_UNFIT: of another kind than the attribute ·
 * OUT_OF_BOUNDS: beyond what such goods have · FIGURE_ABSURD: zero, below zero, or beyond all measure · DATE_PAST ·
 * CURRENCY_OTHER: not in yuan · BUDGET_UNCLEAR · SEVERAL_QUANTITIES · TOO_MANY_REQUIREMENTS · GRADE_UNKNOWN: no grade 1 to 3.
 */
export type DoubtCode =
  | 'TEXT_EMPTY' | 'TEXT_TOO_LONG' | 'RANGE_REVERSED' | 'CONTRADICTION' | 'UNIT_UNKNOWN' | 'UNIT_UNFIT' | 'OUT_OF_BOUNDS' | 'FIGURE_ABSURD'
  | 'DATE_PAST' | 'CURRENCY_OTHER' | 'BUDGET_UNCLEAR' | 'SEVERAL_QUANTITIES' | 'TOO_MANY_REQUIREMENTS' | 'GRADE_UNKNOWN';

export interface Doubt {
  readonly code: DoubtCode;
  readonly words: SaidWords;
  /** Parameters of the sentence that says what to change. */
  readonly params: Readonly<Record<string, string | number>>;
}

export interface Budget {
  readonly cny: number;
  readonly basis: 'each' | 'total';
}

/** What a demand in plain Chinese says beyond its class. */
export interface Extraction {
  readonly requirements: readonly ExtractedRequirement[];
  readonly quantity: Said<{ readonly amount: number; readonly unit: string }> | null;
  readonly budget: Said<Budget> | null;
  /** The last day on which the goods are still in time. */
  readonly neededBy: Said<DateText> | null;
  /** 1 to 3; this grade or better. */
  readonly energyGradeAtMost: Said<number> | null;
  readonly oldMachine: ExtractedMachine | null;
  readonly doubts: readonly Doubt[];
}
