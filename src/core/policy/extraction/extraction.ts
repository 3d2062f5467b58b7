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

/** DELIVERY: where the goods will be used; SUPPLIER: where their supplier shall be; MENTIONED: the words do not say what for. */
export type PlaceRole = 'DELIVERY' | 'SUPPLIER' | 'MENTIONED';

/** A place of the text. `code`: GB/T 2260, six digits: a province, in Shanxi a city or county. */
export interface ExtractedPlace {
  readonly code: string;
  /** Its Chinese name with what it belongs to. */
  readonly zh: string;
  readonly role: PlaceRole;
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
 * CURRENCY_OTHER: not in yuan · BUDGET_UNCLEAR · BUDGET_EACH, BUDGET_EACH_TIMES: of one piece, where a line's budget is of all ·
 * SEVERAL_QUANTITIES · TOO_MANY_REQUIREMENTS · GRADE_UNKNOWN: no grade 1 to 3 · SEVERAL_PLACES: a demand has one place of delivery ·
 * SUPPLIER_PLACE: where a supplier is excludes nobody.
 */
export type DoubtCode =
  | 'TEXT_EMPTY' | 'TEXT_TOO_LONG' | 'RANGE_REVERSED' | 'CONTRADICTION' | 'UNIT_UNKNOWN' | 'UNIT_UNFIT' | 'OUT_OF_BOUNDS' | 'FIGURE_ABSURD'
  | 'DATE_PAST' | 'CURRENCY_OTHER' | 'BUDGET_UNCLEAR' | 'BUDGET_EACH' | 'BUDGET_EACH_TIMES' | 'SEVERAL_QUANTITIES' | 'TOO_MANY_REQUIREMENTS' | 'GRADE_UNKNOWN'
  | 'SEVERAL_PLACES' | 'SUPPLIER_PLACE';

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
  /** At most ten, in the order of the text. */
  readonly places: readonly ExtractedPlace[];
  /** The one place where the goods will be used; null where none or several are told. */
  readonly regionCode: string | null;
  readonly doubts: readonly Doubt[];
}
