import { holdsRegion, PROVINCES, SHANXI_CITIES } from '../region-code.js';
import { SHANXI_COUNTIES } from '../shanxi-counties.js';
import type { Doubt, ExtractedPlace, PlaceRole } from './extraction.js';
import { clauseAt, type Clause, type Scopes } from './passages.js';
import type { WrittenText } from './written-text.js';

/** 本省 is the province of the work plan. */
const OWN_PROVINCE = '140000';
/** Names that are words as well: they count with 市, 县, 区 or behind their city alone. */
const WORDS_AS_WELL = new Set(['长子', '平定', '和顺', '永和', '大宁', '交口', '方山', '中阳', '山阴', '阳高', '平城', '新荣', '上党', '小店', '文水', '万荣', '平顺', '浮山', '安泽', '五台', '古交']);
/** Districts that people name without 区. */
const BARE_DISTRICTS = new Set(['榆次', '太谷', '屯留', '潞城', '离石', '平鲁', '尧都', '万柏林', '尖草坪', '杏花岭', '云冈']);
/** Every city has one: they count behind its name alone. */
const IN_EVERY_CITY = new Set(['城区', '矿区', '郊区']);
/** A street, a saying, a motor, a beer. */
const NO_PLACE_BEHIND = /^(?:[东西南北中]?(?:路|街|大街|大道|巷)(?![口基局])|小异|久安|大众|红旗|白药|烤鸭)/u;
const NOT_THERE = /(?:不要|不想要|不找|不用|不考虑|除了|非|不限于?|不选)[^，。；,;]{0,3}$/u;
const SUPPLIES_BEHIND = /^(?:[省市县区境]?内)?[^，。；,;]{0,12}?(?:厂家|厂商|供应商|供货商|供方|制造商|生产商|生产厂|供货|货源|品牌|[产造]的|生产的|制造的|的?企业(?=优先|供|最好|生产|制造|来做|均可|都|也)|的?(?:企业|厂子)?优先)/u;
const SUPPLIES_BEFORE = /(?:厂家|厂商|供应商|供货商|供方|制造商|生产商|品牌|产地)[^，。；,;]{0,6}$/u;
const SERVES_BEHIND = /^(?:[省市县区境]?内)?[^，。；,;]{0,4}(?:售后|服务|网点|维修|办事处|有现货)/u;
const USED_BEFORE = /(?:交货(?:地点?)?|交付|交到|送货?|送[到至]|发[到往]|发货到|运[到至]|到货|卸[到在]|安装(?:地点?)?|装[在到]|用[在于]|使用地点?|地点|地址|位于|坐落|厂址|现场|在|我们?(?:厂|公司|单位|矿|司|院|校|村)?|本(?:厂|公司|矿|单位))(?:在|于|是|为|到|至|:)*\s?$/u;
const USED_BEHIND = /^(?:[省市县区境]?内)?(?:的|某|一家|一个)*[^，。；,;]{0,12}?(?:厂(?!家|商)|矿|公司|集团|项目|工地|车间|园区|工业园|基地|交货|使用|安装|现场|这边|这里|境内|段|医院|学校|大学|学院|小区|村|镇|乡|隧道|高速|景区|开发区|高新区|电站|煤业|水泥|钢铁|焦化|农场|合作社|供热|客运|公交|环卫|酒店|酒厂)/u;
const MOST_PLACES = 10;

interface Named { readonly name: string; readonly code: string; /** Only directly behind the city that it belongs to. */ readonly behindCity: boolean }

const NAMES: ReadonlyMap<string, readonly Named[]> = byInitial([
  ...Object.entries(PROVINCES).flatMap(([digits, { zh }]) => forms(zh, `${digits}0000`, false)),
  ...Object.entries(SHANXI_CITIES).flatMap(([digits, { zh }]) => forms(zh, `${digits}00`, false)),
  ...Object.entries(SHANXI_COUNTIES).flatMap(([code, zh]) => forms(zh, code, true)),
  ...['本省', '我省', '省内', '全省'].map((name) => ({ name, code: OWN_PROVINCE, behindCity: false })), { name: '内蒙', code: '150000', behindCity: false },
]);

/** A place's names, with its kind and without: 高平市, 高平; 广西壮族自治区, 广西. Of one letter there is no short one. */
function forms(zh: string, code: string, isCounty: boolean): Named[] {
  const short = zh.replace(/(?:壮族|回族|维吾尔)?自治区$|特别行政区$|[省市县区]$/u, '');
  const behindCity = isCounty && (WORDS_AS_WELL.has(short) || (zh.endsWith('区') && !BARE_DISTRICTS.has(short)));
  return [{ name: zh, code, behindCity: IN_EVERY_CITY.has(zh) }, ...(short.length < 2 ? [] : [{ name: short, code, behindCity }])];
}

