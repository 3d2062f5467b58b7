import { describe, expect, it } from '@jest/globals';
import { isRegionCode, SHANXI_CITIES } from '../region-code.js';
import { SHANXI_COUNTIES } from '../shanxi-counties.js';
import { clausesOf, Scopes } from './passages.js';
import { placesOf, type PlacesFound } from './places.js';
import { WrittenText } from './written-text.js';

function read(text: string): PlacesFound {
  const written = new WrittenText(text);
  const clauses = clausesOf(written.folded);
  return placesOf(written, clauses, new Scopes(written.folded, clauses));
}
const shown = (text: string): string[] => read(text).places.map(({ code, role, words }) => `${role} ${code} ${words.text}`);

describe('a place in the words of a demand', () => {
  it.each([
    // Where the goods will be used: the buyer's own place, or where they are sent.
    ['太原一家铸造厂，想换两台中频炉', ['DELIVERY 140100 太原']],
    ['我们厂在晋城市高平，换一台空压机', ['DELIVERY 140581 晋城市高平']],
    ['山西省吕梁市孝义市某焦化厂更新除尘器', ['DELIVERY 141181 山西省吕梁市孝义市']],
    ['更新输送机一条，交货到忻州原平', ['DELIVERY 140981 忻州原平']],
    ['采购水泵三台，安装地点：大同市云冈区', ['DELIVERY 140214 大同市云冈区']],
    ['平遥的陶瓷厂要一台球磨机', ['DELIVERY 140728 平遥']],
    ['阳泉郊区矿上用的刮板机', ['DELIVERY 140311 阳泉郊区']],
    ['用于内蒙古项目的装载机两台', ['DELIVERY 150000 内蒙古']],
    ['省内交货，破碎机一台', ['DELIVERY 140000 省内']],
    ['榆次区的车间换三台数控车床', ['DELIVERY 140702 榆次区']],
    // Where suppliers shall be.
    ['空压机两台，本省厂家优先', ['SUPPLIER 140000 本省']], ['要山西省内的供应商，锅炉一台', ['SUPPLIER 140000 山西省']],
    ['最好是太原生产的，行车一台', ['SUPPLIER 140100 太原']], ['变压器一台，厂家在河北', ['SUPPLIER 130000 河北']],
    ['省内企业优先，水泵五台', ['SUPPLIER 140000 省内']],
    // Both.
    ['运城的水泥厂要破碎机，优先山西厂家', ['DELIVERY 140800 运城', 'SUPPLIER 140000 山西']],
    // Mentioned without more.
    ['去年看过河南那边的方案，想上一台立磨', ['MENTIONED 410000 河南']], ['水泵两台，太原有售后网点', ['MENTIONED 140100 太原']],
    // No places: words, sayings, streets, what is refused, what goes.
    ['换一台车床给厂长子弟校', []], ['设备性能大同小异，要便宜的', []], ['送到北京路仓库', []], ['锅炉一台，不要河北的厂家', []], ['旧的太原产的行车用了20年，换一台新的', []], ['产量稳定，平定期检修', []], ['要一台破碎机', []],
    // Names that are words as well count with their kind or behind their city.
    ['长子县的煤矿换皮带机', ['DELIVERY 140428 长子县']], ['长治长子的煤矿换皮带机', ['DELIVERY 140428 长治长子']], ['长子的煤矿换皮带机', []],
  ])('%s: %j', (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it.each([
    ['太原一家铸造厂，想换两台中频炉', '140100', []], ['山西的水泥厂，设备装在忻州原平', '140981', []], ['破碎机一台', null, []],
    ['太原厂两台，大同厂三台，同样的空压机', null, ['SEVERAL_PLACES']], ['空压机两台，本省厂家优先', null, ['SUPPLIER_PLACE']],
  ])('%s: used at %s, doubts %j', (text, regionCode, doubts) => {
    const found = read(text);
    expect([found.regionCode, found.doubts.map(({ code }) => code)]).toEqual([regionCode, doubts]);
  });

  it('has its whole name', () => {
    expect(read('晋城高平的煤矿').places[0]?.zh).toBe('山西省晋城市高平市');
  });

  it('is told ten times at most, whatever is written', () => {
    expect(read('北京、天津、河北、辽宁、吉林、上海、江苏、浙江、安徽、福建、江西、山东的工地').places).toHaveLength(10);
    expect(read('太原'.repeat(10_000)).places).toHaveLength(1);
  });
});

describe('the counties of Shanxi', () => {
  it('are 117, each of a known city', () => {
    const codes = Object.keys(SHANXI_COUNTIES);
    expect(codes).toHaveLength(117);
    expect(codes.filter((code) => !isRegionCode(code) || !Object.hasOwn(SHANXI_CITIES, code.slice(0, 4)))).toEqual([]);
  });
});
