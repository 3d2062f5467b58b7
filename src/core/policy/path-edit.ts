import { refused, type Refused } from '../outcome/outcome.js';
import type { Relation, UpgradePath } from './reference.js';

export type PathChange = 'ADD' | 'CHANGE' | 'END';

/** An edit of the path from a demand item to a class; what is null stays as it is, and must be given to add a path. */
export interface PathEdit {
  readonly demandItemId: string;
  readonly classId: string;
  readonly change: PathChange;
  readonly relation: Relation | null;
  /** 1 to 3. */
  readonly strength: number | null;
  readonly becauseZh: string | null;
  readonly becauseEn: string | null;
}

/** The path after the edit, null when it has ended; or why the edit cannot be made. `before`: the path in force, null when there is none. */
export function editedPath(edit: PathEdit, before: UpgradePath | null): { readonly path: UpgradePath | null } | Refused {
  const { demandItemId, classId, change } = edit;
  if (change === 'ADD' && before !== null) return refused('STATE', 'PATH_EXISTS', 'classId', { demandItemId, classId });
  if (change !== 'ADD' && before === null) return refused('STATE', 'PATH_UNKNOWN', 'classId', { demandItemId, classId });
  if (change === 'END') return { path: null };
  const relation = edit.relation ?? before?.relation ?? null;
  const strength = edit.strength ?? before?.strength ?? null;
  const [becauseZh, becauseEn] = [edit.becauseZh?.trim() || before?.becauseZh || '', edit.becauseEn?.trim() || before?.becauseEn || ''];
  if (relation === null) return refused('INPUT', 'PATH_PART_MISSING', 'relation');
  if (strength === null) return refused('INPUT', 'PATH_PART_MISSING', 'strength');
  if (becauseZh === '') return refused('INPUT', 'PATH_PART_MISSING', 'becauseZh');
  if (becauseEn === '') return refused('INPUT', 'PATH_PART_MISSING', 'becauseEn');
  const path = { demandItemId, classId, relation, strength, becauseZh, becauseEn };
  if (before !== null && Object.entries(path).every(([key, value]) => before[key as keyof UpgradePath] === value)) return refused('INPUT', 'PATH_UNCHANGED', 'change');
  return { path };
}

/** All paths of an item with one edit made, for a look at what it would do. */
export function withEditedPath(paths: readonly UpgradePath[], edit: PathEdit, path: UpgradePath | null): UpgradePath[] {
  const others = paths.filter((one) => one.demandItemId !== edit.demandItemId || one.classId !== edit.classId);
  return path === null ? others : [...others, path];
}
