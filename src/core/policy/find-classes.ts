import { wordKey } from '../text/fold.js';
import type { ClassDefinition } from './class-definition.js';
import type { ClassGroup } from './reference.js';

/** A class as it can be found: by its place in the tree and by its words. */
export interface FindableClass extends Pick<ClassDefinition, 'id' | 'origin' | 'zh' | 'en' | 'alsoCalled' | 'kinds'> {
  readonly path: readonly ClassGroup[];
}

export interface ClassFilter {
  /** Id of a group; all classes below it, at whatever depth. */
  readonly parentId: string | null;
  readonly origin: ClassDefinition['origin'] | null;
  /** Words as people type them; null for all. */
  readonly query: string | null;
}

/** Those that pass the filter; with words the best found first (the name itself, in the name, another name, a kind), otherwise by id. */
export function findClasses<C extends FindableClass>(classes: readonly C[], filter: ClassFilter): C[] {
  const words = filter.query === null ? '' : wordKey(filter.query);
  return classes
    .filter((one) => filter.origin === null || one.origin === filter.origin)
    .filter((one) => filter.parentId === null || one.path.some((group) => group.id === filter.parentId))
    .map((one) => ({ one, distance: words === '' ? 0 : distanceOf(one, words) }))
    .filter(({ distance }) => distance !== null)
    .sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0) || byCodePoint(a.one.id, b.one.id))
    .map(({ one }) => one);
}

export interface CountedGroup extends ClassGroup {
  /** The group it stands in; null at the top. */
  readonly parentId: string | null;
  /** Classes below it, at whatever depth. */
  readonly classCount: number;
}

/** The groups that these classes stand in, each once, in the order of their ids. */
export function groupsOf(classes: readonly FindableClass[]): CountedGroup[] {
  const groups = new Map<string, CountedGroup>();
  for (const { path } of classes) {
    for (const [depth, group] of path.entries()) {
      const known = groups.get(group.id);
      groups.set(group.id, { ...group, parentId: path[depth - 1]?.id ?? null, classCount: (known?.classCount ?? 0) + 1 });
    }
  }
  return [...groups.values()].sort((a, b) => byCodePoint(a.id, b.id));
}

/** How far the words are from the class: 0 its name or id, 1 in its name, 2 another name, 3 a kind of it; null when nowhere. */
function distanceOf(one: FindableClass, words: string): number | null {
  const keys = keysOf(one);
  const has = (texts: readonly string[]): boolean => texts.some((text) => text.includes(words));
  if (keys.names.includes(words) || keys.id === words) return 0;
  if (has(keys.names)) return 1;
  if (has(keys.otherNames)) return 2;
  return has(keys.kinds) ? 3 : null;
}

interface Keys { readonly id: string; readonly names: readonly string[]; readonly otherNames: readonly string[]; readonly kinds: readonly string[] }
/** Folding some thousand words at each search would take milliseconds; a class object keeps the form it was first given. */
const KNOWN_KEYS = new WeakMap<FindableClass, Keys>();

function keysOf(one: FindableClass): Keys {
  const known = KNOWN_KEYS.get(one);
  if (known !== undefined) return known;
  const keys = {
    id: wordKey(one.id), names: [one.zh, one.en].map(wordKey), otherNames: one.alsoCalled.map(wordKey),
    kinds: one.kinds.flatMap((kind) => [wordKey(kind.zh), wordKey(kind.en)]),
  };
  KNOWN_KEYS.set(one, keys);
  return keys;
}

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
