import { isSandbox } from '../../access/sandbox.js';
import type { DateText } from '../../time/dates.js';
import { distanceShare, leadTimeShare, ownShares } from '../factors.js';
import { reachesGrade } from '../gates.js';
import type { OfferedProduct, WantedLine } from '../pair.js';
import { bestPath, pathShare } from '../paths.js';
import { coveringRegions } from '../regions.js';
import { movedWeights, type Preference } from '../preference.js';
import { FULL, type MatchingRules, type Weights, type WeightTable } from '../rules.js';
import { sameWeights } from '../weights-edit.js';
import { admittedClasses } from '../wanted-line.js';
import { meets, requirementsOn } from './asked.js';
import { Best, type Ranked } from './best.js';
import { Codes, Memo } from './codes.js';
import { LineColumns, type LineRow, type RowRest } from './line-columns.js';
import { NOBODY, placeOf } from './market-places.js';
import { dayOf, keptPoints, keptShare, points } from './measures.js';
import { fenOf, milliOf, priceShareByTexts, priceShareOf, textOfFen } from './money.js';

/** What a product's look at all open lines found. */
export interface LineAnswers {
  /** Lines that it passes all gates of. */
  readonly count: number;
  /** The best of them by (score, line id), at most as many as asked for. */
  readonly best: readonly Ranked[];
}

/** What a line may ask, 0: nothing. */
const GRADES = [0, 1, 2, 3] as const;

/** Different leanings that rows share; a few thousand buyers have as many. */
const SHARED_MAX = 10_000;

interface Place { readonly columns: LineColumns; readonly row: number }

/**
 * All open lines in memory, by the classes they want, in columns. It answers which lines a product answers, and how well, with
 * the same lines, scores and order as `matchesForProduct`: it is the rule again, in whole numbers. Words of factors are left to the rule.
 */
export class LineIndex {
  /** By `placeOf`. */
  private readonly byClass = new Map<string, LineColumns>();
  private readonly places = new Map<string, Place | Place[]>();
  private readonly organisations = new Codes();
  private readonly regions = new Codes();
  private readonly served = new Memo();
  /** Shares, the same by whatever weights. */
  private readonly distance = new Memo();
  private readonly preferences = new Map<string, Preference>();
  private moved: { readonly of: WeightTable; readonly by: WeakMap<Preference, WeightTable> };

  constructor(private readonly rules: MatchingRules) {
    this.moved = { of: rules.weights.weights, by: new WeakMap() };
  }

  /** Lines in it. */
  get size(): number {
    return this.places.size;
  }

  /** Takes a line in, or what it has become. */
  put(line: WantedLine): void {
    this.remove(line.lineId);
    const places = admittedClasses(line, this.rules).flatMap((classId): Place[] => {
      const row = this.rowOf(line, classId);
      if (row === null) return [];
      const place = placeOf(line.organisationId, classId);
      let columns = this.byClass.get(place);
      if (columns === undefined) this.byClass.set(place, columns = new LineColumns());
      return [{ columns, row: columns.put(row) }];
    });
    const [only] = places;
    if (only !== undefined) this.places.set(line.lineId, places.length === 1 ? only : places);
  }

  /** Forgets a line; one that it does not know is none. */
  remove(lineId: string): void {
    const places = this.places.get(lineId);
    if (places === undefined) return;
    this.places.delete(lineId);
    for (const { columns, row } of Array.isArray(places) ? places : [places]) columns.remove(row);
  }

  /** The lines that a product answers as of a date in Shanghai, scored by `weights`; `limit` best of them, 0 for all. */
  answers(product: OfferedProduct, asOf: DateText, limit: number, weights: Weights = this.rules.weights): LineAnswers {
    const columns = this.byClass.get(placeOf(product.organisationId, product.classId));
    const closed = product.eliminated || product.gradeVerdict === 'FAIL' || product.gradeVerdict === 'UNPROVEN' || (product.validUntil !== null && product.validUntil < asOf);
    if (columns === undefined || closed) return { count: 0, best: [] };
    const rows = columns.answering({
      specs: product.specs, organisation: isSandbox(product.organisationId) ? NOBODY : this.organisations.find(product.organisationId), supplierApproved: product.supplierApproved, today: dayOf(asOf),
      gradeDoes: GRADES.map((wanted) => wanted === 0 || reachesGrade(product, wanted)), serves: this.serving(product.regionsServed),
    });
    const score = this.scorer(product, columns, asOf, weights);
    const best = new Best(limit === 0 ? rows.length : Math.min(limit, rows.length));
    for (const row of rows) best.offer(score(row), () => columns.idOf(row));
    return { count: rows.length, best: best.ranked() };
  }

