import type { FixedField } from '../core/catalogue/import/fixed-columns.js';
import type { MessageText } from '../platform/messages/messages.js';

/** How each column that every catalogue has is filled in; the compiler sees that none is left out. */
export const FIELD_MESSAGES = {
  name: 'TEMPLATE_NAME', model: 'TEMPLATE_MODEL', classId: 'TEMPLATE_CLASS', price: 'TEMPLATE_PRICE', unit: 'TEMPLATE_UNIT', leadTime: 'TEMPLATE_LEAD_TIME', warranty: 'TEMPLATE_WARRANTY',
  energyGrade: 'TEMPLATE_ENERGY_GRADE', certificates: 'TEMPLATE_CERTIFICATES', description: 'TEMPLATE_DESCRIPTION',
} as const satisfies Readonly<Record<FixedField, string>>;

/** What the template's page of instructions says. */
export const templateMessages = {
  TEMPLATE_SHEET: { zh: '产品目录', en: 'Products' },
  TEMPLATE_TITLE: { zh: '填写说明', en: 'How to fill this in' },
  TEMPLATE_RULES: {
    zh: '一行填一个产品，从第 2 行起填写；不要改动第 1 行的列名，列的顺序可以调整，用不到的列可以删去。\n红色列名必填，其余可留空。\n数值只填数字，单位按列名；也可写明单位，如 0.8kt/h，导入时自动换算。\n带下拉列表的单元格请从列表中选择。\n名称以「【示例】」开头的行是示例，导入时自动跳过。\n同一供应商的产品按型号区分：型号相同即更新原有产品。\n填好后在平台上传；有问题的行可下载标红的文件，改正后再次上传。',
    en: 'One product a row, from row 2 on. Leave the headings in row 1 as they are; columns may be moved, and those you do not need removed.\nRed headings must be filled in, the others may stay empty.\nFigures are in the unit of the heading; with a unit of their own, such as 0.8kt/h, they are converted.\nWhere a cell has a list, choose from it.\nA row whose name begins with 【示例】 is an example and is passed over.\nYour products are told apart by their model: the same model revises the product you have.\nUpload the file when it is done; rows with problems come back in a file marked in red, to be corrected and uploaded again.',
  },
  TEMPLATE_HEAD_COLUMN: { zh: '列名', en: 'Column' },
  TEMPLATE_HEAD_NEED: { zh: '是否必填', en: 'Required' },
  TEMPLATE_HEAD_HOW: { zh: '怎么填', en: 'What goes in' },
  TEMPLATE_HEAD_CHOICE: { zh: '可选值或合理范围', en: 'Choices or possible range' },
  TEMPLATE_REQUIRED: { zh: '必填', en: 'required' },
  TEMPLATE_WANTED: { zh: '建议填写', en: 'wanted' },
  TEMPLATE_OPTIONAL: { zh: '选填', en: 'optional' },
  TEMPLATE_RANGE: { zh: '{min} 至 {max}', en: '{min} to {max}' },
  TEMPLATE_NAME: { zh: '产品名称，最多 200 字', en: 'Name of the product, at most 200 characters' },
  TEMPLATE_MODEL: { zh: '型号，最多 100 字，每个产品各不相同', en: 'Model, at most 100 characters, another one for each product' },
  TEMPLATE_CLASS: { zh: '品类编号和名称，请从列表中选择；只写编号也可以', en: 'Id and name of the class, from the list; the id alone will do' },
  TEMPLATE_PRICE: { zh: '一个计价单位的价格（元）；不公开价格请填「面议」。含税与否、税率和价格区间在平台的销售条件中设置', en: 'Price of one sales unit in CNY; 面议 for on request. Tax and price ranges are set on the platform' },
  TEMPLATE_UNIT: { zh: '价格对应的单位，按品类固定', en: 'Unit that the price is for, fixed by the class' },
  TEMPLATE_LEAD_TIME: { zh: '下单到交货的日历天数；现货填 1', en: 'Calendar days from order to delivery; 1 for goods in stock' },
  TEMPLATE_WARRANTY: { zh: '质保的月数；没有质保填 0', en: 'Months of warranty; 0 for none' },
  TEMPLATE_ENERGY_GRADE: { zh: '产品标称的能效等级，1 级最高；没有可留空', en: 'Energy grade that the product claims, 1级 is best; empty for none' },
  TEMPLATE_CERTIFICATES: { zh: '认证和检测报告，多项以分号「；」隔开，最多 30 项', en: 'Certificates and test reports, semicolons between them, at most 30' },
  TEMPLATE_DESCRIPTION: { zh: '产品简介，最多 5,000 字，可以换行', en: 'Description, at most 5,000 characters, line breaks allowed' },
  TEMPLATE_FIGURE: { zh: '数值，单位：{unit}', en: 'A figure in {unit}' },
  TEMPLATE_PLAIN_FIGURE: { zh: '数值', en: 'A figure' },
  TEMPLATE_ONE_OF: { zh: '从列表中选一项', en: 'One of the list' },
  TEMPLATE_HARD: { zh: '；买方常以此为硬性要求，不填则不会被推荐', en: '; buyers often require it, and without it the product is not recommended then' },
  TEMPLATE_SAID_LIST: { zh: '请从下拉列表中选择；也可取消后留空。', en: 'Choose from the list, or cancel and leave the cell empty.' },
  TEMPLATE_SAID_RANGE: { zh: '应为 {min} 至 {max} 之间的数，请核对数值和单位（写明单位的文字也可以导入）。', en: 'A figure from {min} to {max} belongs here: check it and its unit. Text with a unit is read as well.' },
} as const satisfies Readonly<Record<string, MessageText>>;
