import type { AttributeDefinition, ClassDefinition } from '../../policy/class-definition.js';
import { ProductTable, type JudgedRow } from './product-table.js';
import type { ImportPolicy } from './remark.js';

const attribute = (facts: Partial<AttributeDefinition> & Pick<AttributeDefinition, 'key' | 'zh'>): AttributeDefinition => ({
  en: facts.key, type: 'number', unit: 'mm', better: 'none', min: 0, max: 1_000_000, values: [], matchRole: 'soft', appliesToKinds: null, ...facts,
});

export const CRUSHER: ClassDefinition = {
  id: 'S1.1.1.03', origin: 'PLAN', zh: '破碎机', en: 'crusher', alsoCalled: ['碎石机', '碎煤机'], unit: '台', leadTimeDays: [30, 60, 90], energyGradeKind: null, clause: '三（一）1',
  kinds: [{ key: 'jaw', zh: '颚式破碎机', en: 'jaw crusher' }, { key: 'cone', zh: '圆锥破碎机', en: 'cone crusher' }, { key: 'roll', zh: '辊式/齿辊破碎机', en: 'roll crusher' }],
  attributes: [
    attribute({ key: 'capacity', zh: '处理能力', unit: 't/h', min: 1, max: 5_000, matchRole: 'hard' }),
    attribute({ key: 'gape', zh: '给料口宽度', unit: 'mm', min: 100, max: 3_000, matchRole: 'hard', appliesToKinds: ['jaw'] }),
    attribute({ key: 'teeth', zh: '齿数', unit: '1', min: 1, max: 500 }),
    attribute({ key: 'type', zh: '破碎机型式', type: 'enum', unit: null, min: null, max: null, values: [
      { key: 'jaw', zh: '颚式', en: 'jaw' }, { key: 'cone', zh: '圆锥', en: 'cone' }, { key: 'hammer', zh: '锤式(环锤)', en: 'hammer' },
    ] }),
    attribute({ key: 'explosionProof', zh: '防爆', type: 'boolean', unit: null, min: null, max: null }),
  ],
};

/** Sold by the square metre; measures its width in metres where crushers use millimetres. */
export const GLASS: ClassDefinition = {
  id: 'S2.2.1.01', origin: 'PLAN', zh: '浮法玻璃', en: 'float glass', alsoCalled: [], unit: 'm2', leadTimeDays: [3, 7, 15], energyGradeKind: null, clause: '三（二）2', kinds: [],
  attributes: [attribute({ key: 'gape', zh: '给料口宽度', unit: 'm', min: 0.1, max: 10 })],
};

export const CLASSES: ReadonlyMap<string, ClassDefinition> = new Map([CRUSHER, GLASS].map((one) => [one.id, one]));

export const HEADING = ['产品名称', '型号', '品类(supplyId)', '单价(元)', '计价单位', '交货期(天)', '质保(月)', '能效等级', '处理能力(t/h)', '给料口宽度(mm)', '齿数', '破碎机型式', '防爆', '认证', '简介'];

/** Cells of a complete jaw crusher by heading; a changed one may be left out by ''. */
export function aRow(changes: Readonly<Record<string, string>> = {}): string[] {
  const cells: Readonly<Record<string, string>> = {
    产品名称: '颚式破碎机', 型号: 'PE-600', '品类(supplyId)': 'S1.1.1.03', '单价(元)': '620000', 计价单位: '台', '交货期(天)': '60', '质保(月)': '12', 能效等级: '',
    '处理能力(t/h)': '300', '给料口宽度(mm)': '600', 齿数: '12', 破碎机型式: '颚式', 防爆: '否', 认证: 'MA；CCC', 简介: '重型', ...changes,
  };
  return HEADING.map((heading) => cells[heading] ?? '');
}

/** Reads a table whose first row is its heading; a refusal is a fault of the test. */
export function readTable(rows: readonly (readonly string[])[], policy: ImportPolicy = 'IGNORE_FAILED_FIELDS'): { table: ProductTable; rows: JudgedRow[] } {
  const [heading, ...others] = rows.map((cells, index) => ({ number: index + 1, cells }));
  if (heading === undefined) throw new Error('A table has a heading.');
  const opened = ProductTable.open(heading, CLASSES);
  if (!opened.ok) throw new Error(opened.refusal.code);
  for (const row of others) opened.value.survey(row);
  return { table: opened.value, rows: others.map(opened.value.judge(policy)) };
}
