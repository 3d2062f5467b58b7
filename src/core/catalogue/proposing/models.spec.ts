import { describe, expect, it } from '@jest/globals';
import { modelText, partNameAndModel, splitModels } from './models.js';

describe('models', () => {
  it.each([
    ['JS500/JS750/JS1000', 1, ['JS500', 'JS750', 'JS1000']], ['JS500、JS750', 2, ['JS500', 'JS750']], ['AB10/20', 2, ['AB10', 'AB20']], ['AB10/20', 1, ['AB10/20']], ['E30舒适/E30豪华', 2, ['E30舒适', 'E30豪华']],
    ['DSJ80/40/2×75', 1, ['DSJ80/40/2×75']], ['SC200/200', 1, ['SC200/200']], ['ZD6-D165/250', 1, ['ZD6-D165/250']], ['2PLF90/150', 1, ['2PLF90/150']], ['ZY9000/17/38D', 1, ['ZY9000/17/38D']], ['6+1.14PVB+6', 1, ['6+1.14PVB+6']],
  ])('%s with %s prices', (cell, prices, models) => {
    expect(splitModels(cell, prices)).toEqual(models);
  });

  it.each([['ＧＣ－Ｅ１８', 'GC-E18'], ['DTⅡ-650', 'DTII-650'], ['—', null], ['', null], ['φ108×380', 'φ108×380']])('%s is %s', (cell, model) => {
    expect(modelText(cell)).toBe(model);
  });

  it.each([
    ['掘锚护一体机EJM300', '掘锚护一体机', 'EJM300'], ['COG邦定机 BD-120', 'COG邦定机', 'BD-120'], ['晶圆AOI WI-200', '晶圆AOI', 'WI-200'], ['PE-400×600颚式破碎机', '颚式破碎机', 'PE-400×600'], ['KP1承重砖240*115*90', 'KP1承重砖', '240*115*90'],
    ['单体液压支柱DW28-300', '单体液压支柱', 'DW28-300'], ['GRC装饰线条', 'GRC装饰线条', null], ['扫地机器人', '扫地机器人', null], ['微耕机4.0kW', '微耕机4.0kW', null],
  ])('%s', (cell, name, model) => {
    expect(partNameAndModel(cell)).toEqual({ name, model });
  });
});
