import type { Budget, Doubt, Said } from './extraction.js';
import type { Figure } from './figures.js';
import { comparisonOf } from './comparison.js';
import { matchAt } from './numerals.js';
import { clauseAt, type Clause, type Scopes } from './passages.js';
import type { WrittenText } from './written-text.js';

const MONEY_BEHIND = /\s?(?:[wW](?![a-zA-Z])|个)?(?:元|块钱|圆|人民币|RMB|CNY|rmb)/uy;
const THOUSAND_YUAN = /\s?千元/uy;
const FOREIGN_BEHIND = /\s?(?:美元|美金|欧元|日元|港币|港元|英镑|USD|EUR|JPY|\$|€|刀)/uy;
const FOREIGN_BEFORE = /(?:\$|USD|EUR|€|US\$)\s?$/u;
const MONEY_BEFORE = /(?:[¥￥]|RMB|CNY|人民币)\s?$/u;
const BUDGET_WORD = /预算|单价|总价|价格|价位|报价|售价|限价|控制价|最高价|资金|投资|造价|费用|总额|金额|经费|款|钱|价/u;
const EACH_BEFORE = /(?:每(?:一)?(?:台|套|条|座|辆|架|组|块|片|件|只|个|根|支|部|副|平米?|平方米?|吨|米|方|立方米?|m2|m3|t|kW)|单[台套条辆架组块片件只个]|单价|均价|台均|一(?:台|套|条|辆|架|块|片|件|只|个|平|方|吨))[^，。；]{0,10}$/u;
const EACH_BEHIND = /^\s?(?:(?:以内|左右|上下|以下|之内|封顶)?\s?(?:[一每]|\/)\s?(?:台|套|条|座|辆|架|组|块|片|件|只|个|根|支|部|副|平米?|平方米?|吨|米|方|立方米?|m2|m3|t(?![a-z])|kW))/u;
const TOTAL_BEFORE = /(?:总价|总预算|预算总额|总额|总共|合计|共计|一共|全部|总投资|共|总计|总|打包)[^，。；]{0,10}$/u;
/** Money of other things: bills, turnover, what the old one cost, what is paid in advance. */
const OTHER_MONEY = /当时|当年|原价|买时|买的时候|花了|电费|油费|水费|气费|运费|维修费|修理费|人工费|工资|产值|产量|营收|收入|销售|营业额|注册|罚|利润|补贴|补助|省下|节省|节约|节支|损失|定金|首付|质保金|保证金|罚款|贷款|每年|一年|年均|上个月|每月|月均|税金|税收|年产|亏/u;

interface Amount { readonly figure: Figure; readonly cny: number; readonly basis: Budget['basis']; readonly worth: number }

export interface BudgetFound {
  readonly budget: Said<Budget> | null;
  /** Figures that are amounts of money, wanted or not. */
  readonly money: ReadonlySet<Figure>;
  readonly doubts: readonly Doubt[];
}

