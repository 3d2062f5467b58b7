/** Powers of base dimensions: SI base units by symbol, and counted things under a name of their own. */
export type Dimensions = Readonly<Record<string, number>>;

/** A unit as a fraction of its base units; the fraction keeps mu (666.67 m2) and km/h exact. */
export interface UnitAtom {
  readonly numerator: string;
  readonly denominator: string;
  readonly dimensions: Dimensions;
}

type Entry = readonly [words: string, factor: string, dimensions: Dimensions];

const NONE: Dimensions = {};
const FORCE: Dimensions = { kg: 1, m: 1, s: -2 };
const PRESSURE: Dimensions = { kg: 1, m: -1, s: -2 };
const ENERGY: Dimensions = { kg: 1, m: 2, s: -2 };
const POWER: Dimensions = { kg: 1, m: 2, s: -3 };
const VOLTAGE: Dimensions = { kg: 1, m: 2, s: -3, A: -1 };
const RESISTANCE: Dimensions = { kg: 1, m: 2, s: -3, A: -2 };

/**
 * The closed list: words of one unit separated by blanks, factor (`a/b` for a fraction) to base units, dimensions. A word
 * in several lines has several meanings; the one that fits the wanted unit is taken, the earlier line first. Horsepower
 * is 0.7355 kW (metric, as in Chinese nameplates), 丝 is 0.01 mm, 亩 is 1/15 ha, a year is a unit of its own (the operating days of
 * a plant are not 365), kcal is the international table's 4186.8 J.
 */
