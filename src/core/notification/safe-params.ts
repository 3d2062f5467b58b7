import type { NoticeText } from '../events/events.js';
import { foldAlphanumerics } from '../text/fold.js';

type Params = NoticeText['params'];

/** What stands where something was taken out. */
const TAKEN_OUT = '***';
/** A notice is one sentence; this is also what keeps the patterns below quick. */
const LONGEST_VALUE = 200;

/** Words of a parameter's name that announce a price or a person, in any place: `priceCny`, `contact_phone`. */
const KEY_WORDS = new Set([
  'price', 'prices', 'amount', 'budget', 'cost', 'fee', 'cny', 'rmb', 'yuan', 'discount',
  'phone', 'mobile', 'tel', 'telephone', 'email', 'mail', 'contact', 'wechat', 'password', 'token', 'login', 'idcard',
]);

/** Digits of a number may be parted by blanks, dashes and dots: 138 0013 8000, 138-0013-8000, +86 …. No further digit on either side. */
const VALUES: readonly RegExp[] = [
  /(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d(?:[\s.-]?\d{4}){2}(?!\d)/gu,
  /(?<!\d)[(（]?0\d{2,3}[)）]?[\s-]?[2-9]\d{6,7}(?!\d)/gu,
  /(?<!\d)400[\s-]?\d{3}[\s-]?\d{4}(?!\d)/gu,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu,
  /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/gu,
  /(?:[¥￥]|CNY|RMB|人民币)\s*\d[\d,.]*(?:\s*[千万亿]+)?元?/giu,
  // 10 元件 and 三元催化器 are goods.
  /\d[\d,.]*\s*[百千万亿]*\s*(?:元|圆|块钱|CNY|RMB|yuan)(?![件素器组宝旦月a-z])/giu,
  /(?:单价|总价|价格|报价|售价|预算|金额|造价|费用|price|budget)[^\d，。；,;]{0,8}\d[\d,.]*(?:\s*[百千万亿]+)?/giu,
];

/** Everything in the parameters that a notice must not carry, `key` for a telling name, `key: value` for a value; empty when it is safe. */
export function paramFaults(params: Params): string[] {
  return Object.entries(params).flatMap(([key, value]) => {
    if (tells(key)) return [key];
    return typeof value === 'string' && cleaned(value) !== value ? [`${key}: ${value}`] : [];
  });
}

/**
 * The parameters without prices and personal data: a notice leaves the house by mail and telephone networks, and a title may
 * hold whatever somebody typed. What is taken out is replaced, since a notice with a gap is better than none.
 */
export function safeParams(params: Params): Params {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, tells(key) ? TAKEN_OUT : (typeof value === 'string' ? cleaned(value) : value)]));
}

function tells(key: string): boolean {
  return key.replace(/([a-z0-9])([A-Z])/gu, '$1 $2').toLowerCase().split(/[^a-z]+/u).some((word) => KEY_WORDS.has(word));
}

/** Full-width digits are read like half-width ones; a text without any finding stays as it was written, but for its length. */
function cleaned(value: string): string {
  const characters = [...value];
  const short = characters.length > LONGEST_VALUE ? `${characters.slice(0, LONGEST_VALUE).join('')}…` : value;
  const folded = foldAlphanumerics(short);
  const clean = VALUES.reduce((text, pattern) => text.replace(pattern, TAKEN_OUT), folded);
  return clean === folded ? short : clean;
}
