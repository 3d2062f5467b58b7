import type { Sheet } from '../../table/sheet.js';
import { findTables, type ListTable } from './find-tables.js';
import { inferTable } from './infer-table.js';
import { goodsOfRows, KnownList, NO_CORRECTIONS, NO_MEMORY, type ListCorrections, type ListMemory } from './known-list.js';
import type { ClassProposer } from './propose-class.js';
import type { ProposedRow, ProposedSheet, ProposedTable } from './proposal.js';
import { SeenModels } from './seen-models.js';
import { SheetGrid } from './sheet-grid.js';
import { SheetReader } from './sheet-reader.js';
import { merged, NOTHING_STATED, statementsOf } from './statements.js';
import { joined, legendOf, NO_LEGEND } from './withdrawn.js';

/** Sheets that are nobody's business but the supplier's, whatever stands in them. */
const INTERNAL_SHEET = /成本|内部|底价|测算|作废|旧版|历史|过期|封存|核价/u;
/** Longer labels are sentences. */
const LONGEST_ATTRIBUTE = 100;
const EXPLANATION_SHEET = /说明|须知|条款|备注|注意|封面|目录|前言/u;

/**
 * Reads the sheets of a price list as a supplier keeps it and proposes what each row offers: class, specs, price, terms. Nothing
 * is remembered and nothing saved. `today` (`YYYY-MM-DD`) tells what was taken off the market by a date.
 */
export function proposeList(sheets: readonly Sheet[], proposer: ClassProposer, today: string): ProposedSheet[] {
  const steps = proposingList(sheets, proposer, today);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * As `proposeList`, with a pause after every hundred rows or so, for a caller that has others to give their turn; with what the
 * supplier has corrected in this list, and what earlier lists of theirs have settled.
 */
export function* proposingList(
  sheets: readonly Sheet[], proposer: ClassProposer, today: string, memory: ListMemory = NO_MEMORY, corrections: ListCorrections = NO_CORRECTIONS,
): Generator<undefined, ProposedSheet[]> {
  const proposed = yield* reading(sheets, proposer, today, new KnownList(corrections, memory));
  const byGoods = goodsOfRows(proposed, corrections.classes);
  // Rows are corrected as they are seen, with the names and models that all other corrections give them: those must be known first.
  return byGoods.size === 0 ? proposed : yield* reading(sheets, proposer, today, new KnownList(corrections, memory, byGoods));
}

function* reading(sheets: readonly Sheet[], judging: ClassProposer, today: string, known: KnownList): Generator<undefined, ProposedSheet[]> {
  const proposer = judging.informedBy((goods) => known.classOf(goods));
  const opened: OpenSheet[] = [];
  for (const sheet of sheets) opened.push(yield* open(sheet, proposer, known));
  // What a page of explanations says holds for the lists beside it.
  const explained = opened.filter((one) => one.ignored === 'NO_LIST' && isExplanation(one)).flatMap(({ grid }) => grid.lines());
  const around = {
    stated: explained.reduce((all, text) => merged(statementsOf(text), all), NOTHING_STATED),
    legend: explained.map(legendOf).reduce(joined, NO_LEGEND), today, seen: new SeenModels(),
  };
  const proposed: ProposedSheet[] = [];
  for (const { sheet, grid, tables, ignored } of opened) {
    if (ignored !== null) {
      proposed.push({ name: sheet.name, ignored, tables: [], rows: [] });
      continue;
    }
    const rows = yield* new SheetReader(sheet.name, grid, tables, proposer, around).read();
    proposed.push({ name: sheet.name, ignored, tables: tables.map((table) => ({ ...shownTable(table, rows, proposer), remembered: known.remembers(table) })), rows });
  }
  return proposed;
}

interface OpenSheet {
  readonly sheet: Sheet;
  readonly grid: SheetGrid;
  readonly tables: readonly ListTable[];
  readonly ignored: ProposedSheet['ignored'];
}

function* open(sheet: Sheet, proposer: ClassProposer, known: KnownList): Generator<undefined, OpenSheet> {
  const grid = new SheetGrid(sheet);
  if (sheet.hidden || INTERNAL_SHEET.test(sheet.name)) return { sheet, grid, tables: [], ignored: sheet.hidden ? 'HIDDEN' : 'INTERNAL' };
  if (known.isLeftOut(sheet.name)) return { sheet, grid, tables: [], ignored: 'LEFT_OUT' };
  const found = yield* findTables(grid);
  const inferred = found.length > 0 ? null : inferTable(grid, (text) => proposer.isGoodsName(text));
  const tables = (inferred === null ? found : [inferred]).map((table) => known.columnsOf(sheet.name, withoutStrangers(table, proposer)));
  return { sheet, grid, tables, ignored: tables.length === 0 ? 'NO_LIST' : null };
}

/** A column whose heading means nothing to any class is read as running text. */
function withoutStrangers(table: ListTable, { index }: ClassProposer): ListTable {
  const isStranger = ({ role, label }: ListTable['columns'][number]): boolean =>
    role === 'ATTRIBUTE' && index.meaningsOf(label).length === 0 && !index.isChoice(label);
  return { ...table, columns: table.columns.map((column) => (isStranger(column) ? { ...column, role: 'SPECS' } : column)) };
}

/** A page of words: called so, or without any row of three cells. */
function isExplanation({ sheet, grid }: OpenSheet): boolean {
  return EXPLANATION_SHEET.test(sheet.name) || sheet.rows.every(({ number }) => grid.written(number).length < 3);
}

/** The columns of a table with what they measure in the classes that its rows were given. */
function shownTable(table: ListTable, rows: readonly ProposedRow[], proposer: ClassProposer): Omit<ProposedTable, 'remembered'> {
  const inTable = rows.filter(({ row }) => row >= table.firstRow && row <= table.lastRow);
  const classes = new Set(inTable.flatMap(({ product }) => product?.classes[0]?.classId ?? []));
  const keyIn = (label: string, classId: string): string | undefined =>
    proposer.index.meaningsOf(label).filter(({ known }) => known.classId === classId).sort((a, b) => b.similarity - a.similarity)[0]?.known.attribute.key;
  return {
    headingRows: table.headingRows,
    columns: table.columns.map(({ index, heading, role, label, unit }) => {
      const keys = role === 'ATTRIBUTE' ? [...classes].flatMap((classId) => { const key = keyIn(label, classId); return key === undefined ? [] : [[classId, key] as const]; }) : [];
      const attribute = role === 'ATTRIBUTE' && label.length <= LONGEST_ATTRIBUTE ? (unit === null ? label : `${label}(${unit})`) : null;
      return { index, heading, role, attribute, attributes: Object.fromEntries(keys) };
    }),
  };
}
