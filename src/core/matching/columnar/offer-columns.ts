import type { Specs, SpecValue } from '../../policy/class-definition.js';
import { meets, numberOf, wordOf, type Asked } from './asked.js';
import { Codes } from './codes.js';
import { Columns } from './columns.js';

/** One product as it is offered, in whole numbers. */
export interface OfferRow {
  readonly productId: string;
  /** Codes of the index. */
  readonly organisation: number;
  readonly region: number;
  /** Of the regions served, all together. */
  readonly served: number;
  readonly approved: boolean;
  /** Day number of the last day; 0: no end. */
  readonly validUntil: number;
  /** Bit n: reaches what a line asks, grade n of 0 (nothing asked) to 3. */
  readonly gradeDoes: number;
  /** Of the shares that no line changes, all together. */
  readonly own: number;
  /** Fen; 0: on request, NaN: no whole number holds it, and `priceText` says it. */
  readonly priceFen: number;
  readonly priceText: string | null;
  /** −1: unknown. */
  readonly leadTimeDays: number;
  readonly specs: Specs;
}

/** What a line asks of every product of a class. */
export interface OfferQuestion {
  readonly hard: readonly { readonly key: string; readonly asked: Asked }[];
  readonly organisation: number;
  readonly approvedOnly: boolean;
  readonly today: number;
  readonly gradeAtMost: number;
  readonly serves: (served: number) => boolean;
}

const NO_WORD = -1;

/** The products of one class that are on the market, column by column, so that a line is held against all of them in a few passes. */
export class OfferColumns {
  private readonly table = new Columns();
  private readonly numbers = new Map<string, { values: Float64Array }>();
  private readonly words = new Map<string, { values: Int32Array; readonly codes: Codes }>();
  private readonly ids: (string | null)[] = [];
  private readonly prices = new Map<number, string>();
  private organisations: Int32Array;
  private served: Int32Array;
  private validUntil: Int32Array;
  private gradeDoes: Uint8Array;
  private approved: Uint8Array;
  private survivors = new Int32Array(1_024);
  regions: Int32Array;
  own: Int32Array;
  priceFen: Float64Array;
  leadTimeDays: Int32Array;

  constructor() {
    this.table.add((size) => new Int32Array(size), -1, (column) => { this.organisations = column; });
    this.table.add((size) => new Int32Array(size), 0, (column) => { this.regions = column; });
    this.table.add((size) => new Int32Array(size), 0, (column) => { this.served = column; });
    this.table.add((size) => new Int32Array(size), 0, (column) => { this.validUntil = column; });
    this.table.add((size) => new Uint8Array(size), 0, (column) => { this.gradeDoes = column; });
    this.table.add((size) => new Uint8Array(size), 0, (column) => { this.approved = column; });
    this.table.add((size) => new Int32Array(size), 0, (column) => { this.own = column; });
    this.table.add((size) => new Float64Array(size), 0, (column) => { this.priceFen = column; });
    this.table.add((size) => new Int32Array(size), -1, (column) => { this.leadTimeDays = column; });
  }

  get count(): number {
    return this.table.count;
  }

  idOf(row: number): string {
    return this.ids[row] ?? '';
  }

  /** The price as it was written, where no whole number holds it. */
  priceTextOf(row: number): string | null {
    return this.prices.get(row) ?? null;
  }

  /** What a row says of an attribute, for what only the rule can judge; figures that are none are as if nothing was said. */
  valueOf(row: number, key: string): SpecValue | undefined {
    const number = this.numbers.get(key)?.values[row];
    if (number !== undefined && !Number.isNaN(number)) return number;
    const words = this.words.get(key);
    const code = words?.values[row] ?? NO_WORD;
    return words === undefined || code === NO_WORD ? undefined : valueOfWord(words.codes.text(code));
  }

  /** Keeps a row; answers its place. */
  put(offer: OfferRow): number {
    const row = this.table.take();
    this.ids[row] = offer.productId;
    this.organisations[row] = offer.organisation;
    this.regions[row] = offer.region;
    this.served[row] = offer.served;
    this.validUntil[row] = offer.validUntil;
    this.gradeDoes[row] = offer.gradeDoes;
    this.approved[row] = offer.approved ? 1 : 0;
    this.own[row] = offer.own;
    this.priceFen[row] = offer.priceFen;
    this.leadTimeDays[row] = offer.leadTimeDays;
    if (offer.priceText !== null) this.prices.set(row, offer.priceText);
    for (const [key, value] of Object.entries(offer.specs)) this.note(row, key, value);
    return row;
  }

