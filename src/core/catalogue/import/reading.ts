import { tidy } from '../../text/fold.js';
import { normalised, type Remark } from './remark.js';

/** What a cell came to: its value or null, and at most one remark, the one that tells the supplier most. */
export interface Reading<T> {
  readonly value: T | null;
  readonly remark: Remark | null;
}

export const read = <T>(value: T | null, remark: Remark | null = null): Reading<T> => ({ value, remark });

/** What people write where there is nothing to write. */
const PLACEHOLDER = /^(?:[-—–−/\\]+|n\/?a|无数据|不适用|未填)$/iu;

/** True when a cell is empty or holds a dash in place of a value. */
export function saysNothing(cell: string): boolean {
  const bare = tidy(cell);
  return bare === '' || PLACEHOLDER.test(bare.normalize('NFKC'));
}

/** The reading of a cell that says nothing: quiet when it is empty, with a remark for a dash; null when it says something. */
export function readNothing<T>(cell: string, column: string): Reading<T> | null {
  if (!saysNothing(cell)) return null;
  return read<T>(null, tidy(cell) === '' ? null : normalised(column, 'PLACEHOLDER', cell));
}
