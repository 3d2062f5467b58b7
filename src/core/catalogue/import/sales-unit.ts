import { parseUnit, sameUnit } from '../../quantity/unit.js';
import { fold, wordKey } from '../../text/fold.js';
import { spelling } from './choice-cell.js';
import { read, readNothing, type Reading } from './reading.js';
import { dropped, missing } from './remark.js';

/** Words for one whole thing: a price for one is a price for one, whichever of them is written. */
const PIECES = new Set(['台', '套', '座', '架', '辆', '部', '组', '机位', '个', '只', '件', '块', '片', '根', '条', '支', '台套', '台/套', '套/台', '成套', 'set', 'pcs', 'pc', 'unit']);

export interface SalesUnit {
  /** The sales unit of the class, whatever was written. */
  readonly unit: string;
  /** False when what was written measures something else (箱 for m2): the price is then no price for one unit. */
  readonly priced: boolean;
}

/** Reads the unit that a price is for against the sales unit of the class; another unit of the same size is taken as that one. */
export function readSalesUnit(cell: string, column: string, unit: string): Reading<SalesUnit> {
  const asExpected = { unit, priced: true };
  if (cell === unit) return read(asExpected);
  if (readNothing(cell, column) !== null) return read(asExpected, missing(column, 'MISSING_UNIT', cell, { expected: unit }));
  if (isSameUnit(cell, unit)) return read(asExpected, spelling(cell, column, unit, 'UNIT_WORD'));
  const priced = isPiece(cell) && isPiece(unit);
  return read({ unit, priced }, dropped(column, 'UNIT_MISMATCH', cell, { expected: unit }));
}

/** 平米 and m2; 台/套 and 台. Counting words are compared as words: 台 and 套 are not the same unit. */
export function isSameUnit(written: string, unit: string): boolean {
  if (wordKey(written) === wordKey(unit)) return true;
  if (isPiece(unit)) return isPiece(written) && wordKey(written).split('/').includes(wordKey(unit));
  const [a, b] = [parseUnit(fold(written).replace(/^(?:元\/|每|\/)/u, '')), parseUnit(unit)];
  return a !== null && b !== null && sameUnit(a, b);
}

export function isPiece(unit: string): boolean {
  return PIECES.has(wordKey(unit));
}