  private rowOf(line: WantedLine, classId: string): LineRow | null {
    const path = bestPath(line, classId, this.rules.admittedRelations);
    const hard = requirementsOn(line.requirements, classId, 'HARD');
    if (path === null) return null;
    const soft = requirementsOn(line.requirements, classId, 'SOFT');
    const [quantityMilli, budgetFen] = [milliOf(line.quantity), line.budgetCny === null ? 0 : fenOf(line.budgetCny)];
    const preference = line.preference === undefined ? null : this.preference(line.preference);
    const rest: RowRest | null = soft.length === 0 && !Number.isNaN(quantityMilli) && !Number.isNaN(budgetFen) && preference === null ? null
      : { soft, byRule: [], quantity: line.quantity, budgetCny: line.budgetCny, preference };
    return {
      lineId: line.lineId, organisation: this.organisations.of(line.organisationId), region: this.regions.of(line.regionCode), approvedOnly: line.visibility !== 'PUBLIC',
      neededBy: line.neededBy === null ? 0 : dayOf(line.neededBy), gradeAtMost: line.energyGradeAtMost ?? 0,
      pathShare: pathShare(path), quantityMilli, budgetFen, hard, rest,
    };
  }

  private serving(regionsServed: readonly string[] | null): (region: number) => boolean {
    if (regionsServed === null) return () => true;
    this.served.start(this.regions.size);
    const serves = (region: number): number => (coveringRegions(this.regions.text(region)).some((code) => regionsServed.includes(code)) ? 1 : 0);
    return (region) => this.served.of(region, serves) === 1;
  }

  /** The same object for the same leanings, so that what follows of them is worked out once. */
  private preference(preference: Preference): Preference {
    const key = JSON.stringify(preference.leanings);
    const known = this.preferences.get(key);
    if (known !== undefined) return known;
    // Rows keep those that they have; only what is put in later shares no more with them.
    if (this.preferences.size >= SHARED_MAX) this.preferences.clear();
    this.preferences.set(key, preference);
    return preference;
  }

  /** What a preference makes of these weights: kept until others are in force, since a product meets the lines of hundreds of buyers. */
  private movedBy(weights: WeightTable, preference: Preference): WeightTable {
    if (!sameWeights(this.moved.of, weights)) this.moved = { of: weights, by: new WeakMap() };
    const known = this.moved.by.get(preference);
    if (known !== undefined) return known;
    const moved = movedWeights(weights, preference);
    this.moved.by.set(preference, moved);
    return moved;
  }

  /** Points of a row: by the weights of all, or by those that its buyer's answers moved. What only the product decides is worked out once. */
  private scorer(product: OfferedProduct, columns: LineColumns, asOf: DateText, { weights }: Weights): (row: number) => number {
    this.distance.start(this.regions.size);
    const { regions } = this;
    const today = dayOf(asOf);
    const shares = ownShares(product);
    const ownBy = (by: WeightTable): number => points(by, 'ENERGY_GRADE', shares.ENERGY_GRADE) + points(by, 'PROOF', shares.PROOF) + points(by, 'RECORD', shares.RECORD);
    const plain = ownBy(weights);
    const priceFen = product.priceCny === null ? 0 : fenOf(product.priceCny);
    const near = (region: number): number => keptShare(distanceShare(product.regionCode, regions.text(region)));
    const { leadTimeDays } = product;
    const priceOf = (row: number, rest: RowRest | undefined): number => {
      const [milli, fen] = [columns.quantityMilli[row] as number, columns.budgetFen[row] as number];
      return Number.isNaN(priceFen) || Number.isNaN(milli) || Number.isNaN(fen)
        ? priceShareByTexts(product.priceCny, rest?.quantity ?? String(milli / 1_000), rest === undefined ? textOfFen(fen) : rest.budgetCny) : priceShareOf(priceFen, milli, fen);
    };
    const scored = (by: WeightTable, own: number, row: number, rest: RowRest | undefined): number => {
      const needed = columns.neededBy[row] as number;
      return own + points(by, 'PATH_STRENGTH', columns.pathShare[row] as number) + keptPoints(by, 'DISTANCE', this.distance.of(columns.regions[row] as number, near))
        + keptPoints(by, 'PRICE', priceOf(row, rest)) + points(by, 'LEAD_TIME', needed === 0 || leadTimeDays === null ? null : leadTimeShare(needed - today - leadTimeDays))
        + points(by, 'SOFT_REQUIREMENTS', rest === undefined || rest.soft.length === 0 ? null : softShare(rest.soft, product));
    };
    return (row) => {
      const rest = columns.restOf(row);
      if (rest === undefined || rest.preference === null) return scored(weights, plain, row, rest);
      const by = this.movedBy(weights, rest.preference);
      return scored(by, ownBy(by), row, rest);
    };
  }
}

function softShare(soft: RowRest['soft'], { specs }: OfferedProduct): number {
  let met = 0;
  for (const { key, asked } of soft) if (meets(asked, specs[key])) met += 1;
  return Math.floor((FULL * met) / soft.length);
}
