import { distanceShare, leadTimeShare, ownShares } from '../factors.js';
import { isSandbox } from '../../access/sandbox.js';
import { reachesGrade } from '../gates.js';
import type { OfferedProduct, WantedLine } from '../pair.js';
import { bestPath, pathShare } from '../paths.js';
import { coveringRegions } from '../regions.js';
import { movedWeights } from '../preference.js';
import { FULL, type MatchingRules, type Weights } from '../rules.js';
import { admittedClasses } from '../wanted-line.js';
import type { DateText } from '../../time/dates.js';
import { meets, requirementsOn } from './asked.js';
import { Best, type Ranked } from './best.js';
import { Codes, Memo } from './codes.js';
import { NOBODY, placeOf } from './market-places.js';
import { dayOf, keptPoints, keptShare, points } from './measures.js';
import { fenOf, milliOf, priceShareByTexts, priceShareOf, textOfFen } from './money.js';
import { OfferColumns } from './offer-columns.js';

/** What a line's look at all products found. */
export interface OfferAnswers {
  /** Products that pass all gates of it. */
  readonly count: number;
  /** Products of its classes, all held against it. */
  readonly looked: number;
  /** The best of them by (score, product id), at most as many as asked for. */
  readonly best: readonly Ranked[];
}

const GRADES = [0, 1, 2, 3] as const;
const EVERYWHERE = '*';

/**
 * All products on the market in memory, by class, in columns. It answers which products answer a line, and how well, with the same
 * products, scores and order as `matchesForLine`: it is the rule again, in whole numbers. Words of factors are left to the rule.
 */
export class OfferIndex {
  /** By `placeOf`. */
  private readonly byClass = new Map<string, OfferColumns>();
  private readonly places = new Map<string, { readonly columns: OfferColumns; readonly row: number }>();
  private readonly organisations = new Codes();
  private readonly regions = new Codes();
  /** Lists of regions served, each list as one text. */
  private readonly servedLists = new Codes();
  private readonly served = new Memo();
  private readonly distance = new Memo();
  /** Shares that no line changes, of grade, proof and record, as one text. */
  private readonly shareSets = new Codes();
  private readonly own = new Memo();

  constructor(private readonly rules: MatchingRules) {}

  /** Products in it. */
  get size(): number {
    return this.places.size;
  }

  /** Takes a product in, or what it has become. One that no line may have (eliminated, its grade failed or unproven) is forgotten. */
  put(product: OfferedProduct): void {
    this.remove(product.productId);
    if (product.eliminated || product.gradeVerdict === 'FAIL' || product.gradeVerdict === 'UNPROVEN') return;
    const place = placeOf(product.organisationId, product.classId);
    let columns = this.byClass.get(place);
    if (columns === undefined) this.byClass.set(place, columns = new OfferColumns());
    const priceFen = product.priceCny === null ? 0 : fenOf(product.priceCny);
    const shares = ownShares(product);
    const row = columns.put({
      productId: product.productId, organisation: this.organisations.of(product.organisationId), region: this.regions.of(product.regionCode),
      served: this.servedLists.of(listText(product.regionsServed)), approved: product.supplierApproved,
      validUntil: product.validUntil === null ? 0 : dayOf(product.validUntil),
      gradeDoes: GRADES.reduce((bits: number, wanted) => (wanted === 0 || reachesGrade(product, wanted) ? bits | (1 << wanted) : bits), 0),
      own: this.shareSets.of([shares.ENERGY_GRADE, shares.PROOF, shares.RECORD].map(keptShare).join(' ')),
      priceFen, priceText: Number.isNaN(priceFen) ? product.priceCny : null, leadTimeDays: product.leadTimeDays ?? -1, specs: product.specs,
    });
    this.places.set(product.productId, { columns, row });
  }

  /** Forgets a product; one that it does not know is none. */
  remove(productId: string): void {
    const place = this.places.get(productId);
    if (place === undefined) return;
    this.places.delete(productId);
    place.columns.remove(place.row);
  }

