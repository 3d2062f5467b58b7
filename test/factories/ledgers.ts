import ExcelJS from '@protobi/exceljs';

/** A ledger as text: lathes with asset numbers of their own. */
export function aLedger(rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => `GD-${String(index + 1).padStart(5, '0')},普通车床,C6140,沈阳第一机床厂,,2018年5月,7.5,一车间`);
  return `固定资产编号,设备名称,规格型号,制造厂,出厂编号,投用日期,功率(kW),存放地点\n${lines.join('\n')}\n`;
}

type Cell = string | number | Date | null;
const HEADING = ['序号', '资产编号', '设备名称', '规格型号', '生产厂家', '出厂编号', '启用日期', '额定功率（kW）', '流量(m3/h)', '扬程(m)', '数量', '存放地点', '原值（元）', '保管人', '使用状况'];

/** A workbook as a plant's equipment office keeps it: title rows over merged cells, days as days and as people write them, sums below. */
export function ledgerWorkbook(rows: readonly (readonly Cell[])[] = LEDGER): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('设备台账');
  sheet.addRow(['某机械厂固定资产（设备）台账']);
  sheet.mergeCells(1, 1, 1, HEADING.length);
  sheet.addRow(['编制单位：设备科', null, null, null, null, '2026年11月']);
  sheet.addRow(HEADING);
  for (const row of rows) {
    const added = sheet.addRow([...row]);
    row.forEach((cell, index) => { if (cell instanceof Date) added.getCell(index + 1).numFmt = 'yyyy"年"m"月"d"日"'; });
  }
  workbook.addWorksheet('填表说明').addRow(['请按编号顺序填写']);
  return workbook.xlsx.writeBuffer().then((bytes) => Buffer.from(bytes as ArrayBuffer));
}

const LEDGER: readonly (readonly Cell[])[] = [
  [1, 'GD-001', '普通车床', 'C6140', '沈阳第一机床厂', '98-113', new Date('2009-05-06T00:00:00Z'), 7.5, null, null, 1, '一车间', 186_000, '王师傅', '在用'],
  [2, 'GD-002', '单级单吸离心泵', 'IS80-65-160', null, null, '2016年11月', '15kW', 50, 32, 1, '泵房', 12_000, '李师傅', '在用'],
  [3, 'GD-003', '摇臂钻床', 'Z3050', '中捷', null, '八十年代', 4, null, null, 1, '二车间', null, null, '在用'],
  [4, null, '台式砂轮机', null, null, null, '2001', 0, null, null, 1, '二车间', null, null, '在用'],
  [5, 'GD-005', '空气锤', 'C41', null, null, '1985', 30, null, null, 1, '锻工房', null, null, '已报废'],
  [6, 'GD-006', '立式铣床', 'X5032', null, null, '98.5', '7.5', null, null, '2台', '一车间', null, null, '待报废'],
  ['合计', null, null, null, null, null, null, null, null, null, 7, null, 198_000],
];
