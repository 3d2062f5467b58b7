import type { ClassDefinition } from '../../policy/class-definition.js';
import { wordKey } from '../../text/fold.js';

/** A shorter word says too little to tell a kind by; abbreviations in brackets (CT, AGV) may be this short. */
const SHORTEST = 2;

/**
 * The kind of its class that a product's name tells, or null when it tells none or several: the longest name of a kind that
 * the product's name contains. `端头/超前液压支架` is known as 端头液压支架 and 超前液压支架, `谷子/杂粮脱粒机` likewise, and what stands in
 * brackets is a name of its own.
 */
export function kindOf(name: string, definition: ClassDefinition): string | null {
  const text = wordKey(name);
  let best: { key: string | null; length: number } = { key: null, length: 0 };
  for (const { key, names } of kindNames(definition)) {
    const length = Math.max(0, ...names.filter((one) => text.includes(one)).map((one) => one.length));
    if (length > best.length) best = { key, length };
    else if (length === best.length && length > 0 && best.key !== key) best = { key: null, length };
  }
  return best.key;
}

interface KindNames { readonly key: string; readonly names: readonly string[] }

/** What the kinds of a class are called; a list of fifty thousand rows asks fifty thousand times. */
const KNOWN = new WeakMap<ClassDefinition, readonly KindNames[]>();

function kindNames(definition: ClassDefinition): readonly KindNames[] {
  const known = KNOWN.get(definition) ?? definition.kinds.map(({ key, zh }) => ({ key, names: namesOf(zh) }));
  KNOWN.set(definition, known);
  return known;
}

function namesOf(zh: string): string[] {
  const word = wordKey(zh);
  const outside = word.replace(/\([^()]*\)/gu, '');
  const inside = [...word.matchAll(/\(([^()]*)\)/gu)].flatMap((match) => (match[1] ?? '').split('/'));
  const latin = inside.filter((one) => /^[a-z][a-z0-9-]+$/u.test(one));
  return [word.replace(/[()]/gu, ''), ...alternatives(outside), ...latin].filter((one) => one.length >= SHORTEST);
}

/** `甲/乙` are two names; where the first is short, it shares the end of the last: 端头/超前液压支架. */
function alternatives(text: string): string[] {
  const parts = text.split('/');
  const last = parts.at(-1) ?? '';
  const shared = parts.slice(0, -1).flatMap((part) => Array.from({ length: Math.max(0, last.length - SHORTEST) }, (_, index) => part + last.slice(index + 1)));
  return [...parts.filter((part) => part.length > SHORTEST || parts.length === 1), ...shared];
}