const ENTRIES: readonly Entry[] = [
  ['m 米', '1', { m: 1 }], ['km 千米 公里', '1000', { m: 1 }], ['dm 分米', '0.1', { m: 1 }], ['cm 厘米 公分', '0.01', { m: 1 }], ['mm 毫米', '0.001', { m: 1 }],
  ['μm um 微米', '1e-6', { m: 1 }], ['nm 纳米', '1e-9', { m: 1 }], ['丝 忽米 道', '1e-5', { m: 1 }], ['inch in 英寸 寸 吋 "', '0.0254', { m: 1 }],
  ['平米 平方米 平方 平 sqm', '1', { m: 2 }], ['ha 公顷', '10000', { m: 2 }], ['亩', '2000/3', { m: 2 }], ['平方厘米', '1e-4', { m: 2 }], ['平方毫米', '1e-6', { m: 2 }],
  ['立方米 立方 立米 方 标方 标立方 标准立方米 Nm3 Nm³ cbm', '1', { m: 3 }], ['L l 升 立升', '0.001', { m: 3 }], ['mL ml 毫升 cc', '1e-6', { m: 3 }],
  ['kg 公斤 千克', '1', { kg: 1 }], ['g 克', '0.001', { kg: 1 }], ['mg 毫克', '1e-6', { kg: 1 }], ['μg ug 微克', '1e-9', { kg: 1 }], ['斤', '0.5', { kg: 1 }],
  ['t 吨 公吨', '1000', { kg: 1 }], ['kt 千吨', '1e6', { kg: 1 }], ['Mt', '1e9', { kg: 1 }],
  ['s 秒 秒钟 sec', '1', { s: 1 }], ['ms 毫秒', '0.001', { s: 1 }], ['μs us 微秒', '1e-6', { s: 1 }], ['min 分 分钟', '60', { s: 1 }],
  ['h 小时 时 钟头 hr hour', '3600', { s: 1 }], ['d 天 日 day', '86400', { s: 1 }], ['周 星期', '604800', { s: 1 }],
  ['a 年 yr year', '1', { year: 1 }], ['月 个月', '1/12', { year: 1 }],
  ['W 瓦 瓦特', '1', POWER], ['kW 千瓦', '1000', POWER], ['MW 兆瓦', '1e6', POWER], ['GW 吉瓦', '1e9', POWER], ['Wp 峰瓦', '1', POWER], ['kWp', '1000', POWER],
  ['马力 匹 PS ps HP hp', '735.5', POWER], ['VA 伏安', '1', POWER], ['kVA 千伏安', '1000', POWER], ['MVA 兆伏安', '1e6', POWER],
  ['J 焦 焦耳', '1', ENERGY], ['kJ 千焦', '1000', ENERGY], ['MJ 兆焦', '1e6', ENERGY], ['GJ 吉焦', '1e9', ENERGY], ['kcal 大卡 千卡', '4186.8', ENERGY],
  ['Wh 瓦时 瓦小时', '3600', ENERGY], ['kWh 千瓦时 千瓦小时 度电', '3.6e6', ENERGY], ['MWh 兆瓦时', '3.6e9', ENERGY], ['GWh', '3.6e12', ENERGY],
  ['N 牛 牛顿', '1', FORCE], ['kN 千牛', '1000', FORCE], ['MN 兆牛', '1e6', FORCE], ['kgf 公斤力 千克力', '9.80665', FORCE], ['tf 吨力', '9806.65', FORCE],
  ['Nm 牛米', '1', ENERGY], ['kNm 千牛米', '1000', ENERGY],
  ['Pa 帕 帕斯卡', '1', PRESSURE], ['hPa 百帕', '100', PRESSURE], ['kPa 千帕', '1000', PRESSURE], ['MPa 兆帕', '1e6', PRESSURE], ['GPa', '1e9', PRESSURE],
  ['bar 巴', '100000', PRESSURE], ['mbar 毫巴', '100', PRESSURE], ['公斤压力 公斤/平方厘米 kg/cm2', '98066.5', PRESSURE], ['mmHg', '133.322387415', PRESSURE],
  ['A 安 安培', '1', { A: 1 }], ['mA 毫安', '0.001', { A: 1 }], ['kA 千安', '1000', { A: 1 }], ['Ah 安时', '3600', { A: 1, s: 1 }], ['mAh 毫安时', '3.6', { A: 1, s: 1 }],
  ['V 伏 伏特', '1', VOLTAGE], ['mV 毫伏', '0.001', VOLTAGE], ['kV 千伏', '1000', VOLTAGE], ['MV 兆伏', '1e6', VOLTAGE],
  ['Ω 欧 欧姆', '1', RESISTANCE], ['kΩ 千欧', '1000', RESISTANCE], ['MΩ 兆欧', '1e6', RESISTANCE], ['GΩ 吉欧', '1e9', RESISTANCE],
  ['S 西门子', '1', { kg: -1, m: -2, s: 3, A: 2 }], ['mS', '0.001', { kg: -1, m: -2, s: 3, A: 2 }], ['μS uS', '1e-6', { kg: -1, m: -2, s: 3, A: 2 }],
  ['Hz 赫 赫兹', '1', { s: -1 }], ['kHz 千赫', '1000', { s: -1 }], ['MHz 兆赫', '1e6', { s: -1 }], ['GHz 吉赫', '1e9', { s: -1 }],
  ['T 特斯拉', '1', { tesla: 1 }], ['mT', '0.001', { tesla: 1 }], ['K 开', '1', { K: 1 }], ['mK 毫开', '0.001', { K: 1 }], ['°C 摄氏度 度', '1', { celsius: 1 }],
  ['° 度 deg', '1', { degree: 1 }], ['度', '3.6e6', ENERGY], ['°', '1', { celsius: 1 }], ['r 转 圈 rev', '1', { turn: 1 }], ['rpm 转速', '1/60', { turn: 1, s: -1 }],
  ['dB 分贝', '1', { decibel: 1 }], ['dB(A) dBA dBa 分贝(A)', '1', { decibel: 1 }],
  ['% 百分点', '0.01', NONE], ['‰', '0.001', NONE], ['万', '10000', NONE], ['亿', '1e8', NONE], ['k', '1000', NONE], ['%LEL LEL', '1', { lel: 1 }], ['ppm', '1', { ppm: 1 }],
  ['wafer 片 wph', '1', { wafer: 1 }], ['cell 片', '1', { cell: 1 }], ['chip 片 颗 点', '1', { chip: 1 }], ['piece pcs pc 件 只 片 个', '1', { piece: 1 }],
  ['bottle 瓶', '1', { bottle: 1 }], ['box 箱 盒', '1', { box: 1 }], ['load 托 盘 托盘', '1', { load: 1 }], ['nips 钳次', '1', { nip: 1 }], ['point 点', '1', { point: 1 }],
  ['个 台 套 组 只 件 块 片 枚 颗 支 根 条 路 排 层 位 工位 轴 级 档 项 种 名 人 席 门 通道 把 刀 叶 对 行 列 腔 单元 次 ops op cycle cycles 循环 面', '1', { count: 1 }],
  ['px 像素 p P 线', '1', { pixel: 1 }], ['dpi', '1', { dpi: 1 }], ['lp 线对', '1', { linePair: 1 }], ['bit', '1', { bit: 1 }],
  ['kbit kb', '1000', { bit: 1 }], ['Mbit Mb 兆比特', '1e6', { bit: 1 }], ['Gbit Gb', '1e9', { bit: 1 }], ['kbps', '1000', { bit: 1, s: -1 }], ['Mbps 兆', '1e6', { bit: 1, s: -1 }],
  ['Gbps', '1e9', { bit: 1, s: -1 }], ['MB', '1e6', { byte: 1 }], ['GB G', '1e9', { byte: 1 }], ['TB T', '1e12', { byte: 1 }], ['PB', '1e15', { byte: 1 }],
  ['Sa', '1', { sample: 1 }], ['MSa', '1e6', { sample: 1 }], ['GSa', '1e9', { sample: 1 }], ['TFLOPS', '1', { tflops: 1 }], ['PFLOPS', '1000', { tflops: 1 }], ['UPH', '1', { uph: 1 }],
  ['kgce 公斤标煤 千克标准煤 kg标煤', '1', { coal: 1 }], ['tce 吨标煤 吨标准煤 t标煤', '1000', { coal: 1 }], ['Gy', '1', { gray: 1 }], ['cGy', '0.01', { gray: 1 }],
  ['Ci 居里', '1', { curie: 1 }], ['MHU', '1', { heatUnit: 1 }], ['kHU', '0.001', { heatUnit: 1 }], ['pH', '1', { pH: 1 }], ['Ne 英支 支', '1', { cottonCount: 1 }], ['HBW HB', '1', { brinell: 1 }],
  ['GU', '1', { gloss: 1 }], ['NTU', '1', { turbidity: 1 }], ['IP', '1', { ingress: 1 }], ['C', '1', { cRate: 1 }], ['N', '1', { nines: 1 }],
];

/** Word → its meanings, in the order of preference. */
export const UNIT_WORDS: ReadonlyMap<string, readonly UnitAtom[]> = readEntries();

/**
 * What a lone word means for one wanted unit alone: tonnes of a boiler or a conveyor are tonnes an hour, kilograms of
 * pressure are kgf/cm2. For a unit per day the same word would be a guess, so it is not here.
 */
export const SHORTHANDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  't/h': { 吨: 't/h', t: 't/h', T: 't/h', 蒸吨: 't/h' },
  kN: { 吨: 'tf', t: 'tf', T: 'tf' },
  MPa: { 公斤: 'kgf/cm2', kg: 'kgf/cm2' },
  'r/min': { 转: 'r/min', r: 'r/min' },
};

function readEntries(): Map<string, UnitAtom[]> {
  const table = new Map<string, UnitAtom[]>();
  for (const [words, factor, dimensions] of ENTRIES) {
    const [numerator = '1', denominator = '1'] = factor.split('/');
    for (const word of words.split(' ')) table.set(word, [...(table.get(word) ?? []), { numerator, denominator, dimensions }]);
  }
  return table;
}
