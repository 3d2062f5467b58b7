import type { ClassNames } from './class-words.js';
import { gramsOf, hanRuns } from './searchable-text.js';

export interface NamedClass extends ClassNames {
  readonly id: string;
}

/** Pairs of characters of every name of a class, in searchable form: made once for an edition of the classes. */
export interface ClassGrams {
  readonly id: string;
  readonly names: readonly (readonly string[])[];
}

/** From this share of a name's pairs of characters on a text speaks of the class. */
const ALIKE = 0.4;

export function classGrams(classes: readonly NamedClass[], write: (text: string) => string): ClassGrams[] {
  return classes.map(({ id, zh, alsoCalled, kinds }) => ({
    id, names: [zh, ...alsoCalled, ...kinds.map((kind) => kind.zh)].map((name) => [...new Set(hanRuns(write(name)).flatMap(gramsOf))]).filter((grams) => grams.length > 0),
  }));
}

/**
 * Ids of the classes that a text comes nearest to, at most `first`, for whoever found nothing: those with a name of which the
 * text holds most. Empty when it is near none. The text is in searchable form.
 */
export function nearestClasses(text: string, classes: readonly ClassGrams[], first: number): string[] {
  const asked = new Set(hanRuns(text).flatMap(gramsOf));
  const ranked = classes.map(({ id, names }) => {
    const shares = names.map((grams) => {
      const shared = grams.filter((gram) => asked.has(gram)).length;
      return { shared, share: shared / grams.length };
    });
    const best = shares.reduce((one, other) => (other.share > one.share || (other.share === one.share && other.shared > one.shared) ? other : one), { shared: 0, share: 0 });
    return { id, ...best };
  });
  return ranked.filter(({ share }) => share >= ALIKE).sort((a, b) => b.shared * b.share - a.shared * a.share || (a.id < b.id ? -1 : 1)).slice(0, first).map(({ id }) => id);
}
