import { fold, wordKey } from '../../text/fold.js';
import { readLeadDays, readWarrantyMonths } from './term-text.js';
import { priceUnitOf, taxOf, taxRateOf } from './tax-words.js';

/** What a title, a section or a note says of all rows it stands over. */
export interface Statements {
  /** Yuan for one of the unit of prices. */
  readonly priceFactor: number | null;
  readonly taxIncluded: boolean | null;
  /** Percent. */
  readonly taxRate: number | null;
  readonly leadTimeDays: number | null;
  readonly warrantyMonths: number | null;
}

export const NOTHING_STATED: Statements = { priceFactor: null, taxIncluded: null, taxRate: null, leadTimeDays: null, warrantyMonths: null };

const PRICE_UNIT = /(?:单位|价格|单价|报价|金额|币种)[^。;；]{0,12}?(?:万元|千元|元)|(?:万元|千元|元)(?:\/|计|为单位|人民币)|以(?:万元|元)|^(?:人民币)?(?:万元|千元|元)$/u;
const LEAD = /(?:均|全部|都)(?:为|是|有)?现货|交货|交期|发货|供货|货期|交付|提车|交车|到货|备货|出货|工期/u;
const WARRANTY = /质保|保修|三包|质量保证|保固|保质/u;
/** Said of some goods or some buyers alone, or of what happens when something else is wanted. */
const PARTIAL = /除外|不在此列|易损件|另(?:行|计|加)?报|定制|超过|特殊|加急|如需|若需|如要/u;

/** Of a line, as far as it is read. */
const LONGEST = 2_000;

/** Reads what one line states; words about parts of the goods are left alone. */
export function statementsOf(text: string): Statements {
  let found = NOTHING_STATED;
  const read = text.slice(0, LONGEST);
  for (const part of fold(read).split(/[,;，；。\n()（）]|\s{2,}/u)) {
    const clause = part.trim();
    if (clause === '' || PARTIAL.test(clause)) continue;
    found = merged(found, {
      priceFactor: PRICE_UNIT.test(clause) ? priceUnitOf(clause) : null,
      taxIncluded: taxOf(clause), taxRate: taxRateOf(clause),
      leadTimeDays: LEAD.test(clause) ? stated(clause, LEAD, (term) => readLeadDays(term, '无')) : null,
      warrantyMonths: WARRANTY.test(clause) ? stated(clause, WARRANTY, (term) => readWarrantyMonths(term, '无')) : null,
    });
  }
  // 含13%增值税 and 不含税（税率13%） may be cut by their brackets.
  const whole = wordKey(read);
  return { ...found, taxIncluded: found.taxIncluded ?? (PARTIAL.test(whole) ? null : taxOf(whole)), taxRate: found.taxRate ?? taxRateOf(whole) };
}

/** The later of two where it says something. */
export function merged(first: Statements, later: Statements): Statements {
  return {
    priceFactor: later.priceFactor ?? first.priceFactor, taxIncluded: later.taxIncluded ?? first.taxIncluded, taxRate: later.taxRate ?? first.taxRate,
    leadTimeDays: later.leadTimeDays ?? first.leadTimeDays, warrantyMonths: later.warrantyMonths ?? first.warrantyMonths,
  };
}

function stated(clause: string, words: RegExp, read: (term: string) => number | null): number | null {
  if (/(?:均|全部|都)(?:为|是|有)?现货/u.test(clause)) return read('现货');
  // 现货 in a title is praise; a length of time is a term.
  if (!/\d|[一二两三四五六七八九十半]/u.test(clause)) return null;
  return words.test(clause) ? read(clause.replace(/^\d+[.、]\s*/u, '')) : null;
}
