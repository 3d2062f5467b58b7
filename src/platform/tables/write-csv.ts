import { Decimal } from 'decimal.js';
import { neutralise } from '../../core/text/spreadsheet-safe.js';

const BYTE_ORDER_MARK = '\uFEFF';
/** Lines are gathered to pieces of this many characters. */
const PIECE = 65_536;

/**
 * Comma-separated values (RFC 4180) in UTF-8 with a byte order mark, without which Excel takes Chinese for something else. A text that a
 * spreadsheet might calculate has an apostrophe before it, which our import takes off again; a number is a number.
 */
export async function* writeCsv(rows: Iterable<readonly (string | number | null)[]> | AsyncIterable<readonly (string | number | null)[]>): AsyncGenerator<string> {
  let gathered = BYTE_ORDER_MARK;
  for await (const cells of rows) {
    gathered += `${cells.map(cellOf).join(',')}\r\n`;
    if (gathered.length < PIECE) continue;
    yield gathered;
    gathered = '';
  }
  if (gathered !== '') yield gathered;
}

function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? new Decimal(value).toFixed() : '';
  const text = neutralise(value);
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
