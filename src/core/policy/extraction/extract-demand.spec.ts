import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { placedClasses, type ReferenceFiles } from '../reference.js';
import { DemandReader } from './extract-demand.js';
import type { ExtractedRequirement, Extraction } from './extraction.js';

const reference = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = {
  taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths'),
};
const CLASSES = new Map(placedClasses(FILES).map(({ definition }) => [definition.id, definition]));
const READER = new DemandReader([...CLASSES.values()]);
const read = (text: string, classId: string | null = null): Extraction => READER.read(text, classId === null ? null : CLASSES.get(classId) ?? null, '2026-11-23');
const shown = ({ op, value, unit, hard }: ExtractedRequirement): string => `${hard ? '' : '~'}${op} ${Array.isArray(value) ? value.join('..') : String(value)}${unit === null || unit === '1' ? '' : unit}`;
const asked = (text: string, classId: string | null = null): string[] => read(text, classId).requirements.map(shown);

describe('what a text asks, no class being known', () => {
  it.each([
    // Words of comparison before and behind the figure.
    ['扬程不低于50米', ['>= 50m']], ['功率至少要45千瓦', ['>= 45kW']], ['流量120m3/h以上', ['>= 120m3/h']], ['噪音别超过75分贝', ['<= 75dB']], ['重量控制在3吨以内', ['<= 3t']], ['电机功率75kW', ['= 75kW']],
    ['带宽约800mm', ['about 800mm']], ['载重60吨上下', ['about 60t']], ['10吨级行车', ['about 10t']], ['扬程四百来米', ['about 400m']],
    // Ranges, tolerances, choices.
    ['电机功率90～110千瓦', ['between 90..110kW']], ['风量15万到18万立方每小时', ['between 150000..180000m3/h']], ['温度零下25到零上5度', ['between -25..5°C']], ['长度1米到1米5', ['between 1..1.5m']],
    ['扬程80米±5%', ['between 76..84m']], ['流量100m3/h上下浮动10%', ['between 90..110m3/h']], ['电压10千伏或6千伏均可', ['in 10..6kV']], ['电压380/660V', ['in 380..660V']],
    // Accuracy is the most that may be.
    ['重复定位±0.03mm', ['<= 0.03mm']], ['圆度一丝', ['<= 0.01mm']], ['主轴跳动不大于半丝', ['<= 0.005mm']], ['压力表1.6级', ['<= 1.6%']], ['电能表0.5S级', ['<= 0.5%']],
    // As the trade says it, in Chinese numerals and in full width.
    ['八公斤压力', ['= 0.8MPa']], ['一百八十马力以上的拖拉机', ['>= 132.39kW']], ['500吨油压机', ['= 5000kN']], ['一分钟二十个方', ['= 20m3/min']], ['每小时一万二千瓶', ['= 12000bottle/h']], ['日处理300吨', ['= 300t/d']],
    ['跨度２２．５ｍ', ['= 22.5m']], ['压力零点八兆帕', ['= 0.8MPa']], ['口径DN80，PN25', ['= 80mm', '= 2.5MPa']], ['4极或6极', ['in 4..6']],
    // Wishes, features, refusals.
    ['重量最好别超过3吨', ['~<= 3t']], ['带搅拌，焊缝跟踪最好有', ['= true', '~= true']], ['不要柴油的', ['= false']], ['水冷的不要', ['= false']], ['非防爆的不考虑', ['= true']], ['除电加热以外都可以', ['= false']], ['变频可带可不带', []],
    // Of the old machine, the site, the firm and the deal nothing is asked.
    ['原风机16万m³/h不够用，现在要20万m³/h以上', ['>= 200000m3/h']], ['我厂1998年建厂，职工320人，年产墙地砖1200万平米', []], ['厂区道路宽7米，罐容要超过10方', ['>= 10m3']], ['质保5年，付款30%', []], ['YE4-160M-4 6台', []],
  ])('%s: %j', (text, expected) => {
    expect(asked(text)).toEqual(expected);
  });
});

describe('what a text asks of a class', () => {
  it.each([
    ['S1.1.1.02', '运量800t/h，带宽1200', ['capacity', 'beltWidth']], ['S1.1.5.11', '工作级别不低于A6，遥控', ['workClass', 'control']], ['S1.1.5.10', '激光导航，举升3米，负载1.5吨', ['navigation', 'liftHeight', 'payload']],
  ])('%s, %s: %j', (classId, text, keys) => {
    expect(read(text, classId).requirements.map(({ attribute }) => attribute)).toEqual(keys);
  });

  it('gives all steps of a choice that do, in figures the unit of the class, and leaves what is only a name', () => {
    expect(asked('工作级别不低于A6', 'S1.1.5.11')).toEqual(['in a6..a7..a8']);
    expect(asked('断面5.4×4.0m', 'S1.1.1.05')).toEqual(['= 21.6m2']);
    expect(asked('需要永磁变频螺杆空压机两台', 'X.109')).toEqual([]);
    expect(asked('要变频', 'X.109')).toEqual(['= true']);
  });
});

