import type { ColumnRole } from './heading-role.js';
import type { ListTable } from './find-tables.js';
import type { ListColumn } from './list-columns.js';
import { readPriceText } from './price-text.js';
import type { SheetGrid } from './sheet-grid.js';
import { readLeadDays } from './term-text.js';

const ROWS_MIN = 3;
const CELLS_MIN = 3;
/** Rows that are looked at. */
const SAMPLE = 200;
const MOSTLY = 0.6;

/**
 * The table of a sheet that has no heading at all, told by what its columns hold; null unless most of its rows name goods of known
 * classes and have a price, so that no list of customers or bank accounts is taken for goods.
 */
export function inferTable(grid: SheetGrid, isGoodsName: (text: string) => boolean): ListTable | null {
  const rows = grid.rows.filter(({ number, hidden }) => !hidden && grid.written(number).length >= CELLS_MIN).map(({ number }) => number);
  const sample = rows.slice(0, SAMPLE);
  const [firstRow] = rows;
  if (firstRow === undefined || rows.length < ROWS_MIN) return null;
  const share = (column: number, fits: (text: string) => boolean): number => {
    const texts = sample.map((row) => grid.own(row, column)).filter((text) => text !== '');
    return texts.length * 2 < sample.length ? 0 : texts.filter(fits).length / texts.length;
  };
  const free = new Set(grid.columns);
  const take = (role: ColumnRole, fits: (text: string) => boolean, least = MOSTLY): ListColumn[] => {
    const [best] = [...free].map((column) => ({ column, share: share(column, fits) })).filter((one) => one.share >= least).sort((a, b) => b.share - a.share);
    if (best === undefined) return [];
    free.delete(best.column);
    return [{ index: best.column, heading: '', role, label: '', unit: null, leaf: '', group: '' }];
  };
  const name = take('NAME', isGoodsName, 0.5);
  const price = take('PRICE', isMoney);
  if (name.length === 0 || price.length === 0) return null;
  const model = take('MODEL', (text) => text.length <= 30 && /[A-Za-zφΦ]/u.test(text) && /\d/u.test(text) && !/[，；]/u.test(text));
  const lead = take('LEAD_TIME', (text) => /现货|天|日|周|月/u.test(text) && readLeadDays(text, '无') !== null);
  const rest = [...free].filter((column) => share(column, (text) => /[\u4e00-\u9fff]/u.test(text)) > 0).map((index): ListColumn => ({ index, heading: '', role: 'SPECS', label: '', unit: null, leaf: '', group: '' }));
  const columns = [...name, ...model, ...rest, ...price, ...lead].sort((a, b) => a.index - b.index);
  return { headingRows: [], columns, firstRow, lastRow: grid.rows.at(-1)?.number ?? firstRow, part: 0 };
}

/** A figure that says that it is money, or words for a price on request: bare figures may be anything. */
function isMoney(text: string): boolean {
  const { kind } = readPriceText(text, null, 1);
  return kind === 'onRequest' || (kind !== 'none' && /[元万¥￥]/u.test(text));
}
