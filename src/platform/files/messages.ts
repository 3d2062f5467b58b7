import { defineMessages } from '../messages/messages.js';

export const fileMessages = defineMessages({
  MULTIPART_MALFORMED: {
    zh: '上传内容不完整或格式不对：请用 multipart/form-data 格式，在 file 字段中重新上传',
    en: 'The upload is incomplete or malformed: send it again as multipart/form-data with the file in the field “file”',
  },
  FILE_MISSING: { zh: '没有收到文件：请在 file 字段中选择一个文件', en: 'No file was received: choose one file in the field “file”' },
  FILE_FIELD_UNKNOWN: { zh: '文件应放在 file 字段中', en: 'The file belongs into the field “file”' },
  FILE_ONE_ONLY: { zh: '一次只能上传一个文件，请分次上传', en: 'One file at a time: upload the others separately' },
  FILE_EMPTY: { zh: '文件是空的，请选择有内容的文件', en: 'The file is empty: choose one with content' },
  FILE_TOO_LARGE: { zh: '文件超过 {maxMib} MiB，请拆分后再上传', en: 'The file is larger than {maxMib} MiB: split it and upload the parts' },
  FILE_DAMAGED: { zh: '文件不完整或已损坏，请重新导出后再上传', en: 'The file is incomplete or damaged: export it again and upload that' },
  FILE_KIND_NOT_ALLOWED: { zh: '不接受这种文件，请上传 {allowed} 格式（按内容识别，与文件名无关）', en: 'This kind of file is not accepted: upload {allowed} (told by its content, not by its name)' },
  XLS_NOT_SUPPORTED: {
    zh: '不支持旧版 Excel（.xls、.xlsb）、WPS 表格（.et）和加了密码的工作簿，请另存为 .xlsx',
    en: 'Old Excel files (.xls, .xlsb), WPS tables (.et) and workbooks under a password are not supported: save it as .xlsx',
  },
  XLSX_HAS_MACROS: { zh: '工作簿含有宏，请另存为不含宏的 .xlsx', en: 'The workbook holds macros: save it as .xlsx without macros' },
  CROSS_SITE_REQUEST: { zh: '请求来自其他网站，已拒绝；请在本平台页面中操作', en: 'The request came from another site and was refused: use a page of this platform' },
  DOWNLOADS_BUSY: { zh: '正在下载的文件过多，请等待其中一个完成后重试', en: 'Too many files are being downloaded: try again when one of them is done' },
});
