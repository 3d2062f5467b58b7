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
  TASK_UNKNOWN: { zh: '工作方案没有编号为 {taskId} 的任务，任务编号如 D1.1', en: 'The work plan has no task {taskId}: ids of tasks look like D1.1' },
});
