import { describe, expect, it } from '@jest/globals';
import { clauseOfCell, clausesOfText } from './row-text.js';
import type { Measure } from './measure.js';

const brief = ({ label, shape, values, unit, after }: Measure): string => `${label}|${shape === 'SINGLE' ? '' : shape}${values.map((value) => value.toFixed()).join(',')}|${unit ?? ''}${after === '' ? '' : `|${after}`}`;
const read = (text: string): string[] => clausesOfText(text).flatMap(({ measures }) => measures.map(brief));

describe('figures in running text', () => {
  it.each([
    ['处理量60t/h，功率30kW', ['处理量|60|t/h', '功率|30|kW']],
    ['适应抗压强度≤250MPa', ['适应抗压强度|250|MPa']],
    ['功率2×160kW', ['功率|PRODUCT320|kW']],
    ['甲醇箱 2×400L', ['甲醇箱|PRODUCT800|L']],
    ['600x600mm', ['|SIZES600,600|mm']],
    ['200×100×60mm', ['|SIZES200,100,60|mm']],
    ['长800×宽800mm', ['长|800|mm|×宽', '宽|800|mm']],
    ['长1600宽750mm', ['长|1600|mm|宽', '宽|750|mm']],
    ['动力103～147kW', ['动力|RANGE103,147|kW']],
    ['工作温度-30～55℃', ['工作温度|RANGE-30,55|°C']],
    ['30%-80%快充28分钟', ['|RANGE30,80|%|快充', '快充|28|分钟']],
    ['215kWh/100kW', ['|215|kWh|/', '|100|kW']],
    ['出料500/750/1000L', ['出料|LIST500,750,1000|L']],
    ['6×4，480马力', ['|SIZES6,4|', '|480|马力']],
    ['K值1.5W/(m²·K)', ['k值|1.5|W/(m2·K)']],
    ['噪声≤92dB(A)', ['噪声|92|dB(A)']],
    ['年产15万吨', ['年产|15|万吨']],
    ['透水系数1.5×10⁻²cm/s', ['透水系数|0.015|cm/s']],
    ['3片玻璃', ['|3|片|玻璃']],
    ['64排CT', ['|64|排|CT']],
    ['6000次循环', ['|6000|次|循环']],
    ['双笼', ['|2||笼']],
    ['CL60', ['cl|60|']],
    ['ｋ', []],
    ['流量１，２００m3/h', ['流量|1|', '|200|m3/h']],
    ['单元载荷1 500 kg', ['单元载荷|1500|kg']],
    ['流量1,200m3/h', ['流量|1200|m3/h']],
    ['马力：480', ['马力|480|马力']],
  ])('%s', (text, measures) => {
    expect(read(text)).toEqual(measures);
  });

  it.each([
    ['2×75', '功率', 'kW', '功率|PRODUCT150|kW'], ['0.12km', '长度', 'm', '长度|120|m'.replace('120|m', '0.12|km')], ['开孔150', '孔径', 'mm', '开孔孔径|150|mm'], ['132千瓦柴油机', '动力', null, '动力|132|千瓦|柴油机'],
  ])('%s under %s (%s)', (cell, heading, unit, measure) => {
    expect(clauseOfCell(cell, heading, unit).measures.map(brief)).toEqual([measure]);
  });
});
