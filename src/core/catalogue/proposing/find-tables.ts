import { wordKey } from '../../text/fold.js';
import { columnAt } from './heading-columns.js';
import { isGroupWord, roleOf, type ColumnRole } from './heading-role.js';
import { settleColumns, type ListColumn } from './list-columns.js';
import type { SheetGrid } from './sheet-grid.js';
import { isUnit } from '../../quantity/unit-words.js';

/** A table of goods in a sheet: its heading and the rows up to the next heading or the end. */
export interface ListTable {
  readonly headingRows: readonly number[];
  readonly columns: readonly ListColumn[];
  readonly firstRow: number;
  readonly lastRow: number;
  /** From 0: of several tables side by side under one heading, which this is. */
  readonly part: number;
}

const GOODS: ReadonlySet<ColumnRole> = new Set(['NAME', 'MODEL', 'NAME_AND_MODEL']);
const PRICES: ReadonlySet<ColumnRole> = new Set(['PRICE', 'DISCOUNTED']);
/** Said of goods beside their price; two of them make a list without prices one as well. */
const TERMS: ReadonlySet<ColumnRole> = new Set(['UNIT', 'LEAD_TIME', 'WARRANTY', 'SPECS', 'AMOUNT']);
const HEADING_ROWS_MAX = 3;
/** Headings of one sheet that begin a table of their own; each table is read with all that stands above it. */
const TABLES_MAX = 200;
/** Cells that are looked at to tell what a column holds. */
const SAMPLE = 200;

const ROWS_BETWEEN_PAUSES = 500;

/**
 * The tables of a sheet from top to bottom, at most 200: below the last one a heading counts as one of its rows. None where there is no
 * list of goods. Pauses after every five hundred rows.
 */
export function* findTables(grid: SheetGrid): Generator<undefined, ListTable[]> {
  const headings: number[] = [];
  for (const [at, { number, hidden }] of grid.rows.entries()) {
    if (at % ROWS_BETWEEN_PAUSES === ROWS_BETWEEN_PAUSES - 1) yield;
    if (!hidden && isHeading(grid, number)) headings.push(number);
  }
  const tables: ListTable[] = [];
  const lastRow = grid.rows.at(-1)?.number ?? 0;
  for (const row of headings) {
    const previous = tables.at(-1);
    if (tables.length >= TABLES_MAX) break;
    // The second row of a heading may look like a heading itself, and a heading may be repeated.
    if (previous !== undefined && (previous.headingRows.includes(row) || isRepeated(grid, row, previous))) continue;
    const headingRows = headingRowsFrom(grid, row);
    const found = grid.columns.flatMap((column) => columnAt(grid, headingRows, column)).map((column) => byContent(grid, column, headingRows.at(-1) ?? row));
    const blocks = sideBySide(found).map(settleColumns);
    if (!blocks.some((columns) => columns.some(({ role }) => GOODS.has(role) || role === 'CATEGORY'))) continue;
    tables.forEach((table, at) => { if (table.lastRow >= row) tables[at] = { ...table, lastRow: row - 1 }; });
    tables.push(...blocks.map((columns, part) => ({ headingRows, columns, firstRow: (headingRows.at(-1) ?? row) + 1, lastRow, part })));
  }
  return tables;
}

/** Under 规格 some write models and some describe: 总质量18吨，水箱9方. */
function byContent(grid: SheetGrid, column: ListColumn, headingRow: number): ListColumn {
  if (column.role !== 'MODEL' || !/^(?:规格|尺寸|产品规格|规格尺寸)$/u.test(column.label)) return column;
  const below = grid.rows.filter(({ number }) => number > headingRow).map(({ number }) => grid.own(number, column.index));
  const texts = below.filter((text) => text !== '').slice(0, SAMPLE);
  const described = texts.filter((text) => /[\u4e00-\u9fff]{2,}[^\d\u4e00-\u9fff]{0,2}\d/u.test(text) || /[，；]/u.test(text)).length;
  return described * 2 > texts.length ? { ...column, role: 'SPECS' } : column;
}

/** 品名 型号 价格 品名 型号 价格: the columns of each of the tables that stand side by side. */
function sideBySide(columns: readonly ListColumn[]): ListColumn[][] {
  const [first] = columns;
  const again = (role: ColumnRole): boolean => {
    const headings = columns.filter((column) => column.role === role).map(({ heading }) => wordKey(heading));
    return headings.length >= 2 && new Set(headings).size === 1;
  };
  if (first === undefined || !again('PRICE') || !(again('NAME') || again('MODEL') || again('NAME_AND_MODEL'))) return [[...columns]];
  return columns.reduce<ListColumn[][]>((blocks, column) => {
    if (blocks.length === 0 || wordKey(column.heading) === wordKey(first.heading)) return [...blocks, [column]];
    return [...blocks.slice(0, -1), [...blocks.at(-1) ?? [], column]];
  }, []);
}

/** True for a row that is the table's heading once more. */
export function isRepeated(grid: SheetGrid, row: number, table: ListTable): boolean {
  const written = grid.written(row);
  const same = written.filter(({ column, text }) => table.headingRows.some((heading) => wordKey(grid.own(heading, column)) === wordKey(text)));
  return same.length >= 2 && same.length >= written.length * 0.7;
}

function isHeading(grid: SheetGrid, row: number): boolean {
  const cells = grid.written(row);
  if (cells.length < 2 || cells.some(({ column }) => grid.cell(row, column)?.number !== null)) return false;
  const roles = new Set(cells.map(({ text }) => roleOf(text)));
  const has = (wanted: ReadonlySet<ColumnRole>): boolean => [...wanted].some((role) => roles.has(role));
  const terms = [...TERMS].filter((role) => roles.has(role)).length;
  if (has(GOODS)) return has(PRICES) || terms >= 2 || (terms >= 1 && roles.has('SERIAL') && cells.length >= 4);
  return (roles.has('CODE') || roles.has('CATEGORY')) && has(PRICES) && terms >= 1;
}

/** The heading's first row and up to two more: those below groups, those that hold units. */
function headingRowsFrom(grid: SheetGrid, first: number): number[] {
  const rows = [first];
  while (rows.length < HEADING_ROWS_MAX) {
    const next = (rows.at(-1) ?? first) + 1;
    if (!continuesHeading(grid, first, next)) break;
    rows.push(next);
  }
  return rows;
}

function continuesHeading(grid: SheetGrid, first: number, row: number): boolean {
  const cells = grid.written(row);
  if (cells.length === 0) return false;
  // A cell of the heading that reaches down over this row says so plainly.
  const covering = grid.columns.map((column) => grid.mergeAt(row, column));
  if (covering.some((merge) => merge !== undefined && merge.top <= first && merge.top < merge.bottom)) return true;
  if (cells.some(({ column }) => grid.cell(row, column)?.number !== null)) return false;
  const namesGoods = cells.some(({ column }) => GOODS.has(roleOf(grid.shown(first, column)) ?? 'IGNORED'));
  if (namesGoods) return false;
  return cells.every(({ column, text }) => isUnit(text) || isUnderGroup(grid, first, column) || /含税|未税|[万千]?元$|补贴[前后]/u.test(text));
}

/** Beside a group's heading the cells above are empty, or are covered by it. */
function isUnderGroup(grid: SheetGrid, first: number, column: number): boolean {
  const merge = grid.mergeAt(first, column);
  if (merge !== undefined && merge.right > merge.left) return true;
  const above = grid.own(first, column);
  return above === '' || isGroupWord(above);
}
