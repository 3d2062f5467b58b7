import type { AttributeIndex } from '../wording/attribute-index.js';
import type { AttributeDefinition, ClassDefinition } from '../class-definition.js';
import { isSoft } from './comparison.js';
import type { ExtractedRequirement } from './extraction.js';
import type { Taken } from './figures.js';
import { standsInName, type GoodsName } from './goods-words.js';
import type { Clause, Scopes } from './passages.js';
import type { WrittenText } from './written-text.js';

/** What a clause may say alone of machines of any kind. */
const FEATURES: ReadonlySet<string> = new Set('全自动 半自动 自动 防爆 隔爆 变频 伺服 永磁 静音 低噪音 防水 防尘 防腐 耐腐蚀 耐高温 远程控制 远程 遥控 无线遥控 触摸屏 自清洁 液冷 水冷 风冷 立式 卧式 双面 双层 四驱 无人值守 自动上下料 自动换刀 自动润滑 阻燃 防静电 无油 低氮 超低氮 数控 免维护 可移动 可升降 密封 双电源 冗余 联网'.split(' '));

export interface FeatureReader {
  readonly written: WrittenText;
  readonly clauses: readonly Clause[];
  readonly scopes: Scopes;
  readonly names: readonly GoodsName[];
  readonly definition: ClassDefinition | null;
  readonly index: AttributeIndex;
  /** Figures, days and grades: no feature stands there. */
  readonly taken: readonly Taken[];
}

interface Feature { readonly requirement: ExtractedRequirement; readonly start: number; readonly end: number }

const EXCEPT = /除(?:了|去)?([\u4e00-\u9fffA-Za-z0-9]{2,10}?)(?:以外|之外|外)(?!(?:还|的?其[他它]))/gu;
const NO_MATTER = /可带可不带|可有可无|有没有都|带不带都|不做要求|不作要求|无要求|没要求|不要求|不限|无所谓|随意/u;
const REFUSE = '不要|不接受|不考虑|不采用|不用|不能用|不得使用|不得采用|不得用|不得有|不能有|不能是|不准用|拒绝|谢绝|禁止使用|禁止|禁用|排除|别要|别给我|别来|杜绝|避免';
const REFUSAL = new RegExp(`(?:${REFUSE}|别报价?|别推荐?|请?勿报价?|勿扰|免谈|除外|不行|不予考虑|不选)(?:使用|采用)?`, 'gu');
/** Words behind a refusal that are none of a feature: 不要超过, 不要太重, 不用急. */
const NO_FEATURE = /^(?:超|低|高于|大于|小于|少于|多于|求|太|再|急|担心|管|考虑|安装|提供|了|就|说|报|推|那么|这么|什么|一次|国外|外地|旧|老|原|中间商|其他|别的|预付|定金)/u;
const TWIN = /^(?:非|无|没有?|不带|不含|不是|没带)(?=.{2})/u;
const CARRY = /(?:带|(?<=^|[，、\s要需须并且还])配(?![料套电合件比制重])|含|附带|自带|配备|配有|配套|加装|内置|集成|具备|具有|支持|要有|需有|须有|得有|可接|能接|能连|能对接|对接|能出|能联网|可联网|可实现|能实现|能)([\u4e00-\u9fffA-Za-z0-9/+-]{2,12}(?:[、和及与][\u4e00-\u9fffA-Za-z0-9/+-]{2,12}){0,4})/gu;
const MUST = /([\u4e00-\u9fffA-Za-z0-9/+-]{2,10}?)(?:功能|装置)?(?:是?必须(?:有|要|带|的)?|必备|必不可少|不能少|不可少|要有|得有|须有|最好(?:有|带|能有)|最好|优先(?:考虑)?|为佳)$/u;
const LEAD = /^(?:最好|优先|尽量|希望|要求|必须|需要?|还|也|并|且|要|能|可以?|应|须|的|请|优先考虑|采用|选用?|用|是|有|带|配|含|支持|具备|具有)+/u;
/** What is offered with the goods, or said of the deal: no feature of the goods. */
const DEAL = /安装|调试|培训|运费|运输|质保|保修|发票|证书|合格证|报告|业绩|资质|服务|售后|现货|税|图纸|方案|报价|到货|交货|交付|品牌|国产|本地|本省|省内|厂家|价格|便宜|标志|认证|备件|以旧换新|置换|补贴|预算|付款|满足|达到|符合|保证|用上|装上|尽快|马上|推荐|低的|高的|好的|小的|大的|轻的|快的|省电|节能|能耗|说明书|考虑|一起|一并/u;

