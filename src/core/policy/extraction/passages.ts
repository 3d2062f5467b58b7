/** A stretch of the text between commas, with the sentence it stands in. */
export interface Clause {
  readonly start: number;
  readonly end: number;
  /** First clause of its sentence. */
  readonly opens: boolean;
}

/** WANTED: what is to be bought; OLD: the machine that goes; SITE: the firm, its place, its costs. */
export type Scope = 'WANTED' | 'OLD' | 'SITE';
interface ScopeFrom { readonly at: number; readonly scope: Scope }

const HARD_BREAK = /[。；;!？?！\n]/u;
const LONGEST_CLAUSE = 300;
const SOFT_BREAK = /[，,]/u;

/** Where what goes is spoken of. 老板, 原料 and the like are other words. */
export const OLD_WORD = /(?:老(?!板|师傅|家|乡|厂(?!房)|客户|百姓|龄|年|人|化|漏|坏|出|掉|停|跳|卡|堵|断|烧|是|牌|规矩|样)|旧(?!址)|原(?!料|煤|油|因|位|装|图|木|矿|棉|子|理|则|材|生|纸|浆|奶|酒|粮|镁|片|厂|汁|水|浆)|现有|现用|在用|现役|现运行|现场那|当时|以前)/gu;
/** Said behind the machine, it makes an old one of it. */
export const OLD_SAID = /(?:用了|使用|服役|已用|跑了|干了|运行)(?:了|近|将近|快|约|超过|已|有)*[\d一二三四五六七八九十]{1,4}多?年|[\d一二三四五六七八九零〇]{2,4}年(?:投用|投产|投运|买|购|安装|装|建|出厂|生产|上)?的|(?:19|20)\d\d年(?:就)?(?:投用|投产|投运|买|购入|购置|安装|出厂)|[八九]十年代|老掉牙|报废|淘汰|要拆|拆掉|拆了|不要了|超期|超龄|老化|坏了|跟不上|不够用|下不来|到期|到寿|到段修限|退役|国[二三]的/u;
/** What people complain of before they say what they want instead. */
export const COMPLAINT = /(?:能耗|油耗|电耗|比功率|噪[声音]|振动|断头|故障|断电|落棉率)(?:率|太|偏|很)?(?:高|大|多)|[费漏]得?厉害|漏[油水气播风]|不达标|精度(?:差|丢)|效率(?:太)?低|跑偏|磨损|泄漏|腐蚀|脱落|超标|开裂|裂纹|断裂|频繁|严重|伪影|气泡多|太吵|拉伤|磨爆|塌了|测厚|减薄|修了|坏\d|只有|才\d|不到\d|难保证|人工(?:操作|巡检|操控)/u;
/** From here on the text speaks of what is wanted. */
export const SWITCH = /换成|更换|更新|改成|改为|改用|改上|升级|替换|置换|换|拟|准备|打算|计划|想|需要|需求|需|现在要|现要|要(?!拆|淘汰|报废|退|停|求|么)|采购|购置|购买|求购|购|新上|新建|新增|新购|上(?=一[台套条]|两[台套条]|\d)|申请|寻|整体/gu;
export const REPLACED_BY = /(?:换成|改成|改为|替换为|更新为|全换|都换|换为)/u;
const SITE_WORD = /建厂|成立于|成立|创办|职工|员工|工人|挡车工|占地|位于|主营|电费|油费|水费|烧油|烧煤|烧气|费用|成本|产值|营收|营业额|销售额|注册资本|厂区道路|道路|路宽|厂房|车间面积|屋顶|海拔|运距|短倒|距离(?!传输)|利润|补贴|贷款|坏(?=\d)|修了|大修|停机|年均|学生|床位|农户|住户|宿舍|教室|最低零下(?=.{0,8}[，。；]|.{0,8}$)|变压器需量|需量|月进尺|(?:我厂|我司|我公司|公司|我们|本厂|本公司|目前|现)[^，。；]{0,6}年(?:产|处理)|三班倒|两班倒/u;

/** The clauses of a text. Where a sentence has no comma its blanks divide it. Figures with thousands separators are not divided. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  while (from <= text.length) {
    let end = from;
    while (end < text.length && !HARD_BREAK.test(text.charAt(end))) end += 1;
    pushClauses(text, from, end, clauses);
    from = end + 1;
  }
  return clauses;
}

function pushClauses(text: string, from: number, end: number, clauses: Clause[]): void {
  const isBreak = (at: number): boolean => SOFT_BREAK.test(text.charAt(at)) && !(/\d/u.test(text.charAt(at - 1)) && /\d/u.test(text.charAt(at + 1)) && text.charAt(at) === ',');
  let breaks: number[] = [];
  for (let at = from; at < end; at += 1) if (isBreak(at)) breaks.push(at);
  if (breaks.length === 0) for (let at = from; at < end; at += 1) if (divides(text, at)) breaks.push(at);
  breaks = shortened(from, [...breaks, end]);
  let start = from;
  let opens = true;
  for (const at of breaks) {
    if (text.slice(start, at).trim() !== '') {
      clauses.push({ start, end: at, opens });
      opens = false;
    }
    start = isDivider(text.charAt(at)) ? at + 1 : at;
  }
}

/** Nobody writes clauses of 300 characters; words that look around them would look far. */
function shortened(from: number, breaks: readonly number[]): number[] {
  const all: number[] = [];
  let last = from;
  for (const at of breaks) {
    for (let cut = last + LONGEST_CLAUSE; cut < at; cut += LONGEST_CLAUSE) all.push(cut);
    all.push(at);
    last = at + 1;
  }
  return all;
}

