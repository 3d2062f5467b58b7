import { refused, type Refused } from '../core/outcome/outcome.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import { tidied } from '../core/policy/class-edit.js';
import { classFault, newKeyFault } from '../core/policy/class-fault.js';
import { nextClassId } from '../core/policy/class-series.js';
import type { Relation, UpgradePath } from '../core/policy/reference.js';
import { clauseRef } from '../core/policy/work-plan.js';
import type { Tx } from '../platform/db/tx.js';
import { demandItemsByIds, lockItems, pageOfDemandItems, type ClassRow } from '../policy/index.js';
import { nameTaken, type KnownClass } from './class-ground.js';

export interface ClassToAdd extends Pick<ClassDefinition, 'zh' | 'en' | 'alsoCalled' | 'kinds' | 'attributes' | 'unit' | 'energyGradeKind'> {
  /** Group of extension classes, `X.1`. */
  readonly parentId: string;
  /** Task of the plan that names the goods: its clause and its departments are the class's. */
  readonly taskId: string;
  readonly leadTimeDays: readonly number[];
  readonly answers: readonly { readonly demandItemId: string; readonly relation: Relation; readonly strength: number }[];
}

/** A path before and after; null where there is none. */
export interface PathToState { readonly before: UpgradePath | null; readonly after: UpgradePath | null }

/** The class as it is to be, with the next id of its group and the paths it states; or why it cannot be added. */
export async function addedClass(
  tx: Tx, known: readonly KnownClass[], added: ClassToAdd,
): Promise<{ readonly before: null; readonly after: ClassRow; readonly paths: PathToState[] } | Refused> {
  const { parentId, taskId, answers, leadTimeDays, ...content } = added;
  const sibling = known.find(({ definition, path }) => definition.origin === 'EXTENSION' && path.at(-1)?.id === parentId);
  if (sibling === undefined) return refused('INPUT', 'CLASS_GROUP_UNKNOWN', 'parentId', { parentId });
  const [item] = await pageOfDemandItems(tx, { taskId, query: null }, 1, null);
  if (item === undefined) return refused('INPUT', 'TASK_UNKNOWN', 'taskId', { taskId });
  const id = nextClassId(parentId, known.map(({ definition }) => definition.id));
  if (id === null) return refused('STATE', 'CLASS_SERIES_FULL', 'parentId', { parentId });
  // How many days there are is judged with the rest.
  const definition = tidied({ ...content, id, origin: 'EXTENSION', clause: clauseRef(item.clause), leadTimeDays: leadTimeDays as ClassDefinition['leadTimeDays'] });
  const fault = classFault(definition) ?? newKeyFault(null, definition) ?? nameTaken(known, definition);
  if (fault !== null) return fault;
  const itemIds = answers.map(({ demandItemId }) => demandItemId);
  await lockItems(tx, itemIds);
  const items = new Set((await demandItemsByIds(tx, itemIds)).map((one) => one.id));
  const unknown = answers.findIndex(({ demandItemId }, index) => !items.has(demandItemId) || itemIds.indexOf(demandItemId) < index);
  if (unknown >= 0) {
    const demandItemId = itemIds[unknown] ?? '';
    return refused('INPUT', items.has(demandItemId) ? 'PATH_EXISTS' : 'DEMAND_ITEM_UNKNOWN', `answers.${unknown}.demandItemId`, { demandItemId, classId: id });
  }
  return {
    before: null, after: { definition, departments: [...item.departments], ancestors: sibling.ancestors, path: sibling.path },
    paths: answers.map((answer) => ({ before: null, after: {
      ...answer, classId: id, becauseZh: `扩展品类「${definition.zh}」为该需求条目所购之物`, becauseEn: `Extension class "${definition.en}" is what the item buys`,
    } })),
  };
}
