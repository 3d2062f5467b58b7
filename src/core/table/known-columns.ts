import { done, refused, type Outcome, type RefusalData } from '../outcome/outcome.js';
import { fold, wordKey } from '../text/fold.js';
import type { TextRow } from './text-row.js';

/** A column that a kind of table may have; `zh` is the heading as our template writes it, `also` what others write. */
export interface KnownColumn {
  readonly zh: string;
  readonly also: readonly string[];
  /** True: a table without it says nothing. */
  readonly needed: boolean;
}

export type KnownColumns<K extends string> = Readonly<Record<K, KnownColumn>>;

/** What was found in one row of a list that a bureau keeps. */
export interface RowRemark {
  /** Heading as our template writes it; null for the row as a whole. */
  readonly column: string | null;
  /** WARN: taken, something was dropped or assumed; REJECT: not taken; SKIP: there already. */
  readonly verdict: 'WARN' | 'REJECT' | 'SKIP';
  /** The cell as written, at most 200 characters; null where there is none. */
  readonly original: string | null;
  /** Its code and parameters are a sentence of the catalogue of messages. */
  readonly said: RefusalData;
}

/** Where each column stands; a column that the table lacks is not in it. */
export type Heading<K extends string> = ReadonlyMap<K, number>;

/** Titles and notes above the heading: this many rows are looked through for it. */
export const HEADING_WITHIN_ROWS = 20;
const ORIGINAL_MAX = 200;
/** A bracket that explains; one that names a unit of money is part of the heading. */
const EXPLANATION = /\((?![^)]*元)[^)]*\)/gu;

/** The heading, if this row is one: at least two known columns, the needed ones among them; refuses those that are missing. Null for any other row. */
export function headingOf<K extends string>(row: TextRow, columns: KnownColumns<K>): Outcome<Heading<K>> | null {
  const found = new Map<K, number>();
  for (const [index, cell] of row.cells.entries()) {
    const key = columnOf(cell, columns);
    // Of two columns of one name the first counts.
    if (key !== null && !found.has(key)) found.set(key, index);
  }
  if (found.size < 2) return null;
  const missing = keysOf(columns).filter((key) => columns[key].needed && !found.has(key)).map((key) => `「${columns[key].zh}」`);
  return missing.length === 0 ? done(found) : refused('INPUT', 'LIST_COLUMNS_MISSING', 'fileId', { columns: missing.join('') });
}

/** Reads cells of one row by the names of their columns, tidied; empty where the table has none. */
export function cellsOf<K extends string>(row: TextRow, heading: Heading<K>): (key: K) => string {
  return (key) => {
    const index = heading.get(key);
    return index === undefined ? '' : (row.cells[index] ?? '').trim();
  };
}

/** The cell as a remark shows it. */
export function originalOf(cell: string): string | null {
  return cell === '' ? null : [...cell].slice(0, ORIGINAL_MAX).join('');
}

function columnOf<K extends string>(cell: string, columns: KnownColumns<K>): K | null {
  const folded = fold(cell).replaceAll('*', '');
  const written = wordKey(folded);
  const plain = wordKey(folded.replace(EXPLANATION, ''));
  if (plain === '') return null;
  const named = (key: K, name: string): boolean => [columns[key].zh, ...columns[key].also].some((one) => wordKey(one) === name);
  return keysOf(columns).find((key) => named(key, written)) ?? keysOf(columns).find((key) => named(key, plain)) ?? null;
}

function keysOf<K extends string>(columns: KnownColumns<K>): K[] {
  return Object.keys(columns) as K[];
}
