import type { SheetRow } from '../../table/sheet.js';
import type { ListTable } from './find-tables.js';
import { judgeGoods } from './judge-goods.js';
import { splitModels } from './models.js';
import { priceFor, readOffer } from './offer-text.js';
import { isOffMarket } from './off-market.js';
import type { ClassProposer } from './propose-class.js';
import type { ProposedRow, RowReason } from './proposal.js';
import { readGoods, rowsOfGoods, type Goods } from './read-goods.js';
import { otherRow, sectionName } from './row-kind.js';
import type { Clause } from './row-text.js';
import type { SeenModels } from './seen-models.js';
import type { SheetGrid } from './sheet-grid.js';
import { merged, NOTHING_STATED, statementsOf, type Statements } from './statements.js';
import { joined, legendOf, NO_LEGEND, saysOff, type Legend } from './withdrawn.js';

/** What the rest of the workbook says of a sheet. */
export interface Surroundings {
  readonly stated: Statements;
  readonly legend: Legend;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly seen: SeenModels;
}

const ROWS_BETWEEN_PAUSES = 100;
/** Words beside a patch of colour, not a sentence. */
const LONGEST_PATCH = 20;

/** Reads the tables of one sheet row by row. */
export class SheetReader {
  private readonly legend: Legend;
  /** What notes below a heading say of all rows. */
  private readonly notes: Statements;
  /** Numbers of the rows that stand in a table and are neither heading, section, total nor note. */
  private readonly goodsRows: ReadonlySet<number>;

  constructor(
    private readonly name: string, private readonly grid: SheetGrid, private readonly tables: readonly ListTable[],
    private readonly proposer: ClassProposer, private readonly around: Surroundings,
  ) {
    this.goodsRows = new Set(grid.rows.flatMap(({ number }) => {
      const table = tables.find(({ firstRow, lastRow }) => number >= firstRow && number <= lastRow);
      return table !== undefined && otherRow(grid, table, number) === null ? [number] : [];
    }));
    const lines = grid.rows.filter(({ number }) => !this.goodsRows.has(number));
    const textsOf = (rows: readonly SheetRow[]): string[] => rows.flatMap(({ number }) => grid.written(number).map(({ text }) => text));
    this.legend = [...textsOf(lines).map(legendOf), this.patchesIn(lines)].reduce(joined, around.legend);
    // What a section says holds for the rows below it alone.
    const below = lines.filter(({ number }) => tables.some((table) => number >= table.firstRow && number <= table.lastRow && otherRow(grid, table, number)?.reason !== 'SECTION'));
    this.notes = textsOf(below).reduce((all, text) => merged(statementsOf(text), all), around.stated);
  }

  /** Pauses after every hundred rows. */
  *read(): Generator<undefined, ProposedRow[]> {
    const rows: ProposedRow[] = [];
    for (const table of this.tables) rows.push(...yield* this.readTable(table));
    return rows.sort((a, b) => a.row - b.row);
  }

  private *readTable(table: ListTable): Generator<undefined, ProposedRow[]> {
    const titles = this.titlesOf(table);
    let stated = merged(titles.reduce((all, text) => merged(all, statementsOf(text)), this.notes), statedByHeading(table));
    let section = hasNames(table) ? null : this.goodsIn([...titles, this.name]);
    const carriesNames = !this.hasMergedNames(table);
    let above: Goods | null = null;
    const rows: ProposedRow[] = [];
    for (const row of this.grid.rows) {
      if (row.number < table.firstRow || row.number > table.lastRow || this.grid.written(row.number).length === 0) continue;
      if (rows.length % ROWS_BETWEEN_PAUSES === ROWS_BETWEEN_PAUSES - 1) yield;
      if (rowsOfGoods(this.grid, table, row.number).top < row.number) continue;
      const other = row.hidden ? null : otherRow(this.grid, table, row.number);
      if (row.hidden || other !== null) {
        if (table.part === 0) rows.push(nothing(this.name, row.number, other?.reason ?? 'HIDDEN'));
        if (other?.reason !== 'SECTION') continue;
        section = sectionName(other.text);
        stated = merged(stated, statementsOf(other.text));
        continue;
      }
      const read: Goods = readGoods(this.grid, table, row.number, above?.name ?? null, section);
      const goods: Goods = carriesNames ? named(read, above) : read;
      if (!hasGoods(goods)) {
        // Beside another table's goods an empty half of a row is nothing to speak of.
        if (this.tables.every(({ part }) => part === 0)) rows.push(nothing(this.name, row.number, 'NOTE'));
        continue;
      }
      if (goods.name !== null) above = goods;
      const context = [section ?? '', goods.category, titles[0] ?? '', this.name].filter((text) => text !== '');
      rows.push(...this.readRow(row, goods, stated, context));
    }
    return rows;
  }

