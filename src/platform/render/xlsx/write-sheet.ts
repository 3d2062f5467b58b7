import { isFormulaLike } from '../../../core/text/spreadsheet-safe.js';
import { styleOf, type Holding, type Look } from './write-styles.js';

/** What a cell holds: text stays text whatever it begins with, a number is a number, null is empty. */
export type CellValue = string | number | null;
/** A cell with a look of its own; one without it is plain. */
export type WrittenCell = CellValue | { readonly value: CellValue; readonly look: Look };

export interface WrittenColumn {
  /** In characters of the usual font; a Chinese character takes two. */
  readonly width: number;
  /** True: what is typed into it stays text, so that a model `00123` keeps its zeros. */
  readonly text?: boolean;
}

/** What may be chosen in some cells of a column; a figure outside its bounds is asked about and may stay. */
export type Choice =
  | { readonly kind: 'LIST'; readonly values: readonly string[]; /** False: the list is a proposal, and anything may be written. */ readonly only: boolean }
  | { readonly kind: 'RANGE'; readonly min: number; readonly max: number };

export interface ColumnChoice {
  /** From 0. */
  readonly column: number;
  /** From 1, both included. */
  readonly rows: readonly [from: number, to: number];
  readonly choice: Choice;
  /** What is said when something else was written. */
  readonly said: string;
}

/** A sheet to be written; its rows are asked for as they are written. */
export interface SheetPlan {
  /** Cut to what a tab may be called. */
  readonly name: string;
  readonly hidden?: boolean;
  readonly columns: readonly WrittenColumn[];
  /** Rows at the top and columns at the left that stay in sight. */
  readonly frozen?: { readonly rows: number; readonly columns: number };
  readonly choices?: readonly ColumnChoice[];
  readonly rows: Iterable<readonly WrittenCell[]> | AsyncIterable<readonly WrittenCell[]>;
}

/** Excel holds figures with fifteen significant digits: what has more would be changed, so it is written as text. */
const SIGNIFICANT = 15;
/** The longest text that a cell can hold. */
const TEXT_MAX = 32_767;
/** Of what is said of a wrong value; a longer one makes Excel call the file damaged. */
const SAID_MAX = 225;

/** The worksheet part (ECMA-376 part 1, 18.3), row by row. `sourceOf` answers where a list of choices stands. */
export async function* sheetXml(plan: SheetPlan, first: boolean, sourceOf: (values: readonly string[]) => string): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${view(plan, first)}`
    + `<sheetFormatPr defaultRowHeight="15"/><cols>${plan.columns.map(columnXml).join('')}</cols><sheetData>`;
  let number = 0;
  for await (const cells of plan.rows) {
    number += 1;
    yield `<row r="${number}">${cells.map((cell, column) => cellXml(cell, column, number, plan.columns[column]?.text === true)).join('')}</row>`;
  }
  const choices = plan.choices ?? [];
  yield `</sheetData>${choices.length === 0 ? '' : `<dataValidations count="${choices.length}">${choices.map((one) => validation(one, sourceOf)).join('')}</dataValidations>`}`
    + '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>';
}

/** `A`, `Z`, `AA` … of a column from 0. */
export function columnName(column: number): string {
  return (column >= 26 ? columnName(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** Text as it stands in XML: what XML cannot hold by its number, as spreadsheets write it, and halves of pairs not at all. */
export function escaped(text: string): string {
  return text
    .replace(/_x[0-9A-Fa-f]{4}_/gu, (literal) => `_x005F${literal}`)
    // eslint-disable-next-line no-control-regex -- control characters are what is written by number
    .replace(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/gu, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/\p{Surrogate}/gu, '')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function cellXml(cell: WrittenCell, column: number, row: number, text: boolean): string {
  const { value, look } = typeof cell === 'object' && cell !== null ? cell : { value: cell, look: 'PLAIN' as const };
  // An empty cell without a look of its own is left to its column.
  if (value === null || value === '') return look === 'PLAIN' ? '' : `<c r="${columnName(column)}${row}" s="${styleOf(look, text ? 'TEXT' : 'GENERAL')}"/>`;
  if (typeof value === 'number' && isHeld(value)) {
    return `<c r="${columnName(column)}${row}" s="${styleOf(look, 'GENERAL')}"><v>${value}</v></c>`;
  }
  const written = String(value);
  const holding: Holding = isFormulaLike(written) ? 'ESCAPED' : text ? 'TEXT' : 'GENERAL';
  return `<c r="${columnName(column)}${row}" s="${styleOf(look, holding)}" t="inlineStr"><is><t xml:space="preserve">${escaped(written.slice(0, TEXT_MAX))}</t></is></c>`;
}

function isHeld(value: number): boolean {
  return Number.isSafeInteger(value) ? Math.abs(value) < 10 ** SIGNIFICANT : Number.isFinite(value) && Number(value.toPrecision(SIGNIFICANT)) === value;
}

function view({ frozen }: SheetPlan, first: boolean): string {
  const pane = frozen === undefined ? '' : paneXml(frozen);
  return `<sheetViews><sheetView workbookViewId="0"${first ? ' tabSelected="1"' : ''}>${pane}</sheetView></sheetViews>`;
}

function paneXml({ rows, columns }: { readonly rows: number; readonly columns: number }): string {
  const pane = columns === 0 ? 'bottomLeft' : rows === 0 ? 'topRight' : 'bottomRight';
  return `<pane${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''} topLeftCell="${columnName(columns)}${rows + 1}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/>`;
}

function columnXml({ width, text }: WrittenColumn, index: number): string {
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styleOf('PLAIN', text === true ? 'TEXT' : 'GENERAL')}" customWidth="1"/>`;
}

function validation({ column, rows, choice, said }: ColumnChoice, sourceOf: (values: readonly string[]) => string): string {
  const name = columnName(column);
  const where = `sqref="${name}${rows[0]}:${name}${rows[1]}" error="${escaped(said.slice(0, SAID_MAX))}"`;
  if (choice.kind === 'RANGE') {
    return `<dataValidation type="decimal" errorStyle="warning" allowBlank="1" showErrorMessage="1" ${where}><formula1>${choice.min}</formula1><formula2>${choice.max}</formula2></dataValidation>`;
  }
  return `<dataValidation type="list" allowBlank="1"${choice.only ? ' showErrorMessage="1"' : ''} ${where}><formula1>${escaped(sourceOf(choice.values))}</formula1></dataValidation>`;
}
