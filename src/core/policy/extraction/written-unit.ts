import { isUnit } from '../../quantity/unit-words.js';
import { UNIT_WORDS } from '../../quantity/unit-table.js';
import { matchAt } from './numerals.js';

/** A unit at a place of a text: in symbols, and where it ends. */
export interface WrittenUnit {
  /** `m3/h` for 立方每小时; a counted thing keeps its word. */
  readonly text: string;
  readonly end: number;
}

const LONGEST = 14;
/** Measure words of goods that no attribute is measured in. */
const CLASSIFIERS = '辆架座艘樘栋扇部列副张节具间卷桶袋包株盏孔口极锭';
const INITIALS: ReadonlySet<string> = new Set([...[...UNIT_WORDS.keys()].map((word) => word.charAt(0)), ...'每/个万千厘KkMmTtHhWwVvCcBbLlDd块道辆架座艘樘栋扇部列副张节具间卷桶袋包株盏孔口极锭S'].flatMap((sign) => [sign, sign.toLowerCase(), sign.toUpperCase()]));
/** Words that look like a unit and are the beginning of another word. */
const NO_UNIT = /(?:分(?:别|期|体|批|离|厂|公司|拣|之))|(?:级(?=联))|(?:时(?=间|候|代))|(?:度(?=假|数))|(?:台(?=车|面|式|账|秤|阶|架|班))|(?:点(?=焊|胶|位))|(?:次(?=氯|品|序))|(?:道(?=路|岔|具))|(?:平(?=面|台|整|均|地|时|车|板|常))|(?:方(?=式|便|案|面|向|形|可|法|壳|管|钢|舱))|(?:天(?=然|车|津|线|花|窗))|(?:日(?=常|光))|(?:月(?=份|底|初|末|中|上|下|前))|(?:年(?=底|初|末|前|代|度|产|的|投|建|买|购|装|用|使|安|左右投|出厂|份|中|内))|(?:瓦(?=斯|楞))|(?:牛(?=奶|肉))|(?:盘(?=式|管))|(?:箱(?=体|式|变))|(?:行(?=车|程|走))|(?:列(?=车))|(?:层(?=状|压))|(?:门(?=幅|式|窗|机|座))|(?:名(?=称))|(?:对(?=辊|焊|接|旋|应|讲))|(?:种(?=植|子))|(?:片(?=式|区|材))|(?:条(?=件|形|码))|(?:面(?=积|板|料|包))|(?:轴(?=重|流|承|式|箱|距))|(?:头(?=部))|(?:位(?=移|于))|(?:项(?=目))|(?:组(?=件|织|装|合|态))|(?:套(?=管|筒|丝))|(?:路(?=面|由|灯|基))|(?:开(?=口|机|关|沟|炼))|(?:升(?=降|级|温|程|压))|(?:克(?=服|隆))|(?:线(?=速|体|材|切|圈))|(?:架(?=体|空|构|设))|(?:座(?=椅|位))|(?:部(?=分|门|位|件))|(?:张(?=力|紧))|(?:节(?=能|拍|距|水|电|约))|(?:间(?=距|隔|歇))|(?:包(?=装|括|含))|(?:孔(?=径|深|板|隙))|(?:口(?=径|罩|罐))|(?:辆份)/uy;
/** Chinese words of units and their symbols. */
const SYMBOLS: Readonly<Record<string, string>> = {
  每: '/', 标准立方米: 'm3', 标立方: 'm3', 标方: 'm3', 立方米: 'm3', 立米: 'm3', 立方: 'm3', 方: 'm3', 平方毫米: 'mm2', 平方厘米: 'cm2', 平方米: 'm2', 平米: 'm2', 平方: 'm2', 平: 'm2',
  千瓦时: 'kW·h', 千瓦小时: 'kW·h', 度电: 'kW·h', 兆瓦时: 'MW·h', 千瓦: 'kW', 兆瓦: 'MW', 瓦特: 'W', 瓦: 'W', 千伏安: 'kV·A', 千伏: 'kV', 伏特: 'V', 伏: 'V', 千安: 'kA', 安培: 'A', 安时: 'A·h', 安: 'A',
  吨标准煤: 'tce', 吨标煤: 'tce', t标煤: 'tce', 公斤标煤: 'kgce', 千克标准煤: 'kgce', kg标煤: 'kgce', 蒸吨: 't/h', 公斤: 'kg', 千克: 'kg', 毫克: 'mg', 微克: 'μg', 公吨: 't', 吨: 't', 克: 'g',
  公里: 'km', 千米: 'km', 厘米: 'cm', 公分: 'cm', 毫米: 'mm', 微米: 'μm', 纳米: 'nm', 米: 'm', 英寸: 'inch', 吋: 'inch', 寸: 'inch', '"': 'inch', 毫升: 'mL', 立升: 'L', 升: 'L',
  兆帕: 'MPa', 千帕: 'kPa', 帕斯卡: 'Pa', 帕: 'Pa', 千牛米: 'kN·m', 牛米: 'N·m', 千牛: 'kN', 兆牛: 'MN', 牛顿: 'N', 牛: 'N', 个月: '月', 小时: 'h', 钟头: 'h', 时: 'h', 分贝: 'dB', 分钟: 'min', 分: 'min',
  毫秒: 'ms', 秒钟: 's', 秒: 's', 天: 'd', 日: 'd', 年: 'a', 转: 'r', 圈: 'r', 千赫兹: 'kHz', 千赫: 'kHz', 兆赫兹: 'MHz', 兆赫: 'MHz', 赫兹: 'Hz', 赫: 'Hz', 摄氏度: '°C', 公顷: 'ha', 个百分点: '%', 百分点: '%',
  吉焦: 'GJ', 兆焦: 'MJ', 千焦: 'kJ', 大卡: 'kcal', 千卡: 'kcal', 瓶: 'bottle',
};
const SYMBOL_WORDS = new RegExp(Object.keys(SYMBOLS).sort((a, b) => b.length - a.length).join('|'), 'gu');
/** As people type them, in capitals of any kind. */
const CASES: readonly (readonly [word: RegExp, symbol: string])[] = [
  [/\bkw\b/giu, 'kW'], [/\bkwh\b/giu, 'kW·h'], [/\bmpa\b/giu, 'MPa'], [/\bkpa\b/giu, 'kPa'], [/\bpa\b/giu, 'Pa'], [/\bmm\b/giu, 'mm'], [/\bkg\b/giu, 'kg'], [/\bkn\b/giu, 'kN'], [/\bhz\b/giu, 'Hz'], [/\brpm\b/giu, 'r/min'], [/\bkv\b/giu, 'kV'], [/\bkva\b/giu, 'kV·A'],
];

