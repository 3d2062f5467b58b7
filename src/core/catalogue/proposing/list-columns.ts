import type { ColumnRole } from './heading-role.js';

/** A column of a list, as its heading was understood. */
export interface ListColumn {
  /** From 0. */
  readonly index: number;
  /** All that the heading says, group first. */
  readonly heading: string;
  readonly role: ColumnRole;
  /** Folded, without group and unit. */
  readonly label: string;
  readonly unit: string | null;
  readonly leaf: string;
  readonly group: string;
}

/** Of several columns with one role the first that fits best keeps it. */
const NAME_ORDER = [/名称|品名|车名|机名|货名/u, /^(?:产品|设备|货物|商品|物料|机具|仪器|装备|农机|品种)/u, /./u] as const;
const MODEL_ORDER = [/型号/u, /机型|图号|件号|牌号|版本|款/u, /编号|货号|订货|编码|代号/u, /规格/u, /./u] as const;

/** One role to each column: one name, one model, the steps of a price by quantity told apart. */
export function settleColumns(columns: readonly ListColumn[]): ListColumn[] {
  const name = best(columns, 'NAME', NAME_ORDER);
  const model = best(columns, 'MODEL', MODEL_ORDER);
  const both = columns.some(({ role }) => role === 'NAME_AND_MODEL');
  const settled = columns.map((column): ListColumn => {
    if (column.role === 'NAME' && column !== name) return { ...column, role: /车型|机种/u.test(column.label) && model === undefined ? 'MODEL' : 'CATEGORY' };
    if (column.role === 'MODEL' && column !== model) return { ...column, role: /规格|尺寸/u.test(column.label) ? 'SPECS' : 'CODE' };
    if (column.role === 'CATEGORY' && name === undefined && !both && !columns.some((one) => one.role === 'CATEGORY' && one !== column)) return { ...column, role: 'NAME' };
    return column;
  });
  return withoutTotals(withSteps(settled));
}

function best(columns: readonly ListColumn[], role: ColumnRole, order: readonly RegExp[]): ListColumn | undefined {
  const fitting = columns.filter((column) => column.role === role);
  for (const pattern of order) {
    const found = fitting.find(({ label }) => pattern.test(label));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** 1套, 2-5套, 5套以上 under one heading: the price of who buys one is the first, the others are for quantities. */
function withSteps(columns: readonly ListColumn[]): ListColumn[] {
  const stepOf = ({ role, leaf, group }: ListColumn): number | null => {
    if ((role !== 'PRICE' && role !== 'DISCOUNTED') || group === '' || leaf === group) return null;
    const found = /(\d+)\s*(?:台|套|件|个|辆|只|片|块|吨|㎡|m2|米|架|组|以上|以下|以内|-|~|$)/u.exec(leaf);
    return found === null ? null : Number(/以下|以内|≤|</u.test(leaf) ? 0 : found[1]);
  };
  const steps = columns.map(stepOf);
  const lowest = Math.min(...steps.filter((step) => step !== null));
  return columns.map((column, at) => {
    const step = steps[at];
    return step === null || step === undefined ? column : { ...column, role: step === lowest ? 'PRICE' : 'DISCOUNTED' };
  });
}

/** An amount is the price of one only where no price is stated at all. */
function withoutTotals(columns: readonly ListColumn[]): ListColumn[] {
  if (columns.some(({ role }) => role === 'PRICE' || role === 'DISCOUNTED' || role === 'INTERNAL')) return [...columns];
  return columns.map((column) => (column.role === 'AMOUNT' ? { ...column, role: 'PRICE' } : column));
}
