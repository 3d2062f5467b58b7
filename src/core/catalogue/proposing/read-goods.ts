import type { SheetCell } from '../../table/sheet.js';
import { fold, tidy, wordKey } from '../../text/fold.js';
import type { ColumnRole } from './heading-role.js';
import type { ListColumn } from './list-columns.js';
import type { ListTable } from './find-tables.js';
import { modelText, partNameAndModel } from './models.js';
import { clauseOfCell, clausesOfText, partsOfText, type Clause } from './row-text.js';
import type { SheetGrid } from './sheet-grid.js';

/** What the cells of a row say, by the roles of their columns; nothing is judged yet. */
export interface Goods {
  readonly name: string | null;
  /** As written, several models possibly; null where none is. */
  readonly model: string | null;
  readonly clauses: readonly Clause[];
  readonly category: string;
  /** Running text: specs, notes, what stands in columns without a role. */
  readonly text: string;
  cellsOf(role: ColumnRole): readonly { readonly column: ListColumn; readonly text: string; readonly cell: SheetCell | undefined }[];
}

const DITTO = /^(?:同上|同前|同左|〃|″|"|''|“|”|…|\.{2,}|-{1,2}\^)$/u;
/** Cells under a heading of their own hold a value; longer ones hold a description. */
const LONGEST_VALUE = 24;
const LONGEST_NAME = 200;
const TEXT_ROLES: ReadonlySet<ColumnRole> = new Set(['SPECS', 'NOTE', 'CERTIFICATES', 'GRADE', 'CATEGORY']);

/** The rows over which one product reaches: its model (or name) and its price are merged over them, and each may hold a line of its specs. */
export function rowsOfGoods(grid: SheetGrid, table: ListTable, row: number): { readonly top: number; readonly bottom: number } {
  const over = (role: ColumnRole): { top: number; bottom: number } | null => {
    const column = table.columns.find((one) => one.role === role);
    const merge = column === undefined ? undefined : grid.mergeAt(row, column.index);
    return column === undefined ? null : merge === undefined ? { top: row, bottom: row } : { top: merge.top, bottom: merge.bottom };
  };
  const goods = over('MODEL') ?? over('NAME_AND_MODEL') ?? over('NAME');
  const price = over('PRICE');
  if (goods === null || price === null) return { top: row, bottom: row };
  return { top: Math.max(goods.top, price.top), bottom: Math.min(goods.bottom, price.bottom) };
}

/** Reads one row. `carried`: name of the row above, for 同上; `section`: heading of the section, for tables whose rows have no name. */
export function readGoods(grid: SheetGrid, table: ListTable, row: number, carried: string | null, section: string | null): Goods {
  const columns = table.columns;
  const { bottom } = rowsOfGoods(grid, table, row);
  const shown = (column: ListColumn): string => {
    const first = tidy(grid.shown(row, column.index));
    if (bottom === row || !TEXT_ROLES.has(column.role)) return first;
    const further = Array.from({ length: bottom - row }, (_, at) => tidy(grid.own(row + at + 1, column.index))).filter((text) => text !== '');
    return [first, ...further].filter((text) => text !== '').join('，');
  };
  const ofRole = (role: ColumnRole): readonly ListColumn[] => columns.filter((column) => column.role === role);
  const cellsOf: Goods['cellsOf'] = (role) => ofRole(role).map((column) => ({ column, text: shown(column), cell: shownCell(grid, row, column.index) }));
  const first = (role: ColumnRole): string | null => ofRole(role).map(shown).find((text) => text !== '') ?? null;
  const both = first('NAME_AND_MODEL');
  const parted = both === null ? null : partNameAndModel(both);
  const hasName = ofRole('NAME').length > 0;
  const written = parted?.name ?? first('NAME');
  let name = written !== null && DITTO.test(written) ? carried : nameText(written);
  let model = parted === null ? modelText(first('MODEL') ?? '') : parted.model ?? modelText(first('MODEL') ?? '');
  if (name === null && !hasName && parted === null) {
    const fromModel = model === null ? null : partNameAndModel(model);
    if (fromModel !== null && fromModel.model !== null && /[\u4e00-\u9fff]{2}/u.test(fromModel.name)) ({ name, model } = fromModel);
    else name = section;
  }
  const clauses = [
    ...clausesOfText(name ?? '', 'NAME'),
    ...columns.flatMap((column) => (TEXT_ROLES.has(column.role) && !isSized(column) ? clausesOfText(shown(column)) : [])),
    ...columns.flatMap((column) => (column.role === 'ATTRIBUTE' || isSized(column) ? attributeClauses(shown(column), column) : [])),
    ...sizesIn(model ?? '', columns.find(({ role }) => role === 'MODEL')?.unit ?? null),
  ];
  const text = columns.filter(({ role }) => TEXT_ROLES.has(role) || role === 'ATTRIBUTE').map(shown).filter((one) => one !== '').join('，');
  return { name, model, clauses, category: first('CATEGORY') ?? '', text, cellsOf };
}

/** A name as in the cell: half-width, on one line. */
export function nameText(cell: string | null): string | null {
  const text = cell === null ? '' : tidy(cell.slice(0, LONGEST_NAME)).normalize('NFKC').replace(/\s*\n\s*/gu, ' ').trim();
  return text === '' || /^[-/\\—–.]+$/u.test(text) ? null : text;
}

function shownCell(grid: SheetGrid, row: number, column: number): SheetCell | undefined {
  const merge = grid.mergeAt(row, column);
  return merge === undefined ? grid.cell(row, column) : grid.cell(merge.top, merge.left);
}

/** 规格 beside 型号 holds sizes. */
function isSized(column: ListColumn): boolean {
  return column.role === 'SPECS' && /^(?:规格|尺寸|外形尺寸|规格尺寸)$/u.test(column.label);
}

function attributeClauses(cell: string, column: ListColumn): Clause[] {
  if (cell === '') return [];
  if (cell.length > LONGEST_VALUE) return clausesOfText(cell);
  return partsOfText(cell).map((part) => clauseOfCell(part, column.label, column.unit));
}

/** Sizes stand in the place of a model where goods are sold by them. */
function sizesIn(model: string, unit: string | null): Clause[] {
  return /^\s*\d+(?:\.\d+)?\s*[×xX*]\s*\d/u.test(fold(model)) && !/[a-z]{2,}\d/iu.test(wordKey(model).replace(/mm|cm/gu, '')) ? [clauseOfCell(model, '规格', unit)] : [];
}
