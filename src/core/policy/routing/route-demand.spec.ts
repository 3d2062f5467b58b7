import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { searchableText } from '../../search/searchable-text.js';
import { demandItems, placedClasses, upgradePaths, type ReferenceFiles } from '../reference.js';
import type { SynonymGroup } from './lexicon.js';
import { DemandRouter } from './route-demand.js';
import { verdictOf } from './route-verdict.js';

const reference = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = {
  taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths'),
};
const RETIRE = reference('retire-paths') as { records: { old: { zh: string }; replacedBySupplyIds: string[] }[] };
const ROUTER = new DemandRouter({
  classes: placedClasses(FILES).map(({ definition }) => definition), synonyms: (reference('synonyms') as { groups: SynonymGroup[] }).groups, items: demandItems(FILES), paths: upgradePaths(FILES),
  oldMachines: RETIRE.records.map(({ old, replacedBySupplyIds }) => ({ zh: old.zh, replacedByIds: replacedBySupplyIds })),
}, (text) => searchableText(text, (simplified) => simplified));

/** The class that comes first; `gap` and the extension class, if any; `none` where no equipment is asked for. */
function answer(text: string): string {
  const { ranked, extensions, gap, outOfScope } = ROUTER.route(text);
  if (outOfScope) return 'none';
  return gap ? `gap ${extensions[0]?.classId ?? ''}`.trim() : ranked[0]?.classId ?? '';
}

describe('what a text asks for', () => {
  it.each([
    // The new thing, not the old one.
    ['把旧燃煤锅炉换成空气源热泵', 'S1.1.4.03'], ['燃气锅炉跑一冬气费受不了，想改成夜里低谷电蓄热', 'S1.1.4.02'], ['不想再用人工叉车了，搞三台自动的叉车', 'S1.1.5.10'],
    // The old one again, where nothing else is named.
    ['洗浴中心一吨的蒸汽炉坏了，换个新的', 'S1.1.4.01'], ['原来64排CT球管老坏，修一次二十多万，院里决定买台新的128排', 'S1.5.2.01'],
    // What is refused, kept or there already.
    ['不要锅炉，要空气能', 'S1.1.4.03'], ['光伏已经装好了，现在想配点储能', 'S1.1.2.03'], ['行车轨道和滑触线都是好的，光换桥式起重机本体', 'S1.1.5.11'], ['皮带秤不用，只要运煤的皮带机', 'S1.1.1.02'],
    // The machine it is for, the place, the trade, what it works with.
    ['给破碎机配的电机 200kW 6极', 'gap X.113'], ['给皮带机加装变频器', 'gap X.112'], ['锅炉房循环水泵漏水严重换新的', 'gap X.104'], ['细纱机后面配的自动络筒机', 'gap X.404'], ['皮带机巡检机器人 挂轨式', 'gap X.008'], ['我们是做播种机的，机架焊接想上机器人', 'gap X.312'], ['空压机房里的储气罐到检验期不合格，换两个', 'S1.1.5.01'],
    // A part is no machine.
    ['破碎机锤头一百个', 'gap'], ['带式输送机托辊500个', 'gap'], ['采煤机截齿 2000把', 'gap'],
    // Goods that no class takes.
    ['买台装载机，5吨的', 'gap'], ['10千伏变压器1000kVA两台', 'gap'],
    // Without any name.
    ['买台会飞的，能背四十公斤药', 'S1.2.2.02'], ['办公室坐久了腰疼，能站着办公的桌子', 'S2.2.4.01'], ['矸石块太大下不去溜槽，得有台机器先把它砸碎', 'S1.1.1.03'], ['风机，发电那种，三千瓦，放羊点用', 'S1.1.2.01'],
    // Models and slips of typing.
    ['SGZ764/630', 'S1.1.1.01'], ['鄂式破碎机600*900一台', 'S1.1.1.03'],
  ])('%s: %s', (text, expected) => {
    expect(answer(text)).toBe(expected);
  });

  it.each(['想租一台挖掘机干半个月', '诚聘数控车工，五险一金', '我们厂生产各类阀门，求合作', '设备更新补贴怎么申请', '谁能来修一下空压机，不打气了', '采购主焦煤2万吨', '想把旧车床卖掉', '你好在吗', ''])('%s asks for no equipment', (text) => {
    expect(answer(text)).toBe('none');
  });

  it.each([['现在租了五台洒水车，明年想自己买', 'S1.3.1.06'], ['出租公司更新换电轿车100辆', 'S2.1.2.01'], ['旧的25吨汽车吊卖了，上一台一百三十吨的', 'S1.3.1.02']])('%s does, though it speaks of renting or selling', (text, expected) => {
    expect(answer(text)).toBe(expected);
  });

  it('finds every wish of a text', () => {
    expect(ROUTER.route('转载机整机一部，配套轮式破碎机一台').ranked.slice(0, 2).map(({ classId }) => classId).sort()).toEqual(['S1.1.1.03', 'S1.1.1.04']);
  });

  it('names the words that led to it', () => {
    const [first] = ROUTER.route('老转辙机故障多，想换电动转辙机').ranked;
    expect(first?.reasons.find(({ code }) => code === 'NAMED')?.words).toContain('电动转辙机');
  });
});

describe('what a reading comes to', () => {
  it.each([
    ['想换成2台双齿辊破碎机', 'FITS'], ['换台空压机', 'FITS'], ['来两台', 'ASK'], ['两台老皮带换新', 'ASK'], ['数控机床一台', 'ASK'],
    ['办公电脑10台', 'NO_CLASS'], ['皮卡车一辆', 'NO_CLASS'], ['采购主焦煤2万吨', 'NOT_A_DEMAND'], ['', 'NOT_A_DEMAND'],
  ])('%s: %s', (text, verdict) => {
    expect(verdictOf(ROUTER.route(text))).toBe(verdict);
  });

  it('a question goes before classes that might do', () => {
    const { ranked, question } = ROUTER.route('两台老皮带换新');
    expect([ranked.map(({ classId }) => classId), question?.code]).toEqual([['S1.1.1.02'], 'WHICH']);
  });
});

describe('when it is unsure', () => {
  it.each([['来两台', 'WHAT'], ['想换台机器', 'WHAT']])('%s: it asks', (text, code) => {
    expect(ROUTER.route(text).question?.code).toBe(code);
  });

  it.each(['皮带'.repeat(2_000), '不要'.repeat(1_000), '台'.repeat(20_000), '\u3000', '9'.repeat(5_000)])('it comes to an end whatever it is given', (text) => {
    expect(ROUTER.route(text).ranked.length).toBeLessThanOrEqual(10);
  });
});
