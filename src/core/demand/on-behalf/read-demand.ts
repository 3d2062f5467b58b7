import { Decimal } from 'decimal.js';
import { normalCreditCode } from '../../organisation/credit-code.js';
import { readRegion } from '../../organisation/on-behalf/read-region.js';
import { refused, type RefusalData } from '../../outcome/outcome.js';
import { cellsOf, originalOf, type Heading, type KnownColumns, type RowRemark } from '../../table/known-columns.js';
import type { TextRow } from '../../table/text-row.js';
import { fold } from '../../text/fold.js';
import type { DemandHead } from '../demand-head.js';
import type { LineDraft } from '../line-content.js';

export type DemandColumn =
  'creditCode' | 'title' | 'words' | 'classId' | 'itemId' | 'quantity' | 'unit' | 'budgetTenThousand' | 'budget' | 'region' | 'neededBy' | 'purpose' | 'visibility' | 'externalRef';

/** A list of update demands as bureaus keep it: one row is one demand of one line. */
export const DEMAND_COLUMNS: KnownColumns<DemandColumn> = {
  creditCode: { zh: '统一社会信用代码', also: ['社会信用代码', '信用代码', '统一信用代码'], needed: true },
  title: { zh: '需求标题', also: ['需求名称', '标题', '设备名称', '拟购设备', '采购设备', '需求设备'], needed: true },
  words: { zh: '需求说明', also: ['说明', '技术要求', '需求描述', '需求内容', '规格要求'], needed: false },
  classId: { zh: '品类编号', also: ['品类', '品类代码'], needed: false },
  itemId: { zh: '需求条目编号', also: ['需求条目', '条目编号'], needed: false },
  quantity: { zh: '数量', also: ['采购数量', '需求数量', '台数'], needed: true },
  unit: { zh: '计量单位', also: ['单位'], needed: false },
  budgetTenThousand: { zh: '预算（万元）', also: ['预算金额（万元）', '投资额（万元）', '计划投资（万元）'], needed: false },
  budget: { zh: '预算（元）', also: ['预算', '预算金额（元）', '投资额（元）'], needed: false },
  region: { zh: '交货地区', also: ['交货地', '交货地点', '项目所在地'], needed: false },
  neededBy: { zh: '需求时间', also: ['需求日期', '交货时间', '到货时间', '最迟到货时间', '计划完成时间'], needed: false },
  purpose: { zh: '更新或新增', also: ['需求类型', '用途'], needed: false },
  visibility: { zh: '可见范围', also: ['公开范围'], needed: false },
  externalRef: { zh: '自有编号', also: ['企业编号', '需求编号'], needed: false },
};

/** A demand as a bureau wrote it down, before the law of demands has seen it. */
export interface WrittenDemand extends Omit<DemandHead, 'regionCode'> {
  readonly creditCode: string;
  /** Null: where the enterprise is. */
  readonly regionCode: string | null;
  readonly purpose: 'RENEWAL' | 'NEW_CAPACITY';
  readonly visibility: 'PUBLIC' | 'APPROVED_SUPPLIERS' | 'THROUGH_DEPARTMENT';
  readonly line: LineDraft;
}

export interface ReadDemand {
  /** Null when the row cannot be taken. */
  readonly demand: WrittenDemand | null;
  readonly remarks: readonly RowRemark[];
}

/** `2 台`, `1,200`: a figure, perhaps with its unit. */
const AMOUNT = /^([0-9][0-9,]*(?:\.[0-9]+)?)\s*([^0-9.,\s]{0,20})$/u;
const DAY = /^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$/u;

/** Reads one row of a list of demands. What the law of demands refuses is said later, when its ground is known. */
export function readDemand(row: TextRow, heading: Heading<DemandColumn>): ReadDemand {
  const cell = cellsOf(row, heading);
  const remarks: RowRemark[] = [];
  const remark = (verdict: RowRemark['verdict'], column: DemandColumn, said: RefusalData): void => void remarks.push({
    column: DEMAND_COLUMNS[column].zh, verdict, original: originalOf(cell(column)), said,
  });
  const dropped = (column: DemandColumn): void => remark('WARN', column, refused('INPUT', 'LIST_CELL_DROPPED', null, { column: DEMAND_COLUMNS[column].zh }).refusal);
  const creditCode = normalCreditCode(cell('creditCode'));
  if (creditCode === '') remark('REJECT', 'creditCode', refused('INPUT', 'CREDIT_CODE_MISSING', 'creditCode').refusal);
  const amount = AMOUNT.exec(fold(cell('quantity')));
  const neededBy = dayOf(cell('neededBy'));
  if (neededBy === null && cell('neededBy') !== '') remark('REJECT', 'neededBy', refused('INPUT', 'NEEDED_BY_WRONG', 'neededBy').refusal);
  const region = cell('region') === '' ? null : readRegion(cell('region'));
  if (region === null && cell('region') !== '') dropped('region');
  const budgetCny = budgetOf(cell('budgetTenThousand'), 10_000) ?? budgetOf(cell('budget'), 1);
  if (budgetCny === null && cell('budgetTenThousand') !== '') dropped('budgetTenThousand');
  else if (budgetCny === null && cell('budget') !== '') dropped('budget');
  const line: LineDraft = {
    classIds: codesOf(cell('classId')), itemId: codesOf(cell('itemId'))[0] ?? null, words: cell('words') || cell('title'),
    quantity: amount?.[1]?.replaceAll(',', '') ?? cell('quantity'), unit: cell('unit') || amount?.[2] || '', requirements: [], energyGradeAtMost: null, budgetCny: null, retires: [],
  };
  if (line.classIds.length === 0 && line.itemId === null) remark('WARN', 'classId', refused('INPUT', 'LIST_WORDS_ALONE').refusal);
  const demand: WrittenDemand = {
    creditCode, title: cell('title'), words: cell('words'), regionCode: region?.code ?? null, budgetCny, neededBy, externalRef: cell('externalRef') || null,
    purpose: /新增|扩产|新建/u.test(cell('purpose')) ? 'NEW_CAPACITY' : 'RENEWAL', visibility: visibilityOf(cell('visibility')), line,
  };
  return { demand: remarks.some(({ verdict }) => verdict === 'REJECT') ? null : demand, remarks };
}

/** Ids as people list them, `S1.1.1.03、S1.1.1.04`, each with its name behind it or not. */
function codesOf(cell: string): string[] {
  return fold(cell).split(/[、,;\s]+/u).flatMap((part) => /^[A-Za-z][A-Za-z0-9._-]*/u.exec(part)?.[0] ?? []);
}

/** Who wrote nothing is careful: the enterprise may open it further, nobody can take back what was public. */
function visibilityOf(cell: string): WrittenDemand['visibility'] {
  if (/转达|匿名|主管部门/u.test(cell)) return 'THROUGH_DEPARTMENT';
  return /公开|所有/u.test(cell) && !/不公开/u.test(cell) ? 'PUBLIC' : 'APPROVED_SUPPLIERS';
}

function budgetOf(cell: string, factor: number): string | null {
  const amount = AMOUNT.exec(fold(cell))?.[1]?.replaceAll(',', '');
  return amount === undefined ? null : new Decimal(amount).times(factor).toFixed();
}

function dayOf(cell: string): string | null {
  const [, year, month, day] = DAY.exec(fold(cell).replace(/\s.*$/u, '')) ?? [];
  return year === undefined || month === undefined || day === undefined ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