/** The longest unit that begins here, one blank allowed before letters; null when there is none. */
export function unitAt(text: string, at: number): WrittenUnit | null {
  const start = text.charAt(at) === ' ' && /[A-Za-z%‰°μΩ台套条座辆架组块片件只根吨米立公千平方万元度分小马转瓶支锭寸天升毫微兆帕伏瓦托箱]/u.test(text.charAt(at + 1)) ? at + 1 : at;
  // 二十个方, 8个小时: the measure word before a unit says nothing.
  const lead = matchAt(/个(?=立?方|平|千瓦|兆瓦|小时|钟头|百分点|公斤|大气压|压)/uy, text, start) === null ? start : start + 1;
  if (!INITIALS.has(text.charAt(lead)) && !/[%‰°μΩ]/u.test(text.charAt(lead))) return null;
  for (let size = Math.min(LONGEST, text.length - lead); size > 0; size -= 1) {
    const candidate = text.slice(lead, lead + size);
    if (!mayBeUnit(candidate, text, lead + size)) continue;
    if (isUnit(candidate)) return { text: inSymbols(candidate), end: lead + size };
    if (candidate === '厘' && !/[米升克]/u.test(text.charAt(lead + 1))) return { text: 'mm', end: lead + 1 };
    if (size === 1 && CLASSIFIERS.includes(candidate)) return { text: candidate, end: lead + 1 };
    if (candidate === 'S级') return { text: '级', end: lead + 2 };
    if (candidate === '毫' || candidate === '公斤压力') return { text: inSymbols(candidate), end: lead + size };
  }
  return null;
}

/** A unit in symbols: 立方每小时 is m3/h; what counts things stays as said. */
export function inSymbols(unit: string): string {
  if (unit === '公斤压力') return unit;
  let text = unit.trim().replace(SYMBOL_WORDS, (word) => SYMBOLS[word] ?? word);
  for (const [word, symbol] of CASES) text = text.replace(word, symbol);
  return text.replace(/^T(?=$|\/)/u, 't').replace(/\/H$/u, '/h').replace(/\/kW·h$/u, '/(kW·h)');
}

function mayBeUnit(candidate: string, text: string, end: number): boolean {
  const bare = candidate.replace(/\/100km$/u, '').replace(/(?<=[A-Za-z)])[23]/gu, '');
  if (/[\d,;~\s]/u.test(bare)) return false;
  const behind = text.charAt(end);
  if (/[a-zA-Z]$/u.test(candidate) && /[a-zA-Z]/u.test(behind)) return false;
  if (candidate.length > 2) return true;
  // 5台车, 3时间: a short word that goes on is no unit.
  const longer = matchAt(NO_UNIT, text, end - candidate.length);
  return longer === null || candidate.length > longer[0].length + 1;
}
