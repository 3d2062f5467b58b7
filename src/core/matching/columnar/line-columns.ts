import type { SpecValue, Specs } from '../../policy/class-definition.js';
import type { Preference } from '../preference.js';
import { meets, numberOf, wordOf, type Asked } from './asked.js';
import { Codes } from './codes.js';
import { Columns } from './columns.js';

/** One line as it wants one class, in whole numbers. */
export interface LineRow {
  readonly lineId: string;
  /** Codes of the index. */
  readonly organisation: number;
  readonly region: number;
  readonly approvedOnly: boolean;
  /** Day number; 0: no date. */
  readonly neededBy: number;
  /** 1 to 3; 0: none asked. */
  readonly gradeAtMost: number;
  /** Share of the path. */
  readonly pathShare: number;
  /** Thousandths of a sales unit and fen; NaN where no whole number holds them, 0 where there is none. */
  readonly quantityMilli: number;
  readonly budgetFen: number;
  readonly hard: readonly { readonly key: string; readonly asked: Asked }[];
  /** What only its own row needs: read for candidates alone. */
  readonly rest: RowRest | null;
}

/** Of few rows: soft requirements, hard ones that only the rule judges, amounts that no whole number holds, weights of the buyer's own. */
export interface RowRest {
  readonly soft: readonly { readonly key: string; readonly asked: Asked }[];
  readonly byRule: readonly { readonly key: string; readonly asked: Asked }[];
  readonly quantity: string;
  readonly budgetCny: string | null;
  readonly preference: Preference | null;
}

/** What a product is asked of every line of its class. */
export interface LineQuestion {
  readonly specs: Specs;
  readonly organisation: number;
  readonly supplierApproved: boolean;
  /** Day number. */
  readonly today: number;
  /** By `gradeAtMost`, 0 to 3. */
  readonly gradeDoes: readonly boolean[];
  readonly serves: (region: number) => boolean;
}

const NO_WORDS = 0;
/** All words and none at all: nothing asked. */
const ANY_WORD = 0xffffffff;
/** Words of an attribute that have a bit; further ones are asked of the rule. */
const WORDS_MAX = 32;

interface Span { low: Float64Array; high: Float64Array; asked: number }
interface Words { masks: Uint32Array; codes: Codes; asked: number }

/** The open lines that want one class, column by column, so that a product is held against all of them in a few passes. */
export class LineColumns {
  private readonly table = new Columns();
  private readonly spans = new Map<string, Span>();
  private readonly words = new Map<string, Words>();
  private readonly ids: (string | null)[] = [];
  private readonly rests = new Map<number, RowRest>();
  private organisations: Int32Array;
  private gradeAtMost: Uint8Array;
  private approvedOnly: Uint8Array;
  private survivors = new Int32Array(1_024);
  regions: Int32Array;
  neededBy: Int32Array;
  pathShare: Uint16Array;
  quantityMilli: Float64Array;
  budgetFen: Float64Array;

  constructor() {
    this.table.add((size) => new Int32Array(size), -1, (column) => { this.organisations = column; });
    this.table.add((size) => new Int32Array(size), 0, (column) => { this.regions = column; });
    this.table.add((size) => new Int32Array(size), 0, (column) => { this.neededBy = column; });
    this.table.add((size) => new Uint8Array(size), 0, (column) => { this.gradeAtMost = column; });
    this.table.add((size) => new Uint8Array(size), 0, (column) => { this.approvedOnly = column; });
    this.table.add((size) => new Uint16Array(size), 0, (column) => { this.pathShare = column; });
    this.table.add((size) => new Float64Array(size), 0, (column) => { this.quantityMilli = column; });
    this.table.add((size) => new Float64Array(size), 0, (column) => { this.budgetFen = column; });
  }

  get count(): number {
    return this.table.count;
  }

  idOf(row: number): string {
    return this.ids[row] ?? '';
  }

  restOf(row: number): RowRest | undefined {
    return this.rests.get(row);
  }

  /** Keeps a row; answers its place. */
  put(line: LineRow): number {
    const row = this.table.take();
    this.ids[row] = line.lineId;
    this.organisations[row] = line.organisation;
    this.regions[row] = line.region;
    this.neededBy[row] = line.neededBy;
    this.gradeAtMost[row] = line.gradeAtMost;
    this.approvedOnly[row] = line.approvedOnly ? 1 : 0;
    this.pathShare[row] = line.pathShare;
    this.quantityMilli[row] = line.quantityMilli;
    this.budgetFen[row] = line.budgetFen;
    const byRule = [...line.rest?.byRule ?? [], ...line.hard.filter(({ key, asked }) => !this.ask(row, key, asked))];
    const rest = line.rest ?? (byRule.length === 0 ? null : { soft: [], byRule: [], quantity: '', budgetCny: null, preference: null });
    if (rest !== null) this.rests.set(row, { ...rest, byRule });
    return row;
  }

  /** Forgets a row: its place is empty and may be taken again. */
  remove(row: number): void {
    this.ids[row] = null;
    this.organisations[row] = -1;
    this.rests.delete(row);
    for (const span of this.spans.values()) {
      if (span.low[row] !== -Infinity || span.high[row] !== Infinity) span.asked -= 1;
      span.low[row] = -Infinity;
      span.high[row] = Infinity;
    }
    for (const words of this.words.values()) {
      if (words.masks[row] !== ANY_WORD) words.asked -= 1;
      words.masks[row] = ANY_WORD;
    }
    this.table.give(row);
  }

