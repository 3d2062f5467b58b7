import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { placedClasses, type ReferenceFiles } from '../../policy/reference.js';
import type { SynonymGroup } from './class-names.js';
import { ClassProposer } from './propose-class.js';
import { readFigures } from './read-figures.js';
import { readWords } from './read-words.js';
import { clausesOfText } from './row-text.js';

const reference = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = {
  taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths'),
};
const PROPOSER = new ClassProposer(placedClasses(FILES).map(({ definition }) => definition), (reference('synonyms') as { groups: SynonymGroup[] }).groups);

/** The class proposed first, or `none`. */
function classOf(name: string, text = '', model = '', context: string[] = []): string {
  const { ranked, none } = PROPOSER.propose({ name, model, clauses: [...clausesOfText(name, 'NAME'), ...clausesOfText(text)], context });
  return none ? 'none' : ranked[0]?.classId ?? 'none';
}

describe('the class of goods', () => {
  it.each([
    // Its own names, other names, kinds.
    ['破碎机', 'S1.1.1.03'], ['老虎口', 'S1.1.1.03'], ['双滚筒采煤机', 'S1.1.1.01'], ['端头液压支架', 'S1.1.1.01'], ['千米钻机', 'S1.1.1.06'], ['固体蓄热蒸汽锅炉', 'S1.1.4.02'], ['64排CT', 'S1.5.2.01'], ['燃料电池冷藏车', 'S2.1.1.02'],
    // Longer names end in shorter ones: the longer say what it is.
    ['固定翼无人机', 'S1.2.2.01'], ['植保无人机', 'S1.2.2.02'], ['物料提升机', 'S1.3.1.04'], ['铸造起重机', 'S1.1.5.11'], ['汽车起重机', 'S1.3.1.02'], ['复合保温砌块', 'S2.2.3.05'],
    // Abbreviations and one character changed.
    ['压缩式垃圾清运车', 'S1.3.1.06'], ['桥式转载', 'S1.1.1.04'], ['健康小屋一体机', 'S1.5.2.03'],
    // Extension classes are classes.
    ['引风机', 'X.101'], ['贴片机', 'X.513'],
    // A part, what stands beside it, another trade's machine.
    ['破碎机锤头', 'none'], ['采煤机截齿', 'none'], ['光伏支架', 'none'], ['断桥铝型材', 'none'], ['旋耕刀', 'none'], ['无人机电池', 'none'], ['混凝土搅拌机', 'none'], ['振动压路机', 'none'], ['推土机', 'none'], ['输液泵', 'none'], ['瓷砖胶', 'none'], ['安装费', 'none'],
    // Names that many trades use need something beside them.
    ['蔬菜电机', 'none'], ['', 'none'], ['样式丁', 'none'],
  ])('%s: %s', (name, id) => {
    expect(classOf(name)).toBe(id);
  });

  it.each([
    ['拍板机', '平板探测器43cm，高压发生器50kW，DR，有注册证', '', 'S1.5.2.01'], ['楼体爬升装备', '架体高度13.5m，每层活荷载3kN/㎡，全钢，星轮防坠', '', 'S1.3.1.05'], ['双玻某板', 'TOPCon，585W，组件效率22.6%，系统电压1500V', '', 'S1.1.3.02'],
    ['某收割设备', '喂入量6kg/s，割幅2.2m，履带式，国四', '4LZ-6.0', 'S1.4.1.07'],
    // Figures of a neighbour's goods do not make a class of a feeder.
    ['棒条给料机', '最大进料580mm，功率15kW', 'ZSW-490×110', 'none'],
  ])('%s is told by %s %s: %s', (name, text, model, id) => {
    expect(classOf(name, text, model)).toBe(id);
  });

  it('names reasons and offers others behind the first', () => {
    const { ranked } = PROPOSER.propose({ name: '做旧地砖', model: '', clauses: clausesOfText('湿态防滑0.6'), context: [] });
    expect(ranked.slice(0, 2).map(({ classId }) => classId)).toEqual(['S2.2.2.03', 'S2.2.2.01']);
    expect(ranked[0]?.reasons.map(({ code }) => code)).toEqual(['NAME', 'SPECS']);
    expect(ranked[0]?.confidence).toBeGreaterThan(ranked[1]?.confidence ?? 1);
  });
});