  /** The products that answer a line as of a date in Shanghai, scored by `weights`; `limit` best of them, 0 for all. */
  answers(line: WantedLine, asOf: DateText, limit: number, weights: Weights = this.rules.weights): OfferAnswers {
    if (line.neededBy !== null && line.neededBy < asOf) return { count: 0, looked: 0, best: [] };
    this.served.start(this.servedLists.size);
    this.distance.start(this.regions.size);
    this.own.start(this.shareSets.size);
    const covering = coveringRegions(line.regionCode);
    const serves = (served: number): number => {
      const list = this.servedLists.text(served);
      return list === EVERYWHERE || codesOf(list).some((code) => covering.includes(code)) ? 1 : 0;
    };
    const found = admittedClasses(line, this.rules).flatMap((classId) => {
      const columns = this.byClass.get(placeOf(line.organisationId, classId));
      if (columns === undefined) return [];
      const rows = columns.answering({
        hard: requirementsOn(line.requirements, classId, 'HARD'), organisation: isSandbox(line.organisationId) ? NOBODY : this.organisations.find(line.organisationId), approvedOnly: line.visibility !== 'PUBLIC',
        today: dayOf(asOf), gradeAtMost: line.energyGradeAtMost ?? 0, serves: (code) => this.served.of(code, serves) === 1,
      });
      return [{ classId, columns, rows }];
    });
    const count = found.reduce((sum, { rows }) => sum + rows.length, 0);
    const best = new Best(limit === 0 ? count : Math.min(limit, count));
    for (const { classId, columns, rows } of found) {
      const score = this.scorer(line, classId, columns, asOf, weights);
      for (const row of rows) best.offer(score(row), () => columns.idOf(row));
    }
    return { count, looked: found.reduce((sum, { columns }) => sum + columns.count, 0), best: best.ranked() };
  }

  /** Points of a row; what only the line decides is added up once. */
  private scorer(line: WantedLine, classId: string, columns: OfferColumns, asOf: DateText, weights: Weights): (row: number) => number {
    const { regions } = this;
    const by = movedWeights(weights.weights, line.preference);
    const path = bestPath(line, classId, this.rules.admittedRelations);
    const ofPath = path === null ? 0 : points(by, 'PATH_STRENGTH', pathShare(path));
    const ofOwn = (code: number): number => {
      const [grade = 0, proof = 0, record = 0] = this.shareSets.text(code).split(' ').map(Number);
      return keptPoints(by, 'ENERGY_GRADE', grade) + keptPoints(by, 'PROOF', proof) + keptPoints(by, 'RECORD', record);
    };
    const soft = requirementsOn(line.requirements, classId, 'SOFT');
    const [noSoft, noPrice, noDate] = [points(by, 'SOFT_REQUIREMENTS', null), points(by, 'PRICE', null), points(by, 'LEAD_TIME', null)];
    const [milli, fen] = [milliOf(line.quantity), line.budgetCny === null ? 0 : fenOf(line.budgetCny)];
    const near = (region: number): number => points(by, 'DISTANCE', distanceShare(regions.text(region), line.regionCode));
    const daysLeft = line.neededBy === null ? null : dayOf(line.neededBy) - dayOf(asOf);
    const priceOf = (row: number): number => {
      const price = columns.priceFen[row] as number;
      const exact = !Number.isNaN(price) && !Number.isNaN(milli) && !Number.isNaN(fen);
      const share = exact ? priceShareOf(price, milli, fen) : priceShareByTexts(columns.priceTextOf(row) ?? textOfFen(price), line.quantity, line.budgetCny);
      return share < 0 ? noPrice : points(by, 'PRICE', share);
    };
    const softOf = (row: number): number => {
      let met = 0;
      for (const { key, asked } of soft) if (meets(asked, columns.valueOf(row, key))) met += 1;
      return points(by, 'SOFT_REQUIREMENTS', Math.floor((FULL * met) / soft.length));
    };
    return (row) => {
      const lead = columns.leadTimeDays[row] as number;
      return ofPath + this.own.of(columns.own[row] as number, ofOwn) + this.distance.of(columns.regions[row] as number, near) + priceOf(row)
        + (daysLeft === null || lead < 0 ? noDate : points(by, 'LEAD_TIME', leadTimeShare(daysLeft - lead))) + (soft.length === 0 ? noSoft : softOf(row));
    };
  }
}

/** Each code with an end of its own, or an empty list would look like one of an empty code. */
function listText(regionsServed: readonly string[] | null): string {
  return regionsServed === null ? EVERYWHERE : regionsServed.map((code) => `${code};`).join('');
}

function codesOf(list: string): string[] {
  return list.split(';').slice(0, -1);
}