/** Wishes and refusals that are no figures: 带搅拌, 液冷优先, 不要柴油, 工作级别不低于A6. */
export function featuresOf(reader: FeatureReader): ExtractedRequirement[] {
  const found: Feature[] = [];
  for (const clause of reader.clauses) {
    const text = reader.written.folded.slice(clause.start, clause.end);
    if (text.length > 400 || NO_MATTER.test(text)) continue;
    refusalsIn(clause, text, reader, found);
    if (reader.definition !== null) classWordsIn(clause, text, reader, reader.definition, found);
    carriedIn(clause, text, reader, found);
  }
  return found.map(({ requirement }) => requirement);
}

function isFree(start: number, end: number, { scopes, taken }: FeatureReader, found: readonly Feature[]): boolean {
  return scopes.at(start) !== 'SITE' && [...taken, ...found].every((one) => end <= one.start || start >= one.end);
}

function push(found: Feature[], reader: FeatureReader, start: number, end: number, said: Omit<ExtractedRequirement, 'words'>): void {
  found.push({ start, end, requirement: { ...said, words: reader.written.words(start, end) } });
}

function refusalsIn(clause: Clause, text: string, reader: FeatureReader, found: Feature[]): void {
  for (const match of text.matchAll(EXCEPT)) {
    const [whole, word = ''] = match;
    const start = clause.start + match.index;
    if (isFree(start, start + whole.length, reader, found)) push(found, reader, start, start + whole.length, { attribute: word, name: word, op: '=', value: false, unit: null, hard: !isSoft(text) });
  }
  for (const match of text.matchAll(REFUSAL)) {
    const behind = text.slice(match.index + match[0].length);
    const before = text.slice(0, match.index);
    const first = /^[^\s，。；、,;\d了哈啊吧呢的]{1,12}/u.exec(behind)?.[0] ?? null;
    const last = /[^\s，。；、,;:]{1,14}$/u.exec(before.replace(/(?:的)?(?:产品|机型|方案|型号)?(?:就|都|一律|一概|统统|全部|坚决|请|也|我们)*$/u, ''))?.[0] ?? null;
    const isFirst = first !== null && !/^(?:别|不|报|推|来|考虑|接)/u.test(first);
    const raw = isFirst ? first : last;
    if (raw === null) continue;
    const at = clause.start + (isFirst ? match.index + match[0].length : before.lastIndexOf(raw));
    const word = raw.replace(/^(?:我们|厂里|但|另外|这次|绝对|坚决|就|都|那些|一般的?|普通的?|任何)/u, '').replace(/(?:的|了|哈|啊|一律|方案|机型|产品|型号)+$/u, '');
    if (word === '' || NO_FEATURE.test(word) || /\d|能效|级$/u.test(word) || reader.scopes.at(at) === 'OLD' || !isFree(at, at + raw.length, reader, found)) continue;
    const name = word.replace(TWIN, '');
    const isTwin = name !== word;
    const attribute = twinOf(name, !isTwin, reader);
    push(found, reader, Math.min(at, clause.start + match.index), Math.max(at + raw.length, clause.start + match.index + match[0].length), {
      attribute: attribute?.key ?? name, name, op: '=', value: isTwin || attribute !== null, unit: null, hard: !isSoft(text),
    });
  }
}

/** The yes/no attribute of the class that a refused word says no to (有油 of 无油), or that its opposite says yes to. */
function twinOf(word: string, refused: boolean, { definition, index }: FeatureReader): AttributeDefinition | null {
  if (definition === null) return null;
  const said = index.wordsIn(word.toLowerCase()).flatMap(({ said: all }) => all).filter(({ known }) => known.classId === definition.id && known.attribute.type === 'boolean');
  return said.find(({ value }) => value === !refused)?.known.attribute ?? null;
}

interface SaidValue { readonly start: number; readonly end: number; readonly attribute: AttributeDefinition; readonly value: string | boolean }

/** What the words of a clause say to the choices and yes/no attributes of the class. */
function classWordsIn(clause: Clause, text: string, reader: FeatureReader, definition: ClassDefinition, found: Feature[]): void {
  const said = saidValues(clause, text, reader, definition).filter(({ start, end }) => reader.scopes.at(start) === 'WANTED' && isFree(start, end, reader, found)
    && !standsInName(reader.written.folded.toLowerCase(), start, end, reader.names));
  const byAttribute = new Map<AttributeDefinition, SaidValue[]>();
  for (const one of said) byAttribute.set(one.attribute, [...byAttribute.get(one.attribute) ?? [], one]);
  for (const [attribute, values] of byAttribute) {
    const [first] = values;
    const last = values.at(-1);
    if (first === undefined || last === undefined || !isFree(first.start, last.end, reader, found)) continue;
    const common = { attribute: attribute.key, name: attribute.zh, unit: null, hard: !isSoft(text) } as const;
    if (attribute.type === 'boolean') {
      const negated = /(?:不|无|没|非|免|勿)(?:要|带|含|用|需|必)?$/u.test(reader.written.folded.slice(Math.max(clause.start, first.start - 3), first.start));
      if (!negated) push(found, reader, first.start, first.end, { ...common, op: '=', value: first.value });
      continue;
    }
    const keys = [...new Set(values.map(({ value }) => String(value)))];
    push(found, reader, first.start, last.end, { ...common, op: 'in', value: gradesFrom(attribute, keys, text, first.start - clause.start, last.end - clause.start) });
  }
}

