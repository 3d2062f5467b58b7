import { done, refused, type Outcome } from '../../outcome/outcome.js';
import { wordKey } from '../../text/fold.js';
import { headingText, type ColumnRole } from '../proposing/heading-role.js';
import type { ClassCorrection, ColumnCorrection, ListCorrections } from '../proposing/known-list.js';
import type { ProposedSheet } from '../proposing/proposal.js';

/** What a supplier sends with a confirmation; a sheet that is left out is the only one that was read. */
export interface WantedCorrections {
  readonly columns: readonly {
    readonly sheet: string | null;
    readonly headingRow: number | null;
    readonly index: number;
    readonly role: ColumnRole;
    readonly attribute: string | null;
  }[];
  /** Either rows or a name. */
  readonly classes: readonly {
    readonly sheet: string | null;
    readonly rows: readonly number[] | null;
    readonly name: string | null;
    readonly classId: string | null;
  }[];
  readonly leaveOutSheets: readonly string[];
}

/** What there is in the list and in the house, to hold corrections against. */
export interface ListFacts {
  readonly sheets: readonly Pick<ProposedSheet, 'name' | 'ignored' | 'tables'>[];
  /** Sheet → numbers of rows that offer something, of those that the corrections speak of. */
  readonly rows: ReadonlyMap<string, ReadonlySet<number>>;
  readonly names: readonly string[];
  hasClass(classId: string): boolean;
  /** True for a label (folded, without unit) that is an attribute of some class. */
  meansSomething(label: string): boolean;
}

/** Of one import, over all its confirmations. */
const CORRECTIONS_MAX = 2_000;

/**
 * The corrections as they hold from now on, those of earlier confirmations among them; or the first that speaks of something that is
 * not there. Fields of refusals are those of the input.
 */
export function checkedCorrections(wanted: WantedCorrections, before: ListCorrections, facts: ListFacts): Outcome<ListCorrections> {
  const leftOut = leftOutSheets(wanted, facts);
  if (!leftOut.ok) return leftOut;
  const columns: ColumnCorrection[] = [];
  for (const [at, column] of wanted.columns.entries()) {
    const checked = checkedColumn(column, `columns.${at}`, facts);
    if (!checked.ok) return checked;
    columns.push(checked.value);
  }
  const classes: ClassCorrection[] = [];
  for (const [at, one] of wanted.classes.entries()) {
    const checked = checkedClass(one, `classes.${at}`, facts, columns.length > 0);
    if (!checked.ok) return checked;
    classes.push(checked.value);
  }
  const all = { columns: [...before.columns, ...columns], classes: [...before.classes, ...classes], leftOut: [...new Set([...before.leftOut, ...leftOut.value])] };
  if (all.columns.length + all.classes.length > CORRECTIONS_MAX) return refused('INPUT', 'LIST_TOO_MANY_CORRECTIONS', null, { max: CORRECTIONS_MAX });
  return done(all);
}

function leftOutSheets({ leaveOutSheets }: WantedCorrections, { sheets }: ListFacts): Outcome<readonly string[]> {
  const at = leaveOutSheets.findIndex((name) => !sheets.some((sheet) => sheet.name === name));
  if (at >= 0) return refused('INPUT', 'LIST_SHEET_UNKNOWN', `leaveOutSheets.${at}`, { sheet: leaveOutSheets[at]?.slice(0, 50) ?? '' });
  if (leaveOutSheets.length > 0 && readSheets(sheets).every(({ name }) => leaveOutSheets.includes(name))) return refused('INPUT', 'LIST_NOTHING_LEFT', 'leaveOutSheets');
  return done(leaveOutSheets);
}

function checkedColumn(column: WantedCorrections['columns'][number], field: string, facts: ListFacts): Outcome<ColumnCorrection> {
  const sheet = sheetOf(column.sheet, `${field}.sheet`, facts);
  if (!sheet.ok) return sheet;
  const { headingRow, index, role, attribute } = column;
  const tables = sheet.value.tables.filter(({ headingRows }) => headingRow === null || headingRows[0] === headingRow);
  if (tables.length === 0) return refused('INPUT', 'LIST_HEADING_UNKNOWN', `${field}.headingRow`, { row: headingRow ?? 0 });
  const found = tables.flatMap(({ columns }) => columns).find((one) => one.index === index);
  if (found === undefined) return refused('INPUT', 'LIST_COLUMN_UNKNOWN', `${field}.index`, { index });
  if (role !== 'ATTRIBUTE' && attribute !== null) return refused('INPUT', 'LIST_ATTRIBUTE_NOT_WANTED', `${field}.attribute`);
  const meant = attribute ?? found.heading;
  if (role === 'ATTRIBUTE' && !facts.meansSomething(headingText(meant).label)) return refused('INPUT', 'LIST_ATTRIBUTE_UNKNOWN', `${field}.attribute`, { attribute: meant.slice(0, 50) });
  return done({ sheet: sheet.value.name, headingRow, index, role, attribute });
}

function checkedClass(one: WantedCorrections['classes'][number], field: string, facts: ListFacts, columnsChange: boolean): Outcome<ClassCorrection> {
  const { classId, rows, name } = one;
  if (classId !== null && !facts.hasClass(classId)) return refused('INPUT', 'UNKNOWN_CLASS', `${field}.classId`, { classId: classId.slice(0, 50) });
  if (rows !== null && name !== null) return refused('INPUT', 'LIST_ROWS_OR_NAME', field);
  if (name !== null) {
    // With other columns the goods may have other names than those that were proposed.
    const known = columnsChange || facts.names.some((each) => wordKey(each) === wordKey(name));
    return known ? done({ classId, sheet: null, rows: null, name }) : refused('INPUT', 'LIST_NAME_UNKNOWN', `${field}.name`, { name: name.slice(0, 50) });
  }
  if (rows === null || rows.length === 0) return refused('INPUT', 'LIST_ROWS_OR_NAME', field);
  const sheet = sheetOf(one.sheet, `${field}.sheet`, facts);
  if (!sheet.ok) return sheet;
  const known = facts.rows.get(sheet.value.name);
  const stray = columnsChange ? undefined : rows.find((row) => known?.has(row) !== true);
  if (stray !== undefined) return refused('INPUT', 'LIST_ROW_UNKNOWN', `${field}.rows`, { row: stray });
  return done({ classId, sheet: sheet.value.name, rows, name: null });
}

/** The sheet of that name that was read; without a name the only one. */
function sheetOf(name: string | null, field: string, { sheets }: ListFacts): Outcome<ListFacts['sheets'][number]> {
  const read = readSheets(sheets);
  const [only, second] = read;
  if (name === null) return only !== undefined && second === undefined ? done(only) : refused('INPUT', 'LIST_SHEET_MISSING', field, { sheets: read.map((one) => one.name).join('、').slice(0, 200) });
  const found = read.find((one) => one.name === name);
  return found === undefined ? refused('INPUT', 'LIST_SHEET_UNKNOWN', field, { sheet: name.slice(0, 50) }) : done(found);
}

function readSheets(sheets: ListFacts['sheets']): ListFacts['sheets'] {
  return sheets.filter(({ ignored }) => ignored === null);
}
