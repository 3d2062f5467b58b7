/** Words with one character left out, each once: two words of one edit share at least one of these (or each other). */
export function deletionsOf(word: string): string[] {
  const characters = [...word];
  return [...new Set(characters.map((_, index) => [...characters.slice(0, index), ...characters.slice(index + 1)].join('')))].filter((one) => one !== '');
}

/** True when one wrong, missing, added or swapped character makes one word of the other. */
export function withinOneEdit(left: string, right: string): boolean {
  const a = [...left];
  const b = [...right];
  if (a.length > b.length) return withinOneEdit(right, left);
  if (b.length - a.length > 1) return false;
  const from = a.findIndex((character, index) => character !== b[index]);
  if (from < 0) return b.length - a.length <= 1;
  const rest = (characters: readonly string[], start: number): string => characters.slice(start).join('');
  if (a.length < b.length) return rest(a, from) === rest(b, from + 1);
  if (rest(a, from + 1) === rest(b, from + 1)) return true;
  return a[from] === b[from + 1] && a[from + 1] === b[from] && rest(a, from + 2) === rest(b, from + 2);
}

/** Position of the first character in which two words differ. */
export function firstDifference(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  const found = a.findIndex((character, index) => character !== b[index]);
  return found < 0 ? Math.min(a.length, b.length) : found;
}
