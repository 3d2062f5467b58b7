import type { DateText } from '../../time/dates.js';
import type { ExtractedMachine } from './extraction.js';
import type { Taken } from './figures.js';
import { numeralAt } from './numerals.js';
import { COMPLAINT, OLD_SAID, OLD_WORD, REPLACED_BY, type Clause, type Scopes } from './passages.js';
import type { WrittenText } from './written-text.js';

/** What the name of a machine ends with. */
const HEAD = '机|炉|泵|床|线|车(?!间)|器|塔|釜|罐|阀|架|仪|窑|箱|柜|站|锅|桥|吊|轮|辊|秤|表|钻|铲|帘|台|屏|网|梯|灯|窗|槽|池|系统|装置|设备|机组|电机|皮带|风扇|带子|溜子|颚破|天车|行车|隔墙|砖|玻璃|CT|DR|PLC|DCS|MES|UPS|AGV|ERP|SIS';
const MARK = new RegExp(`(?:(?:${OLD_WORD.source})(?:来|有|先)?|这条|这台|那台|那条|这套|那套|这批)(?:那台|那条|那套|的)?`, 'gu');
const PLACE = /^[\u4e00-\u9fff]{0,6}?(?:车间|工段|泵房|机房|车队|站|厂区|厂|井下|矿上|斜井|矿|房|班组|专用线|码头|堆场|料场|园区|线上|医院|学校|公司|工序|车站|组|队)(?=.{2})/u;
const COUNTED = /[\d一二两三四五六七八九十]{1,4}\s?[台套条座辆架组](?!车)/u;
const NAME_CHARACTERS = '[\\u4e00-\\u9fffA-Za-z]';
const NAME_BREAK = /是|的|用|要|有|已|不|才|都|在|就|一直|热效率|效率|精度|滤饼|填料|处理|能耗|比功率|搪|塔盘|塔壁|主梁|一级|图像|漏|坏|跟|服役|使用|修|超|老掉牙|到|想|换|拆|太|只|每|电费|振动|噪|磨|断|跑|运行|年|月|准备|现|因|被|经常|总|报废|淘汰|能|还|和|及|、|，|平时|一年|达|功率|流量|队|(?<=车)队/u;
const SERVED = /(?:用了|使用|服役|已用|跑了|干了|运行)(?:了|近|将近|快|约|超过|已|有|已经)*([\d一二三四五六七八九十]{1,4})多?年/u;
const YEAR_SAID = /((?:19|20)\d\d|[一二][零〇九][零〇一二三四五六七八九]{2}|[0-2]\d)年/u;
const IN_SERVICE = /(?:投用|投产|投运|买|购|安装|装|建|出厂|生产|上|启用|配|的(?!$)|的$|引进|使用)/u;

/**
 * The machine that the text says will go: named behind 老, 原, 现有, or before what is told only of old ones (用了12年). Its figures
 * are none of the new one's. Null when no machine is named so.
 */
export function oldMachineOf(written: WrittenText, clauses: readonly Clause[], scopes: Scopes, models: readonly Taken[], today: DateText): ExtractedMachine | null {
  const text = written.folded;
  for (const [index, clause] of clauses.entries()) {
    const upTo = oldStretch(clause, scopes);
    if (upTo === null) continue;
    const said = machineIn(text, upTo.start, upTo.end, models);
    if (said === null) continue;
    // What is told of it may stand in the clauses behind, up to where the new one begins.
    let end = upTo.end;
    for (const next of clauses.slice(index + 1)) {
      if (next.opens || scopes.at(next.start) !== 'OLD') break;
      end = oldStretch(next, scopes)?.end ?? next.end;
    }
    const around = text.slice(upTo.start, end);
    return { kind: said.kind, model: said.model, commissioned: commissionedIn(around, today), words: written.words(said.start, said.end) };
  }
  return null;
}

/** The part of a clause that speaks of what goes. */
function oldStretch({ start, end }: Clause, scopes: Scopes): Taken | null {
  let from: number | null = null;
  let to = end;
  for (let at = start; at < end; at += 1) {
    const isOld = scopes.at(at) === 'OLD';
    if (isOld) from ??= at;
    else if (from !== null) { to = at; break; }
  }
  return from === null ? null : { start: from, end: to };
}

interface Named extends Taken { readonly kind: string; readonly model: string | null }

