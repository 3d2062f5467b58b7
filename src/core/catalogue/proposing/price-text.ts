import { Decimal } from 'decimal.js';
import { Exact } from '../../quantity/number.js';
import { fold } from '../../text/fold.js';
import { chineseAmount } from '../../text/chinese-amount.js';
import { taxOf } from './tax-words.js';

/** A price as a cell states it, in yuan; amounts are decimals with at most two places. */
export type PriceText =
  | { readonly kind: 'fixed'; readonly amount: Decimal; readonly tax: boolean | null }
  /** 起 has no upper end, 以内 no lower. */
  | { readonly kind: 'range'; readonly min: Decimal | null; readonly max: Decimal | null; readonly tax: boolean | null }
  /** 5.2/6.8/8.5万: one for each of several models. */
  | { readonly kind: 'list'; readonly amounts: readonly Decimal[]; readonly tax: boolean | null }
  | { readonly kind: 'onRequest'; readonly tax: boolean | null }
  /** Nothing there, or nothing to be trusted: 待定, an error, a date, another currency. */
  | { readonly kind: 'none' };

const ON_REQUEST = /面议|电议|面谈|面洽|议价|另议|洽谈|商议|商谈|商定|询价|待询|详询|询问|咨询|来电|电询|电联|致电|联系|私聊|私信|一单一议|单独报价|另行报价|单报|按(?:图|方案|配置|需|项目|量|实)|根据|协商|非标|定制(?:报|价)/u;
const UNTRUSTED = /^#|待定|暂无|未定|待核|更新中|暂缺|\?{2,}|tbd|n\/a/iu;
const FOREIGN = /[$€£]|usd|eur|gbp|jpy|hkd|美元|美金|欧元|英镑|日元|港元|港币/iu;
const PHONE = /(?:\+?\d{1,3}-)?0\d{2,3}-\d{7,8}|(?<!\d)1\d{10}(?!\d)/gu;
const DATE = /^(?:19|20)\d{2}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?$/u;
const MONEY = /(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d.])|\d+(?:\.\d+)?)\s*(亿|百万|万|千|w|k)?\s*(元|圆|块)?/giu;
/** A figure before one of these counts pieces and is no money, unless a stroke stands between. */
const PIECES = /^\s*(?:[-~至]\s*\d+\s*)?(?:台|套|件|个|只|辆|架|片|米|吨|平米|㎡|m2|m3|m²|m³|根|条|块|组|批|以上|年|月|天|日|%|折|kg|l\b)(?!元)/iu;
const MULTIPLES: Readonly<Record<string, number>> = { 亿: 1e8, 百万: 1e6, 万: 1e4, w: 1e4, 千: 1e3, k: 1e3 };
/** What is said of the price before the discount, and of what is left after it. */
const LISTED = /(?:原价|标价|市场价|指导价|面价|目录价|单价|报价|零售价)[:：]?\s*$/u;
const CUT = /(?:优惠|现价|活动|折后|会员|促销|特价|批发|到手|补贴后|批量)[价为]?[:：]?\s*$/u;

/** Of a price cell, as far as it is read. */
const LONGEST = 200;

interface Item { readonly amount: Decimal; readonly at: number; readonly end: number; readonly unit: string | null; readonly before: string }

/** Reads a price. `factor`: yuan for one of the heading's unit, for figures that name none. `number`: the figure where the cell is one. */
export function readPriceText(cell: string, number: number | null, factor: number): PriceText {
  const text = fold(cell.slice(0, LONGEST)).replace(PHONE, '').replace(/\s+/gu, ' ').trim();
  const tax = taxOf(text);
  if (text === '' || /^[-/\\.~*]+$/u.test(text) || UNTRUSTED.test(text) || DATE.test(text) || FOREIGN.test(text)) return { kind: 'none' };
  if (number !== null && /^-?[\d.]+$/u.test(text)) return fixed(new Exact(new Decimal(number.toPrecision(15))).times(factor), tax);
  const negative = /^-\s*(?:¥|rmb)?\s*\d/iu.test(text);
  const items = itemsIn(negative ? text.slice(1) : text, factor);
  const [first] = items;
  if (first === undefined) return ON_REQUEST.test(text) ? { kind: 'onRequest', tax } : spelled(text, tax);
  if (negative) return fixed(first.amount.neg(), tax);
  return several(text, items, tax) ?? single(text, items, tax);
}