describe('specs in running text', () => {
  it.each([
    ['S1.1.1.03', '台时产量600t/h；入料粒度≤600mm；出料粒度150mm；功率2×160kW；矿用隔爆型', { capacity: 600, feedSizeMax: 600, dischargeSize: 150, motorPower: 320, explosionProof: true }],
    ['S1.1.1.03', '重6.5t，颚式，不防爆', { weight: 6.5, crusherType: 'jaw', explosionProof: false }],
    // A figure outside the bounds is dropped; a range is dropped where the class has one end alone.
    ['S1.1.1.03', '处理能力100000t/h，进料100～200mm', {}],
    ['S1.1.1.01', '采高1.8～3.6m', { miningHeightMin: 1.8, miningHeightMax: 3.6 }],
    ['S1.4.1.01', '动力103～147kW，耙深18cm', { tractorPowerMin: 103, tractorPowerMax: 147, workDepth: 18 }],
    ['S1.4.1.03', '配套≥88kW，气力式，6行，非免耕', { tractorPowerMin: 88, metering: 'pneumatic', rows: 6, noTill: false }],
    ['S1.1.2.03', '215kWh/100kW，0.5C，IP55，工作温度-30～55℃，6000次循环', { ratedEnergy: 215, ratedPower: 100, chargeRate: 0.5, ipRating: 55, tempMin: -30, cycleLife: 6000 }],
    // Units alone, shorthand of the trade, and what people call them.
    ['S1.1.4.01', '4吨，1.25MPa，低氮25mg，燃天然气', { evaporation: 4, pressure: 1.25, noxEmission: 25, fuel: 'naturalGas' }],
    ['S2.1.1.01', '6×4，480马力，甲醇箱2×400L', { axleConfig: 'r64', ratedPower: 353.04, methanolTank: 800 }],
    ['S1.4.1.06', '控制15亩，流量30方/小时', { controlArea: 1, flow: 30 }],
    ['S2.1.3.01', '货厢18方，电池100度', { cargoVolume: 18, batteryEnergy: 100 }],
    ['S2.2.2.04', '200×100×60mm，透水系数0.02cm/s，冻融50次', { length: 200, width: 100, thickness: 60, permeability: 0.02, frostCycles: 50 }],
    ['S2.2.4.01', '长1600宽750mm，承重120kg，ENF级', { length: 1600, width: 750, loadCapacity: 120, boardGrade: 'enf' }],
    ['S1.1.1.05', '断面5.4×4.0m，硬度f6', { cutSectionMax: 21.6, cutHardnessMax: 6 }],
    // No figure and no yes of another thing.
    ['S1.2.1.08', '货车用，不带制动盘，GL600', { vehicle: 'wagon', brakeDisc: false }],
    ['S2.2.1.02', '厚8mm，未均质，磨边，遥控选配', { thickness: 8, homogenised: false, edgePolished: true }],
  ])('%s %s', (classId, text, specs) => {
    const definition = PROPOSER.definition(classId);
    const clauses = clausesOfText(text);
    const figures = definition === undefined ? [] : readFigures(clauses, definition, PROPOSER.index).filter(({ outside }) => !outside).map(({ attribute, value }) => [attribute.key, value.toNumber()] as const);
    const words = definition === undefined ? [] : readWords(clauses, definition, PROPOSER.index).map(({ attribute, value }) => [attribute.key, value] as const);
    expect(Object.fromEntries([...figures, ...words])).toEqual(specs);
  });
});
