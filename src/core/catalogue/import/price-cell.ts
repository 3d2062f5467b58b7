import { Decimal } from 'decimal.js';
import { fold, tidy } from '../../text/fold.js';
import { faultOf, scanNumber, type ScannedNumber } from '../../quantity/number.js';
import { changeRemark, keptAs } from './number-cell.js';
import { isPiece, isSameUnit } from './sales-unit.js';
import { read, readNothing, type Reading } from './reading.js';
import { dropped, missing, normalised, rejected, type Remark } from './remark.js';

/** Units that the heading of a price column may state, in yuan. */
export const PRICE_UNITS: Readonly<Record<string, number>> = { 元: 1, 圆: 1, 人民币: 1, rmb: 1, cny: 1, '¥': 1, 百元: 100, 千元: 1_000, 万: 10_000, 万元: 10_000, 百万元: 1_000_000, 亿元: 100_000_000 };

/** Far above any machine; more is a slip of the keyboard and would not fit the column either. */
export const PRICE_MAX_CNY = '100000000000';
const ON_REQUEST = /^(?:价格|单价|报价)?(?:面议|电议|面谈|面洽|议价|另议|洽谈|商议|商谈|询价|待询|来电(?:咨询|询价|洽谈|议价)?|电询|电联|电话联系|请(?:致电|来电|询价).*|面议价)$/u;
const FOREIGN = /[$€£]|usd|eur|gbp|jpy|hkd|美元|美金|欧元|英镑|日元|港元|港币/iu;
const YUAN_BEFORE = /^(?:¥|人民币|rmb|cny)\s*/iu;
/** 元, 元整, 元/台, /台 behind a figure. */
const YUAN_BEHIND = /^(?:元|圆|块|人民币|rmb|cny)?(?:整|正)?(?:\s*[/每]\s*(.+))?$/iu;

/**
 * Reads the price of one sales unit in yuan, as decimal text with two places; null is on request. `readAs` is the unit of the
 * heading (元, 万元), `unit` the sales unit of the class. Zero and less, and what no machine costs, reject the row.
 */
export function readPrice(cell: string, column: string, unit: string, readAs: string): Reading<string> {
  if (readNothing(cell, column) !== null) return read<string>(null, missing(column, 'MISSING_PRICE', cell));
  const text = fold(cell);
  if (ON_REQUEST.test(text.replace(/\s+/gu, ''))) return read<string>(null, missing(column, 'PRICE_ON_REQUEST', cell));
  if (FOREIGN.test(text)) return read<string>(null, dropped(column, 'CURRENCY_NOT_CNY', cell));
  const signed = YUAN_BEFORE.exec(text) !== null;
  // The figure is read from the cell as written, so that full-width digits are still told from half-width ones.
  const scanned = scanNumber(signed ? tidy(cell).replace(/^(?:[¥￥]|人民币|rmb|cny)\s*/iu, '') : cell, true);
  if (typeof scanned === 'string') return read<string>(null, dropped(column, 'NOT_NUMERIC', cell, { reason: scanned }));
  const behind = YUAN_BEHIND.exec(scanned.rest);
  if (behind === null) return read<string>(null, dropped(column, 'NOT_NUMERIC', cell, { reason: faultOf(scanned.rest) }));
  const per = behind[1];
  if (per !== undefined && !isSameUnit(per, unit) && !(isPiece(per) && isPiece(unit))) {
    return read<string>(null, dropped(column, 'UNIT_MISMATCH', cell, { expected: unit }));
  }
  const written = signed || scanned.rest !== '' ? '元' : null;
  return priced(cell, column, scanned, written, written !== null || scanned.marks.includes('TEN_THOUSANDS') ? 1 : PRICE_UNITS[readAs] ?? 1);
}

function priced(cell: string, column: string, scanned: ScannedNumber, unitWritten: string | null, factor: number): Reading<string> {
  const exact = scanned.value.times(factor);
  const value = exact.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  if (value.lte(0)) return read<string>(null, rejected(column, 'PRICE_NOT_POSITIVE', cell));
  if (value.gt(PRICE_MAX_CNY)) return read<string>(null, rejected(column, 'PRICE_OUT_OF_RANGE', cell, { max: PRICE_MAX_CNY }));
  const params = keptAs(value, '元');
  const converted = factor !== 1 || scanned.marks.includes('TEN_THOUSANDS');
  const change: Remark | null = changeRemark({ marks: scanned.marks, unitWritten, converted }, column, cell, params);
  return read(value.toFixed(2), change ?? (value.eq(exact) ? null : normalised(column, 'ROUNDED', cell, params)));
}
