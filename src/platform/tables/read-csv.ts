import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { done, refused, type Outcome } from '../../core/outcome/outcome.js';
import type { TextRow } from '../../core/table/text-row.js';
import { decodeText } from './decode-text.js';
import { TABLE_LIMITS, UnreadableTable, type TableReading, type TextTable } from './text-table.js';

const DELIMITERS = [',', '\t', ';'] as const;
/** What is looked at for the delimiter. */
const HEAD_BYTES = 65_536;
const SLICE_BYTES = 65_536;
/** A quote that is never closed swallows all that follows: no honest row is so long. */
const ROW_MAX_BYTES = 2_000_000;

/**
 * Opens comma-separated values (RFC 4180, also with tabs or semicolons, as Excel and ledgers write them). Refuses
 * TABLE_EMPTY and TABLE_ENCODING; what is wrong further down comes from `rows`: TABLE_QUOTE_OPEN, TABLE_TOO_MANY_ROWS,
 * TABLE_TOO_MANY_COLUMNS, TABLE_CELL_TOO_LONG.
 */
export function openCsv(bytes: Buffer): Outcome<TextTable> {
  const text = decodeText(bytes);
  if (text === null) return refused('INPUT', 'TABLE_ENCODING', 'fileId');
  if (text.utf8.toString('utf8', 0, HEAD_BYTES).trim() === '') return refused('INPUT', 'TABLE_EMPTY', 'fileId');
  const reading: TableReading = { encoding: text.encoding, byteOrderMark: text.byteOrderMark, delimiter: delimiterOf(text.utf8) };
  return done({ reading, rows: () => rowsOf(text.utf8, reading.delimiter) });
}

async function* rowsOf(utf8: Buffer, delimiter: string): AsyncGenerator<TextRow> {
  const parser = parse({
    delimiter, record_delimiter: ['\r\n', '\n', '\r'], skip_empty_lines: false, relax_column_count: true,
    // A quote inside an unquoted cell is an inch (5" pipe), as spreadsheets take it.
    relax_quotes: true, max_record_size: ROW_MAX_BYTES,
  });
  const source = Readable.from(slices(utf8), { objectMode: false });
  source.pipe(parser);
  let number = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number += 1;
      yield checked({ number, cells: record });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser reads ahead of what was handed out: it knows how many rows it has finished.
    const finished: unknown = error['records'];
    throw new UnreadableTable(refused('INPUT', 'TABLE_QUOTE_OPEN', 'fileId', { row: (typeof finished === 'number' ? finished : number) + 1 }).refusal, { cause: error });
  } finally {
    source.destroy();
  }
}

/** Slices, so that the parser is read as fast as its rows are used and no faster; between two of them everything else of the process has its turn. */
async function* slices(utf8: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < utf8.length; start += SLICE_BYTES) {
    yield utf8.subarray(start, start + SLICE_BYTES);
    await setImmediate();
  }
}

function checked(row: TextRow): TextRow {
  const { number, cells } = row;
  // One for the heading.
  if (number > TABLE_LIMITS.rows + 1) unreadable('TABLE_TOO_MANY_ROWS', { max: TABLE_LIMITS.rows });
  if (cells.length > TABLE_LIMITS.columns && cells.slice(TABLE_LIMITS.columns).some((cell) => cell.trim() !== '')) {
    unreadable('TABLE_TOO_MANY_COLUMNS', { row: number, max: TABLE_LIMITS.columns });
  }
  if (cells.some((cell) => cell.length > TABLE_LIMITS.cellCharacters)) unreadable('TABLE_CELL_TOO_LONG', { row: number, max: TABLE_LIMITS.cellCharacters });
  return row;
}

function unreadable(code: string, params: Readonly<Record<string, number>>): never {
  throw new UnreadableTable(refused('INPUT', code, 'fileId', params).refusal);
}

/**
 * The delimiter that most lines have, outside quotes; of two the one they have more of; a comma when there is none. A title above
 * the table may hold a comma of its own, and so may figures.
 */
function delimiterOf(utf8: Buffer): TableReading['delimiter'] {
  const lines = utf8.toString('utf8', 0, HEAD_BYTES).replace(/"[^"]*"/gu, '').split(/[\r\n]+/u);
  const counts = DELIMITERS.map((delimiter) => {
    const parts = lines.map((line) => line.split(delimiter).length - 1);
    return { delimiter, lines: parts.filter((count) => count > 0).length, signs: parts.reduce((sum, count) => sum + count, 0) };
  });
  return [...counts].sort((a, b) => b.lines - a.lines || b.signs - a.signs)[0]?.delimiter ?? ',';
}
