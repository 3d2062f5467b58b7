import ExcelJS from '@protobi/exceljs';

/** A list as a small maker keeps it: a title, prices in 万元, no class. */
export const LIST: readonly (readonly string[])[] = [
  ['晋能机械 2026年报价单（含税）', '', '', ''],
  ['设备名称', '型号', '单价（万元）', '交货期'],
  ['颚式破碎机', 'PE-400×600', '5.8', '现货'],
  ['颚式破碎机', 'PE-600×900', '面议', '30天'],
  ['圆振动筛', '2YK1860', '12.6', '20天'],
];
export const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(',')).join('\n');

/** A workbook with these sheets. */
export async function workbook(sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>>): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows.map((row) => [...row]));
  return Buffer.from(await book.xlsx.writeBuffer());
}
