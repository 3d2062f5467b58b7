import { refused } from '../../../core/outcome/outcome.js';
import type { MergedRange, Sheet, SheetCell, SheetRow } from '../../../core/table/sheet.js';
import { TABLE_LIMITS, UnreadableTable } from '../../tables/text-table.js';
import { dayOf, shownNumber } from './number-format.js';
import { CELLS_MAX, damaged, tooLarge, type PackageParts } from './package-parts.js';
import { RunText, type StringItem } from './shared-strings.js';
import { NO_STYLE, type CellStyle } from './styles.js';
import { attributeOf, attributesOf, type XmlToken } from './xml-tokens.js';

/** What all sheets of a workbook share. */
export interface WorkbookContext {
  readonly parts: PackageParts;
  readonly strings: readonly StringItem[];
  readonly styles: readonly CellStyle[];
  readonly from1904: boolean;
}

/** Rows a reader may see at most: a heading and what stands above it come on top of the limit. */
const ROW_MAX = TABLE_LIMITS.rows + 100;
/** Cells of a sheet that is held in memory whole. */
const HELD_CELLS_MAX = 1_000_000;
/** Of a value as stored; text longer than a cell may hold is refused when its row ends. */
const VALUE_MAX = 1_000_000;

/** One worksheet of a workbook that is open. */
export class Worksheet {
  constructor(private readonly context: WorkbookContext, readonly name: string, readonly hidden: boolean, private readonly part: string) {}

  /**
   * Rows with content in their order, a few in memory at a time, formulas by the value last calculated. Throws `UnreadableTable`
   * TABLE_TOO_MANY_ROWS, TABLE_TOO_MANY_COLUMNS, TABLE_CELL_TOO_LONG, TABLE_TOO_LARGE, FILE_DAMAGED.
   */
  async *rows(): AsyncGenerator<SheetRow> {
    yield* new SheetParser(this.context).rows(this.part);
  }

  /** The sheet as a whole; throws as `rows`, and beyond a million cells. */
  async read(): Promise<Sheet> {
    const parser = new SheetParser(this.context);
    const rows: SheetRow[] = [];
    let cells = 0;
    for await (const row of parser.rows(this.part)) {
      cells += row.cells.length;
      if (cells > HELD_CELLS_MAX) throw tooLarge();
      rows.push(row);
    }
    return { name: this.name, hidden: this.hidden, rows, merges: parser.merges, hiddenColumns: parser.hiddenColumns };
  }
}

interface OpenCell { readonly column: number; readonly type: string; readonly style: CellStyle; value: string }

class SheetParser {
  readonly merges: MergedRange[] = [];
  readonly hiddenColumns = new Set<number>();
  private readonly runs = new RunText();
  private row: { number: number; hidden: boolean; cells: (SheetCell | undefined)[] } | null = null;
  private cell: OpenCell | null = null;
  private inValue = false;
  private lastRow = 0;
  private cells = 0;

  constructor(private readonly context: WorkbookContext) {}

  async *rows(part: string): AsyncGenerator<SheetRow> {
    for await (const tokens of this.context.parts.tokens(part)) {
      for (const token of tokens) {
        const row = this.take(token);
        if (row !== null) yield row;
      }
    }
  }

  /** A row that has just ended and holds something, or null. */
  private take(token: XmlToken): SheetRow | null {
    if (token.kind === 'text') {
      if (this.inValue && this.cell !== null) {
        if (this.cell.value.length > VALUE_MAX) throw tooLarge();
        this.cell.value += token.text;
      } else this.runs.take(token);
      return null;
    }
    if (token.kind === 'open') this.opened(token.name, token.attributes, token.closed);
    if (this.cell !== null) this.runs.take(token);
    return token.kind === 'close' || token.closed ? this.ended(token.name) : null;
  }

  private opened(name: string, written: string, closed: boolean): void {
    switch (name) {
      case 'row': this.beginRow(written); break;
      case 'c': if (this.row !== null) this.beginCell(written, this.row.cells.length); break;
      case 'v': this.inValue = !closed; break;
      case 'col': this.column(attributesOf(written)); break;
      case 'mergeCell': this.merge(attributesOf(written).get('ref') ?? ''); break;
      default: break;
    }
  }

  private ended(name: string): SheetRow | null {
    if (name === 'v') this.inValue = false;
    if (name === 'c') this.endCell();
    if (name !== 'row' || this.row === null) return null;
    const row = this.row;
    this.row = null;
    if (row.cells.length === 0) return null;
    // Rows with a dress and no content go on for ever in some workbooks: they count for nothing.
    if (row.cells.some((cell) => cell !== undefined && cell.text !== '')) checkSize(row.number, row.cells);
    else if (row.number > ROW_MAX) return null;
    return row;
  }