/** The clause that a place is in; null on a comma. */
export function clauseAt(clauses: readonly Clause[], place: number): Clause | null {
  let [low, high] = [0, clauses.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const one = clauses[middle];
    if (one === undefined || one.start > place) high = middle - 1;
    else if (one.end <= place) low = middle + 1;
    else return one;
  }
  return null;
}

/** A blank between two Chinese words, or behind a figure and its unit, where no comma is used. */
function divides(text: string, at: number): boolean {
  if (!/\s/u.test(text.charAt(at))) return false;
  return /[\u4e00-\u9fff]|[A-Za-z%\d]/u.test(text.charAt(at - 1)) && /[\u4e00-\u9fff]/u.test(text.charAt(at + 1)) && !/[\d]\s$/u.test(text.slice(at - 1, at + 1));
}

/** Of what the text speaks at each of its places. */
export class Scopes {
  private readonly froms: readonly ScopeFrom[];

  constructor(text: string, clauses: readonly Clause[]) {
    this.froms = scopesOf(text, clauses);
  }

  at(place: number): Scope {
    let [low, high] = [0, this.froms.length - 1];
    let scope: Scope = 'WANTED';
    while (low <= high) {
      const middle = (low + high) >> 1;
      const one = this.froms[middle];
      if (one === undefined || one.at > place) high = middle - 1;
      else { scope = one.scope; low = middle + 1; }
    }
    return scope;
  }
}

function scopesOf(text: string, clauses: readonly Clause[]): ScopeFrom[] {
  const froms: ScopeFrom[] = [];
  const switchesBehind = switchesLater(text, clauses);
  let carried: Scope = 'WANTED';
  let isSite = false;
  for (const [index, { start, end, opens }] of clauses.entries()) {
    const clause = text.slice(start, end);
    if (opens) [carried, isSite] = ['WANTED', false];
    const marks = marksOf(clause, switchesBehind[index] === true);
    const goesOn: boolean = isSite && /^\s?(?:年产|日产|产能|年处理|员工|占地|产品)/u.test(clause);
    const first: Scope = carried === 'OLD' && switchesBehind[index] === true ? 'OLD' : goesOn ? 'SITE' : 'WANTED';
    const opening = marks[0]?.at === 0 ? [] : [{ at: 0, scope: first }];
    for (const { at, scope } of [...opening, ...marks]) froms.push({ at: start + at, scope });
    const last: Scope = marks.at(-1)?.scope ?? first;
    isSite = last === 'SITE';
    carried = isSite ? carried : last;
  }
  return froms;
}

function isDivider(sign: string): boolean {
  return SOFT_BREAK.test(sign) || HARD_BREAK.test(sign) || /\s/u.test(sign);
}

/** Of each clause, whether in it or behind it in its sentence, or in the next one, something is wanted instead. */
function switchesLater(text: string, clauses: readonly Clause[]): boolean[] {
  const later: boolean[] = [];
  let found = false;
  for (let index = clauses.length - 1; index >= 0; index -= 1) {
    const clause = clauses[index];
    if (clause === undefined) continue;
    found ||= new RegExp(SWITCH.source, 'u').test(text.slice(clause.start, clause.end));
    later[index] = found;
  }
  return later;
}

function marksOf(clause: string, wantsLater: boolean): ScopeFrom[] {
  const switches = [...clause.matchAll(SWITCH)].map(({ index }) => index);
  const replaced = REPLACED_BY.exec(clause)?.index ?? null;
  const old = [...clause.matchAll(OLD_WORD)].map(({ index }) => index);
  const marks: ScopeFrom[] = old.map((at) => ({ at, scope: 'OLD' }));
  const isOld = OLD_SAID.exec(clause)?.index ?? (wantsLater ? COMPLAINT.exec(clause)?.index ?? null : null);
  const behind = (at: number): boolean => switches.some((one) => one < at);
  if (isOld !== null && !behind(isOld)) marks.push({ at: 0, scope: 'OLD' });
  if (replaced !== null && replaced > 0 && !behind(replaced)) marks.push({ at: 0, scope: 'OLD' });
  const site = SITE_WORD.exec(clause)?.index ?? null;
  if (site !== null && !behind(site) && old.length === 0) marks.push({ at: 0, scope: 'SITE' });
  for (const at of switches) marks.push({ at, scope: 'WANTED' });
  // 要换, 想换: the first counts; behind a switch nothing is old but by a word of its own.
  return marks.sort((a, b) => a.at - b.at || (a.scope === 'SITE' ? 1 : 0) - (b.scope === 'SITE' ? 1 : 0));
}
