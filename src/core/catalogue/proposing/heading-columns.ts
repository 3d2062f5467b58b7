import { headingText, isGroupWord, roleOf, type ColumnRole } from './heading-role.js';
import type { ListColumn } from './list-columns.js';
import type { SheetGrid } from './sheet-grid.js';
import { isUnit } from '../../quantity/unit-words.js';

/** What the rows of a heading say of one column, from the group above down to the unit; nothing where they say nothing. */
export function columnAt(grid: SheetGrid, rows: readonly number[], column: number): ListColumn[] {
  const parts = partsAt(grid, rows, column);
  const [first] = parts;
  if (first === undefined) return [];
  const named = parts.filter((part) => !isUnit(part));
  const leaf = named.at(-1) ?? parts.join('');
  const group = first === leaf ? '' : first;
  const units = [...parts].reverse().map((part) => (isUnit(part) ? headingText(`x(${part})`).unit : headingText(part).unit));
  return [{
    index: column, heading: parts.join(' '), role: roleIn(leaf, group, roleOf(parts.join(''))) ?? 'IGNORED', label: headingText(leaf).label,
    unit: units.find((unit) => unit !== null) ?? null, leaf, group,
  }];
}

/** The texts over a column from top to bottom, each once. */
function partsAt(grid: SheetGrid, rows: readonly number[], column: number): string[] {
  const parts: string[] = [];
  rows.forEach((row, at) => {
    const shown = grid.shown(row, column);
    // Text files have no merged cells: a group stands over the first of its columns and the next ones are empty.
    const isUnderGroup = shown === '' && at === 0 && rows[1] !== undefined && grid.own(rows[1], column) !== '';
    const text = isUnderGroup ? nearestLeftOf(grid, row, column) : shown;
    if (text !== '' && parts.at(-1) !== text) parts.push(text);
  });
  return parts;
}

/** 报价 over 含税 is a price with tax, 报价 over 单位 a unit; 主要参数 over 功率 is a figure; 交货 over 时间 is what both say together. */
function roleIn(leaf: string, group: string, whole: ColumnRole | null): ColumnRole | null {
  const own = roleOf(leaf);
  if (group === '') return own;
  if (isPrice(roleOf(group))) {
    if (own !== 'ATTRIBUTE' && !isPrice(own)) return own;
    return whole === 'INTERNAL' || whole === 'DISCOUNTED' ? whole : 'PRICE';
  }
  return own === 'ATTRIBUTE' && whole !== null && !isGroupWord(group) ? whole : own;
}

function isPrice(role: ColumnRole | null): boolean {
  return role === 'PRICE' || role === 'DISCOUNTED';
}

function nearestLeftOf(grid: SheetGrid, row: number, column: number): string {
  return [...grid.columns].reverse().filter((one) => one < column).map((one) => grid.own(row, one)).find((text) => text !== '') ?? '';
}
