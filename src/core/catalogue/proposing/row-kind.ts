import { tidy, wordKey } from '../../text/fold.js';
import { isRepeated, type ListTable } from './find-tables.js';
import type { RowReason } from './proposal.js';
import type { SheetGrid } from './sheet-grid.js';

/** A row that offers nothing, and the heading of a section where it is one. */
export interface OtherRow {
  readonly reason: Extract<RowReason, 'REPEATED_HEADING' | 'TOTAL' | 'NOTE' | 'SECTION'>;
  readonly text: string;
}

const TOTAL = /^(?:本页|本表|本单|分类|以上|全部)?(?:小计|合计|总计|共计|累计|总价|总金额)/u;
const NOTE = /^(?:注|备注|说明|附注|备|提示|声明|特别说明|温馨提示)[:：\d.、]|^[★☆※*●◆▲#]|电话|传真|热线|联系人?|地址|账号|开户|邮箱|网址|仅供参考|以上|以下|报价人|制表|审核|打印|导出|有效期|付款|如有|敬请|最终解释|另计|运费/u;
const LONGEST_SECTION = 30;
const ORDINAL = /^(?:第?[一二三四五六七八九十]+[部章类节]?[、.．:：)）\s]*|[(（][一二三四五六七八九十\d]+[)）]\s*|\d{1,2}[、.．)）]\s*|[A-Z][、.．)）]\s*|[IVXⅠⅡⅢⅣⅤ]+[、.．]\s*)/u;

/** Tells rows that offer nothing by what stands in them; null for a row of goods. */
export function otherRow(grid: SheetGrid, table: ListTable, row: number): OtherRow | null {
  const written = grid.written(row);
  const texts = written.map(({ text }) => text);
  if (isRepeated(grid, row, table)) return { reason: 'REPEATED_HEADING', text: '' };
  if (texts.slice(0, 3).some((text) => TOTAL.test(wordKey(text)))) return { reason: 'TOTAL', text: '' };
  // 一 | 破碎设备: the ordinal of a section in a column of its own.
  const [first = '', second] = texts;
  const only = new Set(texts.map(wordKey)).size === 1 ? first : texts.length === 2 && /^[(（]?[一二三四五六七八九十]+[)）、.]?$/u.test(first) ? second ?? null : null;
  if (only !== null) return ofText(only, written.length === 1 && isSerial(grid, table, row, written[0]?.column ?? 0));
  return null;
}

function ofText(text: string, serialAlone: boolean): OtherRow {
  const bare = tidy(text);
  if (serialAlone || NOTE.test(bare) || bare.length > LONGEST_SECTION || /[。；;]/u.test(bare)) return { reason: 'NOTE', text: bare };
  return { reason: 'SECTION', text: bare };
}

/** A number alone in its row is what is left of a row that was emptied. */
function isSerial(grid: SheetGrid, table: ListTable, row: number, column: number): boolean {
  return table.columns.find(({ index }) => index === column)?.role === 'SERIAL' || grid.cell(row, column)?.number !== null;
}

/** What a section's heading calls the goods below it: without ordinal, brackets and what it states of terms. */
export function sectionName(text: string): string {
  const bare = tidy(text).normalize('NFKC').replace(/^[【\[<《「■□◆●▶▷*\s]+|[】\]>》」\s:：]+$/gu, '');
  return bare.replace(ORDINAL, '').replace(/\([^()]*\)/gu, '').replace(/(?:系列|类产品|产品)$/u, '').trim();
}