function byInitial(names: readonly Named[]): ReadonlyMap<string, readonly Named[]> {
  const map = new Map<string, Named[]>();
  for (const one of [...names].sort((a, b) => b.name.length - a.name.length)) map.set(one.name.charAt(0), [...map.get(one.name.charAt(0)) ?? [], one]);
  return map;
}

interface Mentioned { readonly start: number; end: number; code: string }

export interface PlacesFound {
  readonly places: readonly ExtractedPlace[];
  /** The one place of use; null where none or several are told. */
  readonly regionCode: string | null;
  readonly doubts: readonly Doubt[];
}

/**
 * Places of the text: provinces, and of Shanxi cities and counties. Where the goods will be used, where their supplier shall be, or only mentioned:
 * what the words do not say is not guessed. Places of the old machine and of what is refused are none.
 */
export function placesOf(written: WrittenText, clauses: readonly Clause[], scopes: Scopes): PlacesFound {
  const text = written.folded;
  const places: ExtractedPlace[] = [];
  for (const { start, end, code } of mentionedIn(text)) {
    const clause = clauseAt(clauses, start);
    if (clause === null || places.length >= MOST_PLACES) continue;
    const role = roleOf(text.slice(clause.start, start), text.slice(end, clause.end), scopes.at(start) === 'OLD', clause.start === 0);
    if (role === null || places.some((other) => other.code === code && other.role === role)) continue;
    places.push({ code, zh: nameOf(code), role, words: written.words(start, end) });
  }
  return { places, ...usedAt(places), doubts: placeDoubts(places) };
}

function mentionedIn(text: string): Mentioned[] {
  const found: Mentioned[] = [];
  for (let at = 0; at < text.length;) {
    const last = found.at(-1);
    const isNext = last !== undefined && at - last.end <= 1 && (at === last.end || text.charAt(last.end) === '的' || text.charAt(last.end) === ' ');
    const named = NAMES.get(text.charAt(at))?.find(({ name, code, behindCity }) => text.startsWith(name, at) && (!behindCity || (isNext && holdsRegion(last.code, code))));
    if (named === undefined || NO_PLACE_BEHIND.test(text.slice(at + named.name.length, at + named.name.length + 4))) { at += 1; continue; }
    const end = at + named.name.length;
    // 山西省晋城市高平: the last says where, the others what it belongs to. 山西省内 is the province once more.
    if (isNext && holdsRegion(last.code, named.code)) Object.assign(last, { end, code: named.code });
    else found.push({ start: at, end, code: named.code });
    at = end;
  }
  return found;
}

/** Null: no place of this wish. */
function roleOf(before: string, behind: string, isOld: boolean, opens: boolean): PlaceRole | null {
  if (NOT_THERE.test(before) || /^(?:省|市)?(?:以外|之外)/u.test(behind)) return null;
  if (SUPPLIES_BEHIND.test(behind) || SUPPLIES_BEFORE.test(before)) return isOld ? null : 'SUPPLIER';
  if (SERVES_BEHIND.test(behind)) return 'MENTIONED';
  if (USED_BEFORE.test(before) || USED_BEHIND.test(behind)) return 'DELIVERY';
  return isOld ? null : opens && before === '' && behind !== '' ? 'DELIVERY' : 'MENTIONED';
}

function nameOf(code: string): string {
  const [province, city, county] = [PROVINCES[code.slice(0, 2)]?.zh ?? '', SHANXI_CITIES[code.slice(0, 4)]?.zh ?? '', SHANXI_COUNTIES[code] ?? ''];
  return `${province}${city}${county}`;
}

function usedAt(places: readonly ExtractedPlace[]): Pick<PlacesFound, 'regionCode'> {
  const codes = places.filter(({ role }) => role === 'DELIVERY').map(({ code }) => code);
  const narrowest = codes.find((code) => codes.every((other) => holdsRegion(other, code)));
  return { regionCode: narrowest ?? null };
}

function placeDoubts(places: readonly ExtractedPlace[]): Doubt[] {
  const used = places.filter(({ role }) => role === 'DELIVERY');
  const [first] = used;
  const supplier = places.find(({ role }) => role === 'SUPPLIER');
  return [
    ...(first === undefined || usedAt(places).regionCode !== null ? [] : [{ code: 'SEVERAL_PLACES' as const, words: first.words, params: { places: used.map(({ zh }) => zh).join('、') } }]),
    ...(supplier === undefined ? [] : [{ code: 'SUPPLIER_PLACE' as const, words: supplier.words, params: { place: supplier.zh } }]),
  ];
}