  private readRow(row: SheetRow, goods: Goods, stated: Statements, context: readonly string[]): ProposedRow[] {
    const offer = readOffer(goods, stated);
    const models = goods.model === null ? [null] : splitModels(goods.model, offer.price.kind === 'list' ? offer.price.amounts.length : 1);
    const isOff = isOffMarket(row, goods, this.legend, this.around.today);
    return models.map((model, place): ProposedRow => {
      const { leadTimeDays, warrantyMonths, unit } = offer;
      const offered = { name: goods.name, model, price: priceFor(offer, place, models.length), unit, leadTimeDays, warrantyMonths };
      const clauses = models.length === 1 ? goods.clauses : goods.clauses.map((clause) => chosen(clause, place, models.length));
      const { product, state, reasons } = judgeGoods(offered, clauses, context, this.proposer);
      const read = { sheet: this.name, row: row.number, product };
      if (isOff) return { ...read, state: 'ignore', reasons: ['WITHDRAWN'] };
      if (state !== 'reject' && this.around.seen.contradicts(product)) return { ...read, state: 'reject', reasons: ['DUPLICATE_MODEL'] };
      return { ...read, state, reasons };
    });
  }

  /** The lines above a table: all of the sheet's for its first, for others those below the last goods of the one before. */
  private titlesOf(table: ListTable): string[] {
    const before = this.tables.some(({ lastRow }) => lastRow < table.firstRow);
    const above = this.grid.rows.filter(({ number }) => number < (table.headingRows[0] ?? table.firstRow));
    const lastGoods = before ? above.filter(({ number }) => this.goodsRows.has(number) && this.grid.written(number).length > 0).at(-1)?.number ?? 0 : 0;
    return above.filter(({ number }) => number > lastGoods).flatMap(({ number }) => this.grid.written(number).map(({ text }) => text));
  }

  /** Where names are merged over their rows, a name that is missing is missing. */
  private hasMergedNames(table: ListTable): boolean {
    const column = table.columns.find(({ role }) => role === 'NAME')?.index;
    if (column === undefined) return false;
    const merges = this.grid.rows.filter(({ number }) => number >= table.firstRow && number <= table.lastRow).map(({ number }) => this.grid.mergeAt(number, column));
    return merges.some((merge) => merge !== undefined && merge.bottom > merge.top);
  }

  /** What a title or the sheet is called after, for tables whose rows have no name and no section: 2026年空气能热泵报价单. */
  private goodsIn(titles: readonly string[]): string | null {
    const parts = titles.flatMap((title) => title.normalize('NFKC').split(/[\s,;:()、。]+/u));
    const names = parts.map((part) => part.replace(/^(?:19|20)\d{2}年?(?:版|度)?|(?:产品)?(?:报价|价格|价目|销售|出厂).*$/gu, '')).filter((part) => part.length >= 2);
    return names.find((name) => this.proposer.isGoodsName(name)) ?? null;
  }

  /** A cell outside the table that holds colour alone, beside words that say what it stands for. */
  private patchesIn(lines: readonly SheetRow[]): Legend {
    const fills = lines.flatMap(({ number, cells }) => cells.flatMap((cell, column) => {
      if (cell === undefined || cell.fill === null) return [];
      const words = cell.text.trim() === '' ? this.grid.own(number, column + 1) || this.grid.own(number, column - 1) : cell.text;
      return saysOff(words) && words.length <= LONGEST_PATCH ? [cell.fill] : [];
    }));
    return { ...NO_LEGEND, fills };
  }
}

/** 交货期(45天内) in a heading holds for its rows as a title would; what it says of price and tax is the column's own. */
function statedByHeading({ columns }: ListTable): Statements {
  return columns.filter(({ role }) => role !== 'PRICE')
    .reduce((all, { heading }) => merged(all, { ...statementsOf(heading), priceFactor: null, taxIncluded: null }), NOTHING_STATED);
}

/** A name left empty below another one of the same kind of model is carried down, as merged cells are once they were exported as text. */
function named(goods: Goods, above: Goods | null): Goods {
  if (goods.name !== null || goods.model === null || above === null || above.model === null) return goods;
  const stem = (model: string): string => /^[0-9]?[A-Za-z\u4e00-\u9fff]+/u.exec(model)?.[0].slice(0, 2) ?? '';
  return stem(goods.model) !== '' && stem(goods.model) === stem(above.model) ? { ...goods, name: above.name } : goods;
}

function nothing(sheet: string, row: number, reason: RowReason): ProposedRow {
  return { sheet, row, state: 'ignore', reasons: [reason], product: null };
}

function hasNames({ columns }: ListTable): boolean {
  return columns.some(({ role }) => role === 'NAME' || role === 'NAME_AND_MODEL');
}

/** A row of goods names them, or has a model or a price. */
function hasGoods(goods: Goods): boolean {
  const isWritten = ({ text }: { text: string }): boolean => text !== '';
  return goods.model !== null || (['NAME', 'NAME_AND_MODEL', 'PRICE'] as const).some((role) => goods.cellsOf(role).some(isWritten));
}

/** Of 500/750/1000 the figure of one of so many models. */
function chosen(clause: Clause, place: number, count: number): Clause {
  return {
    ...clause,
    measures: clause.measures.map((measure) => {
      const value = measure.values[place];
      return measure.shape === 'LIST' && measure.values.length === count && value !== undefined ? { ...measure, shape: 'SINGLE' as const, values: [value] } : measure;
    }),
  };
}
