import type { LEDGER_REMARK_MESSAGES } from '../core/demand/equipment/import/ledger-remark.js';
import { defineMessages, type MessageText } from '../platform/messages/messages.js';

/** What is said of a ledger, a row or a cell; `{column}` and `{original}` are always there. The compiler sees that no code is left out. */
const remarks: Readonly<Record<(typeof LEDGER_REMARK_MESSAGES)[number], MessageText>> = {
  IMPORT_SHEET_PASSED_OVER: { zh: '工作表「{sheet}」没有台账表头，未读取', en: 'Worksheet “{sheet}” has no heading of a ledger and was not read' },
  IMPORT_AMOUNTS_NOT_KEPT: { zh: '「{original}」等金额列不保存', en: 'Amounts such as “{original}” are not kept' },
  IMPORT_PEOPLE_NOT_KEPT: { zh: '「{original}」含个人信息，不保存', en: '“{original}” names people and is not kept' },
  IMPORT_LEDGER_HEADER_UNKNOWN: { zh: '「{original}」列未读取：不是台账常用列，也不是任何品类的参数', en: 'Column “{original}” was not read: it is none of a ledger, and no attribute of any class' },
  IMPORT_LEDGER_NOTHING_TAKEN: { zh: '有 {rejected} 行不能接受，按「全部成功才导入」未导入任何设备；请改正这些行后重新上传', en: '{rejected} rows cannot be taken, so no machine was imported as you asked: correct them and upload the file again' },
  IMPORT_MISSING_ASSET_NUMBER: { zh: '缺少固定资产编号，请填写；编号用于识别同一台设备', en: 'The asset number is missing: fill it in; it tells your machines apart' },
  IMPORT_MISSING_EQUIPMENT_NAME: { zh: '缺少设备名称，请填写', en: 'The name of the machine is missing: fill it in' },
  IMPORT_DUPLICATE_ASSET: { zh: '资产编号「{assetNumber}」或其出厂编号与第 {row} 行重复，保留先出现的一行；请删去或改正', en: 'Asset number “{assetNumber}” or its serial number stands in row {row} already, which was kept: remove or correct this row' },
  IMPORT_TOTAL_ROW: { zh: '「{original}」行不是设备，已跳过', en: 'The row “{original}” is no machine and was passed over' },
  IMPORT_REPEATED_HEADING: { zh: '重复的表头，已跳过', en: 'A heading once more, passed over' },
  IMPORT_EQUIPMENT_GONE: { zh: '使用状况为「{original}」，未登记；已登记的请另行移出台账', en: 'Its state is “{original}”, so it was not registered: withdraw it if it stands in the register' },
  IMPORT_LEDGER_NOT_SAVED: { zh: '这一行未能保存（{reason}），请核对后重新导入', en: 'The row was not saved ({reason}): check it and import it again' },
  IMPORT_DAY_READ: { zh: '日期「{original}」已记为 {expected}', en: 'The day “{original}” was taken as {expected}' },
  IMPORT_DAY_UNREADABLE: { zh: '日期「{original}」无法读取，未保存；请写作 2016-11-23、2016-11 或 2016', en: 'The day “{original}” cannot be read and was left out: write 2016-11-23, 2016-11 or 2016' },
  IMPORT_DAY_FUTURE: { zh: '投用日期「{original}」还没有到，请检查年份', en: 'The day “{original}” is still to come: check the year' },
  IMPORT_DAY_TOO_EARLY: { zh: '投用日期「{original}」早于 {year} 年，请检查年份', en: 'The day “{original}” lies before {year}: check the year' },
  IMPORT_DAY_OF_OTHER_COLUMN: { zh: '没有投用日期，暂按另一日期列登记为 {expected}，请核对', en: 'Without a day of commissioning the day of another column was taken, {expected}: check it' },
  IMPORT_QUANTITY_UNREADABLE: { zh: '数量「{original}」不是整数，按 {expected} 台登记', en: 'The number “{original}” is no whole number; {expected} was taken' },
  IMPORT_POWER_UNREADABLE: { zh: '功率「{original}」无法读取，未保存；请填写单个数值（kW）', en: 'The power “{original}” cannot be read and was left out: fill in one figure in kW' },
  IMPORT_CLASS_BY_NAME: { zh: '按名称「{original}」归入品类「{expected}」，如不对请修改', en: 'By its name “{original}” it was put into class “{expected}”: change it if that is wrong' },
  IMPORT_CLASS_NOT_TOLD: { zh: '由名称「{original}」不能确定品类，铭牌参数未保存；可登记后选择品类', en: 'The name “{original}” does not tell a class, so rated values were not kept: choose a class later' },
  IMPORT_LEDGER_CLASS_UNKNOWN: { zh: '没有品类「{original}」，未保存；请按品类表填写', en: 'There is no class “{original}”, so it was left out: fill in one of the list' },
};

export const ledgerMessages = defineMessages({
  ...remarks,
  LEDGER_KIND_NOT_READ: { zh: '「{name}」是 {kind} 文件，台账请上传 XLSX 或 CSV', en: '“{name}” is a file of kind {kind}: upload a ledger as XLSX or CSV' },
  LEDGER_HEADING_NOT_FOUND: { zh: '前 {within} 行没有找到台账表头，请确认有「固定资产编号」「设备名称」两列', en: 'No heading of a ledger stands in the first {within} rows: it names 固定资产编号 (asset number) and 设备名称 (name)' },
  LEDGER_COLUMNS_MISSING: { zh: '第 {row} 行表头缺少这些列：{columns}；请补上后重新上传', en: 'The heading in row {row} lacks these columns: {columns}. Add them and upload the file again' },
  NOTICE_LEDGER_IMPORTED: { zh: '设备台账导入已完成：共 {rowsTotal} 行，登记 {rowsTaken} 行，拒收 {rowsRejected} 行', en: 'The import of your ledger has finished: of {rowsTotal} rows {rowsTaken} were taken and {rowsRejected} rejected' },
  NOTICE_LEDGER_CHECKED: { zh: '设备台账检查已完成，未登记任何设备：共 {rowsTotal} 行，可登记 {rowsTaken} 行，不能接受 {rowsRejected} 行', en: 'The trial import has finished and saved nothing: of {rowsTotal} rows {rowsTaken} could be taken and {rowsRejected} could not' },
  NOTICE_LEDGER_REFUSED: { zh: '设备台账导入失败：文件无法读取，请查看原因后重新上传', en: 'The import of your ledger failed: the file cannot be read; look at the reason and upload it again' },
});