describe('how many, for how much, when, instead of what', () => {
  it.each([
    ['AGV六台，每台12万以内', { amount: 6, unit: '台' }, { cny: 120_000, basis: 'each' }], ['三套共75万，单套别超过26万', { amount: 3, unit: '套' }, { cny: 750_000, basis: 'total' }], ['风机一台，预算80-100万', { amount: 1, unit: '台' }, { cny: 1_000_000, basis: 'total' }],
    ['上个月电费132万', null, null], ['刀库24把', null, null], ['泵两用一备共三台，单价一块钱', { amount: 3, unit: '台' }, { cny: 1, basis: 'each' }], ['现在12台全换电动矿卡，当时78万一台', { amount: 12, unit: '台' }, null], ['RMB 128万', null, { cny: 1_280_000, basis: 'total' }],
  ])('%s', (text, quantity, budget) => {
    expect([read(text).quantity?.value ?? null, read(text).budget?.value ?? null]).toEqual([quantity, budget]);
  });

  it.each([
    ['空压机要求2级及以上能效', 2], ['能效等级1级', 1], ['达到节能水平', 2], ['三级能效的就别推了', 2], ['国家二级能效就行，贵的一级不用', 2], ['热量表准确度等级2级', null], ['工作级别A6', null],
  ])('%s: grade %j', (text, grade) => {
    expect(read(text).energyGradeAtMost?.value ?? null).toBe(grade);
  });

  it.each([
    ['2008年投用的SZL10-1.25链条炉要拆，换10t/h燃气锅炉', ['链条炉', 'SZL10-1.25', 2008]], ['老CT是16排的，用了11年，想换新的', ['CT', null, 2015]], ['纺织厂20台环锭细纱机能耗高、断头多，准备换成紧密纺长车', ['环锭细纱机', null, null]],
    ['现在用的两台10吨燃煤锅炉是2010年投运的，打算换成天然气的', ['燃煤锅炉', null, 2010]], ['老板说原料车间要一台皮带机', null], ['EBZ160 两台', null],
  ])('%s: %j goes', (text, machine) => {
    const { oldMachine } = read(text);
    expect(oldMachine === null ? null : [oldMachine.kind, oldMachine.model, oldMachine.commissioned]).toEqual(machine);
  });
});

describe('what cannot be right', () => {
  const CRUSHER = 'S1.1.1.03';
  it.each([
    ['', 'TEXT_EMPTY'], ['处理能力不低于500t/h且不超过200t/h', 'CONTRADICTION'], ['处理能力300到100t/h', 'RANGE_REVERSED'], ['处理能力99999999t/h', 'OUT_OF_BOUNDS'], ['预算3万美元', 'CURRENCY_OTHER'], ['预算80', 'BUDGET_UNCLEAR'],
    ['2020年5月底前到货', 'DATE_PAST'], ['能效四级', 'GRADE_UNKNOWN'], ['处理能力200xyz', 'UNIT_UNKNOWN'],
    ['处理能力不低于200kW', 'UNIT_UNFIT'], ['噪声不超过85mm', 'UNIT_UNFIT'], ['噪声必须等于0', 'FIGURE_ABSURD'], ['预算0元', 'FIGURE_ABSURD'], ['尺寸链长度不低于9999999999mm', 'FIGURE_ABSURD'],
    ['破碎机两台，每台40万', 'BUDGET_EACH_TIMES'], ['破碎机，每台40万', 'BUDGET_EACH'], ['安装在太原的矿和大同的矿', 'SEVERAL_PLACES'], ['本省厂家优先', 'SUPPLIER_PLACE'],
  ])('%s: %s', (text, code) => {
    expect(read(text, CRUSHER).doubts.map((doubt) => doubt.code)).toContain(code);
  });

  it.each(['处理能力不低于200t/h', '处理能力不低于0.2kt/h', '电机功率250kW，噪声不超过85分贝', '两台共80万', '安装在太原的矿，噪声低'])('%s: nothing to look at', (text) => {
    expect(read(text, CRUSHER).doubts).toEqual([]);
  });

  it('says what a budget of one piece comes to for all of them', () => {
    expect(read('AGV六台，每台12万以内').doubts).toMatchObject([{ code: 'BUDGET_EACH_TIMES', params: { each: 120_000, quantity: '6台', total: 720_000 } }]);
  });

  it('is bounded: fifty requirements, and what stands behind 20,000 characters is told and not read', () => {
    const many = Array.from({ length: 60 }, (_, at) => `参数${'甲乙丙丁戊己庚辛壬癸'[at % 10] ?? ''}${'子丑寅卯辰巳'[Math.floor(at / 10)] ?? ''}不低于${at + 1}mm`).join('，');
    expect(read(many).requirements).toHaveLength(50);
    expect(read(many).doubts.map(({ code }) => code)).toContain('TOO_MANY_REQUIREMENTS');
    expect(read(`${'好'.repeat(20_000)}功率75kW`)).toMatchObject({ requirements: [], doubts: [{ code: 'TEXT_TOO_LONG' }] });
  });

  it.each(['1', '1-', '，1', '不低于', '功率75kW', '用了12年', '一分钟', '😀', '\ud800', '±', '('])('is read to the end and without a fault: %j again and again', (part) => {
    expect(read(part.repeat(2_000), CRUSHER).requirements.length).toBeLessThanOrEqual(50);
  });
});

describe('every part that was read', () => {
  it('says from where: the words stand in the text as written, in full width and behind invisible characters too', () => {
    const text = '换１台\u200b破碎机，处理量 ≥２００ ｔ／ｈ，㎡不算，预算８０万元，明年３月底前，😀噪声９６ｄＢ以内';
    const { requirements, quantity, budget, neededBy } = read(text, 'S1.1.1.03');
    expect(requirements).toHaveLength(2);
    const words = [...requirements.map((one) => one.words), quantity?.words, budget?.words, neededBy?.words];
    expect(words.map((one) => text.slice(one?.start, one?.end))).toEqual(words.map((one) => one?.text));
    expect(requirements[0]?.words.text).toContain('２００ ｔ／ｈ');
  });
});
