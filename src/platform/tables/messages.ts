import { defineMessages } from '../messages/messages.js';

/** Why a table cannot be read at all. */
export const tableMessages = defineMessages({
  TABLE_EMPTY: { zh: '文件里没有数据，请检查后重新上传', en: 'The file holds no data: check it and upload it again' },
  TABLE_ENCODING: {
    zh: '无法识别文字编码：请用 Excel 或 WPS 另存为「CSV UTF-8」后重新上传',
    en: 'The text encoding is not known: save the file as “CSV UTF-8” and upload that',
  },
  TABLE_QUOTE_OPEN: { zh: '第 {row} 行起有引号没有成对，请补上或删去后重新上传', en: 'From row {row} on a quote is not closed: close or remove it and upload the file again' },
  TABLE_TOO_MANY_ROWS: { zh: '数据超过 {max} 行，请拆成几个文件', en: 'The table has more than {max} rows: split it into several files' },
  TABLE_TOO_MANY_SHEETS: { zh: '工作表超过 {max} 张，请拆成几个文件', en: 'The workbook has more than {max} sheets: split it into several files' },
  TABLE_TOO_MANY_COLUMNS: { zh: '第 {row} 行超过 {max} 列，请删去多余的列', en: 'Row {row} has more than {max} columns: remove those that are not needed' },
  TABLE_TOO_LARGE: { zh: '表格内容过多（超过 {max} 个单元格或解压后过大），请删去多余的工作表和区域，或拆成几个文件', en: 'The table holds too much (more than {max} cells, or too large when unpacked): remove what is not needed, or split the file' },
  TABLE_CELL_TOO_LONG: { zh: '第 {row} 行有单元格超过 {max} 个字符，请缩短', en: 'A cell of row {row} has more than {max} characters: shorten it' },
});
