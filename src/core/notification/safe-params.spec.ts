import { describe, expect, it } from '@jest/globals';
import { paramFaults, safeParams } from './safe-params.js';

describe('parameters of a notice', () => {
  const UNSAFE: [text: string, shown: string][] = [
    ['张经理 13812345678 采购风机', '张经理 *** 采购风机'], ['请打 138-1234-5678', '请打 ***'], ['+86 138 1234 5678', '***'], ['１３８１２３４５６７８', '***'],
    ['电话 0351-3046789', '电话 ***'], ['（0351）3046789', '***'], ['热线 400-810-8888', '热线 ***'], ['联系 wang.wei@example.com 即可', '联系 *** 即可'],
    ['身份证 14010519900307123X', '身份证 ***'],
    ['破碎机 32万元以内', '破碎机 ***以内'], ['￥320,000.00 含税', '*** 含税'], ['¥ 32 万', '***'], ['CNY 320000', '***'], ['约 5000 元/台', '约 ***/台'], ['预算50万，急', '***，急'],
    ['报价：320000', '***'], ['价格不超过 3 万', '***'], ['3 500 RMB', '3 ***'],
  ];
  it.each(UNSAFE)('%j is shown as %j', (text, shown) => {
    expect(safeParams({ title: text })).toEqual({ title: shown });
    expect(paramFaults({ title: text })).toEqual([`title: ${text}`]);
  });

  const SAFE = [
    '石灰石破碎机改造', 'MG500/1180-WD', 'PE-750×1060', '风量 18万m3/h', '运量 300 t/h，带宽 800', '2026-11-23', '91140100MA00000016', 'dmd_01kb0000000000000000000000', '价格面议',
    '三元催化器 2 台', '2 台 10 元件', '１８０ m³', 'GB 19761-2020', '20261123138123456789',
  ];
  it.each(SAFE)('%j stays as it is', (text) => {
    expect(safeParams({ title: text })).toEqual({ title: text });
    expect(paramFaults({ title: text })).toEqual([]);
  });

  it('are cut where they are too long for a sentence, never within a character', () => {
    expect(safeParams({ title: '𠮷'.repeat(20_000) })).toEqual({ title: `${'𠮷'.repeat(200)}…` });
    expect(safeParams({ title: '1'.repeat(20_000) })).toEqual({ title: `${'1'.repeat(200)}…` });
  });

  it.each(['priceCny', 'price_cny', 'budget', 'contactPhone', 'Mobile', 'unitPrice', 'email', 'TEL'])('the name %j announces what must not be told', (key) => {
    expect(safeParams({ [key]: 5, name: '单位' })).toEqual({ [key]: '***', name: '单位' });
    expect(paramFaults({ [key]: 5 })).toEqual([key]);
  });

  it.each(['name', 'title', 'products', 'neededBy', 'model', 'lines', 'supplier', 'telescope', 'hotel'])('the name %j is harmless', (key) => {
    expect(paramFaults({ [key]: 5 })).toEqual([]);
  });
});