  /** The places of all rows that a product answers, valid until the next question. */
  answering(question: LineQuestion): Int32Array {
    if (this.survivors.length < this.table.length) this.survivors = new Int32Array(Math.max(this.table.length, 2 * this.survivors.length));
    let count = this.present(this.firstPass(question.specs), question.organisation);
    count = this.throughOthers(question, count);
    count = this.throughTerms(question, count);
    return this.survivors.subarray(0, count);
  }

  /** Notes what a row asks; false where only the rule can judge it. */
  private ask(row: number, key: string, asked: Asked): boolean {
    if (asked.as === 'RULE') return false;
    if (asked.as === 'SPAN') {
      const span = this.spanOf(key);
      if (span.low[row] === -Infinity && span.high[row] === Infinity) span.asked += 1;
      span.low[row] = Math.max(span.low[row] as number, asked.low);
      span.high[row] = Math.min(span.high[row] as number, asked.high);
      return true;
    }
    const words = this.wordsOf(key);
    const codes = asked.words.map((word) => words.codes.of(word));
    const mask = codes.reduce((bits, code) => (code < WORDS_MAX ? bits | (1 << code) : bits), NO_WORDS) >>> 0;
    // A row that accepts all 32 words would look as if it asked for none.
    if (codes.some((code) => code >= WORDS_MAX) || mask === ANY_WORD) return false;
    const before = words.masks[row] as number;
    if (before === ANY_WORD) words.asked += 1;
    words.masks[row] = (before & mask) >>> 0;
    return true;
  }

  private spanOf(key: string): Span {
    const known = this.spans.get(key);
    if (known !== undefined) return known;
    const span: Span = { low: new Float64Array(0), high: new Float64Array(0), asked: 0 };
    this.table.add((size) => new Float64Array(size), -Infinity, (column) => { span.low = column; });
    this.table.add((size) => new Float64Array(size), Infinity, (column) => { span.high = column; });
    this.spans.set(key, span);
    return span;
  }

  private wordsOf(key: string): Words {
    const known = this.words.get(key);
    if (known !== undefined) return known;
    const words: Words = { masks: new Uint32Array(0), codes: new Codes(), asked: 0 };
    this.table.add((size) => new Uint32Array(size), ANY_WORD, (column) => { words.masks = column; });
    this.words.set(key, words);
    return words;
  }

  /** The attribute that most rows ask something of, and that therefore leaves the fewest. */
  private firstPass(specs: Specs): { readonly key: string; readonly count: number } {
    let [first, most] = ['', 0];
    for (const [key, { asked }] of this.spans) if (asked > most) [first, most] = [key, asked];
    const span = this.spans.get(first);
    if (span === undefined) return { key: '', count: this.all() };
    return { key: first, count: this.firstSpan(span, numberOf(specs[first])) };
  }

  private all(): number {
    for (let row = 0; row < this.table.length; row++) this.survivors[row] = row;
    return this.table.length;
  }

  private firstSpan({ low, high }: Span, value: number | null): number {
    const { survivors } = this;
    const rows = this.table.length;
    let count = 0;
    if (value === null) {
      for (let row = 0; row < rows; row++) if (low[row] === -Infinity && high[row] === Infinity) survivors[count++] = row;
      return count;
    }
    for (let row = 0; row < rows; row++) if ((low[row] as number) <= value && (high[row] as number) >= value) survivors[count++] = row;
    return count;
  }

  /** Leaves out empty places and lines of the product's own organisation. */
  private present(first: { readonly key: string; readonly count: number }, organisation: number): number {
    this.passed = first.key;
    const { survivors, organisations } = this;
    let kept = 0;
    for (let at = 0; at < first.count; at++) {
      const row = survivors[at] as number;
      const whose = organisations[row] as number;
      if (whose >= 0 && whose !== organisation) survivors[kept++] = row;
    }
    return kept;
  }

  private passed = '';

  private throughOthers({ specs }: LineQuestion, count: number): number {
    let left = count;
    for (const [key, span] of this.spans) if (key !== this.passed && span.asked > 0) left = this.throughSpan(span, numberOf(specs[key]), left);
    for (const [key, words] of this.words) if (words.asked > 0) left = this.throughWords(words, specs[key], left);
    return left;
  }

  private throughSpan({ low, high }: Span, value: number | null, count: number): number {
    const { survivors } = this;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const row = survivors[at] as number;
      const [least, most] = [low[row] as number, high[row] as number];
      if (value === null ? least === -Infinity && most === Infinity : least <= value && most >= value) survivors[kept++] = row;
    }
    return kept;
  }

  private throughWords({ masks, codes }: Words, value: SpecValue | undefined, count: number): number {
    const { survivors } = this;
    const word = value === undefined || value === '' ? null : wordOf(value);
    const code = word === null ? -1 : codes.find(word);
    const bit = code < 0 || code >= WORDS_MAX ? 0 : 1 << code;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const row = survivors[at] as number;
      const mask = masks[row] as number;
      if (mask === ANY_WORD || (mask & bit) !== 0) survivors[kept++] = row;
    }
    return kept;
  }

  private throughTerms(question: LineQuestion, count: number): number {
    const { survivors, neededBy, gradeAtMost, approvedOnly, regions } = this;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const row = survivors[at] as number;
      const day = neededBy[row] as number;
      if (day !== 0 && day < question.today) continue;
      if (question.gradeDoes[gradeAtMost[row] as number] !== true) continue;
      if (approvedOnly[row] === 1 && !question.supplierApproved) continue;
      if (!question.serves(regions[row] as number)) continue;
      const rest = this.rests.get(row);
      if (rest !== undefined && !rest.byRule.every(({ key, asked }) => meets(asked, question.specs[key]))) continue;
      survivors[kept++] = row;
    }
    return kept;
  }
}
