import { fold, wordKey } from '../../text/fold.js';
import { spelling } from './choice-cell.js';
import { read, readNothing, type Reading } from './reading.js';
import { dropped } from './remark.js';

const GRADES: Readonly<Record<string, number>> = { 1: 1, 2: 2, 3: 3, 一: 1, 二: 2, 三: 3, i: 1, ii: 2, iii: 3 };
const GRADE = /^(?:国标|新国标)?(?:能效|能耗)?(?:等级)?:?(?:第)?([123一二三]|i{1,3})级?(?:能效|能耗)?$/u;

/** The claimed energy grade, 1 best to 3 (GB standards of the five kinds in §D3.3); written `1级`. Anything else is dropped. */
export function readEnergyGrade(cell: string, column: string): Reading<number> {
  const nothing = readNothing<number>(cell, column);
  if (nothing !== null) return nothing;
  const grade = GRADES[GRADE.exec(wordKey(fold(cell)))?.[1] ?? ''];
  if (grade === undefined) return read<number>(null, dropped(column, 'GRADE_UNKNOWN', cell, { expected: '1级 / 2级 / 3级' }));
  return read(grade, spelling(cell, column, `${grade}级`, 'GRADE_WORD'));
}
