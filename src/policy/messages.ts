import { RETIREMENT_REASONS } from '../core/policy/retirement.js';
import { defineMessages } from '../platform/messages/messages.js';

/** Every code that this room answers with. */
export const policyMessages = defineMessages({
  ...RETIREMENT_REASONS,
  CLASS_GROUP_UNKNOWN: { zh: '没有编号为 {parentId} 的品类分组，可用 classGroups 查询', en: 'There is no group of classes {parentId}: classGroups lists them' },
  TASK_UNKNOWN: { zh: '工作方案没有编号为 {taskId} 的任务，任务编号如 D1.1', en: 'The work plan has no task {taskId}: ids of tasks look like D1.1' },
});
