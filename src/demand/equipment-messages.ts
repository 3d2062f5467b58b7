import { defineMessages } from '../platform/messages/messages.js';

/** What is said of machines and their register. */
export const equipmentMessages = defineMessages({
  ASSET_NUMBER_MISSING: { zh: '请填写固定资产编号', en: 'Fill in the asset number' },
  ASSET_NUMBER_EXISTS: { zh: '资产编号「{assetNumber}」已在台账中，请修改该设备，或换一个编号', en: 'Asset number “{assetNumber}” stands in the register already: revise that machine, or take another number' },
  ASSET_NUMBER_TWICE: { zh: '资产编号「{assetNumber}」在本次提交中重复', en: 'Asset number “{assetNumber}” is named twice in this request' },
  EQUIPMENT_NAME_MISSING: { zh: '请填写设备名称', en: 'Fill in what the machine is' },
  EQUIPMENT_TEXT_TOO_LONG: { zh: '此项最多 {max} 个字，请缩短', en: 'At most {max} characters here: shorten it' },
  EQUIPMENT_QUANTITY_WRONG: { zh: '台数应为 1 至 {max} 的整数', en: 'The number of machines is a whole number from 1 to {max}' },
  EQUIPMENT_CLASS_NEEDED: { zh: '请先选择品类：类型和铭牌数值按品类填写', en: 'Choose a class first: kind and rated values belong to one' },
  POWER_WRONG: { zh: '功率（kW）应大于 0，最多三位小数', en: 'Power in kW is above 0, with at most three decimals' },
  IDENTITY_REASON_MISSING: { zh: '没有制造厂或出厂编号时，请写明原因，如「铭牌缺失」', en: 'Where maker or serial number is not given, say why, such as “no name plate”' },
  COMMISSIONED_WRONG: { zh: '投用日期「{commissioned}」不是日历上的一天，请写作 2016-11-23、2016-11 或 2016', en: '“{commissioned}” is no day of the calendar: write 2016-11-23, 2016-11 or 2016' },
  COMMISSIONED_FUTURE: { zh: '投用日期 {commissioned} 还没有到，请检查年份', en: 'The machine cannot have gone into service on {commissioned}, which is still to come: check the year' },
  COMMISSIONED_TOO_EARLY: { zh: '投用日期 {commissioned} 早于 {year} 年，请检查年份', en: 'The machine cannot have gone into service on {commissioned}, before {year}: check the year' },
  MACHINE_REGISTERED_TWICE: { zh: '出厂编号「{serial}」的这台设备已按资产编号「{assetNumber}」登记', en: 'The machine with serial number “{serial}” stands in your register under asset number “{assetNumber}”' },
  MACHINE_REGISTERED_ELSEWHERE: {
    zh: '该制造厂出厂编号「{serial}」的设备已在平台登记；请核对铭牌，确属本单位的请联系主管部门',
    en: 'The machine of this maker with serial number “{serial}” is registered on the platform already: check the name plate; if it is yours, ask the department',
  },
  EQUIPMENT_WITHDRAWN: { zh: '资产编号「{assetNumber}」的设备已于 {withdrawnOn} 移出台账', en: 'The machine with asset number “{assetNumber}” left the register on {withdrawnOn}' },
  EQUIPMENT_CHANGED_MEANWHILE: { zh: '该设备已被他人修改为第 {revision} 版，请刷新后再改', en: 'Somebody has changed the machine meanwhile, to revision {revision}: read it again' },
  EQUIPMENT_ON_OPEN_LINE: { zh: '设备「{assetNumber}」已列在未了结的需求「{title}」中，请先关闭或修改该行', en: 'Machine “{assetNumber}” stands on an open line of the demand “{title}”: close or change that line first' },
  WITHDRAWAL_REASON_LENGTH: { zh: '请写明设备去向和原因，最多 {max} 个字', en: 'Say where the machine went and why, in at most {max} characters' },
  WITHDRAWAL_DAY_WRONG: { zh: '处置日期应在 {commissioned} 至 {today} 之间', en: 'The day it left lies between {commissioned} and {today}' },
  NEW_CAPACITY_RETIRES: { zh: '新增产能的需求不替换旧设备：请改为设备更新，或去掉所列设备', en: 'A demand for new capacity retires nothing: make it a renewal, or leave the machines out' },
  LINE_TOO_MANY_EQUIPMENT: { zh: '一行最多列 {max} 台台账设备', en: 'A line may name at most {max} machines of the register' },
  RENEWAL_REASON_TOO_LONG: { zh: '原因最多 {max} 个字', en: 'The reason may have at most {max} characters' },
  LINE_RENEWS_NOTHING: { zh: '第 {line} 行属于设备更新，请选择所替换的台账设备，或写明不列旧设备的原因', en: 'Line {line} is a renewal: choose the machines of the register that it retires, or say why it names none' },
});
