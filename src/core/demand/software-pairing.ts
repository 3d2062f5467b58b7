import type { DemandItem, UpgradePath } from '../policy/reference.js';

/** Task 二（二）1, 拓展智能设备软件应用: smart equipment and industrial software together. */
const TASK = 'D2.1';
/** What the same clause names as such software: 电子设计自动化、制造执行系统、供应链管理系统. Proposed where the paths of an item lead to none. */
export const SOFTWARE_OF_CLAUSE: readonly string[] = ['D2.1.c.01', 'D2.1.c.02', 'D2.1.c.03'];

/** What a line says of the software beside its machines. */
export interface PairedLine {
  readonly softwareClassIds: readonly string[];
  readonly softwareWaiver: string | null;
}

export interface SoftwarePairing {
  /** The plan asks for software beside what the line wants. */
  readonly asked: boolean;
  /** It asks, and the line says neither which nor why none. */
  readonly missing: boolean;
  /** Classes of software, the most fitting first; empty where nothing is missing. */
  readonly proposed: readonly string[];
}

/**
 * Whether the work plan asks a line for software to pair, and what is open. Asked are lines of an item of §D2.1 that the reference data
 * marks, unless what fulfils the item wholly is software itself. It is asked for and never blocks: machines are bought without
 * software for good reasons, and then the reason is worth as much to a department as the software. `paths`: of the item and of `SOFTWARE_OF_CLAUSE`.
 */
export function softwarePairing(
  line: PairedLine, item: Pick<DemandItem, 'id' | 'taskId' | 'softwarePairing'> | null, paths: readonly UpgradePath[], isSoftware: (classId: string) => boolean,
): SoftwarePairing {
  const none = { asked: false, missing: false, proposed: [] };
  if (item === null || item.taskId !== TASK || !item.softwarePairing) return none;
  const own = strongestFirst(paths.filter((path) => path.demandItemId === item.id));
  const wholly = own.filter(({ relation }) => relation === 'fulfils');
  if (wholly.length > 0 && wholly.every(({ classId }) => isSoftware(classId))) return none;
  if (line.softwareClassIds.length > 0 || line.softwareWaiver !== null) return { asked: true, missing: false, proposed: [] };
  const ofClause = strongestFirst(paths.filter((path) => SOFTWARE_OF_CLAUSE.includes(path.demandItemId) && path.relation === 'fulfils'));
  return { asked: true, missing: true, proposed: [...new Set([...own, ...ofClause].map(({ classId }) => classId).filter(isSoftware))] };
}

function strongestFirst(paths: readonly UpgradePath[]): UpgradePath[] {
  return [...paths].sort((a, b) => b.strength - a.strength || (a.classId < b.classId ? -1 : 1));
}
