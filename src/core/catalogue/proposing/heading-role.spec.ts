import { describe, expect, it } from '@jest/globals';
import { headingText, roleOf } from './heading-role.js';

describe('headings', () => {
  it.each([
    ['序号', 'SERIAL'], ['产品名称', 'NAME'], ['品　名', 'NAME'], ['物料名称', 'NAME'], ['设备名称/型号', 'NAME_AND_MODEL'], ['名称规格', 'NAME_AND_MODEL'], ['规格型号', 'MODEL'], ['图号/型号', 'MODEL'], ['物料编码', 'CODE'],
    ['主要技术参数', 'SPECS'], ['技术条件', 'SPECS'], ['其它说明', 'NOTE'], ['备注', 'NOTE'], ['计价单位', 'UNIT'], ['基本计量单位', 'UNIT'], ['单价(万元,含税13%)', 'PRICE'], ['不含税价(元)', 'PRICE'], ['出厂价(元/台)', 'PRICE'], ['万元/台', 'PRICE'],
    ['指导价(万元)', 'PRICE'], ['面价(元)', 'PRICE'], ['医院优惠价(万元)', 'DISCOUNTED'], ['经销价(元)', 'DISCOUNTED'], ['大宗价(1000以上)', 'DISCOUNTED'], ['补贴后价', 'DISCOUNTED'], ['底价（万元）', 'INTERNAL'], ['采购成本', 'INTERNAL'], ['进价', 'INTERNAL'],
    ['金额（万元）', 'AMOUNT'], ['数量', 'QUANTITY'], ['库存数量', 'IGNORED'], ['折扣', 'IGNORED'], ['税率(%)', 'TAX_RATE'], ['交货期(天)', 'LEAD_TIME'], ['供货周期', 'LEAD_TIME'], ['提车', 'LEAD_TIME'], ['质保(月)', 'WARRANTY'], ['三包', 'WARRANTY'],
    ['停产日期', 'WITHDRAWN'], ['报价日期', 'DATE'], ['报价有效期', 'DATE'], ['图片', 'IGNORED'], ['类别', 'CATEGORY'], ['带宽\nmm', 'ATTRIBUTE'], ['-12℃制热量(kW)', 'ATTRIBUTE'], ['低温COP', 'ATTRIBUTE'],
    ['产品名称 Product Name', 'NAME'], ['单价 Unit Price (RMB)', 'PRICE'], ['Model', 'MODEL'], ['Unit Price', 'PRICE'], ['Lead Time', 'LEAD_TIME'], ['12,800', null], ['', null],
  ])('%s is %s', (heading, role) => {
    expect(roleOf(heading)).toBe(role);
  });

  it.each([
    ['钻深(米)', '钻深', '米'], ['输送量\nt/h', '输送量', 't/h'], ['孔径mm', '孔径', 'mm'], ['功率/kW', '功率', 'kW'], ['出力/t/h', '出力', 't/h'], ['低温COP', '低温cop', null], ['压力：MPa', '压力', 'MPa'], ['交货周期(周)', '交货周期', '周'], ['-12℃制热量(kW)', '-12°c制热量', 'kW'],
  ])('%s measures %s in %s', (heading, label, unit) => {
    expect(headingText(heading)).toEqual({ label, unit });
  });
});