  /** Forgets a row: its place is empty and may be taken again. */
  remove(row: number): void {
    this.ids[row] = null;
    this.organisations[row] = -1;
    this.prices.delete(row);
    for (const { values } of this.numbers.values()) values[row] = Number.NaN;
    for (const { values } of this.words.values()) values[row] = NO_WORD;
    this.table.give(row);
  }

  /** The places of all rows that answer a line, valid until the next question. */
  answering(question: OfferQuestion): Int32Array {
    if (this.survivors.length < this.table.length) this.survivors = new Int32Array(Math.max(this.table.length, 2 * this.survivors.length));
    const [first, ...others] = [...question.hard].sort((a, b) => ORDER[a.asked.as] - ORDER[b.asked.as]);
    let count = first === undefined ? this.all() : this.through(first, this.first(first));
    for (const one of others) count = this.through(one, count);
    return this.survivors.subarray(0, this.throughTerms(question, count));
  }

  private note(row: number, key: string, value: SpecValue): void {
    const number = numberOf(value);
    if (number !== null) {
      this.numbersOf(key).values[row] = number;
      return;
    }
    const word = value === '' ? null : wordOf(value);
    if (word === null) return;
    const words = this.wordsOf(key);
    words.values[row] = words.codes.of(word);
  }

  private numbersOf(key: string): { values: Float64Array } {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const column = { values: new Float64Array(0) };
    this.table.add((size) => new Float64Array(size), Number.NaN, (values) => { column.values = values; });
    this.numbers.set(key, column);
    return column;
  }

  private wordsOf(key: string): { values: Int32Array; readonly codes: Codes } {
    const known = this.words.get(key);
    if (known !== undefined) return known;
    const column = { values: new Int32Array(0), codes: new Codes() };
    this.table.add((size) => new Int32Array(size), NO_WORD, (values) => { column.values = values; });
    this.words.set(key, column);
    return column;
  }

  private all(): number {
    for (let row = 0; row < this.table.length; row++) this.survivors[row] = row;
    return this.table.length;
  }

  /** The first requirement in one pass over everything; only a span is quicker than to begin with all. */
  private first({ key, asked }: OfferQuestion['hard'][number]): number {
    if (asked.as !== 'SPAN') return this.all();
    const values = this.numbers.get(key)?.values;
    if (values === undefined) return 0;
    const { survivors } = this;
    const { low, high } = asked;
    const rows = this.table.length;
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const value = values[row] as number;
      if (value >= low && value <= high) survivors[count++] = row;
    }
    return count;
  }

  private through({ key, asked }: OfferQuestion['hard'][number], count: number): number {
    if (asked.as === 'SPAN') return this.throughSpan(this.numbers.get(key)?.values, asked.low, asked.high, count);
    if (asked.as === 'WORDS') return this.throughWords(key, asked.words, count);
    return this.keep(count, (row) => meets(asked, this.valueOf(row, key)));
  }

  private throughSpan(values: Float64Array | undefined, low: number, high: number, count: number): number {
    if (values === undefined) return 0;
    const { survivors } = this;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const row = survivors[at] as number;
      const value = values[row] as number;
      if (value >= low && value <= high) survivors[kept++] = row;
    }
    return kept;
  }

  private throughWords(key: string, accepted: readonly string[], count: number): number {
    const words = this.words.get(key);
    if (words === undefined) return 0;
    const codes = new Set(accepted.map((word) => words.codes.find(word)).filter((code) => code !== NO_WORD));
    return this.keep(count, (row) => codes.has(words.values[row] as number));
  }

  private throughTerms(question: OfferQuestion, count: number): number {
    const { organisations, validUntil, gradeDoes, approved, served } = this;
    const grade = 1 << question.gradeAtMost;
    return this.keep(count, (row) => {
      const whose = organisations[row] as number;
      const last = validUntil[row] as number;
      return whose >= 0 && whose !== question.organisation && ((gradeDoes[row] as number) & grade) !== 0 && (last === 0 || last >= question.today)
        && (approved[row] === 1 || !question.approvedOnly) && question.serves(served[row] as number);
    });
  }

  private keep(count: number, does: (row: number) => boolean): number {
    const { survivors } = this;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const row = survivors[at] as number;
      if (does(row)) survivors[kept++] = row;
    }
    return kept;
  }
}

/** Spans are the quickest and leave the fewest; what only the rule judges comes last. */
const ORDER = { SPAN: 0, WORDS: 1, RULE: 2 } as const;

function valueOfWord(word: string): SpecValue {
  const at = word.indexOf(':');
  const text = word.slice(at + 1);
  return word.startsWith('boolean:') ? text === 'true' : text;
}