function machineIn(text: string, start: number, end: number, models: readonly Taken[]): Named | null {
  const stretch = text.slice(start, end);
  const own = models.filter((one) => one.start >= start && one.end <= end);
  const marks = [...stretch.matchAll(MARK)].map((match) => match.index + match[0].length);
  const isReplaced = (COMPLAINT.test(stretch) && /换|更新|淘汰|替/u.test(text.slice(start, end + 60))) || REPLACED_BY.test(text.slice(start, end + 3));
  if (!OLD_SAID.test(stretch) && marks.length === 0 && !isReplaced) return null;
  for (const at of marks) {
    const named = nameAt(text, start + at, end, own);
    if (named !== null) return named;
  }
  // 2008年投用的SZL10链条炉, 20台FA506细纱机2004年的: behind the model, or at the head of the clause.
  for (const model of own) {
    const named = nameAt(text, model.start, end, own);
    if (named !== null) return named;
  }
  const behindOf = OLD_SAID.exec(stretch);
  const from = behindOf !== null && /的$/u.test(behindOf[0]) ? behindOf.index + behindOf[0].length : null;
  const counted = COUNTED.exec(stretch)?.index ?? null;
  const place = PLACE.exec(stretch)?.[0].length ?? 0;
  return (from === null ? null : nameAt(text, start + from, end, own)) ?? (counted === null ? null : nameAt(text, start + counted, end, own)) ?? nameAt(text, start + place, end, own);
}

/** The name that begins here, behind a number, a measure word, a figure or a model; cut behind its last word for a machine. */
function nameAt(text: string, at: number, end: number, models: readonly Taken[]): Named | null {
  let from = at;
  let model: string | null = null;
  for (let round = 0; round < 8; round += 1) {
    const known = models.find((one) => one.start === from);
    if (known !== null && known !== undefined) { model ??= text.slice(known.start, known.end); from = known.end; continue; }
    const skipped = /^(?:\s|型|那|这|的|我们|我厂|我司|厂里|两|几|条|台|套|辆|座|架|组|式|用|把|将|排|锭|厂区|车间|里|有|:)/u.exec(text.slice(from, Math.min(end, from + 4)))?.[0];
    const numeral = numeralAt(text, from);
    if (numeral !== null) { from = behindUnit(text, numeral.end); continue; }
    if (skipped === undefined) break;
    from += skipped.length;
  }
  const run = new RegExp(`^${NAME_CHARACTERS}{1,16}`, 'u').exec(text.slice(from, Math.min(end, from + 16)))?.[0] ?? '';
  const stop = NAME_BREAK.exec(run.slice(1));
  const bare = stop === null ? run : run.slice(0, stop.index + 1);
  const heads = [...bare.matchAll(new RegExp(HEAD, 'gu'))];
  const last = heads.at(-1);
  if (last === undefined || last.index + last[0].length < 2) return null;
  const kind = bare.slice(0, last.index + last[0].length);
  const behind = models.find((one) => one.start === from + kind.length);
  return { kind, model: model ?? (behind === undefined ? null : text.slice(behind.start, behind.end)), start: at, end: from + kind.length };
}

function behindUnit(text: string, at: number): number {
  const unit = /^\s?(?:[a-zA-Z%°/0-9·]{1,8}|[吨米台套条辆座架组把排锭方立升千瓦公斤号年]{1,4})/u.exec(text.slice(at, at + 8))?.[0] ?? '';
  return at + unit.length;
}

/** The year it went into service: said, counted back, or null. */
function commissionedIn(around: string, today: DateText): number | null {
  const now = Number(today.slice(0, 4));
  const served = SERVED.exec(around);
  const year = YEAR_SAID.exec(around);
  if (year !== null && IN_SERVICE.test(around.slice(year.index + year[0].length, year.index + year[0].length + 6))) {
    const said = yearNumber(year[1] ?? '', now);
    if (said !== null) return said;
  }
  if (served !== null) {
    const years = numeralAt(served[1] ?? '', 0)?.value ?? null;
    return years === null ? null : now - years;
  }
  return null;
}

function yearNumber(word: string, now: number): number | null {
  const digits = [...word].map((sign) => (/\d/u.test(sign) ? sign : String('零一二三四五六七八九'.indexOf(sign === '〇' ? '零' : sign)))).join('');
  const year = digits.length === 2 ? 2_000 + Number(digits) : Number(digits);
  return year >= 1900 && year <= now ? year : null;
}