function itemsIn(text: string, factor: number): Item[] {
  const found: Item[] = [];
  const bare = text.replace(/(\d)，(?=\d{3}(?!\d))/gu, '$1,');
  for (const match of bare.matchAll(MONEY)) {
    const [whole, figure = '', multiple, yuan] = match;
    const end = match.index + whole.length;
    if (yuan === undefined && multiple === undefined && PIECES.test(bare.slice(end)) && !/\/\s*$/u.test(bare.slice(0, match.index))) continue;
    if (/(?:税率?|含|加)\s*$/u.test(bare.slice(0, match.index)) && /^\s*(?:%|个?点)/u.test(bare.slice(end))) continue;
    const size = multiple === undefined ? (yuan === undefined ? null : 1) : MULTIPLES[multiple.toLowerCase()] ?? 1;
    found.push({
      amount: new Exact(figure.replace(/[, ]/gu, '')).times(size ?? factor), at: match.index, end, unit: size === null ? null : String(size), before: bare.slice(found.at(-1)?.end ?? 0, match.index),
    });
  }
  // 3.2-3.6万: the unit behind the last figure is everybody's.
  return found.map((item, index) => {
    const later = found.slice(index + 1).find((one) => one.unit !== null);
    const joined = later !== undefined && item.unit === null && /^[\s~\-—至到/、¥]*$/u.test(found.slice(index + 1, found.indexOf(later) + 1).map((one) => one.before).join(''));
    return joined ? { ...item, amount: item.amount.div(factor).times(Number(later.unit)) } : item;
  });
}

/** A range, an open end, or a price for each of several models; null for a single price. */
function several(text: string, items: readonly Item[], tax: boolean | null): PriceText | null {
  const [first, second] = items;
  if (first === undefined) return null;
  const behind = text.slice(first.end);
  if (second !== undefined && /^\s*(?:~|-|—|至|到)\s*¥?\s*$/u.test(second.before) && items.length === 2) {
    return first.amount.lte(second.amount) ? { kind: 'range', min: rounded(first.amount), max: rounded(second.amount), tax } : { kind: 'none' };
  }
  if (items.length > 1 && items.slice(1).every(({ before }) => /^\s*[/、;，,]\s*¥?\s*$/u.test(before))) return { kind: 'list', amounts: items.map(({ amount }) => rounded(amount)), tax };
  if (items.length > 1) return null;
  if (/^\s*(?:元|圆)?\s*(?:\/[^\s起]+)?\s*(?:起(?!订)|以上|\+|起步|起售)/u.test(behind) || /(?:起价|不低于|≥|>)\s*¥?\s*$/u.test(first.before)) return { kind: 'range', min: rounded(first.amount), max: null, tax };
  if (/^\s*(?:元)?\s*(?:以内|以下|封顶)/u.test(behind) || /(?:不超过|不高于|≤|<)\s*$/u.test(first.before)) return { kind: 'range', min: null, max: rounded(first.amount), tax };
  return null;
}

/** Of several prices the one that is called so, never the one after the discount; otherwise the first. */
function single(text: string, items: readonly Item[], tax: boolean | null): PriceText {
  const listed = items.find(({ before }) => LISTED.test(before)) ?? items.find(({ before }) => !CUT.test(before)) ?? items[0];
  return listed === undefined ? { kind: 'none' } : fixed(listed.amount, taxOf(text.slice(listed.end)) ?? tax);
}

function spelled(text: string, tax: boolean | null): PriceText {
  const amount = chineseAmount(text.replace(/^(?:人民币|¥|约|计)+/u, '').replace(/(?:元|圆|块)?(?:整|正)?(?:\/.*)?$/u, ''));
  return amount === null ? { kind: 'none' } : fixed(new Exact(amount), tax);
}

function fixed(amount: Decimal, tax: boolean | null): PriceText {
  return { kind: 'fixed', amount: rounded(amount), tax };
}

function rounded(amount: Decimal): Decimal {
  return amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}
