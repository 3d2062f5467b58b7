import type { ClassDefinition } from '../class-definition.js';
import type { Doubt, Extraction } from './extraction.js';
import type { Figure } from './figures.js';
import { clauseAt, type Clause, type Scopes } from './passages.js';
import type { WrittenText } from './written-text.js';

/** Measure words that count machines and pieces of goods. */
const COUNTS: ReadonlySet<string> = new Set([...'台套条座辆架组块片件只个根支部艘樘副把枚对列栋扇张卷桶袋箱瓶'].map((word) => (word === '瓶' ? 'bottle' : word)));
const BULK: ReadonlySet<string> = new Set(['m2', 'm3', 't', 'm', 'kg', 'km', 'MW', 'L']);
const COUNT_SAID = /(?:数量|台数|共需?|一共|总共|合计|共计|总计)[:为是]?\s?$/u;
const WANT_BEFORE = /(?:采购|购置|购买|购进|求购|购|买|需要?|要|更新|更换|换成?|新?上|新增|增加|添置?|配置?|装|建|来|订|拟|各|置换|改成|成)\s?$/u;
const EACH_BEFORE = /(?:每|单|这|那|第|某|逐|另|原|现有|一)$/u;
const TOTALS = /备\s?(?:用)?\s?(?:共|合计)?$/u;

interface Counted { readonly figure: Figure; readonly worth: number; readonly amount: number }

export interface QuantityFound {
  readonly quantity: Extraction['quantity'];
  /** Figures that count goods, wanted or not. */
  readonly counts: ReadonlySet<Figure>;
  readonly doubts: readonly Doubt[];
}

/** How many are to be bought. `isAttribute`: the figure is one of the class's (刀库24把), by its label. */
export function quantityOf(
  written: WrittenText, figures: readonly Figure[], clauses: readonly Clause[], scopes: Scopes, definition: ClassDefinition | null, isAttribute: (figure: Figure) => boolean,
): QuantityFound {
  const text = written.folded;
  const counts = new Set<Figure>();
  const found: Counted[] = [];
  const replaced: Counted[] = [];
  for (const figure of figures) {
    const clause = clauseAt(clauses, figure.start);
    const [amount] = figure.all;
    if (clause === null || amount === undefined || figure.shape === 'SIZES' || figure.plusMinus) continue;
    const before = text.slice(clause.start, figure.start);
    const after = text.slice(figure.end, clause.end);
    const said = COUNT_SAID.test(before);
    if (!isCount(figure, definition, said, before, after) || EACH_BEFORE.test(before.trimEnd()) || (!said && isAttribute(figure))) continue;
    counts.add(figure);
    if (!(amount > 0)) continue;
    const scope = scopes.at(figure.start);
    const worth = (said ? 6 : 0) + (TOTALS.test(before) ? 4 : 0) + (WANT_BEFORE.test(before) ? 3 : 0) + (before.trim() === '' || /^\s?(?:$|[和、及与])/u.test(after) ? 1 : 0)
      + (BULK.has(figure.unit ?? '') ? 0 : 1) + (/^\s?(?:以[上内下]|左右)/u.test(after) ? -2 : 0);
    if (scope === 'WANTED') found.push({ figure, worth, amount });
    // 现在12台全换, 30台都更新: as many of the new.
    else if (/^[^，。；]{0,10}(?:全部?|都|逐台|统一|整体)(?:要)?(?:换|更[换新]|置换)|^[^，。；]{0,14}换成/u.test(after) && scope === 'OLD') replaced.push({ figure, worth: -1, amount });
  }
  const list = found.length > 0 ? found : replaced;
  const best = list.reduce<Counted | null>((one, other) => (one === null || other.worth > one.worth ? other : one), null);
  if (best === null) return { quantity: null, counts, doubts: [] };
  const { figure } = best;
  const others = list.filter((one) => one !== best && one.worth === best.worth && one.figure.unit === figure.unit && one.amount !== best.amount);
  const amount = figure.shape === 'RANGE' ? figure.all.at(-1) ?? best.amount : best.amount;
  const words = written.words(figure.start, figure.end);
  return {
    quantity: { value: { amount, unit: figure.unit === 'bottle' ? '瓶' : figure.unit ?? definition?.unit ?? '台' }, words }, counts,
    doubts: others.length === 0 ? [] : [{ code: 'SEVERAL_QUANTITIES', words, params: { first: amount, others: others.map((one) => one.amount).join(', ') } }],
  };
}

function isCount({ unit, shape }: Figure, definition: ClassDefinition | null, said: boolean, before: string, after: string): boolean {
  if (unit === null) return said;
  if (shape === 'CHOICE') return false;
  if (unit === '个' && /^\s?(?:车间|厂|矿|部门|工序|品种|地方|班|人|小时|点位?|工种|方案|挡车工|工人)/u.test(after)) return false;
  if (COUNTS.has(unit)) return true;
  if (!BULK.has(unit)) return said || unit === definition?.unit;
  // 透水砖两万平: goods that are sold so, with nothing measured before the figure.
  return definition !== null && (unit === definition.unit || (unit === 'm2' && definition.unit === '平米')) && !/(?:积|容|度|重|量|宽|长|厚|高|径|粒|程|距|力)[:为是]?\s?$/u.test(before);
}
