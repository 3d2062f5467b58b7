import { describe, expect, it } from '@jest/globals';
import { CRUSHER } from './catalogue.factory.js';
import { kindOf } from './kind.js';

const kinds = (...names: string[]) => ({ ...CRUSHER, kinds: names.map((zh) => ({ key: zh, zh, en: zh })) });

describe('the kind that a name tells', () => {
  it.each<[name: string, names: string[], kind: string | null]>([
    ['颚式破碎机', ['颚式破碎机', '圆锥破碎机'], '颚式破碎机'],
    ['重型颚式破碎机PE', ['颚式破碎机', '圆锥破碎机'], '颚式破碎机'],
    ['放顶煤液压支架', ['液压支架', '放顶煤液压支架'], '放顶煤液压支架'],
    ['端头液压支架', ['液压支架', '端头/超前液压支架'], '端头/超前液压支架'],
    ['超前液压支架', ['液压支架', '端头/超前液压支架'], '端头/超前液压支架'],
    ['谷子脱粒机', ['谷子/杂粮脱粒机'], '谷子/杂粮脱粒机'],
    ['双齿辊分级破碎机', ['分级(双齿辊)破碎机'], '分级(双齿辊)破碎机'],
    ['64排CT', ['X射线计算机断层扫描(CT)', '磁共振成像(MRI)'], 'X射线计算机断层扫描(CT)'],
    ['颚式圆锥两用', ['颚式', '圆锥'], null],
    ['固定带式输送机', ['固定式(主井)带式输送机'], null],
    ['', ['颚式破碎机'], null],
  ])('%j of %j: %j', (name, names, kind) => {
    expect(kindOf(name, kinds(...names))).toBe(kind);
  });
});
