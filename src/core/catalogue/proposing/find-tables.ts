import { wordKey } from '../../text/fold.js';
import { headingText, isGroupWord, roleOf, type ColumnRole } from './heading-role.js';
import { settleColumns, type ListColumn } from './list-columns.js';
import type { SheetGrid } from './sheet-grid.js';
import { isUnit } from './unit-words.js';

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

/** The tables of a sheet from top to bottom; none where it has no list of goods. */
export function findTables(grid: SheetGrid): ListTable[] {
  const headings = grid.rows.filter(({ number, hidden }) => !hidden && isHeading(grid, number)).map(({ number }) => number);
  const tables: ListTable[] = [];
  const lastRow = grid.rows.at(-1)?.number ?? 0;
  for (const row of headings) {
    const previous = tables.at(-1);
    // The second row of a heading may look like a heading itself, and a heading may be repeated.
    if (previous !== undefined && (previous.headingRows.includes(row) || isRepeated(grid, row, previous))) continue;
    const headingRows = headingRowsFrom(grid, row);
    const blocks = sideBySide(grid.columns.flatMap((column) => columnAt(grid, headingRows, column))).map(settleColumns);
    if (!blocks.some((columns) => columns.some(({ role }) => GOODS.has(role) || role === 'CATEGORY'))) continue;
    tables.forEach((table, at) => { if (table.lastRow >= row) tables[at] = { ...table, lastRow: row - 1 }; });
    tables.push(...blocks.map((columns, part) => ({ headingRows, columns, firstRow: (headingRows.at(-1) ?? row) + 1, lastRow, part })));
  }
  return tables;
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
  if (grid.columns.some((column) => { const merge = grid.mergeAt(row, column); return merge !== undefined && merge.top <= first && merge.bottom >= row && merge.bottom > merge.top; })) return true;
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

/** What the rows of a heading say of one column, from the group above down to the unit. */
function columnAt(grid: SheetGrid, rows: readonly number[], column: number): ListColumn[] {
  const parts: string[] = [];
  let group = '';
  for (const row of rows) {
    let text = grid.shown(row, column);
    // Text files have no merged cells: a group stands over the first of its columns and the next ones are empty.
    if (text === '' && row === rows[0] && rows.length > 1 && grid.own(rows[1] ?? row, column) !== '') text = groupLeftOf(grid, row, column);
    if (text === '' || parts.at(-1) === text) continue;
    if (row === rows[0] && grid.own(rows.at(-1) ?? row, column) !== text) group = text;
    parts.push(text);
  }
  if (parts.length === 0) return [];
  const leaf = parts.filter((part) => !isUnit(part)).at(-1) ?? parts.join('');
  const combined = parts.join(' ');
  const whole = roleOf(parts.join(''));
  const unit = [...parts].reverse().map((part) => (isUnit(part) ? headingText(`x(${part})`).unit : headingText(part).unit)).find((one) => one !== null) ?? null;
  const role = PRICES.has(roleOf(group) ?? 'IGNORED') && whole === 'ATTRIBUTE' ? 'PRICE' : roleOf(leaf) === 'ATTRIBUTE' && whole !== null && !isGroupWord(group) && group !== leaf ? whole : groupedRole(leaf, group, whole);
  return [{ index: column, heading: combined, role: role ?? 'IGNORED', label: headingText(leaf).label, unit, leaf, group }];
}

function groupedRole(leaf: string, group: string, whole: ColumnRole | null): ColumnRole | null {
  const own = roleOf(leaf);
  if (group === '' || group === leaf) return own;
  // 报价 over 含税 is a price without tax or with; 主要参数 over 功率 is a figure.
  return PRICES.has(roleOf(group) ?? 'IGNORED') ? (whole === 'INTERNAL' || whole === 'DISCOUNTED' ? whole : 'PRICE') : own;
}

function groupLeftOf(grid: SheetGrid, row: number, column: number): string {
  for (const one of [...grid.columns].reverse()) {
    if (one >= column) continue;
    const text = grid.own(row, one);
    if (text !== '') return text;
  }
  return '';
}