/** Of a choice in steps (A6, A7, A8) those that do: 不低于A6. */
function gradesFrom(attribute: AttributeDefinition, keys: readonly string[], text: string, start: number, end: number): readonly string[] {
  const [key] = keys;
  const steps = attribute.values.map((value) => value.key);
  if (keys.length !== 1 || key === undefined || !steps.every((step) => /\d$/u.test(step))) return keys;
  const at = steps.indexOf(key);
  const least = /(?:不低于|不小于|别低于|别小于|至少|≥|大于|高于|超过|不得低于)\s?$/u.test(text.slice(0, start)) || /^(?:级|类)?(?:及|或)?以上/u.test(text.slice(end));
  const most = /(?:不高于|不大于|不超过|≤|小于|低于)\s?$/u.test(text.slice(0, start)) || /^(?:级|类)?(?:及|或)?以下/u.test(text.slice(end));
  return least ? steps.slice(at) : most ? steps.slice(0, at + 1) : keys;
}

/** Value words of the class in a clause, the longest at each place. */
function saidValues(clause: Clause, text: string, { index }: FeatureReader, definition: ClassDefinition): SaidValue[] {
  const lower = text.toLowerCase();
  const all: SaidValue[] = [];
  for (const { word, said } of index.wordsIn(lower)) {
    const own = said.filter(({ known }) => known.classId === definition.id);
    if (own.length === 0 || word.length < 2) continue;
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
      if (/[a-z0-9]/u.test(word.charAt(0)) && /[a-z0-9.]/u.test(lower.charAt(at - 1))) continue;
      if (/[a-z0-9]$/u.test(word) && /[a-z0-9]/u.test(lower.charAt(at + word.length))) continue;
      for (const { known, value } of own) all.push({ start: clause.start + at, end: clause.start + at + word.length, attribute: known.attribute, value });
    }
  }
  return all.filter((one) => !all.some((other) => other !== one && other.start <= one.start && other.end >= one.end && other.end - other.start > one.end - one.start))
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Features that no class need know: 带RTK, 焊缝跟踪最好有, and a clause that is a feature's name and nothing else. */
function carriedIn(clause: Clause, text: string, reader: FeatureReader, found: Feature[]): void {
  const hard = !isSoft(text);
  const add = (from: number, raw: string): void => {
    const bare = raw.replace(LEAD, '').replace(/(?:功能|的|就行|即可|也行|更好|最好|才行)+$/u, '');
    const start = clause.start + from + raw.indexOf(bare);
    const end = start + bare.length;
    if (bare.length < 2 || /^(?:的|以[上下内]|左右|之内)/u.test(raw) || DEAL.test(bare) || /^\d|[\d]$/u.test(bare) && !/[A-Za-z]/u.test(bare) || /的$/u.test(bare)) return;
    if (reader.scopes.at(start) !== 'WANTED' || !isFree(start, end, reader, found) || reader.names.some((name) => name.start < end && name.end > start && name.end - name.start > 3)) return;
    push(found, reader, start, end, { attribute: bare, name: bare, op: '=', value: true, unit: null, hard });
  };
  const must = MUST.exec(text.trimEnd());
  if (must?.[1] !== undefined && !/的$/u.test(must[1])) add(must.index, must[1]);
  for (const match of text.matchAll(CARRY)) {
    const at = match.index + match[0].length - (match[1] ?? '').length;
    if (/[不别免]$/u.test(text.slice(0, match.index)) || /^(?:能|能出)$/u.test(match[0].slice(0, -(match[1] ?? '').length)) && !/接|联|出|遥|自动|远程/u.test(match[1] ?? '')) continue;
    let from = at;
    for (const piece of (match[1] ?? '').split(/(?<=[、和及与])/u)) {
      add(from, piece.replace(/[、和及与]$/u, ''));
      from += piece.length;
    }
  }
  const whole = text.trim().toLowerCase().replace(LEAD, '');
  const bare = whole.replace(/(?:的|型|式|控制|即可|就行)+$/u, '');
  const known = FEATURES.has(bare) ? [bare] : whole.length >= 2 && whole.length <= 8 ? reader.index.wordsIn(whole).filter(({ word, said }) => word === whole && said.some(({ known: one }) => one.attribute.type === 'boolean')) : [];
  if (known.length > 0) add(text.toLowerCase().indexOf(whole), text.slice(text.toLowerCase().indexOf(whole), text.toLowerCase().indexOf(whole) + whole.length));
}