  private beginRow(written: string): void {
    const number = Number(attributeOf(written, 'r') ?? this.lastRow + 1);
    if (!Number.isInteger(number) || number < 1) throw damaged();
    const height = attributeOf(written, 'ht');
    this.lastRow = number;
    this.row = { number, hidden: isTrue(attributeOf(written, 'hidden')) || (height !== undefined && Number(height) === 0), cells: [] };
  }

  private beginCell(written: string, next: number): void {
    this.cells += 1;
    if (this.cells > CELLS_MAX) throw tooLarge();
    const style = this.context.styles[Number(attributeOf(written, 's') ?? 0)] ?? NO_STYLE;
    this.cell = { column: columnOf(attributeOf(written, 'r')) ?? next, type: attributeOf(written, 't') ?? 'n', style, value: '' };
  }

  private endCell(): void {
    const { cell, row } = this;
    this.cell = null;
    const inline = this.runs.end();
    if (cell === null || row === null || cell.column >= TABLE_LIMITS.columns * 4) return;
    const read = this.cellOf(cell, inline);
    if (read !== null) row.cells[cell.column] = read;
  }

  private cellOf({ type, style, value }: OpenCell, inline: StringItem): SheetCell | null {
    const dress = { fill: style.fill, ink: style.ink, struck: style.struck };
    const text = (shown: string, struck = false): SheetCell | null =>
      (shown.trim() === '' && style.fill === null ? null : { text: shown, number: null, date: null, ...dress, struck: dress.struck || struck });
    const item = type === 's' ? this.context.strings[Number(value)] : inline;
    switch (type) {
      case 's':
      case 'inlineStr': return text(item?.text ?? '', item?.struck);
      case 'b': return text(value === '1' ? 'TRUE' : value === '' ? '' : 'FALSE');
      case 'd': return { text: value.slice(0, 10), number: null, date: value.slice(0, 10), ...dress };
      case 'n': break;
      default: return text(value);
    }
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (!Number.isFinite(number)) return text('');
    const day = style.format.kind === 'DATE' ? dayOf(number, this.context.from1904) : null;
    if (day !== null) return { text: day, number: null, date: day, ...dress };
    return { text: shownNumber(number, style.format), number, date: null, ...dress };
  }

  private column(attributes: ReadonlyMap<string, string>): void {
    if (!isTrue(attributes.get('hidden')) && Number(attributes.get('width') ?? 1) !== 0) return;
    const last = Math.min(Number(attributes.get('max')), TABLE_LIMITS.columns);
    for (let column = Number(attributes.get('min')); column <= last; column++) this.hiddenColumns.add(column - 1);
  }

  private merge(ref: string): void {
    const found = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/u.exec(ref);
    if (found === null || this.merges.length >= TABLE_LIMITS.rows) return;
    const [, left = '', top, right = '', bottom] = found;
    this.merges.push({ left: columnOf(left) ?? 0, top: Number(top), right: columnOf(right) ?? 0, bottom: Number(bottom) });
  }
}

function checkSize(row: number, cells: readonly (SheetCell | undefined)[]): void {
  if (row > ROW_MAX) throw limit('TABLE_TOO_MANY_ROWS', { max: TABLE_LIMITS.rows });
  if (cells.length > TABLE_LIMITS.columns && cells.slice(TABLE_LIMITS.columns).some((cell) => cell !== undefined && cell.text !== '')) {
    throw limit('TABLE_TOO_MANY_COLUMNS', { row, max: TABLE_LIMITS.columns });
  }
  if (cells.some((cell) => cell !== undefined && cell.text.length > TABLE_LIMITS.cellCharacters)) {
    throw limit('TABLE_CELL_TOO_LONG', { row, max: TABLE_LIMITS.cellCharacters });
  }
}

function limit(code: 'TABLE_TOO_MANY_ROWS' | 'TABLE_TOO_MANY_COLUMNS' | 'TABLE_CELL_TOO_LONG', params: Readonly<Record<string, number>>): UnreadableTable {
  return new UnreadableTable(refused('INPUT', code, 'fileId', params).refusal);
}

/** Column from 0 of `AB12` or `AB`; null when there is none. */
function columnOf(reference: string | undefined): number | null {
  let column = 0;
  for (let at = 0; reference !== undefined && at < reference.length; at++) {
    const code = reference.charCodeAt(at) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return column === 0 ? null : column - 1;
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}