/** What may be spent: of several amounts the total wins, of a range the upper end. */
export function budgetOf(written: WrittenText, figures: readonly Figure[], clauses: readonly Clause[], scopes: Scopes): BudgetFound {
  const text = written.folded;
  const money = new Set<Figure>();
  const doubts: Doubt[] = [];
  const amounts: Amount[] = [];
  for (const figure of figures) {
    const clause = clauseAt(clauses, figure.start);
    if (clause === null) continue;
    const [before, after] = [text.slice(Math.max(clause.start, figure.start - 24), figure.start), text.slice(figure.end, Math.min(clause.end, figure.end + 12))];
    if (matchAt(FOREIGN_BEHIND, text, figure.end) !== null || FOREIGN_BEFORE.test(before)) {
      money.add(figure);
      doubts.push({ code: 'CURRENCY_OTHER', words: written.words(figure.start, figure.end + 2), params: {} });
      continue;
    }
    const cny = yuanOf(text, figure, before, after);
    if (cny === null) {
      if (figure.unit === null && /预算[^，。；\d]{0,4}$/u.test(before)) {
        money.add(figure);
        doubts.push({ code: 'BUDGET_UNCLEAR', words: written.words(figure.start, figure.end), params: { figure: figure.all.at(-1) ?? 0 } });
      }
      continue;
    }
    money.add(figure);
    const around = text.slice(clause.start, clause.end);
    if (OTHER_MONEY.test(around) || scopes.at(figure.start) === 'OLD' || (scopes.at(figure.start) === 'SITE' && !/预算/u.test(before))) continue;
    if (!(cny > 0)) { doubts.push({ code: 'FIGURE_ABSURD', words: written.words(figure.start, figure.end), params: { name: '预算', figure: cny } }); continue; }
    const isEach = EACH_BEFORE.test(before) || EACH_BEHIND.test(after.replace(/^\s?(?:元|块钱|万元|圆)/u, '')) || EACH_BEHIND.test(after);
    const isTotal = !isEach && TOTAL_BEFORE.test(before);
    amounts.push({ figure, cny, basis: isEach ? 'each' : 'total', worth: (isEach ? 0 : 4) + (isTotal ? 2 : 0) + (BUDGET_WORD.test(before) ? 1 : 0) });
  }
  const best = amounts.reduce<Amount | null>((one, other) => (one === null || other.worth > one.worth ? other : one), null);
  if (best === null) return { budget: null, money, doubts };
  const clause = clauseAt(clauses, best.figure.start);
  return { budget: { value: { cny: best.cny, basis: best.basis }, words: written.words(clause?.start ?? best.figure.start, clause?.end ?? best.figure.end) }, money, doubts };
}

/** The amount in yuan, the upper end of a range; null when the figure is no money. */
function yuanOf(text: string, figure: Figure, before: string, after: string): number | null {
  const amount = figure.all.at(-1) ?? 0;
  const rounded = (value: number): number => Number(value.toPrecision(12));
  if (matchAt(THOUSAND_YUAN, text, figure.end) !== null) return rounded(amount * 1e3);
  const said = BUDGET_WORD.test(before);
  if (figure.unit === null || figure.unit === '块') {
    const behind = matchAt(MONEY_BEHIND, text, figure.end)?.[0] ?? '';
    if (/^\s?[wW]/u.test(behind)) return rounded(amount * 1e4);
    if (behind !== '' && figure.unit === null) return amount;
    if (figure.unit === '块') return /^钱/u.test(after) || figure.tenThousands && (said || /^(?:以内|左右|上下)?(?:[，。；\s]|$)/u.test(after)) || said ? amount : null;
  }
  if (MONEY_BEFORE.test(before) || /^(?:RMB|CNY)$/u.test(figure.prefix ?? '')) return amount;
  if (figure.unit === 'W' && said && /预算|[单总]?价/u.test(before)) return rounded(amount * 1e4);
  if (figure.unit === null && figure.tenThousands && mayBeMoney(before, after, said)) return amount;
  return figure.unit === null && amount >= 1_000 && /(?:预算|单价|总价|报价|限价|控制价)[^，。；\d]{0,8}$/u.test(before) ? amount : null;
}

/** 60万 alone is money where nothing else is counted: no unit behind it, no label of a figure before it. */
function mayBeMoney(before: string, after: string, said: boolean): boolean {
  const bare = comparisonOf(before, after).label.replace(/(?:有|也就|只有|花|给|出|拿|准备|能)+$/u, '').trim();
  if (said || /(?:共|(?:每|单|一)[台套条座辆架组块片件只个])\s?$/u.test(bare)) return true;
  return (bare === '' || /[、，:]$/u.test(bare)) && /^(?:以内|左右|上下|以下|之内|封顶|能|够|搞定|拿下|内|的?预算|一台|每台|\/台|[，。；\s]|$)/u.test(after);
}
