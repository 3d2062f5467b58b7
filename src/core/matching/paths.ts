import type { Relation } from '../policy/reference.js';
import { FULL } from './rules.js';
import type { WantedClass, WantedLine } from './pair.js';

/** Share of PATH_STRENGTH in basis points, by relation and strength 1, 2, 3: what covers all before what covers a part. */
const PATH_SHARE: Readonly<Record<Relation, readonly [number, number, number]>> = {
  'fulfils': [4_000, 7_500, FULL],
  'fulfils-in-part': [2_500, 5_000, 7_000],
  'component': [1_000, 2_000, 3_000],
  'enables': [500, 1_000, 1_500],
};

export function pathShare(path: WantedClass): number {
  return PATH_SHARE[path.relation][path.strength - 1] ?? 0;
}

/** The strongest of a line's paths to a class, null when none leads there; equal ones by clause and reason, so that the order of paths decides nothing. */
export function bestPath(line: WantedLine, classId: string, relations: readonly Relation[]): WantedClass | null {
  const paths = line.classIds.filter((path) => path.classId === classId && relations.includes(path.relation));
  return paths.reduce<WantedClass | null>((best, path) => (best === null || before(path, best) ? path : best), null);
}

function before(a: WantedClass, b: WantedClass): boolean {
  const difference = pathShare(a) - pathShare(b);
  if (difference !== 0) return difference > 0;
  return [a.clause, a.because.zh, a.because.en].join('\n') < [b.clause, b.because.zh, b.because.en].join('\n');
}
