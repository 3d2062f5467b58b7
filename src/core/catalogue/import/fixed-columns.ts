import { LEAD_UNITS, WARRANTY_UNITS } from './term-cell.js';
import { PRICE_UNITS } from './price-cell.js';

export type FixedField = 'name' | 'model' | 'classId' | 'price' | 'unit' | 'leadTime' | 'warranty' | 'energyGrade' | 'certificates' | 'description';

/** A column that every catalogue has, whatever its classes. */
export interface FixedColumn {
  readonly field: FixedField;
  /** As the template writes it. */
  readonly heading: string;
  /** Heading without its unit. */
  readonly name: string;
  /** Other headings that mean the same. */
  readonly also: readonly string[];
  /** Unit of a figure that names none; null where the column has no unit. */
  readonly unit: string | null;
  /** Units that the heading may state instead. */
  readonly units: readonly string[];
  /** REQUIRED: no listing without it; TOLD: the supplier is told once when it is not there. */
  readonly absence: 'REQUIRED' | 'TOLD' | 'QUIET';
}

const column = (field: FixedField, heading: string, absence: FixedColumn['absence'], also: readonly string[], units: readonly string[] = []): FixedColumn => {
  const [name = heading, unit = null] = heading.split(/[()]/u);
  return { field, heading, name, also, unit: units.length === 0 ? null : unit, units, absence };
};

export const FIXED_COLUMNS: readonly FixedColumn[] = [
  column('name', '产品名称', 'REQUIRED', ['名称', '品名', '产品名', '设备名称', '商品名称', '货物名称', '产品']),
  column('model', '型号', 'REQUIRED', ['产品型号', '规格型号', '型号规格', '型号/规格', '规格/型号', '设备型号']),
  column('classId', '品类(supplyId)', 'REQUIRED', ['品类', '品类编号', '品类编码', '品类代码', '产品品类', '类别编号', 'supplyId', 'classId']),
  column('price', '单价(元)', 'TOLD', ['价格', '报价', '含税单价', '含税价', '销售价', '售价', '单价含税'], Object.keys(PRICE_UNITS)),
  column('unit', '计价单位', 'TOLD', ['单位', '计量单位', '销售单位']),
  column('leadTime', '交货期(天)', 'TOLD', ['交期', '交货期', '供货期', '供货周期', '交货周期', '交付周期', '货期'], LEAD_UNITS),
  column('warranty', '质保(月)', 'TOLD', ['质保期', '质量保证期', '保修期', '保修', '质保期限'], WARRANTY_UNITS),
  column('energyGrade', '能效等级', 'QUIET', ['能效', '能耗等级', '能效级别']),
  column('certificates', '认证', 'QUIET', ['证书', '认证证书', '资质', '资质证书', '认证情况']),
  column('description', '简介', 'QUIET', ['产品简介', '说明', '产品说明', '描述', '产品描述', '备注']),
];
