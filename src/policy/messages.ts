import { RETIREMENT_REASONS } from '../core/policy/retirement.js';
import { defineMessages } from '../platform/messages/messages.js';

/** Every code that this room answers with. */
export const policyMessages = defineMessages({
  ...RETIREMENT_REASONS,
  CLASS_GROUP_UNKNOWN: { zh: '没有编号为 {parentId} 的品类分组，可用 classGroups 查询', en: 'There is no group of classes {parentId}: classGroups lists them' },
  DEMAND_ITEM_UNKNOWN: { zh: '工作方案没有编号为 {demandItemId} 的需求条目，可用 demandItems 查询', en: 'The work plan has no demand item {demandItemId}: demandItems lists them' },
  CLASS_UNKNOWN: { zh: '没有编号为 {classId} 的品类，可用 classes 查询', en: 'There is no class {classId}: classes lists them' },
  PATH_EXISTS: { zh: '需求条目 {demandItemId} 到品类 {classId} 已有路径，请改用修改', en: 'There is a path from {demandItemId} to {classId} already: change it instead' },
  PATH_UNKNOWN: { zh: '需求条目 {demandItemId} 到品类 {classId} 没有路径，请改用新增', en: 'There is no path from {demandItemId} to {classId}: add one instead' },
  PATH_PART_MISSING: { zh: '新增路径须填写关系、强度和中英文理由，此项缺少', en: 'A new path needs relation, strength and a reason in both languages; this one is missing' },
  PATH_UNCHANGED: { zh: '与现有路径相同，没有改动', en: 'That is the path as it stands: nothing would change' },
  PATH_EDIT_REASON_MISSING: { zh: '请写明改动的原因，记入历史', en: 'Say why it is edited, for the history' },
  CLASS_EDIT_REASON_MISSING: { zh: '请写明改动的原因，记入历史', en: 'Say why the class is edited, for the history' },
  CLASS_NAME_INVALID: { zh: '名称须为 1 至 {max} 字', en: 'A name has 1 to {max} characters' },
  CLASS_NAME_TAKEN: { zh: '「{name}」已是品类 {classId} 的名称，请换一个，或修改该品类', en: '“{name}” is the name of class {classId}: choose another, or revise that class' },
  CLASS_LIST_TOO_LONG: { zh: '至多 {max} 项', en: 'At most {max} entries' },
  CLASS_KEY_INVALID: { zh: '键「{key}」须以小写字母开头，只含字母和数字，至多 40 个', en: 'The key “{key}” must begin with a small letter and have letters and digits alone, 40 at most' },
  CLASS_KEY_REPEATED: { zh: '键「{key}」重复', en: 'The key “{key}” is there twice' },
  CLASS_LEAD_TIME_INVALID: { zh: '交货期为三个自然日数：最短、通常、最长，依次不减，1 至 3650', en: 'The lead time is three numbers of days, low, typical and high, in that order, 1 to 3,650' },
  CLASS_UNIT_INVALID: { zh: '数值参数「{key}」须写明平台认识的单位，无量纲或计数写 1', en: 'The number {key} needs a unit that the platform reads; `1` for a plain number or a count' },
  CLASS_BOUNDS_INVALID: { zh: '参数「{key}」的下限大于上限', en: 'The lower bound of {key} is above the upper one' },
  CLASS_VALUES_INVALID: { zh: '选择参数「{key}」须列出 1 至 {max} 个可选值', en: 'The choice {key} needs 1 to {max} values to choose from' },
  CLASS_ATTRIBUTE_MIXED: { zh: '参数「{key}」：只有数值有单位和上下限，只有选择有可选值', en: 'Attribute {key}: a number alone has a unit and bounds, a choice alone has values' },
  CLASS_ATTRIBUTE_KIND_UNKNOWN: { zh: '参数「{key}」所限的种类「{kind}」不在种类表中', en: 'Attribute {key} is for kind {kind}, which is not in the list of kinds' },
  CLASS_ATTRIBUTE_USED: {
    zh: '参数「{key}」被 {products} 个在架产品、{lines} 条公开需求使用，不能删除，也不能改类型或单位；可改名、改上下限，或另加参数',
    en: 'Attribute {key} is used by {products} products on the market and {lines} open lines: it cannot be taken away nor get another type or unit; rename it, change its bounds, or add another',
  },
  CLASS_VALUE_USED: { zh: '参数「{key}」的可选值「{value}」被 {products} 个在架产品使用，不能删除；可改名', en: 'Value {value} of {key} is used by {products} products on the market: it cannot be taken away; rename it' },
  CLASS_KIND_USED: { zh: '种类「{key}」被 {products} 个在架产品使用，不能删除；可改名', en: 'Kind {key} is used by {products} products on the market: it cannot be taken away; rename it' },
  CLASS_OF_PLAN_FIXED: {
    zh: '工作方案的品类只能修改别名、种类的名称和参数的上下限；名称、单位和参数以方案为准',
    en: 'Of a class of the plan only other names, names of kinds and bounds may be revised; its name, unit and attributes are the plan’s',
  },
  CLASS_OF_PLAN_STAYS: { zh: '{classId} 是工作方案列出的品类，不能停用', en: '{classId} is a class of the plan: it cannot be retired' },
  CLASS_UNCHANGED: { zh: '与现有品类相同，没有改动', en: 'That is the class as it stands: nothing would change' },
  CLASS_IN_USE: {
    zh: '品类 {classId} 有 {products} 个在架产品、{lines} 条公开需求，不能停用；请先请供应商改用其他品类',
    en: 'Class {classId} has {products} products on the market and {lines} open lines and cannot be retired: have them take another class first',
  },
  CLASS_SERIES_FULL: { zh: '分组 {parentId} 的编号已用完，请选择其他分组', en: 'Group {parentId} has no number left: choose another group' },
  TASK_UNKNOWN: { zh: '工作方案没有编号为 {taskId} 的任务，任务编号如 D1.1', en: 'The work plan has no task {taskId}: ids of tasks look like D1.1' },
});
